// @vitest-environment happy-dom

import { act, createElement as h } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { emptyStateColumns } from '@/lib/domain/live-frame'
import { useHasVehicles } from './use-has-vehicles'
import { LiveProvider } from './use-live'

class Stream extends EventTarget {
  static opened: Stream
  readyState = 1
  constructor() {
    super()
    Stream.opened = this
  }
  close() {}
}

let root: Root
let page: HTMLElement

function Page() {
  return useHasVehicles(1_000) ? 'has them' : 'waits'
}
const hear = (name: string, data: unknown) =>
  act(async () => Stream.opened.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) })))
const roster = { id: [], imei: [], name: [], plate: [], driver: [], kind: [], account: [], accounts: [] }

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
  page = document.createElement('div')
  root = createRoot(page)
  await act(async () => root.render(h(LiveProvider, null, h(Page))))
})
afterEach(() => {
  act(() => root.unmount())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a page has its vehicles with the first snapshot, not with other news', async () => {
  await hear('beat', 1_700_000_000_000)
  expect(page.textContent).toBe('waits')
  await hear('snapshot', { at: 1_700_000_000_000, roster, state: emptyStateColumns() })
  expect(page.textContent).toBe('has them')
})

test('a stream that brings nothing holds nothing up for ever', async () => {
  await act(() => vi.advanceTimersByTimeAsync(999))
  expect(page.textContent).toBe('waits')
  await act(() => vi.advanceTimersByTimeAsync(1))
  expect(page.textContent).toBe('has them')
})
