// How many items may be posted: a bucket that fills with time and holds a second's worth.

export type Pace = {
  /** Lets the bucket fill up to `nowMs`; gives how many items the time since the last call is worth, also beyond the brim. */
  refill(nowMs: number, itemsPerS: number | null): number
  left(): number
  spend(items: number): void
}

const BUCKET_S = 1

/** An empty bucket at `startMs`. */
export function createPace(startMs: number): Pace {
  let atMs = startMs
  let tokens = 0
  return {
    refill(nowMs, itemsPerS) {
      const passedS = Math.max(0, nowMs - atMs) / 1000
      atMs = nowMs
      if (itemsPerS === null) {
        tokens = Number.POSITIVE_INFINITY
        return 0
      }
      const earned = passedS * itemsPerS
      tokens = Math.min((Number.isFinite(tokens) ? tokens : 0) + earned, Math.max(1, BUCKET_S * itemsPerS))
      return earned
    },
    left: () => tokens,
    spend(items) {
      tokens -= items
    },
  }
}
