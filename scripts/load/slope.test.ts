import { expect, test } from 'vitest'
import { median, slopePerMinute } from './slope'

test('the slope of a straight line is its own, a minute', () => {
  const samples = [0, 1000, 2000, 3000].map((atMs) => ({ atMs, value: 100 + atMs / 1000 }))
  expect(slopePerMinute(samples)).toBeCloseTo(60, 9)
})

test('what goes up and down around one value does not grow', () => {
  const samples = [1, 3, 3, 1].map((value, index) => ({ atMs: index * 1000, value }))
  expect(slopePerMinute(samples)).toBeCloseTo(0, 9)
})

test('one sample, or none, has no slope', () => {
  expect(slopePerMinute([])).toBe(0)
  expect(slopePerMinute([{ atMs: 5, value: 5 }])).toBe(0)
})

test('the median of an even number is the mean of the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([9, 1, 5])).toBe(5)
  expect(median([])).toBe(0)
})
