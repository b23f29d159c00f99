// What a vehicle did within each of several periods: the trips, stops and gaps of its story, cut at the edges of the periods.
// The story itself is lib/domain/track/story.ts.

import { distanceM, lastAtMost, valueAt } from '../track/points'
import type { TripSettings } from '../track/settings'
import { overlap, type TimeSpan } from '../track/spans'
import { type GoodFixes, goodFixes } from '../track/stays'
import type { Stop, TrackStory, Trip } from '../track/story'

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

/** One way from a good fix to the next within a trip. Ways through gaps have no distance here. */
export type Step = TimeSpan & { distanceM: number; speedKph: number; isGap: boolean }

/** What of a trip or stop lies within a span: whether it began before, or went on after. */
export type Cut = TimeSpan & { beganBefore: boolean; goesOn: boolean }

/** A story with its good fixes laid out, so that it can be walked several times. */
export class Activity {
  readonly fixes: GoodFixes
  private readonly isSpeedTold: boolean
  private readonly gapFrom: ReadonlySet<number>

  constructor(
    readonly story: TrackStory,
    private readonly settings: TripSettings,
  ) {
    this.fixes = goodFixes(story.track, settings)
    this.isSpeedTold = story.track.points.speedKph.some(Number.isFinite)
    this.gapFrom = new Set(story.gaps.map(({ from }) => from))
  }

  /** Sums for each of the periods, which ascend and do not overlap. */
  tallies(periods: readonly TimeSpan[]): Tally[] {
    const tallies = periods.map(() => emptyTally())
    const parts = new Parts(periods, tallies)
    for (const trip of this.story.trips) this.addTrip(trip, parts)
    for (const stop of this.story.stops) this.addStop(stop, parts)
    for (const gap of this.story.gaps)
      parts.spread(gap, (tally, share) => {
        tally.gapDistanceM += gap.distanceM * share
      })
    tallies.forEach((tally, index) => {
      const { fromMs = 0, toMs = 0 } = periods[index] ?? {}
      tally.unknownMs = Math.max(0, toMs - fromMs - tally.movingMs - tally.idleMs - tally.parkedMs)
    })
    return tallies
  }

  /** The ways of a trip, ascending. */
  *steps({ from, to, startedMs }: Pick<Trip, 'from' | 'to' | 'startedMs'>): Generator<Step> {
    const { good } = this.story.track
    for (let place = lastAtMost(good, from) + 1; place < good.length && valueAt(good, place) <= to; place++)
      yield this.stepTo(place, startedMs)
  }

  /** Distance, top speed and time of what of a trip lies within a span. */
  partOf(trip: Trip, span: TimeSpan): { distanceM: number; topSpeedKph: number; gapMs: number } {
    const part = { distanceM: 0, topSpeedKph: 0, gapMs: 0 }
    for (const step of this.steps(trip)) {
      const within = overlap(step, span)
      if (within === null) continue
      if (step.isGap) part.gapMs += within.toMs - within.fromMs
      part.distanceM += step.distanceM * shareOf(within, step)
      part.topSpeedKph = Math.max(part.topSpeedKph, step.speedKph)
    }
    return part
  }

  /** The spans of a stop with the ignition on, by the rule of `Stop.idleMs`. */
  *idleSpans({ from, to, leftMs }: Stop): Generator<TimeSpan> {
    const { good } = this.story.track
    const { ignition, atMs } = this.fixes
    const [first, last] = [lastAtMost(good, from), lastAtMost(good, to)]
    for (let place = first; place <= last; place++) {
      if (ignition[place] !== 1) continue
      const fromMs = valueAt(atMs, place)
      const toMs = place === last ? leftMs : valueAt(atMs, place + 1)
      if (toMs > fromMs && toMs - fromMs <= this.settings.gapSec * 1000) yield { fromMs, toMs }
    }
  }

  /** Where a good fix lies. */
  placeOf(index: number): [number, number] {
    const { lat, lng } = this.story.track.points
    return [valueAt(lat, index), valueAt(lng, index)]
  }

  private stepTo(place: number, startedMs: number): Step {
    const { atMs, lat, lng, speedKph } = this.fixes
    const before = place - 1
    // A trip begins when the stop before it was over, which may be after its last standing fix.
    const fromMs = Math.max(valueAt(atMs, before), startedMs)
    const toMs = valueAt(atMs, place)
    const isGap = this.gapFrom.has(valueAt(this.story.track.good, before))
    const wayM = distanceM(
      valueAt(lat, before),
      valueAt(lng, before),
      valueAt(lat, place),
      valueAt(lng, place),
    )
    const wayKph = (wayM / Math.max(toMs - valueAt(atMs, before), 1)) * 3600
    const kph = this.isSpeedTold ? valueAt(speedKph, place) : wayKph
    return {
      fromMs: Math.min(fromMs, toMs),
      toMs,
      distanceM: isGap ? 0 : wayM,
      speedKph: kph <= this.settings.maxSpeedKph ? kph : 0,
      isGap,
    }
  }

  private addTrip(trip: Trip, parts: Parts): void {
    parts.first({ fromMs: trip.startedMs, toMs: trip.endedMs }, (tally) => {
      tally.trips += 1
    })
    for (const step of this.steps(trip))
      parts.spread(step, (tally, share, within) => {
        tally.distanceM += step.distanceM * share
        if (!step.isGap) tally.movingMs += within.toMs - within.fromMs
        tally.topSpeedKph = Math.max(tally.topSpeedKph, step.speedKph)
        tally.firstMs = Math.min(tally.firstMs ?? within.fromMs, within.fromMs)
        tally.lastMs = Math.max(tally.lastMs ?? within.toMs, within.toMs)
      })
  }

  private addStop(stop: Stop, parts: Parts): void {
    const whole = { fromMs: stop.arrivedMs, toMs: stop.leftMs }
    parts.first(whole, (tally) => {
      tally.stops += 1
    })
    parts.spread(whole, (tally, _, within) => {
      tally.parkedMs += within.toMs - within.fromMs
    })
    for (const idle of this.idleSpans(stop))
      parts.spread(idle, (tally, _, within) => {
        tally.idleMs += within.toMs - within.fromMs
        tally.parkedMs -= within.toMs - within.fromMs
      })
  }
}

/** What of a span lies within another; null when that is no time at all. */
export function cutTo(whole: TimeSpan, span: TimeSpan): Cut | null {
  const within = overlap(whole, span)
  if (within === null) return null
  return { ...within, beganBefore: whole.fromMs < span.fromMs, goesOn: whole.toMs > span.toMs }
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

function emptyTally(): Tally {
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

function shareOf(within: TimeSpan, whole: TimeSpan): number {
  return (within.toMs - within.fromMs) / (whole.toMs - whole.fromMs)
}

/** Finds the periods that a span lies in. What is asked for mostly ascends, so it begins to look where it was last. */
class Parts {
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

  first(span: TimeSpan, add: (tally: Tally) => void): void {
    const index = this.seek(span.fromMs)
    const [period, tally] = [this.periods[index], this.tallies[index]]
    if (period !== undefined && tally !== undefined && overlap(span, period) !== null) add(tally)
  }

  /** The first period that ends after a moment. */
  private seek(ms: number): number {
    const isPast = (index: number) => (this.periods[index]?.toMs ?? Number.POSITIVE_INFINITY) <= ms
    if (this.at > 0 && !isPast(this.at - 1)) this.at = 0
    while (this.at < this.periods.length && isPast(this.at)) this.at += 1
    return this.at
  }
}
