// The last alarms of one scope, kept for listeners that had no room when they were raised, and encoded once for all who lack
// the same. However many alarms there are, this does not grow.

import type { AlarmFrame, LiveAlarm } from '@/lib/domain/live-frame'
import { sseEvent } from './sse'

/** Who missed more than these learns of the newest of them; all are in storage. */
export const ALARMS_KEPT = 20
/** In a flood of alarms, listeners are told this often at most. */
const PAUSE_MS = 250

export class AlarmTail {
  private kept: LiveAlarm[] = []
  private chunks = new Map<number, Uint8Array<ArrayBuffer>>()
  private lastChunkMs = Number.NEGATIVE_INFINITY
  /** How many alarms there have been. */
  count = 0

  add(alarms: readonly LiveAlarm[]): void {
    if (alarms.length === 0) return
    this.count += alarms.length
    this.kept = [...this.kept, ...alarms].slice(-ALARMS_KEPT)
    this.chunks.clear()
  }

  /** Whether the last telling is long enough ago to tell at once; otherwise it waits for the next step. */
  isQuiet(nowMs: number): boolean {
    return nowMs - this.lastChunkMs >= PAUSE_MS
  }

  /** The event for a listener that was told of the first `count` alarms, null if there is nothing more to tell. */
  chunkSince(count: number, nowMs: number): Uint8Array<ArrayBuffer> | null {
    const missed = this.kept.slice(-Math.min(this.kept.length, this.count - count) || this.kept.length)
    if (this.count === count || missed.length === 0) return null
    this.lastChunkMs = nowMs
    const known = this.chunks.get(missed.length)
    if (known !== undefined) return known
    const frame: AlarmFrame = { at: nowMs, alarms: missed }
    const chunk = sseEvent('alarm', JSON.stringify(frame))
    this.chunks.set(missed.length, chunk)
    return chunk
  }
}
