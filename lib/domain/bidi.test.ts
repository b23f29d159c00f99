import { expect, test } from 'vitest'
import { asWritten, directionOf } from './bidi'

test('Arabic is written from right to left, the others are not', () => {
  expect(directionOf('ar')).toBe('rtl')
  expect(directionOf('ar-u-nu-latn')).toBe('rtl')
  expect(directionOf('en')).toBe('ltr')
})

test('a position keeps its order in an Arabic text, and is as it was in any other', () => {
  expect(asWritten('41.1, -8.6', 'ar-u-nu-latn')).toBe('\u206641.1, -8.6\u2069')
  expect(asWritten('41.1, -8.6', 'pt')).toBe('41.1, -8.6')
})
