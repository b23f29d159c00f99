// @vitest-environment happy-dom
// What of the map page stays when scripts that come later than it could not be fetched: away from the network, or after an
// update that took them from the server.

import { NextIntlClientProvider } from 'next-intl'
import { act, type ComponentProps, createElement, type ReactElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import messages from '@/messages/en.json'
import { ListToolbar } from './list-toolbar'
import { MapPane } from './map-pane'

const network = vi.hoisted(() => ({ isAway: false }))
function script<Module>(module: Module): Module {
  if (network.isAway) throw new Error('ChunkLoadError')
  return module
}
vi.mock('./live-map', () => script({ LiveMap: () => 'the map' }))
vi.mock('./share-listed', () => script({ ShareListed: () => 'Share these' }))
vi.mock('@/lib/client/use-has-vehicles', () => ({ useHasVehicles: () => true }))

const { loadFailed } = messages.mapControls
let root: Root
let page: HTMLElement

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  vi.resetModules()
  network.isAway = true
  page = document.body.appendChild(document.createElement('div'))
  root = createRoot(page)
})
afterEach(() => {
  act(() => root.unmount())
  page.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const show = (part: ReactElement) =>
  act(async () => {
    const words = { locale: 'en', messages, timeZone: 'UTC', children: ['The list. ', part] }
    root.render(createElement(NextIntlClientProvider, words))
  })

/** The map comes when what stands in the page has been painted. */
const paint = () => act(() => vi.advanceTimersByTimeAsync(100))

test('a list that is narrowed while the network is away stays, and gets its sharing when it is back', async () => {
  const props: ComponentProps<typeof ListToolbar> = {
    summary: '1 of 2',
    sort: 'name',
    onSort: () => undefined,
    staleCount: 0,
    stale: false,
    onStale: () => undefined,
    shareable: [{ id: 'a', name: 'Truck' }],
  }
  await show(createElement(ListToolbar, { ...props, key: 'toolbar' }))
  expect(page.textContent).toContain('The list. 1 of 2')
  expect(page.textContent).not.toContain('Share these')
  network.isAway = false
  // Every 5 s.
  await act(() => vi.advanceTimersByTimeAsync(5_000))
  expect(page.textContent).toContain('1 of 2Share these')
})

test('a map that could not be fetched leaves the list, says so, and comes when asked again', async () => {
  const props: ComponentProps<typeof MapPane> = {
    basemaps: [],
    chosenId: null,
    onChoose: () => undefined,
    follow: false,
    onFollow: () => undefined,
    mask: null,
    cameraRef: { current: null },
    snap: 'half',
  }
  await show(createElement(MapPane, { ...props, key: 'map' }))
  await paint()
  expect(page.textContent).toContain('The list.')
  expect(page.querySelector('[role="status"]')?.textContent).toContain(loadFailed.title)
  const again = [...page.querySelectorAll('button')].find((each) => each.textContent === loadFailed.retry)
  network.isAway = false
  await act(async () => again?.click())
  await paint()
  expect(page.textContent).toBe('The list. the map')
})
