// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterPaint } from './after-paint'

const work = vi.fn()
beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'setTimeout', 'clearTimeout'],
  })
  work.mockClear()
})
afterEach(() => vi.useRealTimers())

test('the work is done after the frame that is to come, and once', () => {
  const order: string[] = []
  work.mockImplementationOnce(() => order.push('work'))
  afterPaint(work)
  // Another part of the page that has something to do in the same frame.
  requestAnimationFrame(() => order.push('frame'))
  vi.advanceTimersByTime(50)
  expect(order).toEqual(['frame', 'work'])
})

test('work that is let be before the frame, or right after it, is not done', () => {
  const leave = afterPaint(work)
  leave()
  vi.advanceTimersByTime(50)
  const leaveLate = afterPaint(work)
  vi.advanceTimersToNextFrame()
  leaveLate()
  vi.advanceTimersByTime(50)
  expect(work).not.toHaveBeenCalled()
})
