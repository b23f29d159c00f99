// @vitest-environment happy-dom
// The choice of vehicles, whose script comes when it is first opened.

import { NextIntlClientProvider } from 'next-intl'
import { act, createElement as h } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ALL_VEHICLES } from '@/lib/client/reports/report-address'
import { LiveProvider } from '@/lib/client/use-live'
import messages from '@/messages/en.json'
import { VehicleField } from './vehicle-field'

const network = vi.hoisted(() => ({ isAway: true }))
vi.mock('./vehicle-dialog', () => {
  if (network.isAway) throw new Error('ChunkLoadError')
  return { VehicleDialog: () => 'The choice.' }
})

class Stream extends EventTarget {
  close() {}
}

const { notLoaded } = messages.shell
let root: Root
let page: HTMLElement

const buttonOf = (words: string) =>
  [...page.querySelectorAll('button')].find((each) => each.textContent === words)
const open = () => act(async () => page.querySelector<HTMLElement>('[aria-haspopup="dialog"]')?.click())
const goOnline = () => {
  network.isAway = false
  return act(async () => void window.dispatchEvent(new Event('online')))
}

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('EventSource', Stream)
  vi.useFakeTimers()
  page = document.body.appendChild(document.createElement('div'))
  root = createRoot(page)
  const field = h(VehicleField, {
    ...{ value: ALL_VEHICLES, onChange: () => undefined, choices: undefined, hasFailed: false },
  })
  const words = { locale: 'en', messages, timeZone: 'UTC', children: h(LiveProvider, null, field) }
  await act(async () => root.render(h(NextIntlClientProvider, words)))
})
afterEach(() => {
  act(() => root.unmount())
  page.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a choice that could not be fetched says so, and once closed does not open by itself', async () => {
  await open()
  const notice = page.querySelector('dialog')
  expect(notice?.open).toBe(true)
  expect(notice?.textContent).toContain(notLoaded.title)
  await act(async () => buttonOf(messages.reports.vehicles.cancel)?.click())
  expect(page.querySelector('dialog')).toBeNull()
  await goOnline()
  await act(() => vi.advanceTimersByTimeAsync(10 * 60_000))
  expect(page.textContent).not.toContain('The choice.')
  await open()
  expect(page.textContent).toContain('The choice.')
})
