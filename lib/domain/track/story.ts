// What a track tells: stops, trips between them, gaps, and totals. One pass, linear in the number of fixes. The rules in words
// are docs/trips.md; cleaning is clean.ts, standing still stays.ts.

import { type CleanTrack, cleanTrack } from './clean'
import { type TrackPoints, valueAt } from './points'
import type { TripSettings } from './settings'
import { findStandstills, type GoodFixes, goodFixes, type Silence, type Standstill, stepM } from './stays'

/** The vehicle stood. `from` and `to` are the first and last standing fix, as places in the cleaned track. */
export type Stop = {
  /** `idling` when the ignition was on all the time. */
  kind: 'parked' | 'idling'
  from: number
  to: number
  arrivedMs: number
  leftMs: number
  lat: number
  lng: number
  /** Standing with the ignition on. */
  idleMs: number
  /** No fix says that it left: the track ends here. */
  isOpen: boolean
}

/** The vehicle went from one place to another. `from` and `to` are its first and last fix in the cleaned track. */
export type Trip = {
  from: number
  to: number
  startedMs: number
  endedMs: number
  /** Along the good fixes, without what lies in gaps. */
  distanceM: number
  /** Time of the trip of which nothing is known. */
  gapMs: number
  topSpeedKph: number
  /** Over the time without gaps, halts included. */
  meanSpeedKph: number
}

/** Nothing is known between two good fixes, and they are apart. */
export type Gap = { from: number; to: number; fromMs: number; toMs: number; distanceM: number }

/** Times add up to the span from the first to the last good fix. */
export type TrackTotals = {
  distanceM: number
  movingMs: number
  idleMs: number
  parkedMs: number
  /** In gaps, and in moments too short to tell. */
  unknownMs: number
  /** Straight through the gaps. */
  gapDistanceM: number
  topSpeedKph: number
  /** Distance over moving time. */
  meanSpeedKph: number
}

export type TrackStory = {
  track: CleanTrack
  stops: Stop[]
  trips: Trip[]
  gaps: Gap[]
  totals: TrackTotals
}

/** Cleans a track and tells its stops, trips, gaps and totals, each list ascending. */
export function trackStory(points: TrackPoints, settings: TripSettings): TrackStory {
  const track = cleanTrack(points, settings)
  const fixes = goodFixes(track, settings)
  const { standstills, silences } = findStandstills(fixes, settings)
  const teller = new Teller({ track, fixes, silences, settings })
  const stays = teller.joined(standstills)
  const stops = stays.map((stay) => teller.toStop(stay))
  const trips = teller.tripsBetween(stays)
  const gaps = silences.map((silence) => teller.toGap(silence))
  return { track, stops, trips, gaps, totals: totalsOf({ stops, trips, gaps, fixes }) }
}

type TellerInput = {
  track: CleanTrack
  fixes: GoodFixes
  silences: readonly Silence[]
  settings: TripSettings
}

class Teller {
  private readonly track: CleanTrack
  private readonly fixes: GoodFixes
  private readonly settings: TripSettings
  /** By the place after it. */
  private readonly silentBefore: ReadonlyMap<number, Silence>
  private readonly isSpeedTold: boolean

  constructor({ track, fixes, silences, settings }: TellerInput) {
    this.track = track
    this.fixes = fixes
    this.settings = settings
    this.silentBefore = new Map(silences.map((silence) => [silence.to, silence]))
    this.isSpeedTold = track.points.speedKph.some(Number.isFinite)
  }

  /** Stops between which the vehicle never really left, as one. */
  joined(standstills: readonly Standstill[]): Standstill[] {
    const joined: Standstill[] = []
    for (const next of standstills) {
      const last = joined.at(-1)
      if (last === undefined || !this.isOnePlace(last, next)) {
        joined.push({ ...next })
        continue
      }
      last.to = next.to
      last.toMs = next.toMs
      last.hasIgnitionOff ||= next.hasIgnitionOff
    }
    return joined
  }

  toStop(stay: Standstill): Stop {
    const { from, to, fromMs, toMs, lat, lng } = stay
    const idleMs = this.idleMsOf(stay)
    return {
      kind: idleMs > 0 && idleMs === toMs - fromMs ? 'idling' : 'parked',
      from: this.indexOf(from),
      to: this.indexOf(to),
      arrivedMs: fromMs,
      leftMs: toMs,
      lat,
      lng,
      idleMs,
      isOpen: to === this.fixes.count - 1,
    }
  }

  tripsBetween(stays: readonly Standstill[]): Trip[] {
    const trips: Trip[] = []
    let from = 0
    let startedMs = this.fixes.count > 0 ? (this.fixes.atMs[0] ?? 0) : 0
    for (const stay of stays) {
      trips.push(...this.tripsIn({ from, to: stay.from, startedMs }))
      from = stay.to
      startedMs = stay.toMs
    }
    return [...trips, ...this.tripsIn({ from, to: this.fixes.count - 1, startedMs })]
  }

  toGap({ from, to }: Silence): Gap {
    return {
      from: this.indexOf(from),
      to: this.indexOf(to),
      fromMs: this.fixes.atMs[from] ?? 0,
      toMs: this.fixes.atMs[to] ?? 0,
      distanceM: stepM(this.fixes, from, to),
    }
  }

