import { expect, test } from 'vitest'
import { rosterRestMs } from './connection-watch'

const MINUTE_MS = 60_000

test('a roster is read every ten minutes, and a large one takes a fifth of the time at most', () => {
  expect(rosterRestMs(0)).toBe(10 * MINUTE_MS)
  expect(rosterRestMs(2 * MINUTE_MS)).toBe(10 * MINUTE_MS)
  // 10,000 accounts, two calls each, one call in 200 ms: 67 minutes.
  expect(rosterRestMs(10_000 * 2 * 200)).toBe(4 * 10_000 * 2 * 200)
})
