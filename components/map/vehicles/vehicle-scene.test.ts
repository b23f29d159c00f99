import { describe, expect, test } from 'vitest'
import { createLiveStore } from '@/lib/client/live-store'
import { emptyStateColumns } from '@/lib/domain/live-frame'
import { mercatorX } from '../mercator'
import { createPackedVehicles, LOOK_STRIDE } from './packed-vehicles'
import { createVehicleScene, SHOWN, SHOWN_BEFORE, STALE } from './vehicle-scene'

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
const WORLD = { west: 0, east: 1, north: 0, south: 1, zoom: 2 }

describe('vehicle scene', () => {
  test('grouped vehicles hand over to their bubble and come back, and fade knows who was shown', () => {
    const { scene } = sceneOf(TOWN)
    scene.group(3, true)
    expect([0, 1, 2, 3].map((slot) => scene.flags[slot] ?? 0)).toEqual([
      SHOWN_BEFORE,
      SHOWN_BEFORE,
      SHOWN | SHOWN_BEFORE,
      0,
    ])
    expect(scene.clusters.groupCount).toBe(1)
    scene.group(16, false)
    expect([0, 1].map((slot) => (scene.flags[slot] ?? 0) & SHOWN)).toEqual([SHOWN, SHOWN])
  })

  test('a filter hides vehicles after regrouping and a snapshot lifts it', () => {
    const { scene } = sceneOf(TOWN)
    scene.setMask(Uint8Array.from([1, 0, 0, 1]))
    scene.group(16, false)
    expect([0, 1, 2].map((slot) => scene.isVisible(slot))).toEqual([true, false, false])
    scene.load()
    expect(scene.isVisible(2)).toBe(true)
  })

  test('packed positions are exact to a decimetre after rebasing near them', () => {
    const { scene } = sceneOf(TOWN)
    scene.rebase(mercatorX(-8.6), 0.374, 5_000)
    const packed = createPackedVehicles()
    scene.packSlots(packed, [0])
    const floats = new Float32Array(packed.motion)
    const errorM = Math.abs((floats[2] ?? 0) + scene.origin.x - mercatorX(-8.61)) * 40_030_230
    expect(errorM).toBeLessThan(0.1)
  })

  test('only what is in view is packed, as it stands after an update', () => {
    const rows = Array.from({ length: 600 }, (_, i) => ({ lat: 1, lng: i % 2 ? 1 : 100 }))
    const { store, scene } = sceneOf(rows)
    const packed = createPackedVehicles()
    const east = { ...WORLD, west: mercatorX(50) }
    scene.packView(packed, east)
    expect(packed.count).toBe(300)
    const moved = { at: 0, slot: [1], state: stateOf([{ lat: 1, lng: 60, status: 2 }], 1_010) }
    store.apply('delta', JSON.stringify(moved))
    scene.update([1], 5_000, true)
    scene.packView(packed, east)
    expect(packed.count).toBe(301)
    expect(packed.looks[LOOK_STRIDE]).toBe(2)
    scene.packView(packed, WORLD)
    expect(packed.count).toBe(600)
  })

  test('whose fix nobody sees is moved when somebody may look: another view, grouping, asking', () => {
    const { store, scene } = sceneOf([
      { lat: 1, lng: 1 },
      { lat: 1, lng: 100 },
      { lat: 1, lng: 101 },
      { lat: null, lng: null },
    ])
    const packed = createPackedVehicles()
    const west = { ...WORLD, east: mercatorX(50) }
    const drive = (lngs: (number | null)[]) => {
      const rows = lngs.map((lng) => ({ lat: lng === null ? null : 1, lng }))
      const slot = lngs.map((_, i) => i)
      store.apply('delta', JSON.stringify({ at: 0, slot, state: stateOf(rows, 1_010) }))
      scene.update(slot, 5_000, true)
    }
    const shown = () => Array.from(scene.motion.toX, (x) => Math.round((x - 0.5) * 3_600) / 10)
    scene.packView(packed, west)
    scene.choose(2)
    drive([1.1, 100.1, 101.1, null])
    expect(shown()).toEqual([1.1, 100, 101.1, Number.NaN])
    scene.settle()
    expect(shown()).toEqual([1.1, 100.1, 101.1, Number.NaN])
    // The one that drives into view and the first fix of all are seen.
    drive([1.2, 49, 101.2, 120])
    expect(shown()).toEqual([1.2, 49, 101.2, 120])
    scene.choose(null)
    drive([1.3, 49, 101.3, 120.1])
    scene.packView(packed, { ...west })
    expect(shown()).toEqual([1.3, 49, 101.2, 120])
    scene.packView(packed, WORLD)
    expect(shown()).toEqual([1.3, 49, 101.3, 120.1])
    scene.packView(packed, west)
    drive([1.3, 49, 101.4, 120.1])
    scene.group(2, false)
    expect(shown()).toEqual([1.3, 49, 101.4, 120.1])
  })

  test('who drives into view after fixes that waited stands there at once, and glides with the next', () => {
    const { store, scene } = sceneOf([{ lat: 1, lng: 50.003 }])
    const packed = createPackedVehicles()
    const west = { ...WORLD, east: mercatorX(50) }
    const drive = (lng: number, fixAt: number) => {
      store.apply('delta', JSON.stringify({ at: 0, slot: [0], state: stateOf([{ lat: 1, lng }], fixAt) }))
      scene.update([0], fixAt * 1_000, true)
      return { lng: (scene.motion.toX[0] ?? 0) * 360 - 180, glides: (scene.motion.durationMs[0] ?? 0) > 0 }
    }
    const degree = (lng: number) => expect.closeTo(lng, 6)
    scene.packView(packed, west)
    // Waits, twice; each leap below is short enough for a glide.
    expect(drive(50.002, 1_060)).toEqual({ lng: degree(50.003), glides: false })
    expect(drive(50.001, 1_120)).toEqual({ lng: degree(50.003), glides: false })
    expect(drive(49.999, 1_180)).toEqual({ lng: degree(49.999), glides: false })
    expect(drive(49.998, 1_190)).toEqual({ lng: degree(49.998), glides: true })
    // Out of view again it waits as before, and is moved with all that wait.
    expect(drive(50.001, 1_200)).toEqual({ lng: degree(50.001), glides: true })
    expect(drive(50.002, 1_260)).toEqual({ lng: degree(50.001), glides: true })
    scene.settle()
    expect(scene.motion.toX[0]).toBeCloseTo(mercatorX(50.002), 9)
    expect(scene.motion.durationMs[0]).toBe(0)
  })

  test('the vehicle under the mouse moves with each fix, wherever it is', () => {
    const { store, scene } = sceneOf([
      { lat: 1, lng: 100 },
      { lat: 1, lng: 101 },
    ])
    const drive = (lngs: number[]) => {
      const rows = lngs.map((lng) => ({ lat: 1, lng }))
      store.apply('delta', JSON.stringify({ at: 0, slot: [0, 1], state: stateOf(rows, 1_010) }))
      scene.update([0, 1], 5_000, true)
      return Array.from(scene.motion.toX, (x) => Math.round((x - 0.5) * 3_600) / 10)
    }
    scene.packView(createPackedVehicles(), { ...WORLD, east: mercatorX(50) })
    expect(drive([100.1, 101.1])).toEqual([100, 101])
    scene.hover(1)
    expect(drive([100.2, 101.2])).toEqual([100.1, 101.2])
    scene.hover(null)
    expect(drive([100.3, 101.3])).toEqual([100.1, 101.2])
  })

  test('silence marks a vehicle stale after 15 minutes and a word lifts it', () => {
    const { scene } = sceneOf([
      { lat: 1, lng: 1 },
      { lat: 1, lng: 2, status: 3 },
    ])
    expect(scene.markStale((1_000 + 15 * 60) * 1_000)).toBe(false)
    expect(scene.markStale((1_000 + 15 * 60 + 1) * 1_000)).toBe(true)
    // Offline says it already.
    expect([0, 1].map((slot) => (scene.flags[slot] ?? 0) & STALE)).toEqual([STALE, 0])
    scene.markStale(1_000_000)
    expect((scene.flags[0] ?? 0) & STALE).toBe(0)
  })
})
