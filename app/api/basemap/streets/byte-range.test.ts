import { expect, test } from 'vitest'
import { matchesTag, parseByteRange } from './byte-range'

// Cases after the examples of RFC 9110, 14.1.2, for a file of 10,000 bytes.
test.each([
  [null, 'whole'],
  ['bytes=0-499', { start: 0, end: 499 }],
  ['bytes=500-', { start: 500, end: 9_999 }],
  ['bytes=-500', { start: 9_500, end: 9_999 }],
  ['bytes=9500-20000', { start: 9_500, end: 9_999 }],
  ['bytes=-20000', { start: 0, end: 9_999 }],
  ['bytes=10000-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['lines=0-5', 'whole'],
  ['bytes=-', 'whole'],
] as const)('Range %s', (header, expected) => {
  expect(parseByteRange(header, 10_000)).toEqual(expected)
})

test('a tag is recognised among several, weak or not', () => {
  expect(matchesTag('"x", W/"a-b"', '"a-b"')).toBe(true)
  expect(matchesTag('*', '"a-b"')).toBe(true)
  expect(matchesTag('"a"', '"a-b"')).toBe(false)
  expect(matchesTag(null, '"a-b"')).toBe(false)
})
