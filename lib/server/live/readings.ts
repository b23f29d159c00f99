// What a device can say of itself, each reading with its moment, and which of two tellings counts. Pure.
// What a whole message says is put together in state-patch.ts.

import type { FixSource } from '@/lib/domain/vehicle'

/** One reading: what was so, and at which moment, ms since epoch. */
export type Reading<Value> = { atMs: number; value: Value }

/** A position and what was told with it. It is replaced as a whole by a later one. */
export type FixReading = {
  atMs: number
  /** WGS84 degrees. */
  lat: number
  lng: number
  speedKph: number | null
  /** Whole degrees clockwise from north, 0 to 359. */
  headingDeg: number | null
  source: FixSource | null
  satellites: number | null
  accuracyM: number | null
  altitudeM: number | null
  address: string | null
}

/** What the switches of a device say, as one heartbeat told it. It is replaced as a whole by a later one. */
export type SwitchesReading = {
  atMs: number
  armed: boolean | null
  fuelCut: boolean | null
  remoteLocked: boolean | null
}

/**
 * Radius in metres that a fix of this kind is drawn with. The vendor states none: these are usual figures for the method.
 */
export const USUAL_ACCURACY_M: Record<FixSource, number | null> = {
  gps: null,
  wifi: 80,
  cell: 1000,
  beacon: 30,
}

/** How far a source is believed when two fixes of one moment differ; a fix without source has 0. Greater is better. */
export const SOURCE_RANK: Record<FixSource, number> = { gps: 4, beacon: 3, wifi: 2, cell: 1 }

/** A value with its time; undefined when there is none. */
export function readingOf<Value>(atMs: number, value: Value | null | undefined): Reading<Value> | undefined {
  return value === null || value === undefined ? undefined : { atMs, value }
}

/** The later of two readings; at the same moment the one of greater value, true above false. */
export function laterReading<Value extends boolean | number>(
  a: Reading<Value>,
  b: Reading<Value>,
): Reading<Value> {
  if (a.atMs !== b.atMs) return a.atMs > b.atMs ? a : b
  return a.value >= b.value ? a : b
}

/**
 * The later of two fixes. Of one moment the better source counts, then the greater latitude and longitude; two tellings of
 * the very same fix complete each other.
 */
export function laterFix(a: FixReading, b: FixReading): FixReading {
  const order = compareFixes(a, b)
  if (order !== 0) return order > 0 ? a : b
  return {
    ...a,
    speedKph: greaterOrKnown(a.speedKph, b.speedKph),
    headingDeg: greaterOrKnown(a.headingDeg, b.headingDeg),
    satellites: greaterOrKnown(a.satellites, b.satellites),
    accuracyM: greaterOrKnown(a.accuracyM, b.accuracyM),
    altitudeM: greaterOrKnown(a.altitudeM, b.altitudeM),
    address: greaterText(a.address, b.address),
  }
}

/** The later of two states of the switches; two tellings of one moment complete each other. */
export function laterSwitches(a: SwitchesReading, b: SwitchesReading): SwitchesReading {
  if (a.atMs !== b.atMs) return a.atMs > b.atMs ? a : b
  return {
    atMs: a.atMs,
    armed: greaterOrKnown(a.armed, b.armed),
    fuelCut: greaterOrKnown(a.fuelCut, b.fuelCut),
    remoteLocked: greaterOrKnown(a.remoteLocked, b.remoteLocked),
  }
}

/** Above zero when `a` is the later fix, or at the same moment the better. */
function compareFixes(a: FixReading, b: FixReading): number {
  return a.atMs - b.atMs || rankOf(a.source) - rankOf(b.source) || a.lat - b.lat || a.lng - b.lng
}

function rankOf(source: FixSource | null): number {
  return source === null ? 0 : SOURCE_RANK[source]
}

function greaterOrKnown<Value extends boolean | number>(a: Value | null, b: Value | null): Value | null {
  if (a === null || b === null) return a ?? b
  return a >= b ? a : b
}

/** By bytes of UTF-8, as SQL compares with COLLATE "C". */
function greaterText(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) >= 0 ? a : b
}
