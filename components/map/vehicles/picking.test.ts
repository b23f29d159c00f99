import { describe, expect, test } from 'vitest'
import { createLiveStore } from '@/lib/client/live-store'
import { appendState, emptyStateColumns } from '@/lib/domain/live-frame'
import { mercatorX, mercatorY } from '../mercator'
import { createGroupingClock } from './grouping-clock'
import { groupBounds, pick } from './picking'
import { createVehicleScene } from './vehicle-scene'

function sceneAt(places: [lat: number, lng: number][]) {
  const state = emptyStateColumns()
  for (const [lat, lng] of places) {
    appendState(state, {
      lat,
      lng,
      fixAtMs: 1_000,
      heardAtMs: 1_000,
      speedKph: 0,
      headingDeg: 0,
      statusIndex: 2,
      sinceMs: 0,
      sourceIndex: 0,
      ignition: false,
      batteryPercent: null,
      accuracyM: null,
    })
  }
  const same = <T>(value: T) => places.map(() => value)
  const roster = {
    id: places.map((_, i) => `id-${i}`),
    imei: same(''),
    name: same(''),
    plate: same(null),
    driver: same(null),
    kind: same(0),
    account: same(0),
    accounts: [],
  }
  const store = createLiveStore()
  store.apply('snapshot', JSON.stringify({ at: 0, roster, state }))
  const scene = createVehicleScene(store)
  scene.load()
  return scene
}

const at = (lat: number, lng: number, zoom: number, alsoSlot: number | null = null) => ({
  x: mercatorX(lng),
  y: mercatorY(lat),
  zoom,
  nowMs: 0,
  reachPx: 14,
  alsoSlot,
})

describe('picking', () => {
  test('the nearest mark within reach is meant, and nothing beyond it', () => {
    // At zoom 12 and the equator a pixel is 360 / (512 * 4096) degrees: ten of them are 0.0017.
    const scene = sceneAt([
      [0, 0],
      [0, 0.0017],
    ])
    expect(pick(scene, at(0, 0.0012, 12))).toEqual({ kind: 'vehicle', slot: 1 })
    expect(pick(scene, at(0, 0.0005, 12))).toEqual({ kind: 'vehicle', slot: 0 })
    expect(pick(scene, at(0, 0.01, 12))).toBeNull()
  })

  test('a mark is found from the other side of the date line', () => {
    expect(pick(sceneAt([[0, 179.9999]]), at(0, -179.9999, 10))).toEqual({ kind: 'vehicle', slot: 0 })
  })

  test('a bubble answers for its members, but the chosen one for itself', () => {
    const scene = sceneAt([
      [0, 0],
      [0, 0.001],
      [0.002, 0],
    ])
    scene.group(5, false)
    expect(pick(scene, at(0, 0, 5))).toEqual({ kind: 'cluster', group: 0 })
    expect(pick(scene, at(0, 0, 5, 1))).toEqual({ kind: 'vehicle', slot: 1 })
    const [west, south, east, north] = groupBounds(scene, 0)
    expect([west, south, east, north].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([
      0, 0, 0.001, 0.002,
    ])
  })
})

test('grouping follows levels of zoom with a fade, and drifting vehicles quietly every five seconds', () => {
  const scene = sceneAt([
    [0, 0],
    [0, 0.001],
  ])
  const clock = createGroupingClock()
  expect(clock.tick(scene, 5, 0)).toBe('quietly')
  expect(clock.tick(scene, 5.5, 100)).toBe('nothing')
  expect(clock.tick(scene, 5.8, 200)).toBe('fading')
  expect([clock.fade(200), clock.fade(300), clock.fade(400)]).toEqual([0, 0.5, 1])
  clock.drift()
  expect(clock.tick(scene, 5.8, 5_000)).toBe('nothing')
  expect(clock.tick(scene, 5.8, 5_300)).toBe('quietly')
  clock.reset()
  expect(clock.tick(scene, 5.8, 5_400)).toBe('quietly')
})
