import { expect, test } from 'vitest'
import { faultWords } from './fault-codes'

// Names and families as SAE J2012 assigns them.
test('a well-known code has its name and its family', () => {
  expect(faultWords('P0301')).toEqual({
    name: 'Misfire, cylinder 1',
    family: 'Powertrain, generic: ignition system or misfire',
  })
  expect(faultWords(' p0420 ').name).toBe('Catalyst efficiency below threshold, bank 1')
  expect(faultWords('P0171-00').name).toBe('Mixture too lean, bank 1')
})

test.each([
  ['P0399', 'Powertrain, generic: ignition system or misfire'],
  ['P0A80', 'Powertrain, generic: hybrid or electric drive'],
  ['P1456', "Powertrain, maker's own code"],
  ['P3012', "Powertrain, maker's own code"],
  ['P3400', 'Powertrain, generic: cylinder deactivation'],
  ['C0035', 'Chassis, generic'],
  ['B1342', "Body, maker's own code"],
  ['B3001', 'Body, generic'],
  ['U0155', 'Network, generic'],
])('%s without a name is of the family "%s"', (code, family) => {
  expect(faultWords(code)).toEqual({ name: null, family })
})

test.each(['', 'P', 'P4301', 'X0301', 'P03', '520192/4', 'constructor'])('"%s" follows no scheme', (code) => {
  expect(faultWords(code)).toEqual({ name: null, family: null })
})
