// What of a device's track is missing here, while the vendor may have it: quiet spans that it was not asked for yet.
// Pure; asking is track-fill.ts.

import { joinedSpans, overlap, quietSpans, type TimeSpan, uncovered } from '@/lib/domain/track/spans'
import type { AskedSpan } from '../data/tracks'

/** Fixes closer together than this leave nothing to ask for; of short spans, than half of the span. */
const QUIET_MS = 10 * 60_000
/** Quiet spans closer together than this are one question: the vendor takes days at once. */
const APART_MS = 6 * 3_600_000
/** Devices send later what they kept while out of reach, so the hours before a question are asked for again some day. */
const SETTLED_MS = 6 * 3_600_000
/** But not again within this time. */
const FRESH_MS = 10 * 60_000
/** The vendor wants spans that ended before now. */
const END_BEFORE_NOW_MS = 60_000
/** It tells of the last three months. */
const VENDOR_KEEPS_MS = 90 * 86_400_000

/** Spans to ask the vendor for, ascending. `atMs` are the times of the stored fixes within `whole`, ascending. */
export function missingSpans(
  whole: TimeSpan,
  { atMs, asked, nowMs }: { atMs: ArrayLike<number>; asked: readonly AskedSpan[]; nowMs: number },
): TimeSpan[] {
  const askable = overlap(whole, { fromMs: nowMs - VENDOR_KEEPS_MS, toMs: nowMs - END_BEFORE_NOW_MS })
  if (askable === null) return []
  const quietMs = Math.min(QUIET_MS, (askable.toMs - askable.fromMs) / 2)
  const known = asked.flatMap((span) => trusted(span, nowMs))
  const missing = uncovered(askable, known).flatMap((open) =>
    quietSpans(askable, atMs, quietMs).flatMap((quiet) => overlap(open, quiet) ?? []),
  )
  // What is left over at the edge of a span known already is not worth a question.
  const worthwhile = missing.filter(({ fromMs, toMs }) => toMs - fromMs > quietMs)
  return joinedSpans(worthwhile, APART_MS)
}

function trusted({ fromMs, toMs, askedMs }: AskedSpan, nowMs: number): TimeSpan[] {
  const isFresh = nowMs - askedMs < FRESH_MS
  const untilMs = isFresh ? toMs : Math.min(toMs, askedMs - SETTLED_MS)
  return untilMs > fromMs ? [{ fromMs, toMs: untilMs }] : []
}
