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

/** Filters and counts in one pass, then sorts by numbers, or not at all where the alphabet is known. Equal keys follow the alphabet. */
export function computeFleetView(input: FleetViewInput): FleetView {
  const { index, columns, matches, filter } = input
  const wanted = wantedStatuses(filter.statuses)
  const mask = new Uint8Array(index.count)
  const statusCounts = new Int32Array(VEHICLE_STATUSES.length)
  const shownCounts = new Int32Array(VEHICLE_STATUSES.length)
  let staleCount = 0
  for (let slot = 0; slot < index.count; slot++) {
    if (!matches[slot]) continue
    const status = columns.status[slot] ?? 0
    const stale = isStaleSlot(columns, slot, input.nowMs)
    statusCounts[status] = (statusCounts[status] ?? 0) + 1
    if (stale) staleCount++
    if (!wanted[status] || (filter.stale && !stale)) continue
    mask[slot] = 1
    shownCounts[status] = (shownCounts[status] ?? 0) + 1
  }
  return { order: orderOf(input, mask, shownCounts), mask, statusCounts, staleCount }
}

function orderOf(
  { sort, index, columns }: FleetViewInput,
  mask: Uint8Array,
  shownCounts: Int32Array,
): Int32Array {
  if (sort === 'speed' || sort === 'heard') return orderByKeys(PRIMARY_KEYS[sort], { index, columns, mask })
  const count = shownCounts.reduce((sum, shown) => sum + shown, 0)
  if (sort === 'name') return orderByName(index, mask, count)
  return orderByStatus(index, { mask, status: columns.status, shownCounts, count })
}

function orderByName({ slotOfRank }: FleetIndex, mask: Uint8Array, count: number): Int32Array {
  const order = new Int32Array(count)
  let at = 0
  for (let rank = 0; rank < slotOfRank.length; rank++) {
    const slot = slotOfRank[rank] ?? 0
    if (mask[slot] === 1) order[at++] = slot
  }
  return order
}

/** Walks the alphabet once and puts each vehicle behind the others of its status. */
function orderByStatus(
  { slotOfRank }: FleetIndex,
  shown: { mask: Uint8Array; status: Uint8Array; shownCounts: Int32Array; count: number },
): Int32Array {
  const { mask, status, shownCounts, count } = shown
  const order = new Int32Array(count)
  const next = new Int32Array(shownCounts.length)
  for (let index = 1; index < next.length; index++) {
    next[index] = (next[index - 1] ?? 0) + (shownCounts[index - 1] ?? 0)
  }
  for (let rank = 0; rank < slotOfRank.length; rank++) {
    const slot = slotOfRank[rank] ?? 0
    if (mask[slot] !== 1) continue
    const group = status[slot] ?? 0
    const at = next[group] ?? 0
    order[at] = slot
    next[group] = at + 1
  }
  return order
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

type PrimaryKey = (columns: LiveColumns, slot: number) => number

/** Ascending whole numbers below 2^32, which leaves 2^20 ranks within the exact range of a double. */
const PRIMARY_KEYS: Record<'speed' | 'heard', PrimaryKey> = {
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

/** The alphabetical rank rides in the low digits, so the sort is numeric, stable and needs no comparator. */
function orderByKeys(
  primaryKey: PrimaryKey,
  { index, columns, mask }: { index: FleetIndex; columns: LiveColumns; mask: Uint8Array },
): Int32Array {
  const keys = new Float64Array(index.count)
  let shown = 0
  for (let slot = 0; slot < index.count; slot++) {
    if (mask[slot] === 1)
      keys[shown++] = primaryKey(columns, slot) * index.count + (index.rankOfSlot[slot] ?? 0)
  }
  keys.subarray(0, shown).sort()
  const order = new Int32Array(shown)
  for (let i = 0; i < shown; i++) order[i] = index.slotOfRank[(keys[i] ?? 0) % index.count] ?? 0
  return order
}
