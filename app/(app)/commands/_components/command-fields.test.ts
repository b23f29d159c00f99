import { createElement } from 'react'
import { expect, test } from 'vitest'
import { renderedFor, textsOf } from '@/lib/client/format/rendered.test-helper'
import type { Choice } from '../_hooks/choices'
import type { ValueNote } from '../_hooks/value-notes'
import { CommandFields } from './command-fields'

const sos: Choice = {
  key: 'sos',
  name: 'SOS setting',
  group: 'ofDevice',
  explanations: ['Numbers that are called.', '3 to 20 digits'],
  places: [0, 1],
  initial: [],
  maxLength: 500,
  isQueueable: false,
  toOrder: () => ({ door: 'scooter', text: 'LOCK#' }),
}

function fieldsWith(notes: readonly (ValueNote | null)[]): string {
  const nothing = () => undefined
  const props = { choices: [sos], choice: sos, values: ['112', ''], notes, onPick: nothing, onType: nothing }
  return renderedFor({}, createElement(CommandFields, props))
}

test('a wrong value is marked at its own field, whose words are read with it', () => {
  const html = fieldsWith(['tooLong', null])
  const inputs = html.match(/<input[^>]*>/g) ?? []
  expect(inputs.map((input) => input.includes('aria-invalid="true"'))).toEqual([true, false])
  const noteId = /aria-describedby="([^"]+)"/.exec(inputs[0] ?? '')?.[1]
  expect(html.split(`id="${noteId}"`)[1]).toMatch(/^[^>]*>500 characters at most\./)
})

test('a place left empty is asked about without being called wrong', () => {
  const html = fieldsWith([null, 'leftEmpty'])
  expect(html).not.toContain('aria-invalid="true"')
  expect(textsOf(html)).toContain('Left empty on purpose? The device gets nothing in this place.')
})

test('both texts of the vendor stand under the command', () => {
  const texts = textsOf(fieldsWith([null, null]))
  expect(texts).toEqual(expect.arrayContaining(['Numbers that are called.', '3 to 20 digits']))
})
