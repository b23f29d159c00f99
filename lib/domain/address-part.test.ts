import { expect, test } from 'vitest'
import { quotedPart } from './address-part'

test('a part of an address is quoted whole, isolated from the text around it', () => {
  expect(quotedPart('from', 'yesterday')).toBe('\u2066from=yesterday\u2069')
})

test('of a long part the first 40 characters are quoted, none of them torn in two', () => {
  // Forty: two of the name with its sign, and 38 faces of two UTF-16 units each.
  expect(quotedPart('v', '🙂'.repeat(50))).toBe(`\u2066v=${'🙂'.repeat(38)}…\u2069`)
})
