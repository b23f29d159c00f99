// Turns recorded rows into a loop that runs forever: which offset of the loop each row has, how long a round takes,
// and what was missing in the recording (speed, heading, ignition) derived from neighbours in time.

import { bearingDeg, distanceM } from '../geo'
import { hashText } from '../random'
import type { WorldFix } from '../types'
import type { RecordedRow, RecordedVehicle } from './recording'

/** One vehicle's loop. Offsets are ms from the loop's beginning, 0 <= offset < periodMs. */
export type VehicleLoop = {
  readonly periodMs: number
  /** Where in the loop the replay begins. */
  readonly beginMs: number
  /** Rows in file order. */
  readonly sent: readonly LoopRow[]
  /** The same rows in order of time. */
  readonly byTime: readonly LoopRow[]
  readonly medianIntervalMs: number
}

/** A row placed in its loop; `fix.atMs` is the offset. */
export type LoopRow = {
  readonly fix: WorldFix
  readonly recordedAtMs: number
  /** Metres driven in the loop up to this row. */
  readonly distanceM: number
}

/** Where a replay begins: with the recording, in its busiest hour, or some ms into it. */
export type BeginAt = 'start' | 'busiest' | number

const HOUR_MS = 3_600_000
const QUARTER_MS = 900_000
/** A recording longer than this is a collection of trips on many dates, not one day of a fleet. */
const ONE_DAY_MS = 36 * HOUR_MS
/** Rows further apart than this belong to different trips. */
const NEW_TRIP_MS = 2 * HOUR_MS
/** Between two trips that were recorded on different dates, and at the end of a round. */
const REST_MS = 300_000
const MOVING_KPH = 3
const IGNITION_MEMORY_MS = 300_000
/** Faster than this is a jump of the receiver, not a speed. */
const IMPLAUSIBLE_KPH = 220

/**
 * The loops of all vehicles. One recorded day keeps its clock: all vehicles share one loop as long as the recording,
 * rounded up to a quarter of an hour. Trips from many dates are folded: each vehicle repeats its own trips one after
 * another, five minutes apart, and vehicles begin at different points of their loops.
 */
export function loopsOf(vehicles: readonly RecordedVehicle[], beginAt: BeginAt): VehicleLoop[] {
  const times = vehicles.flatMap(({ rows }) => rows.map((row) => row.recordedAtMs))
  const firstMs = times.reduce((low, ms) => Math.min(low, ms), Number.POSITIVE_INFINITY)
  const lastMs = times.reduce((high, ms) => Math.max(high, ms), Number.NEGATIVE_INFINITY)
  if (lastMs - firstMs > ONE_DAY_MS) return vehicles.map((vehicle) => foldedLoop(vehicle, beginAt))
  const periodMs = roundedUp(lastMs - firstMs + 1)
  const placed = vehicles.map(({ rows }) =>
    rows.map((row) => ({ row, offsetMs: row.recordedAtMs - firstMs })),
  )
  const beginMs = beginAt === 'start' ? 0 : beginAt === 'busiest' ? busiestMs(placed, periodMs) : beginAt
  return placed.map((rows) => loopOf(rows, { periodMs, beginMs }))
}

function roundedUp(spanMs: number): number {
  return Math.max(1, Math.ceil(spanMs / QUARTER_MS)) * QUARTER_MS
}

type PlacedRow = { row: RecordedRow; offsetMs: number }

function foldedLoop(vehicle: RecordedVehicle, beginAt: BeginAt): VehicleLoop {
  const ordered = [...vehicle.rows].sort((a, b) => a.recordedAtMs - b.recordedAtMs)
  const shiftOf = new Map<RecordedRow, number>()
  let endMs = 0
  ordered.forEach((row, i) => {
    const last = ordered[i - 1]
    const gapMs = last ? row.recordedAtMs - last.recordedAtMs : 0
    endMs += gapMs > NEW_TRIP_MS ? REST_MS : gapMs
    shiftOf.set(row, endMs)
  })
  const periodMs = roundedUp(endMs + REST_MS)
  const beginMs =
    beginAt === 'busiest' ? hashText(vehicle.key) % Math.max(1, endMs) : beginAt === 'start' ? 0 : beginAt
  const placed = vehicle.rows.map((row) => ({ row, offsetMs: shiftOf.get(row) ?? 0 }))
  return loopOf(placed, { periodMs, beginMs })
}

