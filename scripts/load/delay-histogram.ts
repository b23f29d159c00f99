// Delays of millions of arrivals in little memory: counts by millisecond, and what share of them lies below.

/** The longest that is told apart; whatever takes longer counts as this. */
export const LONGEST_MS = 120_000

export type DelaySummary = { count: number; p50Ms: number; p95Ms: number; p99Ms: number; maxMs: number }

export class DelayHistogram {
  private readonly counts = new Float64Array(LONGEST_MS + 1)
  private total = 0

  /** Notes so many arrivals of the same delay. What our clock says was earlier than the sending counts as 0. */
  add(delayMs: number, count = 1): void {
    const bucket = Math.min(LONGEST_MS, Math.max(0, Math.round(delayMs)))
    this.counts[bucket] = (this.counts[bucket] ?? 0) + count
    this.total += count
  }

  clear(): void {
    this.counts.fill(0)
    this.total = 0
  }

  /** Nearest-rank percentiles; all zero when nothing arrived. */
  summary(): DelaySummary {
    return {
      count: this.total,
      p50Ms: this.at(0.5),
      p95Ms: this.at(0.95),
      p99Ms: this.at(0.99),
      maxMs: this.at(1),
    }
  }

  private at(share: number): number {
    const rank = Math.ceil(this.total * share)
    let seen = 0
    for (const [delayMs, count] of this.counts.entries()) {
      seen += count
      if (seen >= rank && count > 0) return delayMs
    }
    return 0
  }
}
