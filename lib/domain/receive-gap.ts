// Spans in which nothing could be received: when silence is one, what of a device may be missing after it, and when to ask
// the vendor again. Pure: it reads and stores nothing.

/** How a gap stands. `partly`: the vendor could not, or would not, give all of it. */
export const GAP_STATUSES = ['open', 'healing', 'healed', 'partly'] as const
export type GapStatus = (typeof GAP_STATUSES)[number]

/** Why the filling of a gap waits. `quota`: until then nothing may be asked of the vendor; `failed`: we failed ourselves. */
export const GAP_WAITS = ['away', 'refused', 'quota', 'failed'] as const
export type GapWait = (typeof GAP_WAITS)[number]

/**
 * Why something of a device stays missing: the vendor refuses to tell, for its term is over or for reasons of its own, gives
 * an answer that cannot be read, or has more than is fetched at once.
 */
export const GAP_PROBLEMS = ['expired', 'refused', 'unreadable', 'too_much'] as const
export type GapProblem = (typeof GAP_PROBLEMS)[number]

/** A span of time, ms since epoch, both ends included. */
export type MsSpan = { fromMs: number; toMs: number }

/** What is known of one device around a gap, ms since epoch; null for nothing. */
export type Surroundings = {
  /** The last fix stored from before the gap. */
  beforeMs: number | null
  /** The first fix stored from after it. */
  afterMs: number | null
  /** The newest fix the vendor has; null when it did not say. */
  vendorLatestMs: number | null
}

/**
 * A mark that is older is late: one that is kept is ten seconds old at most. The vendor does not promise to try again what was
 * not answered, so shorter spans count where they are sure: at a start, and where posts were refused.
 */
export const GAP_AFTER_MS = 30_000
/** The vendor keeps fixes for three months (track.list). A day less, for a gap may wait for its turn. */
export const VENDOR_KEEPS_MS = 89 * 86_400_000

/** What was on its way, and clocks that differ. */
const EDGE_MS = 2 * 60_000
/** A device that was out of reach when the gap began may have sent what it had kept within the gap. */
const LOOK_BACK_MS = 7 * 86_400_000
/** Alarms come as they are raised; so much before a gap may have been late. Those we have are met and not doubled. */
const ALARM_LOOK_BACK_MS = 15 * 60_000
/** The vendor wants spans that ended before now. */
const END_BEFORE_NOW_MS = 60_000

/**
 * What to ask of one device's fixes: from the last one known before the gap to the first one after it: whatever lies between
 * may have been lost. Null when nothing can be missing, for the vendor has none that is newer than the last one before.
 */
export function missingSpan(gap: MsSpan, known: Surroundings, nowMs: number): MsSpan | null {
  const { beforeMs, afterMs, vendorLatestMs } = known
  if (vendorLatestMs !== null && beforeMs !== null && vendorLatestMs <= beforeMs) return null
  const earliestMs = beforeMs === null ? gap.fromMs - EDGE_MS : Math.max(beforeMs, gap.fromMs - LOOK_BACK_MS)
  const latestMs = Math.min(afterMs ?? Number.POSITIVE_INFINITY, gap.toMs + EDGE_MS)
  return spanWithin({ fromMs: earliestMs, toMs: latestMs }, nowMs)
}

/** What to ask of alarms. Null when the vendor has none of that time any more. */
export function alarmSpan(gap: MsSpan, nowMs: number): MsSpan | null {
  return spanWithin({ fromMs: gap.fromMs - ALARM_LOOK_BACK_MS, toMs: gap.toMs + EDGE_MS }, nowMs)
}

/** Whether a part of the gap lies before what the vendor keeps. */
export function isPastKeeping(gap: MsSpan, nowMs: number): boolean {
  return gap.fromMs < nowMs - VENDOR_KEEPS_MS
}

/** How long to wait after `failures` tries in a row without the vendor, ms: from one minute, doubling, to an hour. */
export function healBackoffMs(failures: number): number {
  return Math.min(3_600_000, 60_000 * 2 ** Math.min(Math.max(0, failures - 1), 10))
}

/** Whole seconds, as the vendor's times are, so that no fix at an edge is left out. */
function spanWithin({ fromMs, toMs }: MsSpan, nowMs: number): MsSpan | null {
  const span = {
    fromMs: Math.floor(Math.max(fromMs, nowMs - VENDOR_KEEPS_MS) / 1000) * 1000,
    toMs: Math.ceil(Math.min(toMs, nowMs - END_BEFORE_NOW_MS) / 1000) * 1000,
  }
  return span.toMs > span.fromMs ? span : null
}