/** The beginning of the hour, in steps of a quarter, in which most vehicles report. */
function busiestMs(placed: readonly (readonly PlacedRow[])[], periodMs: number): number {
  const quarters = Math.ceil(periodMs / QUARTER_MS)
  const seen = placed.map((rows) => new Set(rows.map(({ offsetMs }) => Math.floor(offsetMs / QUARTER_MS))))
  const reporting = (quarter: number) =>
    seen.filter((own) => [0, 1, 2, 3].some((ahead) => own.has(quarter + ahead))).length
  let best = 0
  for (let quarter = 1; quarter < quarters - 3; quarter++)
    if (reporting(quarter) > reporting(best)) best = quarter
  return best * QUARTER_MS
}

function loopOf(placed: readonly PlacedRow[], round: { periodMs: number; beginMs: number }): VehicleLoop {
  const order = placed.map((_, i) => i).sort((a, b) => offsetAt(placed, a) - offsetAt(placed, b) || a - b)
  const sent: LoopRow[] = new Array(placed.length)
  let last: LoopRow | null = null
  for (const i of order) {
    const at = placed[i]
    if (!at) continue
    const row: LoopRow = withMotion(at, last)
    sent[i] = row
    last = row
  }
  const byTime = withIgnition(order.flatMap((i) => sent[i] ?? []))
  order.forEach((i, rank) => {
    const row = byTime[rank]
    if (row) sent[i] = row
  })
  return { ...round, sent, byTime, medianIntervalMs: medianInterval(byTime) }
}

function offsetAt(placed: readonly PlacedRow[], i: number): number {
  return placed[i]?.offsetMs ?? 0
}

/** Fills in speed and heading from the row before in time where the recording has none. */
function withMotion({ row, offsetMs }: PlacedRow, last: LoopRow | null): LoopRow {
  const { speedKph, headingDeg, stepM } = motionBetween(last, row)
  return {
    recordedAtMs: row.recordedAtMs,
    distanceM: (last?.distanceM ?? 0) + stepM,
    fix: {
      atMs: offsetMs,
      lat: row.lat,
      lng: row.lng,
      speedKph: inTenths(row.speedKph ?? speedKph),
      headingDeg: wholeDegrees(row.headingDeg ?? headingDeg),
      source: 'gps',
      satellites: 9,
      ignition: false,
    },
  }
}

type Motion = { speedKph: number | null; headingDeg: number | null; stepM: number }

/** Motion from one row to the next on the recorded clock, where trips folded together are still far apart. */
function motionBetween(last: LoopRow | null, row: RecordedRow): Motion {
  const stepMs = last ? row.recordedAtMs - last.recordedAtMs : Number.POSITIVE_INFINITY
  if (!last || stepMs > NEW_TRIP_MS) return { speedKph: 0, headingDeg: null, stepM: 0 }
  const stepM = distanceM(last.fix, row)
  const headingDeg = stepM > 5 ? bearingDeg(last.fix, row) : last.fix.headingDeg
  // Two rows of one moment tell no speed; the second keeps that of the first.
  if (stepMs === 0) return { speedKph: last.fix.speedKph, headingDeg, stepM: 0 }
  const speedKph = (stepM / stepMs) * 3600
  return speedKph > IMPLAUSIBLE_KPH
    ? { speedKph: null, headingDeg, stepM: 0 }
    : { speedKph, headingDeg, stepM }
}

function inTenths(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10
}

function wholeDegrees(headingDeg: number | null): number | null {
  return headingDeg === null ? null : Math.round(headingDeg) % 360
}

/** The engine runs while the vehicle moves, and through stops of up to five minutes. */
function withIgnition(rows: readonly LoopRow[]): LoopRow[] {
  const moves = (row: LoopRow | undefined, near: LoopRow) =>
    row !== undefined &&
    Math.abs(row.recordedAtMs - near.recordedAtMs) <= IGNITION_MEMORY_MS &&
    (row.fix.speedKph ?? 0) >= MOVING_KPH
  return rows.map((row, i) => {
    const ignition = moves(row, row) || moves(rows[i - 1], row) || moves(rows[i + 1], row)
    return { ...row, fix: { ...row.fix, ignition } }
  })
}

function medianInterval(rows: readonly LoopRow[]): number {
  const steps = rows.slice(1).map((row, i) => row.fix.atMs - (rows[i]?.fix.atMs ?? 0))
  const sorted = steps.filter((ms) => ms > 0).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 60_000
}
