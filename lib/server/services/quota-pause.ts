// Silence after the vendor said that its quota is used up: growing by jitter, or until the next UTC day when the words say
// that the quota is a daily one.

import type { JimiApiError } from '@/lib/jimi/errors'
import { type Clock, jitteredBackoffMs } from '../live/clock'

/** Until when nothing should be asked, and the vendor's words. */
export type PauseState = { untilMs: number; reason: string | null }

const FLOOR_MS = 5_000
/** Calls are counted by the day, as it seems, so silence grows up to an hour even where the words do not say so. */
const CAP_MS = 3_600_000
const DAY_MS = 86_400_000
/** The first calls of a new day must not all come at once, nor before the vendor has noticed the day. */
const NEW_DAY_SPREAD_MS = 60_000
const DAILY = /\b(to-?day|daily|per day|of the day)\b/i

export class QuotaPause {
  private state: PauseState = { untilMs: 0, reason: null }
  private failures = 0

  constructor(private readonly clock: Clock) {}

  /** The silence that is kept now, or null. */
  current(): PauseState | null {
    return this.state.untilMs > this.clock.now() ? this.state : null
  }

  /** Takes over a silence from before a restart. */
  restore(state: PauseState): void {
    if (state.untilMs > this.state.untilMs) this.state = state
  }

  /** The vendor refused a call for its quota; its day began when its own clock, `vendorNowMs`, said so. */
  noteRefusal({ vendorMessage }: JimiApiError, vendorNowMs: number): void {
    const nowMs = this.clock.now()
    // Of calls that left together, each refusal tells the same.
    if (this.current() === null) this.failures += 1
    const silenceMs = DAILY.test(vendorMessage) ? this.toNextDayMs(vendorNowMs) : this.backoffMs()
    this.restore({ untilMs: nowMs + silenceMs, reason: vendorMessage })
  }

  /** The vendor answered well. What left before the silence began does not end it. */
  noteSuccess(): void {
    if (this.current() === null) this.failures = 0
  }

  private toNextDayMs(vendorNowMs: number): number {
    return DAY_MS - (vendorNowMs % DAY_MS) + this.clock.random() * NEW_DAY_SPREAD_MS
  }

  private backoffMs(): number {
    const { random } = this.clock
    return jitteredBackoffMs({
      failures: Math.max(1, this.failures),
      floorMs: FLOOR_MS,
      capMs: CAP_MS,
      random,
    })
  }
}
