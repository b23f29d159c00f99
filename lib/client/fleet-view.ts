// Which vehicles the list shows, in which order, and how many stand in each status.
// Works on typed arrays only: no object per vehicle, so 50,000 fit in a frame. It knows nothing of React or rows.

import { isStale, VEHICLE_STATUSES, type VehicleStatus } from '@/lib/domain/vehicle'
import type { FleetIndex } from './fleet-index'
import type { LiveColumns } from './live-types'

export const FLEET_SORTS = ['name', 'status', 'speed', 'heard'] as const
export type FleetSort = (typeof FLEET_SORTS)[number]

/** No status chosen means all. `stale` keeps only vehicles whose data is old. */
export type FleetFilter = { statuses: readonly VehicleStatus[]; stale: boolean }

export type FleetView = {
  /** Slots in the order of the list. */
  order: Int32Array
  /** By slot: 1 when the vehicle is in `order`. */
  mask: Uint8Array
  /** By index into VEHICLE_STATUSES, among the vehicles that match the text, whatever the status filter. */
  statusCounts: Int32Array
  staleCount: number
}

export type FleetViewInput = {
  index: FleetIndex
  columns: LiveColumns
  /** From matchTerms; by slot. */
  matches: Uint8Array
  filter: FleetFilter
  sort: FleetSort
  /** Server time, ms since epoch: decides what is stale. */
  nowMs: number
}

/** Filters, counts and sorts in one pass and one numeric sort. Equal keys follow the alphabet. */
export function computeFleetView(input: FleetViewInput): FleetView {
  const { index, columns, matches, filter } = input
  const wanted = wantedStatuses(filter.statuses)
  const mask = new Uint8Array(index.count)
  const statusCounts = new Int32Array(VEHICLE_STATUSES.length)
  const keys = new Float64Array(index.count)
  const primaryKey = PRIMARY_KEYS[input.sort]
  let staleCount = 0
  let shown = 0
  for (let slot = 0; slot < index.count; slot++) {
    if (!matches[slot]) continue
    const status = columns.status[slot] ?? 0
    const stale = isStaleSlot(columns, slot, input.nowMs)
    statusCounts[status] = (statusCounts[status] ?? 0) + 1
    if (stale) staleCount++
    if (!wanted[status] || (filter.stale && !stale)) continue
    mask[slot] = 1
    // The alphabetical rank rides in the low digits, so the sort is numeric, stable and needs no comparator.
    keys[shown++] = primaryKey(columns, slot) * index.count + (index.rankOfSlot[slot] ?? 0)
  }
  return { order: orderByKeys(keys.subarray(0, shown), index), mask, statusCounts, staleCount }
}

/** Whether the data of one slot is old by the rule of lib/domain/vehicle. */
export function isStaleSlot(columns: LiveColumns, slot: number, nowMs: number): boolean {
  const status = VEHICLE_STATUSES[columns.status[slot] ?? 0] ?? 'offline'
  return isStale(status, lastHeardAtMs(columns, slot), nowMs)
}

/** The newer of last fix and last heartbeat, ms since epoch; 0 never. */
export function lastHeardAtMs(columns: LiveColumns, slot: number): number {
  return Math.max(columns.fixAtMs[slot] ?? 0, columns.heardAtMs[slot] ?? 0)
}

/** Above any second since epoch until the year 2106, so that newest sorts first. */
const LAST_SECOND = 2 ** 32
/** Above any speed, in tenths of km/h. */
const TOP_SPEED = 100_000

/** Ascending whole numbers below 2^32, which leaves 2^20 ranks within the exact range of a double. */
const PRIMARY_KEYS: Record<FleetSort, (columns: LiveColumns, slot: number) => number> = {
  name: () => 0,
  status: (columns, slot) => columns.status[slot] ?? 0,
  speed: (columns, slot) => {
    const speedKph = columns.speedKph[slot]
    return speedKph === undefined || Number.isNaN(speedKph)
      ? TOP_SPEED
      : TOP_SPEED - Math.round(speedKph * 10) - 1
  },
  heard: (columns, slot) => LAST_SECOND - Math.round(lastHeardAtMs(columns, slot) / 1000),
}

function wantedStatuses(statuses: readonly VehicleStatus[]): boolean[] {
  return VEHICLE_STATUSES.map((status) => statuses.length === 0 || statuses.includes(status))
}

function orderByKeys(keys: Float64Array, index: FleetIndex): Int32Array {
  keys.sort()
  const order = new Int32Array(keys.length)
  for (let i = 0; i < keys.length; i++) order[i] = index.slotOfRank[(keys[i] ?? 0) % index.count] ?? 0
  return order
}
