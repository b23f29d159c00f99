// Where a vehicle stood long enough for a stop, and where nothing is known of it, in one pass over the good fixes. What lies
// between is story.ts. Places here are places in the list of good fixes, not in the track.

import type { CleanTrack } from './clean'
import { distanceM, reordered } from './points'
import { silentMoveM, standRadiusM, type TripSettings } from './settings'

/** A stop. `from` and `to` are its first and last standing fix. */
export type Standstill = {
  from: number
  to: number
  fromMs: number
  /** When it was over: of the first moving fix if that was in the same place, else of the last standing one. */
  toMs: number
  lat: number
  lng: number
  /** Some fix of it told that the ignition is off. */
  hasIgnitionOff: boolean
}

/** No fix between two places of the list, and not standing either. */
export type Silence = { from: number; to: number }

/** Columns of the good fixes alone. Read cell by cell, for this is where the time goes. */
export type GoodFixes = {
  count: number
  atMs: Float64Array
  lat: Float64Array
  lng: Float64Array
  speedKph: Float64Array
  /** 1 on, 0 off, -1 unknown or not to be believed. */
  ignition: Int8Array
}

/** A wire that says "off" in more than half of the fixes at clear speed is not connected. */
const DOUBTED_SHARE = 0.5

/** The good fixes of a track, with an ignition that is unknown throughout where it cannot be believed. */
export function goodFixes({ points, good }: CleanTrack, settings: TripSettings): GoodFixes {
  const { atMs, lat, lng, speedKph, ignition } =
    good.length === points.atMs.length ? points : reordered(points, good)
  let driven = 0
  let drivenOff = 0
  for (let place = 0; place < good.length; place++) {
    if (!((speedKph[place] ?? 0) >= settings.ignitionOffSpeedKph) || ignition[place] === -1) continue
    driven += 1
    if (ignition[place] === 0) drivenOff += 1
  }
  const isBelieved = drivenOff <= driven * DOUBTED_SHARE
  const believed = isBelieved ? ignition : new Int8Array(good.length).fill(-1)
  return { count: good.length, atMs, lat, lng, speedKph, ignition: believed }
}

/** Metres between two good fixes. */
export function stepM({ lat, lng }: GoodFixes, a: number, b: number): number {
  return distanceM(lat[a] ?? 0, lng[a] ?? 0, lat[b] ?? 0, lng[b] ?? 0)
}

/**
 * Stops and silences, both ascending: with the ignition off at once, else after the settings' time. A last fix with the
 * ignition off is a stop that goes on. Linear in the number of fixes.
 */
export function findStandstills(
  fixes: GoodFixes,
  settings: TripSettings,
): { standstills: Standstill[]; silences: Silence[] } {
  const scan = new Scan(fixes, settings)
  for (let place = 0; place < fixes.count; place++) scan.take(place)
  scan.end({ isLast: true })
  return { standstills: scan.standstills, silences: scan.silences }
}

/** A standstill that goes on. */
type Run = Omit<Standstill, 'toMs'> & {
  lastMs: number
  /** When the first fix after the last standing one moved, still in the same place. */
  departedMs: number | null
}

class Scan {
  readonly standstills: Standstill[] = []
  readonly silences: Silence[] = []
  private run: Run | null = null
  private readonly radiusM: number
  private readonly gapMs: number

  constructor(
    private readonly fixes: GoodFixes,
    private readonly settings: TripSettings,
  ) {
    this.radiusM = standRadiusM(settings)
    this.gapMs = settings.gapSec * 1000
  }

  take(place: number): void {
    const silenceMs = place === 0 ? 0 : (this.fixes.atMs[place] ?? 0) - (this.fixes.atMs[place - 1] ?? 0)
    if (silenceMs > this.gapMs) {
      this.takeAfterSilence(place, silenceMs)
      return
    }
    const { run } = this
    if (run !== null && !this.isNear(run, place)) this.leave(run, place)
    if (this.isStill(place)) this.stand(place)
    else if (this.run !== null) this.run.departedMs ??= this.fixes.atMs[place] ?? 0
  }

  /** A stop ends there; what was none yet may become one from a later fix on, so that rolling to a stand costs nothing. */
  private leave(run: Run, place: number): void {
    const stops = this.standstills.length
    this.end()
    if (this.standstills.length > stops || !this.isStill(place)) return
    for (let from = run.from + 1; from < place; from++) {
      if (!this.isStill(from) || stepM(this.fixes, from, place) > this.radiusM) continue
      for (let again = from; again < place; again++) if (this.isStill(again)) this.stand(again)
      return
    }
  }

  end({ isLast = false } = {}): void {
    const { run } = this
    this.run = null
    if (run === null) return
    const { lastMs, departedMs, ...standstill } = run
    const toMs = departedMs ?? lastMs
    const isStop = run.hasIgnitionOff
      ? toMs > run.fromMs || isLast
      : toMs - run.fromMs > this.settings.standSec * 1000
    if (isStop) this.standstills.push({ ...standstill, toMs })
  }

  private takeAfterSilence(place: number, silenceMs: number): void {
    const before = place - 1
    if (stepM(this.fixes, before, place) > silentMoveM(this.settings, silenceMs)) {
      this.end()
      this.silences.push({ from: before, to: place })
      if (this.isStill(place)) this.stand(place)
      return
    }
    // It stood through the silence, whatever speed it told before.
    if (this.run !== null && this.run.departedMs !== null) this.end()
    if (this.run === null) this.stand(before)
    this.stand(place)
    if (this.run !== null) this.anchor(this.run, place)
    if (this.isStill(place)) return
    this.end()
  }

  private stand(place: number): void {
    const atMs = this.fixes.atMs[place] ?? 0
    const hasIgnitionOff = (this.fixes.ignition[place] ?? 0) === 0
    if (this.run === null) {
      const [lat, lng] = [this.fixes.lat[place] ?? 0, this.fixes.lng[place] ?? 0]
      this.run = {
        from: place,
        to: place,
        fromMs: atMs,
        lastMs: atMs,
        departedMs: null,
        lat,
        lng,
        hasIgnitionOff,
      }
      return
    }
    this.run.to = place
    this.run.lastMs = atMs
    this.run.departedMs = null
    this.run.hasIgnitionOff ||= hasIgnitionOff
  }

  private anchor(run: Run, place: number): void {
    if (this.isNear(run, place)) return
    run.lat = this.fixes.lat[place] ?? 0
    run.lng = this.fixes.lng[place] ?? 0
  }

  private isNear(run: Run, place: number): boolean {
    return distanceM(run.lat, run.lng, this.fixes.lat[place] ?? 0, this.fixes.lng[place] ?? 0) <= this.radiusM
  }

  /** Without a speed told, keeping to one place is what tells. */
  private isStill(place: number): boolean {
    const speedKph = this.fixes.speedKph[place] ?? 0
    if (!Number.isFinite(speedKph)) return true
    const { standSpeedKph, ignitionOffSpeedKph } = this.settings
    return speedKph < ((this.fixes.ignition[place] ?? 0) === 0 ? ignitionOffSpeedKph : standSpeedKph)
  }
}