  private indexOf(place: number): number {
    return valueAt(this.track.good, place)
  }

  private isOnePlace(a: Standstill, b: Standstill): boolean {
    const { minTripM } = this.settings
    for (let place = a.to + 1; place <= b.from; place++) {
      if (this.isTripEnd(place) || this.metresFrom(a, place) > minTripM) return false
    }
    return true
  }

  private metresFrom(stay: Standstill, place: number): number {
    // Both are good fixes, and the first standing one is where the stay is.
    return stepM(this.fixes, stay.from, place)
  }

  private isTripEnd(place: number): boolean {
    const silence = this.silentBefore.get(place)
    if (silence === undefined) return false
    return (
      (this.fixes.atMs[silence.to] ?? 0) - (this.fixes.atMs[silence.from] ?? 0) >
      this.settings.tripGapSec * 1000
    )
  }

  /**
   * From one standing fix to the next the ignition is what the first of them told. Not through a silence: an engine that
   * runs has its tracker speak.
   */
  private idleMsOf({ from, to, toMs }: Standstill): number {
    let idleMs = 0
    for (let place = from; place <= to; place++) {
      if ((this.fixes.ignition[place] ?? 0) !== 1) continue
      const untilMs = place === to ? toMs : (this.fixes.atMs[place + 1] ?? 0)
      const stepMs = untilMs - (this.fixes.atMs[place] ?? 0)
      if (stepMs <= this.settings.gapSec * 1000) idleMs += stepMs
    }
    return idleMs
  }

  private tripsIn(span: { from: number; to: number; startedMs: number }): Trip[] {
    const trips: Trip[] = []
    let { from, startedMs } = span
    for (let place = from + 1; place <= span.to; place++) {
      if (!this.isTripEnd(place)) continue
      trips.push(...this.tripOf({ from, to: place - 1, startedMs }))
      from = place
      startedMs = this.fixes.atMs[place] ?? 0
    }
    trips.push(...this.tripOf({ from, to: span.to, startedMs }))
    return trips
  }

  /** None where it lasted no time or never left the place it began at. */
  private tripOf({ from, to, startedMs }: { from: number; to: number; startedMs: number }): Trip[] {
    let distanceM = 0
    let gapMs = 0
    let topSpeedKph = 0
    let farthestM = 0
    for (let place = from + 1; place <= to; place++) {
      const wayM = stepM(this.fixes, place - 1, place)
      const stepMs = (this.fixes.atMs[place] ?? 0) - (this.fixes.atMs[place - 1] ?? 0)
      farthestM = Math.max(farthestM, stepM(this.fixes, from, place))
      if (this.silentBefore.has(place)) gapMs += stepMs
      else distanceM += wayM
      topSpeedKph = Math.max(topSpeedKph, this.speedAt(place, wayM, stepMs))
    }
    const endedMs = this.fixes.atMs[to] ?? 0
    if (to <= from || endedMs <= startedMs || farthestM <= this.settings.minTripM) return []
    const drivenMs = endedMs - startedMs - gapMs
    const meanSpeedKph = drivenMs > 0 ? (distanceM / drivenMs) * 3600 : 0
    const trip = { startedMs, endedMs, distanceM, gapMs, topSpeedKph, meanSpeedKph }
    return [{ from: this.indexOf(from), to: this.indexOf(to), ...trip }]
  }

  /** As told; where the device tells none at all, from the way since the fix before. */
  private speedAt(place: number, wayM: number, stepMs: number): number {
    const { maxSpeedKph } = this.settings
    const kph = this.isSpeedTold ? (this.fixes.speedKph[place] ?? 0) : (wayM / Math.max(stepMs, 1)) * 3600
    return kph <= maxSpeedKph ? kph : 0
  }
}

type TotalsInput = Pick<TrackStory, 'stops' | 'trips' | 'gaps'> & { fixes: GoodFixes }

function totalsOf({ stops, trips, gaps, fixes }: TotalsInput): TrackTotals {
  const distanceM = sumOf(trips, (trip) => trip.distanceM)
  const movingMs = sumOf(trips, ({ startedMs, endedMs, gapMs }) => endedMs - startedMs - gapMs)
  const idleMs = sumOf(stops, (stop) => stop.idleMs)
  const parkedMs = sumOf(stops, ({ arrivedMs, leftMs }) => leftMs - arrivedMs) - idleMs
  const spanMs = fixes.count > 0 ? (fixes.atMs[fixes.count - 1] ?? 0) - (fixes.atMs[0] ?? 0) : 0
  return {
    distanceM,
    movingMs,
    idleMs,
    parkedMs,
    unknownMs: Math.max(0, spanMs - movingMs - idleMs - parkedMs),
    gapDistanceM: sumOf(gaps, (gap) => gap.distanceM),
    topSpeedKph: trips.reduce((top, trip) => Math.max(top, trip.topSpeedKph), 0),
    meanSpeedKph: movingMs > 0 ? (distanceM / movingMs) * 3600 : 0,
  }
}

function sumOf<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0)
}
