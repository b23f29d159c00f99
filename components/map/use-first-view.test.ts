// @vitest-environment happy-dom

import { act, createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLiveStore } from '@/lib/client/live-store'
import type { LiveStore } from '@/lib/client/live-types'
import type { SnapshotFrame, StateColumns } from '@/lib/domain/live-frame'
import { ARRIVAL_MS, useFirstView } from './use-first-view'

type Place = [lat: number, lng: number] | null
type Move = (event: { originalEvent?: unknown }) => void

const camera = { fitAll: vi.fn(), reveal: vi.fn() }
let moves: Move[]
let store: LiveStore
let root: Root

/** Hears of moves as the map library tells them. */
const map = {
  on: (_: 'movestart', listener: Move) => void moves.push(listener),
  off: (_: 'movestart', listener: Move) => {
    moves = moves.filter((each) => each !== listener)
  },
}

function Page({ selectedId, isReady }: { selectedId: string | null; isReady: boolean }) {
  useFirstView({ map, camera, store, selectedId, isReady })
  return null
}
const show = (selectedId: string | null = null, isReady = true) =>
  act(async () => root.render(createElement(Page, { selectedId, isReady })))

const micro = (degrees: number | undefined) => (degrees === undefined ? null : degrees * 1e6)
function stateOf(places: readonly Place[]): StateColumns {
  const all = (value: number) => places.map(() => value)
  return {
    lat: places.map((place) => micro(place?.[0])),
    lng: places.map((place) => micro(place?.[1])),
    fixAt: places.map((place) => (place === null ? 0 : 1_700_000_000)),
    ...{ heardAt: all(0), speed: all(-1), heading: all(-1), status: all(0), since: all(0), source: all(0) },
    ...{ ignition: all(-1), battery: all(-1), accuracy: all(0) },
  }
}

function snapshot(places: readonly Place[]) {
  const id = places.map((_, slot) => `v${slot}`)
  const none = places.map(() => null)
  const zero = places.map(() => 0)
  const accounts = [{ id: 'a', name: 'A' }]
  const roster = { id, imei: id, name: id, plate: none, driver: none, kind: zero, account: zero, accounts }
  const frame: SnapshotFrame = { at: 1_700_000_000_000, roster, state: stateOf(places) }
  return act(async () => store.apply('snapshot', JSON.stringify(frame)))
}
const delta = (slot: number, place: Place) =>
  act(async () =>
    store.apply('delta', JSON.stringify({ at: 1_700_000_001_000, slot: [slot], state: stateOf([place]) })),
  )

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers({ toFake: ['performance'] })
  for (const each of Object.values(camera)) each.mockClear()
  moves = []
  store = createLiveStore()
  root = createRoot(document.createElement('div'))
})
afterEach(() => {
  act(() => root.unmount())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a fleet that comes with its places is gone to once, and not again as it moves or comes anew', async () => {
  await show()
  await snapshot([[41, -8], null])
  expect(camera.fitAll).toHaveBeenCalledTimes(1)
  await delta(0, [42, -8])
  await delta(1, [10, 20])
  await snapshot([
    [43, -8],
    [10, 20],
  ])
  expect(camera.fitAll).toHaveBeenCalledTimes(1)
})

test('a fleet without places is gone to with the first, and with each that follows, for as long as they may be arriving', async () => {
  await show()
  await snapshot([null, null, null])
  expect(camera.fitAll).not.toHaveBeenCalled()
  await delta(0, [41, -8])
  expect(camera.fitAll).toHaveBeenCalledTimes(1)
  await delta(0, [42, -8])
  expect(camera.fitAll).toHaveBeenCalledTimes(1)
  await delta(1, [-23, -46])
  expect(camera.fitAll).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(ARRIVAL_MS + 1)
  await delta(2, [22, 114])
  expect(camera.fitAll).toHaveBeenCalledTimes(2)
})

test('a fleet whose vehicles become known while the map is there is gone to as they and their places come', async () => {
  await show()
  await snapshot([])
  await snapshot([[41, -8], null, null])
  expect(camera.fitAll).toHaveBeenCalledTimes(1)
  await delta(1, [-23, -46])
  expect(camera.fitAll).toHaveBeenCalledTimes(2)
})

test('whoever moves the map has it, while a move that nobody made changes nothing', async () => {
  await show()
  await snapshot([null, null, null])
  await delta(0, [41, -8])
  for (const move of moves) move({})
  await delta(1, [-23, -46])
  expect(camera.fitAll).toHaveBeenCalledTimes(2)
  for (const move of moves) move({ originalEvent: new Event('wheel') })
  await delta(2, [22, 114])
  expect(camera.fitAll).toHaveBeenCalledTimes(2)
})

test('the vehicle of a link is gone to with the fleet; one chosen since ends the going along', async () => {
  await show('v0', false)
  await snapshot([null, null])
  await show('v0')
  await delta(0, [41, -8])
  expect(camera.reveal.mock.calls).toEqual([['v0']])
  await show('v1')
  await delta(1, [-23, -46])
  expect(camera.fitAll).toHaveBeenCalledTimes(1)
})

test('a map that is gone listens to nothing', async () => {
  await show()
  expect(moves).toHaveLength(1)
  await act(async () => root.render(null))
  expect(moves).toEqual([])
})
