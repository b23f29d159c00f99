// What lies on a camera's memory card: recordings of one minute for as long as the engine ran.

import type { SandboxRoom } from '../methods/handler'

/** Times of the wall clock, ms. */
export type Recording = { beginMs: number; endMs: number; channel: number }

const LENGTH_MS = 60_000
const MAX_RECORDINGS = 1440

/** Recordings within a span of wall time, ascending, at most a day's worth of minutes. */
export function listRecordings(
  { world, clock }: SandboxRoom,
  want: { imei: string; fromMs: number; toMs: number; channel: number },
): Recording[] {
  const trips = world.tripsBetween(want.imei, clock.toWorldMs(want.fromMs), clock.toWorldMs(want.toMs))
  const recordings: Recording[] = []
  for (const trip of trips) {
    const endMs = clock.toWallMs(trip.endMs)
    let beginMs = Math.ceil(clock.toWallMs(trip.startMs) / 1000) * 1000
    while (beginMs < endMs && recordings.length < MAX_RECORDINGS) {
      recordings.push({ beginMs, endMs: Math.min(beginMs + LENGTH_MS, endMs), channel: want.channel })
      beginMs += LENGTH_MS
    }
  }
  return recordings
}
