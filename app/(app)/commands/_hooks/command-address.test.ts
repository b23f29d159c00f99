import { expect, test } from 'vitest'
import { commandAddress, parseCommandAddress } from './command-address'

const ID = '0b8f3a52-6f1e-4c0a-9d5b-1f2e3d4c5b6a'
const OTHER = '1b8f3a52-6f1e-4c0a-9d5b-1f2e3d4c5b6a'

test('what is chosen comes back from the address that shows it', () => {
  const chosen = {
    deviceIds: [ID, OTHER],
    filter: { state: 'unknown' as const, search: 'SOS & 50% #1', batchId: ID },
    before: `1767225600000_${ID}`,
  }
  const address = commandAddress(chosen)
  expect(address).toMatch(/^\/commands\?devices=/)
  expect(parseCommandAddress(new URL(address, 'https://fleet.example').searchParams)).toEqual(chosen)
  expect(commandAddress({ deviceIds: [], filter: {} })).toBe('/commands')
})

test('what cannot be right in an address is left out', () => {
  const params = new URLSearchParams(`devices=${ID},nonsense,${ID}&state=flying&before=-2_x&batch=1&q=`)
  expect(parseCommandAddress(params)).toEqual({
    deviceIds: [ID],
    filter: { state: undefined, search: undefined, batchId: undefined },
    before: undefined,
  })
})
