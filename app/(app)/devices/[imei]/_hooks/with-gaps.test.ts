import { expect, test } from 'vitest'
import { parseRange } from './device-range'
import { withGaps } from './with-gaps'

test('a line breaks where nothing was heard for long, and only there', () => {
  expect(withGaps({ at: [0, 10, 100, 110], value: [1, 2, 3, 4] }, 50)).toEqual({
    at: [0, 10, 11, 100, 110],
    value: [1, 2, null, 3, 4],
  })
})

test('an address without a known range means a day', () => {
  expect([parseRange(null), parseRange('1y'), parseRange('7d')]).toEqual(['24h', '24h', '7d'])
})
