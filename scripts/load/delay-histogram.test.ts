import { expect, test } from 'vitest'
import { DelayHistogram, LONGEST_MS } from './delay-histogram'

test('percentiles are those of the nearest rank', () => {
  const histogram = new DelayHistogram()
  for (let delayMs = 1; delayMs <= 100; delayMs += 1) histogram.add(delayMs)
  expect(histogram.summary()).toEqual({ count: 100, p50Ms: 50, p95Ms: 95, p99Ms: 99, maxMs: 100 })
})

test('many arrivals at once count as many', () => {
  const histogram = new DelayHistogram()
  histogram.add(10, 95)
  histogram.add(2000, 5)
  expect(histogram.summary()).toEqual({ count: 100, p50Ms: 10, p95Ms: 10, p99Ms: 2000, maxMs: 2000 })
})

test('delays beyond the scale count as the longest, and those before the sending as none', () => {
  const histogram = new DelayHistogram()
  histogram.add(-3)
  histogram.add(LONGEST_MS * 2)
  expect(histogram.summary()).toMatchObject({ count: 2, p50Ms: 0, maxMs: LONGEST_MS })
})

test('nothing arrived is all zeros', () => {
  const histogram = new DelayHistogram()
  histogram.add(5)
  histogram.clear()
  expect(histogram.summary()).toEqual({ count: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0 })
})
