// What a vehicle did within each of several periods: the trips, stops and gaps of its story, cut at the edges of the periods.
// The story itself is lib/domain/track/story.ts.

import { distanceM, lastAtMost, valueAt } from '../track/points'
import type { TripSettings } from '../track/settings'
import { overlap, type TimeSpan } from '../track/spans'
import { type GoodFixes, goodFixes } from '../track/stays'
import type { Stop, TrackStory, Trip } from '../track/story'
import { emptyTally, Parts, shareOf, type Tally } from './tallies'

/**
 * One way from a good fix to the next within a trip. Ways through gaps have no distance here. `beganMs` is when its moving
 * began: where it left a stop, that is later than the fix before, and may be the moment of the fix itself.
 */
export type Step = TimeSpan & { beganMs: number; distanceM: number; speedKph: number; isGap: boolean }

/** What of a trip or stop lies within a span: whether it began before, or went on after. */
export type Cut = TimeSpan & { beganBefore: boolean; goesOn: boolean }

/** A story with its good fixes laid out, so that it can be walked several times. */
export class Activity {
  readonly fixes: GoodFixes
  private readonly isSpeedTold: boolean
  private readonly gapFrom: ReadonlySet<number>
  private way: Way | null = null

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

  /** How far it went in a span, straight through gaps. Fast however often it is asked. */
  movedM(span: TimeSpan): number {
    this.way ??= this.layOutWay()
    return this.wayAt(this.way, span.toMs) - this.wayAt(this.way, span.fromMs)
  }

  /** Where a good fix lies. */
  placeOf(index: number): [number, number] {
    const { lat, lng } = this.story.track.points
    return [valueAt(lat, index), valueAt(lng, index)]
  }

  private layOutWay(): Way {
    const way: Way = { atMs: [], metres: [] }
    let metres = 0
    const note = (fromMs: number, toMs: number, wayM: number) => {
      way.atMs.push(fromMs, toMs)
      way.metres.push(metres, metres + wayM)
      metres += wayM
    }
    const moves: (TimeSpan & { distanceM: number })[] = [...this.story.gaps]
    for (const trip of this.story.trips)
      for (const step of this.steps(trip)) if (!step.isGap) moves.push(step)
    for (const move of moves.sort((a, b) => a.fromMs - b.fromMs)) note(move.fromMs, move.toMs, move.distanceM)
    return way
  }

  private wayAt({ atMs, metres }: Way, ms: number): number {
    const place = lastAtMost(atMs, ms)
    if (place < 0) return 0
    const [fromMs, fromM] = [valueAt(atMs, place), valueAt(metres, place)]
    const [toMs, toM] = [atMs[place + 1] ?? fromMs, metres[place + 1] ?? fromM]
    return toMs > fromMs ? fromM + ((ms - fromMs) / (toMs - fromMs)) * (toM - fromM) : fromM
  }

  private stepTo(place: number, startedMs: number): Step {
    const { atMs, lat, lng, speedKph } = this.fixes
    const before = place - 1
    const fromMs = valueAt(atMs, before)
    const toMs = valueAt(atMs, place)
    const isGap = this.gapFrom.has(valueAt(this.story.track.good, before))
    const wayM = distanceM(
      valueAt(lat, before),
      valueAt(lng, before),
      valueAt(lat, place),
      valueAt(lng, place),
    )
    const wayKph = (wayM / Math.max(toMs - fromMs, 1)) * 3600
    const kph = this.isSpeedTold ? valueAt(speedKph, place) : wayKph
    return {
      fromMs,
      toMs,
      // A trip begins when the stop before it was over, which may be after its last standing fix.
      beganMs: Math.min(Math.max(fromMs, startedMs), toMs),
      distanceM: isGap ? 0 : wayM,
      speedKph: kph <= this.settings.maxSpeedKph ? kph : 0,
      isGap,
    }
  }

  private addTrip(trip: Trip, parts: Parts): void {
    parts.first({ fromMs: trip.startedMs, toMs: trip.endedMs }, (tally) => {
      tally.trips += 1
    })
    const { good } = this.story.track
    const first = lastAtMost(good, trip.from) + 1
    for (let place = first; place < good.length && valueAt(good, place) <= trip.to; place++)
      this.addStep(place, trip.startedMs, parts)
  }

  /** Most ways lie within one period: those cost no more than a few sums. */
  private addStep(place: number, startedMs: number, parts: Parts): void {
    const step = this.stepTo(place, startedMs)
    const whole = parts.holding(step)
    if (whole !== null) {
      addWay(whole, step, 1)
      if (step.toMs > step.beganMs) addTime(whole, step, step.beganMs, step.toMs)
      return
    }
    parts.spread(step, (tally, share) => addWay(tally, step, share))
    parts.spread({ fromMs: step.beganMs, toMs: step.toMs }, (tally, _, within) =>
      addTime(tally, step, within.fromMs, within.toMs),
    )
  }

  private addStop(stop: Stop, parts: Parts): void {
    const whole = { fromMs: stop.arrivedMs, toMs: stop.leftMs }
    parts.first(whole, (tally) => {
      tally.stops += 1
    })
    parts.spread(whole, (tally, _, within) => {
      tally.parkedMs += within.toMs - within.fromMs
    })
    for (const idle of this.idleSpans(stop)) {
      const whole = parts.holding(idle)
      if (whole !== null) addIdle(whole, idle)
      else parts.spread(idle, (tally, _, within) => addIdle(tally, within))
    }
  }
}

function addWay(tally: Tally, { distanceM: metres, speedKph }: Step, share: number): void {
  tally.distanceM += metres * share
  if (speedKph > tally.topSpeedKph) tally.topSpeedKph = speedKph
}

function addTime(tally: Tally, { isGap }: Step, fromMs: number, toMs: number): void {
  if (!isGap) tally.movingMs += toMs - fromMs
  if (tally.firstMs === null || fromMs < tally.firstMs) tally.firstMs = fromMs
  if (tally.lastMs === null || toMs > tally.lastMs) tally.lastMs = toMs
}

/** Moves time from standing with the engine off to standing with it on. */
function addIdle(tally: Tally, { fromMs, toMs }: TimeSpan): void {
  tally.idleMs += toMs - fromMs
  tally.parkedMs -= toMs - fromMs
}

/** Metres gone by moments, ascending. */
type Way = { atMs: number[]; metres: number[] }

/** What of a span lies within another; null when that is no time at all. */
export function cutTo(whole: TimeSpan, span: TimeSpan): Cut | null {
  const within = overlap(whole, span)
  if (within === null) return null
  return { ...within, beganBefore: whole.fromMs < span.fromMs, goesOn: whole.toMs > span.toMs }
}
