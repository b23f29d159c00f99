import { expect, test } from 'vitest'
import type { DeviceCommands } from '@/lib/domain/api/command'
import { commandOrderSchema, ORDER_LENGTHS, toOrder } from '@/lib/domain/command'
import { readOrder } from '@/lib/domain/command-safety-kind'
import { type Choice, choicesOf } from './choices'
import { isProblem, valueNotes } from './value-notes'

const sos = {
  id: 81,
  name: 'SOS',
  template: 'SOS,A,{0},{1},{2}#',
  explanation: 'Numbers that are called.',
  prompt: '3 to 20 digits',
  places: [0, 1, 2],
  isQueueable: true,
  isFreeText: false,
}
const quoted = { ...sos, template: "SOS,'{0}'#", places: [0], explanation: '', prompt: null }
const device: DeviceCommands = {
  deviceId: '00000000-0000-4000-8000-000000000001',
  name: 'Van',
  plate: null,
  imei: '860000000000001',
  isScooter: false,
  hasRaw: true,
  hasHub: true,
  templates: [
    sos,
    quoted,
    { ...sos, name: 'Same', template: 'A,{0}#', places: [0], prompt: sos.explanation },
  ],
}
const powers = { maySend: true, mayCut: true, mayApprove: true, mayWriteRaw: true }
const start = { powers, needsSecondApprover: false, maySetApprover: false, saved: [], pending: [] }
const choices = choicesOf(device, start, (key) => key)

function choiceOf(key: string): Choice {
  const found = choices.find((each) => each.key.includes(key))
  if (found === undefined) throw new Error(`no choice ${key}`)
  return found
}

function notesOf(key: string, values: string[]) {
  const choice = choiceOf(key)
  return valueNotes(choice, values, readOrder(toOrder(choice.toOrder(values))))
}

test('places left empty beside others are asked about, and block nothing', () => {
  expect(notesOf('SOS,A', ['112', ' ', ''])).toEqual([null, 'leftEmpty', 'leftEmpty'])
  expect(notesOf('SOS,A', ['112', '113', '114'])).toEqual([null, null, null])
  expect(valueNotes(choiceOf('SOS,A'), ['', '', ''], null)).toEqual([null, null, null])
  expect([isProblem('leftEmpty'), isProblem(null), isProblem('tooLong')]).toEqual([false, false, true])
})

test('what cannot be read is told at the field that holds it', () => {
  expect(notesOf('raw', ['0B0'])).toEqual(['not_hex'])
  expect(notesOf('raw', ['0B02'])).toEqual([null])
  expect(notesOf('SOS,A', ['112', '{1}', '3'])).toEqual([null, 'ambiguous', null])
})

test('a template that can be read in two ways by itself is told at no field', () => {
  expect(notesOf("'{0}'", ['112'])).toEqual([null])
})

test.each([
  ['SOS,A', ORDER_LENGTHS.value],
  ['raw', ORDER_LENGTHS.hex],
  ['hub', ORDER_LENGTHS.content],
])('%s takes %d characters a value, as the server does, and says so of one more', (key, most) => {
  const choice = choiceOf(key)
  const fits = 'A'.repeat(most)
  expect(notesOf(key, [fits])[0]).toBe(null)
  expect(notesOf(key, [`${fits}AA`])[0]).toBe('tooLong')
  expect(commandOrderSchema.safeParse(choice.toOrder([fits])).success).toBe(true)
  expect(commandOrderSchema.safeParse(choice.toOrder([`${fits}A`])).success).toBe(false)
})

test('both texts of the vendor are shown, each once, and an empty one not at all', () => {
  expect(choiceOf('SOS,A').explanations).toEqual(['Numbers that are called.', '3 to 20 digits'])
  expect(choices.find(({ name }) => name === 'Same')?.explanations).toEqual(['Numbers that are called.'])
  expect(choiceOf("'{0}'").explanations).toEqual([])
})
