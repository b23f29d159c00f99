// @vitest-environment happy-dom
// A drawing whose script could not be fetched, away from the network or after an update that took it from the server.

import { NextIntlClientProvider } from 'next-intl'
import { act, type ComponentProps, createElement } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import messages from '@/messages/en.json'
import { latePart } from './late-part'
import type { SeriesChart as Chart } from './series-chart'

const network = vi.hoisted(() => ({ isAway: false }))
vi.mock('./series-plot', () => {
  if (network.isAway) throw new Error('ChunkLoadError')
  return { SeriesPlot: ({ label }: { label: string }) => `The drawing of ${label}.` }
})

const { notLoaded } = messages.shell
const props: ComponentProps<typeof Chart> = {
  ...{ title: 'Speed', keysHint: '', facts: [{ label: 'Highest', value: '80 km/h' }] },
  ...{
    at: [],
    value: [],
    fromMs: 0,
    toMs: 1,
    shape: 'line',
    group: 'test',
    colour: '--accent',
    timeZone: 'UTC',
    theme: 'light',
  },
  ...{ formatValue: String, formatMoment: String, formatTick: String, formatTime: String },
}
let root: Root
let page: HTMLElement

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  vi.resetModules()
  network.isAway = true
  // Anew for each test: what was fetched once stays.
  const { SeriesChart } = await import('./series-chart')
  page = document.body.appendChild(document.createElement('div'))
  root = createRoot(page)
  const words = { locale: 'en', messages, timeZone: 'UTC', children: createElement(SeriesChart, props) }
  await act(async () => root.render(createElement(NextIntlClientProvider, words)))
})
afterEach(() => {
  act(() => root.unmount())
  page.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a drawing that could not be fetched is told of in its place, and comes when asked again', async () => {
  expect(page.textContent).toContain('Highest80 km/h')
  expect(page.querySelector('[role="status"]')?.textContent).toContain(notLoaded.title)
  const again = [...page.querySelectorAll('button')].find((each) => each.textContent === notLoaded.retry)
  network.isAway = false
  await act(async () => again?.click())
  expect(page.textContent).toContain('The drawing of Speed.')
  expect(page.querySelector('[role="status"]')).toBeNull()
})

test('it comes by itself once the network is back', async () => {
  network.isAway = false
  await act(async () => void window.dispatchEvent(new Event('online')))
  expect(page.textContent).toContain('The drawing of Speed.')
})

test('a part that was fetched once stands there at once wherever it is shown again', async () => {
  const load = vi.fn(async () => () => 'The part.')
  const Part = latePart(load, { waiting: () => 'Waiting.' })
  const show = () => root.render(createElement('div', { key: crypto.randomUUID() }, createElement(Part)))
  act(show)
  expect(page.textContent).toBe('Waiting.')
  await act(async () => undefined)
  expect(page.textContent).toBe('The part.')
  act(show)
  expect(page.textContent).toBe('The part.')
  expect(load).toHaveBeenCalledTimes(1)
})

test('what the server drew without the part is taken over as it is, also when the part is there by then', async () => {
  const Part = latePart(async () => () => 'The part.', { waiting: () => 'Waiting.' })
  const fromServer = document.body.appendChild(document.createElement('div'))
  fromServer.innerHTML = renderToString(createElement(Part))
  expect(fromServer.textContent).toBe('Waiting.')
  await act(async () => root.render(createElement(Part)))
  const onRecoverableError = vi.fn()
  const hydrated = await act(async () => hydrateRoot(fromServer, createElement(Part), { onRecoverableError }))
  expect(fromServer.textContent).toBe('The part.')
  expect(onRecoverableError).not.toHaveBeenCalled()
  act(() => hydrated.unmount())
  fromServer.remove()
})
