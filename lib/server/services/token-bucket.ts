// How fast calls may follow each other: a bucket of places that fills steadily. Whoever is served last leaves places for
// those served first, so that a command never waits behind what a poll has used up.

export type BucketOptions = {
  /** Places when full: as many calls may start at once after a rest. */
  capacity: number
  /** Time for one place to come back. */
  refillMs: number
}

export class TokenBucket {
  private fullAtMs = 0

  constructor(private readonly options: BucketOptions) {}

  /** How long until a call may start that leaves `reserve` places for others; 0 for now. */
  waitMs(nowMs: number, reserve: number): number {
    const { capacity, refillMs } = this.options
    const usable = Math.max(1, capacity - reserve)
    return Math.max(0, this.behindMs(nowMs) - (usable - 1) * refillMs)
  }

  /** Takes a place, also when there is none: then the next ones wait longer. */
  take(nowMs: number): void {
    this.fullAtMs = nowMs + this.behindMs(nowMs) + this.options.refillMs
  }

  /** How long until the bucket is full. Held within bounds, for the clock may have been set back. */
  private behindMs(nowMs: number): number {
    const { capacity, refillMs } = this.options
    return Math.min(Math.max(0, this.fullAtMs - nowMs), 2 * capacity * refillMs)
  }
}
