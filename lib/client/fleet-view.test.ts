import { describe, expect, test } from 'vitest'
import { STALE_AFTER_MS, VEHICLE_STATUSES, type VehicleStatus } from '@/lib/domain/vehicle'
import { buildFleetIndex, matchTerms } from './fleet-index'
import { computeFleetView, type FleetFilter, type FleetSort } from './fleet-view'
import type { LiveColumns, VehicleIdentity } from './live-types'
import { foldText, naturalSortKey, searchTerms } from './search-text'

const NOW = Date.UTC(2026, 0, 15, 12)
const ALL: FleetFilter = { statuses: [], stale: false }

type Row = {
  name: string
  plate?: string
  driver?: string
  status: VehicleStatus
  speedKph?: number
  heardAgoMs?: number
}

const ROWS: Row[] = [
  {
    name: 'Bus 10',
    plate: 'AB-12 CD',
    driver: 'Łukasz Żółty',
    status: 'moving',
    speedKph: 41.2,
    heardAgoMs: 5000,
  },
  { name: 'Bus 9', plate: 'XY 900', status: 'parked', speedKph: 0, heardAgoMs: STALE_AFTER_MS + 1000 },
  { name: '粤B·12345', status: 'idling', speedKph: 0, heardAgoMs: 9000 },
  { name: 'شاحنة أحمد', status: 'offline', heardAgoMs: 86_400_000 },
  { name: 'Ärger', driver: 'José', status: 'moving', speedKph: 88, heardAgoMs: 1000 },
  { name: '<b>Van</b>', status: 'expired' },
]

describe('search', () => {
  test('ignores case, accents and strokes', () => {
    expect(found('lukasz zolty')).toEqual(['Bus 10'])
    expect(found('arger')).toEqual(['Ärger'])
    expect(found('JOSÉ')).toEqual(['Ärger'])
  })

  test('finds plates with and without their dashes', () => {
    expect(found('ab12cd')).toEqual(['Bus 10'])
    expect(found('AB-12')).toEqual(['Bus 10'])
    expect(found('b12345')).toEqual([])
    expect(found('粤b·12')).toEqual(['粤B·12345'])
  })

  test('finds Arabic names without their hamza', () => {
    expect(found('احمد')).toEqual(['شاحنة أحمد'])
  })

  test('finds by IMEI and takes every word into account', () => {
    expect(found('860000000000003')).toEqual(['شاحنة أحمد'])
    expect(found('bus 900')).toEqual(['Bus 9'])
    expect(found('bus jose')).toEqual([])
  })

  test('does not match across two fields', () => {
    expect(found('10ab')).toEqual([])
  })

  test('treats markup and pattern signs as plain letters', () => {
    expect(found('<b>')).toEqual(['<b>Van</b>'])
    expect(found('.*')).toEqual([])
  })
})

describe('sort', () => {
  test('by name counts as people do and ignores accents', () => {
    expect(shown({ sort: 'name' })).toEqual([
      '<b>Van</b>',
      'Ärger',
      'Bus 9',
      'Bus 10',
      'شاحنة أحمد',
      '粤B·12345',
    ])
  })

  test('by status goes from moving to expired, then by name', () => {
    expect(shown({ sort: 'status' })).toEqual([
      'Ärger',
      'Bus 10',
      '粤B·12345',
      'Bus 9',
      'شاحنة أحمد',
      '<b>Van</b>',
    ])
  })

  test('by speed goes down, with unknown speeds last', () => {
    expect(shown({ sort: 'speed' })).toEqual([
      'Ärger',
      'Bus 10',
      'Bus 9',
      '粤B·12345',
      '<b>Van</b>',
      'شاحنة أحمد',
    ])
  })

  test('by last heard goes from newest to never', () => {
    expect(shown({ sort: 'heard' })).toEqual([
      'Ärger',
      'Bus 10',
      '粤B·12345',
      'Bus 9',
      'شاحنة أحمد',
      '<b>Van</b>',
    ])
  })
})

