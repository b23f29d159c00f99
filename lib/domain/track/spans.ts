// Arithmetic of spans of time: which parts of a span something is known of, and which not. Pure numbers, ms since epoch.

/** From a moment to a later one. */
export type TimeSpan = { fromMs: number; toMs: number }

/** The parts of `whole` that none of `known` covers, ascending. */
export function uncovered(whole: TimeSpan, known: readonly TimeSpan[]): TimeSpan[] {
  const missing: TimeSpan[] = []
  let fromMs = whole.fromMs
  for (const span of known.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (span.fromMs >= whole.toMs) break
    if (span.fromMs > fromMs) missing.push({ fromMs, toMs: span.fromMs })
    fromMs = Math.max(fromMs, span.toMs)
  }
  if (fromMs < whole.toMs) missing.push({ fromMs, toMs: whole.toMs })
  return missing
}

/** The parts of `whole` in which no moment of `atMs` (ascending) lies for longer than `quietMs`. */
export function quietSpans(whole: TimeSpan, atMs: ArrayLike<number>, quietMs: number): TimeSpan[] {
  const quiet: TimeSpan[] = []
  let fromMs = whole.fromMs
  const close = (toMs: number) => {
    if (toMs - fromMs > quietMs) quiet.push({ fromMs, toMs })
    fromMs = Math.max(fromMs, toMs)
  }
  for (let index = 0; index < atMs.length; index++) close(Math.min(atMs[index] ?? 0, whole.toMs))
  close(whole.toMs)
  return quiet
}

/** Spans that lie no further than `apartMs` from each other as one, so that one question covers both. Ascending. */
export function joinedSpans(spans: readonly TimeSpan[], apartMs: number): TimeSpan[] {
  const joined: TimeSpan[] = []
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1)
    if (last !== undefined && span.fromMs - last.toMs <= apartMs) last.toMs = Math.max(last.toMs, span.toMs)
    else joined.push({ ...span })
  }
  return joined
}

/** A span in pieces of at most `maxMs`, ascending; each begins where the one before ended. */
export function piecesOf({ fromMs, toMs }: TimeSpan, maxMs: number): TimeSpan[] {
  const pieces: TimeSpan[] = []
  for (let startMs = fromMs; startMs < toMs; startMs += maxMs)
    pieces.push({ fromMs: startMs, toMs: Math.min(toMs, startMs + maxMs) })
  return pieces
}

/** What two spans have in common; null when that is no time at all. */
export function overlap(a: TimeSpan, b: TimeSpan): TimeSpan | null {
  const fromMs = Math.max(a.fromMs, b.fromMs)
  const toMs = Math.min(a.toMs, b.toMs)
  return fromMs < toMs ? { fromMs, toMs } : null
}
