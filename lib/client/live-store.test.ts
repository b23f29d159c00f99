import { describe, expect, test } from 'vitest'
import { appendState, emptyStateColumns, type VehicleState } from '@/lib/domain/live-frame'
import { createLiveStore } from './live-store'
import type { LiveChange } from './live-types'

const BASE: VehicleState = {
  lat: 41.15,
  lng: -8.61,
  fixAtMs: 1_700_000_000_000,
  heardAtMs: 1_700_000_001_000,
  speedKph: 42.5,
  headingDeg: 271,
  statusIndex: 0,
  sinceMs: 1_700_000_000_000,
  sourceIndex: 0,
  ignition: true,
  batteryPercent: 80,
  accuracyM: null,
}

function stateOf(rows: Partial<VehicleState>[]) {
  const columns = emptyStateColumns()
  for (const row of rows) appendState(columns, { ...BASE, ...row })
  return columns
}

function snapshot(rows: Partial<VehicleState>[], at = 1_700_000_005_000) {
  const roster = {
    id: rows.map((_, i) => `id-${i}`),
    imei: rows.map((_, i) => `86000000000000${i}`),
    name: rows.map((_, i) => `Van ${i}`),
    plate: rows.map(() => null),
    driver: rows.map(() => 'Ana'),
    kind: rows.map(() => 1),
    account: rows.map(() => 0),
    accounts: [{ id: 'a', name: 'North' }],
  }
  return JSON.stringify({ at, roster, state: stateOf(rows) })
}

const delta = (slot: number[], rows: Partial<VehicleState>[]) =>
  JSON.stringify({ at: 1_700_000_006_000, slot, state: stateOf(rows) })

describe('live store', () => {
  test('a snapshot is readable in domain units', () => {
    const store = createLiveStore()
    store.apply('snapshot', snapshot([{}, { lat: null, lng: null, speedKph: null, headingDeg: null }]))
    const { columns } = store
    expect(store.count).toBe(2)
    expect(columns.lat[0]).toBe(41.15)
    expect(columns.lng[0]).toBe(-8.61)
    expect(columns.speedKph[0]).toBe(42.5)
    expect(columns.fixAtMs[0]).toBe(1_700_000_000_000)
    expect(columns.lat[1]).toBeNaN()
    expect(columns.speedKph[1]).toBeNaN()
    expect(columns.headingDeg[1]).toBe(-1)
    expect(store.identity(1)).toMatchObject({
      id: 'id-1',
      name: 'Van 1',
      kind: 'dashcam',
      accountName: 'North',
    })
    expect(store.slotOf('id-1')).toBe(1)
    expect(store.slotOf('nobody')).toBeUndefined()
  })

  test('a delta writes its slots in place and leaves the others', () => {
    const store = createLiveStore()
    store.apply('snapshot', snapshot([{}, {}, {}]))
    const before = store.columns
    const seen: LiveChange[] = []
    store.subscribe((change) =>
      seen.push(change.kind === 'delta' ? { ...change, slots: [...change.slots] } : change),
    )
    store.apply('delta', delta([2], [{ lat: 41.2, statusIndex: 2 }]))
    expect(store.columns).toBe(before)
    expect(Array.from(before.lat)).toEqual([41.15, 41.15, 41.2])
    expect(seen).toEqual([{ kind: 'delta', slots: [2] }])
    expect([store.version, store.epoch]).toEqual([2, 1])
  })

  test('status counts follow snapshots and deltas, also when a slot is named twice', () => {
    const store = createLiveStore()
    store.apply('snapshot', snapshot([{}, { statusIndex: 3 }, { statusIndex: 4 }]))
    expect(Array.from(store.statusCounts)).toEqual([1, 0, 0, 1, 1])
    store.apply('delta', delta([0, 0, 1], [{ statusIndex: 1 }, { statusIndex: 2 }, { statusIndex: 0 }]))
    expect(Array.from(store.statusCounts)).toEqual([1, 0, 1, 0, 1])
  })

  test('a second snapshot replaces everything', () => {
    const store = createLiveStore()
    store.apply('snapshot', snapshot([{}, {}]))
    store.apply('snapshot', snapshot([{ lat: 1 }]))
    expect(store.count).toBe(1)
    expect(store.slotOf('id-1')).toBeUndefined()
    expect(() => store.identity(1)).toThrow(RangeError)
    expect(store.epoch).toBe(2)
  })

  test.each([
    ['broken JSON', 'delta', '{"at":'],
    ['a slot outside the snapshot', 'delta', delta([5], [{ lat: 0 }])],
    ['columns of unequal length', 'delta', delta([0, 0], [{ lat: 0 }])],
  ] as const)('%s throws and leaves the state alone', (_, event, data) => {
    const store = createLiveStore()
    store.apply('snapshot', snapshot([{}]))
    expect(() => store.apply(event, data)).toThrow()
    expect(store.columns.lat[0]).toBe(41.15)
    expect(store.version).toBe(1)
  })

  test('the server clock is taken from snapshots and beats, and late events barely move it', () => {
    let nowMs = 1_000_000
    const store = createLiveStore({ now: () => nowMs })
    store.apply('snapshot', snapshot([{}], 1_060_000))
    expect(store.clockOffsetMs).toBe(60_000)
    nowMs = 1_002_000
    // Sent at 1_061_000 on our scale of +60 s, arrived a second late: the sample is 59 s.
    store.apply('beat', '1061000')
    expect(store.clockOffsetMs).toBeCloseTo(59_900)
    expect(store.lastEventAtMs).toBe(1_002_000)
  })

  test('a listener that left hears nothing, and a phase is told once', () => {
    const store = createLiveStore()
    const seen: string[] = []
    const leave = store.subscribe((change) => seen.push(change.kind))
    store.setPhase('live')
    store.setPhase('live')
    leave()
    store.setPhase('reconnecting')
    expect(seen).toEqual(['stream'])
    expect(store.phase).toBe('reconnecting')
  })
})