describe('filter and counts', () => {
  test('several statuses are added up', () => {
    expect(shown({ filter: { statuses: ['moving', 'parked'], stale: false } })).toEqual([
      'Ärger',
      'Bus 9',
      'Bus 10',
    ])
  })

  test('stale keeps only vehicles that should report and do not', () => {
    expect(shown({ filter: { statuses: [], stale: true } })).toEqual(['Bus 9'])
  })

  test('counts follow the text but not the status filter', () => {
    const view = compute({ text: 'bus', filter: { statuses: ['parked'], stale: false } })
    expect([...view.statusCounts]).toEqual([1, 0, 1, 0, 0])
    expect(view.staleCount).toBe(1)
    expect([...view.mask]).toEqual([0, 1, 0, 0, 0, 0])
  })

  test('an empty fleet gives an empty view', () => {
    const index = buildFleetIndex({ epoch: 1, count: 0, identity: () => identity(0) })
    const input = { index, columns: columns(), matches: matchTerms(index, []), filter: ALL, nowMs: NOW }
    expect(computeFleetView({ ...input, sort: 'status' }).order).toHaveLength(0)
  })
})

test('50,000 vehicles filter and sort exactly, with ranks beyond 16 bits', () => {
  const count = 50_000
  const index = buildFleetIndex({
    epoch: 1,
    count,
    identity: (slot) => ({ ...identity(0), name: `V ${count - slot}` }),
  })
  const wide = {
    ...columns(),
    heardAtMs: new Float64Array(count).fill(NOW),
    fixAtMs: new Float64Array(count),
  }
  const view = computeFleetView({
    index,
    columns: { ...wide, status: new Uint8Array(count) },
    matches: matchTerms(index, []),
    filter: ALL,
    sort: 'heard',
    nowMs: NOW,
  })
  expect([...view.order]).toEqual(Array.from({ length: count }, (_, i) => count - 1 - i))
})

test('folding handles full-width letters and leaves Chinese alone', () => {
  expect(foldText('ＡＢ１２ 粤')).toBe('ab12 粤')
  expect(searchTerms('  two   Words ')).toEqual(['two', 'words'])
  expect(searchTerms('   ')).toEqual([])
  expect(naturalSortKey('Bus 9') < naturalSortKey('Bus 10')).toBe(true)
})

function found(text: string): string[] {
  return names(compute({ text, sort: 'name' }).order)
}

function shown(options: { sort?: FleetSort; filter?: FleetFilter }): string[] {
  return names(compute({ sort: 'name', ...options }).order)
}

function compute(options: { text?: string; sort?: FleetSort; filter?: FleetFilter }) {
  const index = buildFleetIndex({ epoch: 1, count: ROWS.length, identity })
  return computeFleetView({
    index,
    columns: columns(),
    matches: matchTerms(index, searchTerms(options.text ?? '')),
    filter: options.filter ?? ALL,
    sort: options.sort ?? 'name',
    nowMs: NOW,
  })
}

function names(order: Int32Array): string[] {
  return [...order].map((slot) => ROWS[slot]?.name ?? '')
}

function identity(slot: number): VehicleIdentity {
  const row = ROWS[slot]
  return {
    id: `id-${slot}`,
    imei: `86000000000000${slot}`,
    name: row?.name ?? '',
    plate: row?.plate ?? null,
    driver: row?.driver ?? null,
    kind: 'tracker',
    accountName: 'Demo',
  }
}

function columns(): LiveColumns {
  const heard = Float64Array.from(ROWS, (row) => (row.heardAgoMs === undefined ? 0 : NOW - row.heardAgoMs))
  return {
    lat: new Float64Array(ROWS.length),
    lng: new Float64Array(ROWS.length),
    fixAtMs: heard,
    heardAtMs: new Float64Array(ROWS.length),
    sinceMs: new Float64Array(ROWS.length),
    speedKph: Float32Array.from(ROWS, (row) => row.speedKph ?? Number.NaN),
    headingDeg: new Int16Array(ROWS.length),
    status: Uint8Array.from(ROWS, (row) => VEHICLE_STATUSES.indexOf(row.status)),
    source: new Int8Array(ROWS.length),
    ignition: new Int8Array(ROWS.length),
    battery: new Int8Array(ROWS.length),
    accuracyM: new Float32Array(ROWS.length),
  }
}
