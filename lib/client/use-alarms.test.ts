// @vitest-environment happy-dom

import { act, createElement as h } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AlarmPlaceProvider, useUnreadCount } from './alarm-place'
import { type QueriesPlace, QueriesPlaceContext } from './queries-place'
import { Queries } from './queries-provider'
import { AlarmCollector, useAlarmFeed } from './use-alarms'
import { LiveProvider } from './use-live'

const RAISED = '2026-03-02T10:00:05.000Z'
const OPENED_MS = Date.parse('2026-03-02T10:00:00Z')

class Stream extends EventTarget {
  static opened: Stream
  readyState = 1
  constructor(readonly url: string) {
    super()
    Stream.opened = this
  }
  close() {}
}

let root: Root
let page: HTMLElement
let queries: QueriesPlace
let answers: Record<string, unknown>

/** The page as the shell has it, before and after the collector has come. */
function show(isCollecting: boolean) {
  const late = isCollecting ? h(Queries, null, h(AlarmCollector), h(Toasts)) : null
  const shell = h(LiveProvider, null, h(AlarmPlaceProvider, null, h(Bell), late))
  return act(async () => root.render(h(QueriesPlaceContext, { value: queries }, shell)))
}
function Bell() {
  return h('i', null, `${useUnreadCount()} unread`)
}
function Toasts() {
  return h(
    'b',
    null,
    useAlarmFeed()
      .toasts.map(({ name }) => name)
      .join(),
  )
}
const hear = (name: string, data: unknown) =>
  act(async () => Stream.opened.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) })))
const alarm = {
  id: 'a',
  deviceId: 'v',
  code: '1',
  severity: 'critical',
  lat: null,
  lng: null,
  speedKph: null,
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers({ now: OPENED_MS })
  vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(OPENED_MS)
  vi.stubGlobal('EventSource', Stream)
  answers = { '/api/alarms/pulse': { unread: 0 }, '/api/alarms?limit=50': { alarms: [] } }
  vi.stubGlobal('fetch', async (url: string) => Response.json(answers[url]))
  queries = { client: null }
  page = document.createElement('div')
  root = createRoot(page)
})
afterEach(() => {
  act(() => root.unmount())
  queries.client?.clear()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('an alarm raised before anybody collected them shows once somebody does', async () => {
  await show(false)
  await hear('beat', OPENED_MS)
  await hear('alarm', { at: OPENED_MS, alarms: [{ ...alarm, name: 'SOS', startedAtMs: OPENED_MS }] })
  const kept = { ...alarm, name: 'SOS', startedAt: RAISED, receivedAt: RAISED, endedAt: null }
  const older = { ...kept, id: 'b', name: 'Of yesterday', receivedAt: '2026-03-01T10:00:00.000Z' }
  answers['/api/alarms?limit=50'] = { alarms: [kept, older] }
  await show(true)
  await act(() => vi.advanceTimersByTimeAsync(0))
  expect(page.querySelector('b')?.textContent).toBe('SOS')
})

test('the shell tells how many alarms are unread: those the server knows, and those that came since', async () => {
  answers['/api/alarms/pulse'] = { unread: 3 }
  await show(false)
  expect(page.textContent).toBe('0 unread')
  await show(true)
  await act(() => vi.advanceTimersByTimeAsync(0))
  expect(page.querySelector('i')?.textContent).toBe('3 unread')
  await hear('alarm', { at: OPENED_MS, alarms: [{ ...alarm, name: 'SOS', startedAtMs: OPENED_MS }] })
  expect(page.querySelector('i')?.textContent).toBe('4 unread')
})
