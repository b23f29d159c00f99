// Writes a packed delta into the typed arrays of the live store, without making an object or a list of any row.

import {
  NOWHERE,
  type PackedDelta,
  type StateColumn,
  unpackNumbers,
  unpackSlots,
  zeroOf,
} from '@/lib/domain/live-packing'
import type { LiveColumns } from './live-types'

/** The differences of a delta by column; null where nothing differs. */
export type Differences = Record<StateColumn, Float64Array | null>

/** A delta that was read whole; slots and differences are valid until the next one is read. */
export type ReadDelta = { frame: PackedDelta; slots: Float64Array; differences: Differences }

/**
 * Reads deltas into arrays that it keeps: with fifty thousand rows a second, making them anew cost more than reading.
 * Columns in which nothing differs cost nothing, if the differences are to what the listener has.
 * What is answered throws a TypeError for a delta that cannot be read.
 */
export function createDeltaReader(): (frame: PackedDelta) => ReadDelta {
  const kept = new Map<StateColumn | 'slot', Float64Array>()
  const room = (name: StateColumn | 'slot', length: number) => {
    const before = kept.get(name)
    if (before !== undefined && before.length >= length) return before
    const made = new Float64Array(length)
    kept.set(name, made)
    return made
  }
  return (frame) => {
    const { base, state } = frame
    const slots = unpackSlots(frame.slot, room('slot', frame.slot.length))
    const column = (name: StateColumn) =>
      base === 'before' && state[name] === ''
        ? null
        : unpackNumbers(state[name], slots.length, room(name, slots.length))
    const differences: Differences = {
      lat: column('lat'),
      lng: column('lng'),
      fixAt: column('fixAt'),
      heardAt: column('heardAt'),
      speed: column('speed'),
      heading: column('heading'),
      status: column('status'),
      since: column('since'),
      source: column('source'),
      ignition: column('ignition'),
      battery: column('battery'),
      accuracy: column('accuracy'),
    }
    return { frame, slots, differences }
  }
}

/** Counts vehicles by status as they will be after a delta; runs before it is written. Each slot comes once. */
export function countStatusesAfter(
  counts: Uint32Array,
  status: Uint8Array,
  { frame, slots, differences }: ReadDelta,
): void {
  const by = differences.status
  if (by === null) return
  const keep = frame.base === 'before' ? 1 : 0
  for (let row = 0; row < slots.length; row += 1) {
    const before = status[slots[row] ?? 0] ?? 0
    const after = before * keep + (by[row] ?? 0)
    if (before === after) continue
    counts[before] = (counts[before] ?? 0) - 1
    counts[after] = (counts[after] ?? 0) + 1
  }
}

/** Row i goes to `slots[i]`. Each column is named in a loop of its own: one loop for any column is many times slower. */
export function writeDifferences(columns: LiveColumns, { frame, slots, differences }: ReadDelta): void {
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

function writePlaces(to: Float64Array, slots: Float64Array, { by, keep }: Change): void {
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
  slots: Float64Array,
  { by, keep, zeroS }: Change & { zeroS: number },
): void {
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row] ?? 0
    to[slot] = (to[slot] ?? 0) * keep + (zeroS + (by[row] ?? 0)) * 1000
  }
}

function writeSpeeds(to: Float32Array, slots: Float64Array, { by, keep }: Change): void {
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
  slots: Float64Array,
  { by, keep }: Change,
): void {
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row] ?? 0
    to[slot] = (to[slot] ?? 0) * keep + (by[row] ?? 0)
  }
}
