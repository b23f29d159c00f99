// How far the vendor's clock is ahead of ours, learned from its answers. Calls are stamped in the vendor's time, because it
// refuses those that are ten minutes off, whoever's clock is wrong.

/** One look at the vendor's clock: what it showed, cut to whole seconds, within an answer that took `roundTripMs`. */
export type ClockSample = { shownMs: number; receivedAtMs: number; roundTripMs: number }

export type ClockReading = { offsetMs: number; measuredAtMs: number }

/** An odd answer, such as one from a cache on the way, is outvoted by the others. */
const SAMPLES_KEPT = 9
/** Beyond this, nobody knows when within the exchange the clock was read. */
const MAX_ROUND_TRIP_MS = 20_000
/** The clock is shown in whole seconds, so on average half a second has passed. */
const HALF_SECOND_MS = 500

export class VendorClock {
  private offsets: number[] = []
  private reading: ClockReading | null = null

  /** What to add to our time to get the vendor's; 0 before the first look. */
  get offsetMs(): number {
    return this.reading?.offsetMs ?? 0
  }

  /** The present estimate; null before the first look. */
  current(): ClockReading | null {
    return this.reading
  }

  /** Takes over an estimate from before a restart, until the first look. */
  restore(reading: ClockReading): void {
    this.reading ??= reading
  }

  /** Takes a look into account: the estimate is the median of the newest looks. */
  note({ shownMs, receivedAtMs, roundTripMs }: ClockSample): void {
    if (!Number.isFinite(shownMs) || roundTripMs > MAX_ROUND_TRIP_MS) return
    const offsetMs = shownMs + HALF_SECOND_MS - (receivedAtMs - roundTripMs / 2)
    this.offsets = [...this.offsets, offsetMs].slice(-SAMPLES_KEPT)
    this.reading = { offsetMs: Math.round(medianOf(this.offsets)), measuredAtMs: receivedAtMs }
  }

  /** The vendor refused our time: one of the clocks was set, and only the newest look counts. */
  trustNewest(): void {
    const newest = this.offsets.at(-1)
    if (newest === undefined || this.reading === null) return
    this.offsets = [newest]
    this.reading = { ...this.reading, offsetMs: Math.round(newest) }
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}
