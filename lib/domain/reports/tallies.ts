// Sums of what a vehicle did, by period: how they are kept, found and joined. What goes into them is activity.ts.

import { overlap, type TimeSpan } from '../track/spans'

/** Sums of one period. Times add up to the period, for `unknownMs` is what is left of it. */
export type Tally = {
  /** Along good fixes, without what lies in gaps. */
  distanceM: number
  /** Straight through gaps. */
  gapDistanceM: number
  movingMs: number
  /** Standing with the ignition on. */
  idleMs: number
  parkedMs: number
  unknownMs: number
  /** Trips that began in it, or went on at the start of the first period. */
  trips: number
  /** Stops likewise. */
  stops: number
  topSpeedKph: number
  /** When it first and last moved; null without a trip. */
  firstMs: number | null
  lastMs: number | null
}

/** Several tallies as one, for periods that follow each other. */
export function joinTallies(tallies: readonly Tally[]): Tally {
  const sum = emptyTally()
  for (const tally of tallies) {
    sum.distanceM += tally.distanceM
    sum.gapDistanceM += tally.gapDistanceM
    sum.movingMs += tally.movingMs
    sum.idleMs += tally.idleMs
    sum.parkedMs += tally.parkedMs
    sum.unknownMs += tally.unknownMs
    sum.trips += tally.trips
    sum.stops += tally.stops
    sum.topSpeedKph = Math.max(sum.topSpeedKph, tally.topSpeedKph)
    sum.firstMs ??= tally.firstMs
    sum.lastMs = tally.lastMs ?? sum.lastMs
  }
  return sum
}

/** Nothing yet. */
export function emptyTally(): Tally {
  return {
    distanceM: 0,
    gapDistanceM: 0,
    movingMs: 0,
    idleMs: 0,
    parkedMs: 0,
    unknownMs: 0,
    trips: 0,
    stops: 0,
    topSpeedKph: 0,
    firstMs: null,
    lastMs: null,
  }
}

/** How much of a span lies within a part of it, 0 to 1. */
export function shareOf(within: TimeSpan, whole: TimeSpan): number {
  return (within.toMs - within.fromMs) / (whole.toMs - whole.fromMs)
}

/** Finds the periods that a span lies in. What is asked for mostly ascends, so it begins to look where it was last. */
export class Parts {
  private at = 0

  constructor(
    private readonly periods: readonly TimeSpan[],
    private readonly tallies: readonly Tally[],
  ) {}

  spread(span: TimeSpan, add: (tally: Tally, share: number, within: TimeSpan) => void): void {
    for (let index = this.seek(span.fromMs); index < this.periods.length; index++) {
      const [period, tally] = [this.periods[index], this.tallies[index]]
      if (period === undefined || tally === undefined || period.fromMs >= span.toMs) return
      const within = overlap(span, period)
      if (within !== null) add(tally, shareOf(within, span), within)
    }
  }

  /** The sums of the one period that holds all of a span; null where several do, or none. */
  holding({ fromMs, toMs }: TimeSpan): Tally | null {
    const index = this.seek(fromMs)
    const period = this.periods[index]
    const isHeld = period !== undefined && period.fromMs <= fromMs && toMs <= period.toMs
    return isHeld ? (this.tallies[index] ?? null) : null
  }

  first(span: TimeSpan, add: (tally: Tally) => void): void {
    const index = this.seek(span.fromMs)
    const [period, tally] = [this.periods[index], this.tallies[index]]
    if (period !== undefined && tally !== undefined && overlap(span, period) !== null) add(tally)
  }

  /** The first period that ends after a moment. */
  private seek(ms: number): number {
    if (this.at > 0 && this.endOf(this.at - 1) > ms) this.at = 0
    while (this.at < this.periods.length && this.endOf(this.at) <= ms) this.at += 1
    return this.at
  }

  private endOf(index: number): number {
    return this.periods[index]?.toMs ?? Number.POSITIVE_INFINITY
  }
}
