// Writes a packed delta into the typed arrays of the live store, without making an object or a list of any row.

import {
  NOWHERE,
  type PackedDelta,
  STATE_COLUMNS,
  type StateColumn,
  unpackNumbers,
  zeroOf,
} from '@/lib/domain/live-packing'
import type { LiveColumns } from './live-types'

/** The differences of a delta by column; null where nothing differs. */
export type Differences = Record<StateColumn, Float64Array | null>

/**
 * Reads the columns of a delta about so many slots. Those in which nothing differs cost nothing, if the differences are to
 * what the listener has.
 * @throws TypeError when they cannot be read.
 */
export function readDifferences({ base, state }: PackedDelta, count: number): Differences {
  const column = (name: StateColumn) =>
    base === 'before' && state[name] === '' ? null : unpackNumbers(state[name], count)
  const entries = STATE_COLUMNS.map((name) => [name, column(name)])
  return Object.fromEntries(entries)
}

/** The status of a slot after the delta. */
export function nextStatus(now: number, difference: number, base: PackedDelta['base']): number {
  return difference + (base === 'before' ? now : 0)
}

/** Row i goes to `slots[i]`. Each column is named in a loop of its own: one loop for any column is many times slower. */
export function writeDifferences(
  columns: LiveColumns,
  slots: readonly number[],
  { frame, differences }: { frame: PackedDelta; differences: Differences },
): void {
  // What the listener has counts, or nothing does.
  const keep = frame.base === 'before' ? 1 : 0
  const zeroS = keep === 1 ? 0 : zeroOf('fixAt', frame.at)
  const { lat, lng, fixAt, heardAt, since, speed, heading, status, source, ignition, battery, accuracy } =
    differences
  if (lat !== null) writePlaces(columns.lat, slots, { by: lat, keep })
  if (lng !== null) writePlaces(columns.lng, slots, { by: lng, keep })
  if (fixAt !== null) writeTimes(columns.fixAtMs, slots, { by: fixAt, keep, zeroS })
  if (heardAt !== null) writeTimes(columns.heardAtMs, slots, { by: heardAt, keep, zeroS })
  if (since !== null) writeTimes(columns.sinceMs, slots, { by: since, keep, zeroS })
  if (speed !== null) writeSpeeds(columns.speedKph, slots, { by: speed, keep })
  if (heading !== null) writeWhole(columns.headingDeg, slots, { by: heading, keep })
  if (status !== null) writeWhole(columns.status, slots, { by: status, keep })
  if (source !== null) writeWhole(columns.source, slots, { by: source, keep })
  if (ignition !== null) writeWhole(columns.ignition, slots, { by: ignition, keep })
  if (battery !== null) writeWhole(columns.battery, slots, { by: battery, keep })
  if (accuracy !== null) writeWhole(columns.accuracyM, slots, { by: accuracy, keep })
}

type Change = { by: Float64Array; keep: number }

function writePlaces(to: Float64Array, slots: readonly number[], { by, keep }: Change): void {
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row] ?? 0
    const now = to[slot] ?? Number.NaN
    const had = keep === 0 ? 0 : Number.isNaN(now) ? NOWHERE : Math.round(now * 1e6)
    const next = had + (by[row] ?? 0)
    to[slot] = next === NOWHERE ? Number.NaN : next / 1e6
  }
}

function writeTimes(
  to: Float64Array,
  slots: readonly number[],
  { by, keep, zeroS }: Change & { zeroS: number },
): void {
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row] ?? 0
    to[slot] = (to[slot] ?? 0) * keep + (zeroS + (by[row] ?? 0)) * 1000
  }
}

function writeSpeeds(to: Float32Array, slots: readonly number[], { by, keep }: Change): void {
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row] ?? 0
    const now = to[slot] ?? Number.NaN
    const had = keep === 0 ? 0 : Number.isNaN(now) ? -1 : Math.round(now * 10)
    const next = had + (by[row] ?? 0)
    to[slot] = next < 0 ? Number.NaN : next / 10
  }
}

function writeWhole(
  to: Int16Array | Uint8Array | Int8Array | Float32Array,
  slots: readonly number[],
  { by, keep }: Change,
): void {
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row] ?? 0
    to[slot] = (to[slot] ?? 0) * keep + (by[row] ?? 0)
  }
}
