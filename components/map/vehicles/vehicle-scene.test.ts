import { describe, expect, test } from 'vitest'
import { createLiveStore } from '@/lib/client/live-store'
import { emptyStateColumns } from '@/lib/domain/live-frame'
import { mercatorX } from '../mercator'
import { createVehicleScene, LOOK_STRIDE, SHOWN, SHOWN_BEFORE, STALE } from './vehicle-scene'

type Row = { lat: number | null; lng: number | null; status?: number; heardAt?: number }

function stateOf(rows: Row[], fixAt: number) {
  const state = emptyStateColumns()
  for (const row of rows) {
    state.lat.push(row.lat === null ? null : row.lat * 1e6)
    state.lng.push(row.lng === null ? null : row.lng * 1e6)
    state.fixAt.push(fixAt)
    state.heardAt.push(row.heardAt ?? fixAt)
    state.status.push(row.status ?? 0)
    state.heading.push(90)
    for (const column of [
      state.speed,
      state.since,
      state.source,
      state.ignition,
      state.battery,
      state.accuracy,
    ])
      column.push(0)
  }
  return state
}

function sceneOf(rows: Row[]) {
  const store = createLiveStore()
  const roster = {
    id: rows.map((_, i) => `id-${i}`),
    imei: rows.map(() => ''),
    name: rows.map(() => ''),
    plate: rows.map(() => null),
    driver: rows.map(() => null),
    kind: rows.map(() => 0),
    account: rows.map(() => 0),
    accounts: [],
  }
  store.apply('snapshot', JSON.stringify({ at: 0, roster, state: stateOf(rows, 1_000) }))
  const scene = createVehicleScene(store)
  scene.load()
  return { store, scene }
}

const TOWN: Row[] = [
  { lat: 41.15, lng: -8.61 },
  { lat: 41.1501, lng: -8.61 },
  { lat: 30, lng: 31 },
  { lat: null, lng: null },
]
const flagsOf = (looks: Uint8Array, slot: number) => looks[slot * LOOK_STRIDE + 1] ?? 0

describe('vehicle scene', () => {
  test('grouped vehicles hand over to their bubble and come back, and fade knows who was shown', () => {
    const { scene } = sceneOf(TOWN)
    scene.group(3, true)
    expect([0, 1, 2, 3].map((slot) => flagsOf(scene.looks, slot))).toEqual([
      SHOWN_BEFORE,
      SHOWN_BEFORE,
      SHOWN | SHOWN_BEFORE,
      0,
    ])
    expect([scene.clusters.groupCount, scene.shownCount]).toEqual([1, 3])
    scene.group(16, false)
    expect([0, 1].map((slot) => flagsOf(scene.looks, slot) & SHOWN)).toEqual([SHOWN, SHOWN])
  })

  test('a filter hides vehicles after regrouping and a snapshot lifts it', () => {
    const { scene } = sceneOf(TOWN)
    scene.setMask(Uint8Array.from([1, 0, 0, 1]))
    scene.group(16, false)
    expect([0, 1, 2].map((slot) => scene.isVisible(slot))).toEqual([true, false, false])
    expect(scene.shownCount).toBe(1)
    scene.load()
    expect(scene.isVisible(2)).toBe(true)
  })

  test('packed positions are exact to a decimetre after rebasing near them', () => {
    const { scene } = sceneOf(TOWN)
    scene.rebase(mercatorX(-8.6), 0.374, 5_000)
    const packed = new Float32Array(scene.motionBytes)
    const errorM = Math.abs((packed[2] ?? 0) + scene.originX - mercatorX(-8.61)) * 40_030_230
    expect(errorM).toBeLessThan(0.1)
  })

  test('an update packs its slot and touches only its block', () => {
    const { store, scene } = sceneOf(Array.from({ length: 600 }, () => ({ lat: 1, lng: 1 })))
    scene.dirty.fill(0)
    const moved = { at: 0, slot: [300], state: stateOf([{ lat: 1.0001, lng: 1, status: 2 }], 1_010) }
    store.apply('delta', JSON.stringify(moved))
    scene.update([300], 5_000, true)
    expect(Array.from(scene.dirty)).toEqual([0, 1, 0])
    expect(scene.looks[300 * LOOK_STRIDE]).toBe(2)
  })

  test('silence marks a vehicle stale after 15 minutes and a word lifts it', () => {
    const { scene } = sceneOf([
      { lat: 1, lng: 1 },
      { lat: 1, lng: 2, status: 3 },
    ])
    expect(scene.markStale((1_000 + 15 * 60) * 1_000)).toBe(false)
    expect(scene.markStale((1_000 + 15 * 60 + 1) * 1_000)).toBe(true)
    // Offline says it already.
    expect([0, 1].map((slot) => flagsOf(scene.looks, slot) & STALE)).toEqual([STALE, 0])
    scene.markStale(1_000_000)
    expect(flagsOf(scene.looks, 0) & STALE).toBe(0)
  })
})
