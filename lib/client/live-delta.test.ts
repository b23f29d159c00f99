import { expect, test } from 'vitest'
import { appendState, type DeltaFrame, emptyStateColumns, type VehicleState } from '@/lib/domain/live-frame'
import {
  type PackedDelta,
  packNumbers,
  packSlots,
  STATE_COLUMNS,
  toPacked,
  zeroOf,
} from '@/lib/domain/live-packing'
import { createLiveStore } from './live-store'

const AT_MS = 1_800_000_000_000
const KNOWN: VehicleState = {
  ...{
    lat: 22.123_456,
    lng: -113.654_321,
    fixAtMs: AT_MS - 5000,
    heardAtMs: 0,
    speedKph: 43.7,
    headingDeg: 359,
  },
  ...{
    statusIndex: 0,
    sinceMs: AT_MS - 60_000,
    sourceIndex: 0,
    ignition: true,
    batteryPercent: 80,
    accuracyM: null,
  },
}
const UNKNOWN: VehicleState = {
  ...{ lat: null, lng: null, fixAtMs: 0, heardAtMs: 0, speedKph: null, headingDeg: null },
  ...{ statusIndex: 3, sinceMs: 0, sourceIndex: -1, ignition: null, batteryPercent: null, accuracyM: null },
}
const MOVED: VehicleState = {
  ...KNOWN,
  lat: 22.124,
  fixAtMs: AT_MS,
  speedKph: 0,
  headingDeg: 0,
  statusIndex: 2,
}

function columnsOf(states: readonly VehicleState[]) {
  const columns = emptyStateColumns()
  for (const state of states) appendState(columns, state)
  return columns
}

function storeOf(states: readonly VehicleState[]) {
  const ids = states.map((_, index) => `v${index}`)
  const same = <Value>(value: Value) => ids.map(() => value)
  const roster = {
    ...{
      id: ids,
      imei: ids,
      name: ids,
      plate: same(null),
      driver: same(null),
      kind: same(0),
      account: same(0),
    },
    accounts: [{ id: 'a', name: 'A' }],
  }
  const store = createLiveStore({ now: () => AT_MS })
  store.apply('snapshot', JSON.stringify({ at: AT_MS, roster, state: columnsOf(states) }))
  return store
}

/** The frame of these rows, as the server makes it. */
function pack(
  base: PackedDelta['base'],
  slots: number[],
  rows: { from: VehicleState[]; to: VehicleState[] },
): PackedDelta {
  const [from, to] = [columnsOf(rows.from), columnsOf(rows.to)]
  const column = (name: (typeof STATE_COLUMNS)[number]) =>
    packNumbers(
      slots.map((_, row) => {
        const had = base === 'zero' ? zeroOf(name, AT_MS) : toPacked(from[name][row] ?? null)
        return toPacked(to[name][row] ?? null) - had
      }),
    )
  const state = Object.fromEntries(STATE_COLUMNS.map((name) => [name, column(name)])) as PackedDelta['state']
  return { at: AT_MS, base, slot: packSlots(slots), state }
}

test.each(['before', 'zero'] as const)(
  'a packed delta to %s leaves what the same plain delta leaves',
  (base) => {
    const from = [KNOWN, UNKNOWN, KNOWN, KNOWN, UNKNOWN]
    const slots = [0, 1, 2, 4]
    const to = [MOVED, KNOWN, UNKNOWN, UNKNOWN]
    const [packed, plain] = [storeOf(from), storeOf(from)]
    const rows = { from: slots.flatMap((slot) => from[slot] ?? []), to }
    packed.apply('delta', JSON.stringify(pack(base, slots, rows)))
    const frame: DeltaFrame = { at: AT_MS, slot: slots, state: columnsOf(to) }
    plain.apply('delta', JSON.stringify(frame))
    expect(packed.columns).toEqual(plain.columns)
    expect(packed.statusCounts).toEqual(plain.statusCounts)
  },
)

test('a packed delta names the slots it changed', () => {
  const store = storeOf([KNOWN, KNOWN, KNOWN])
  const told: number[][] = []
  store.subscribe((change) => change.kind === 'delta' && told.push([...change.slots]))
  store.apply('delta', JSON.stringify(pack('before', [0, 2], { from: [KNOWN, KNOWN], to: [MOVED, MOVED] })))
  expect(told).toEqual([[0, 2]])
})

test('a packed delta that cannot be used throws, and leaves everything as it was', () => {
  const good = pack('before', [0, 1], { from: [KNOWN, KNOWN], to: [MOVED, MOVED] })
  const bad: PackedDelta[] = [
    { ...good, slot: packSlots([0, 7]) },
    { ...good, slot: packSlots([0]) },
    { ...good, state: { ...good.state, lat: `${good.state.lat}A` } },
    { ...good, state: { ...good.state, speed: '-' } },
  ]
  for (const frame of bad) {
    const [store, untouched] = [storeOf([KNOWN, KNOWN]), storeOf([KNOWN, KNOWN])]
    expect(() => store.apply('delta', JSON.stringify(frame))).toThrow(TypeError)
    expect(store.columns).toEqual(untouched.columns)
    expect(store.statusCounts).toEqual(untouched.statusCounts)
  }
})

test('a short delta after a long one changes its own rows only', () => {
  const [store, plain] = [storeOf([KNOWN, KNOWN, UNKNOWN]), storeOf([MOVED, UNKNOWN, KNOWN])]
  const long = { from: [KNOWN, KNOWN, UNKNOWN], to: [MOVED, KNOWN, KNOWN] }
  store.apply('delta', JSON.stringify(pack('before', [0, 1, 2], long)))
  store.apply('delta', JSON.stringify(pack('before', [1], { from: [KNOWN], to: [UNKNOWN] })))
  expect(store.columns).toEqual(plain.columns)
  expect(store.statusCounts).toEqual(plain.statusCounts)
})

test('a short delta to nothing after a long one reads its empty columns as nothing', () => {
  const [store, plain] = [storeOf([KNOWN, KNOWN]), storeOf([MOVED, UNKNOWN])]
  const long = { from: [KNOWN, KNOWN], to: [MOVED, MOVED] }
  store.apply('delta', JSON.stringify(pack('before', [0, 1], long)))
  store.apply('delta', JSON.stringify(pack('zero', [1], { from: [MOVED], to: [UNKNOWN] })))
  expect(store.columns).toEqual(plain.columns)
})
