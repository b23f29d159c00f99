// @vitest-environment happy-dom

import { act, createElement, lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { untilLoaded } from './until-loaded'

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a lazy part that could not be fetched twice takes nothing down, and comes with the third try', async () => {
  const load = vi.fn(async () => ({ default: () => 'the menu' }))
  load.mockRejectedValueOnce(new Error('away')).mockRejectedValueOnce(new Error('away'))
  const Menu = lazy(() => untilLoaded(load))
  const page = document.createElement('div')
  const root = createRoot(page)
  await act(async () => root.render(createElement(Suspense, { fallback: 'a button' }, createElement(Menu))))
  // A try every 5 s.
  await act(() => vi.advanceTimersByTimeAsync(5_000))
  expect(page.textContent).toBe('a button')
  await act(() => vi.advanceTimersByTimeAsync(5_000))
  expect(page.textContent).toBe('the menu')
  expect(load).toHaveBeenCalledTimes(3)
  act(() => root.unmount())
})

test('a browser that comes back to the network asks at once, and once', async () => {
  const load = vi.fn(async () => 'script')
  load.mockRejectedValueOnce(new Error('away'))
  const loaded = untilLoaded(load)
  await vi.advanceTimersByTimeAsync(0)
  window.dispatchEvent(new Event('online'))
  expect(await loaded).toBe('script')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(load).toHaveBeenCalledTimes(2)
})
