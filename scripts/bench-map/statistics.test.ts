import { expect, test } from 'vitest'
import { median, rounded } from './statistics'

test('the median is the middle, whatever the order, and nothing of nothing', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([1, 9, 5, 7])).toBe(6)
  expect(median([3])).toBe(3)
  expect(median([])).toBeNull()
})

test('figures are cut to three places, and stay whole above a hundred', () => {
  expect([rounded(0.012345), rounded(43.219), rounded(4661.4), rounded(null)]).toEqual([
    0.0123,
    43.2,
    4661,
    null,
  ])
})
