// Puts a track in order and marks what is no place the vehicle was at. Nothing is dropped: people may want to see it.

import { FIX_SOURCES } from '../vehicle'
import { metresBetween, reordered, type TrackPoints } from './points'
import type { TripSettings } from './settings'

/**
 * What may be wrong with a fix: found by Wi-Fi, cells or beacons; at 0,0, which means "nowhere"; another fix of the same
 * moment; too far away for any vehicle. The place of a word is its number in `CleanTrack.flaw`.
 */
export const FLAWS = ['none', 'coarse', 'nowhere', 'repeat', 'jump'] as const
export type Flaw = (typeof FLAWS)[number]

/** A track in order of time. */
export type CleanTrack = {
  points: TrackPoints
  /** For each fix its place in FLAWS. */
  flaw: Uint8Array
  /** The fixes without flaw, ascending. */
  good: Uint32Array
}

const NONE = FLAWS.indexOf('none')
const COARSE = FLAWS.indexOf('coarse')
const NOWHERE = FLAWS.indexOf('nowhere')
const REPEAT = FLAWS.indexOf('repeat')
const JUMP = FLAWS.indexOf('jump')
const GPS = FIX_SOURCES.indexOf('gps')

/** So many fixes in a row that fit each other but not those before are where the vehicle is: it was carried, or those before were wrong. */
const CONFIRMING = 3
/** Receivers err by this much without being broken. */
const NOISE_M = 100
/** There and straight back: further than this, with a way left over that is below a quarter of it. */
const SPIKE_M = 200
const SPIKE_RETURN = 0.25
/** A speed told is wrong by less than this; a spike needs far more. */
const SPIKE_SPEED_FACTOR = 3
const SPIKE_SPEED_MARGIN_KPH = 30

/** Sorts by time and marks flaws. Of several fixes of one moment the first from a satellite counts. */
export function cleanTrack(
  unordered: TrackPoints,
  settings: Pick<TripSettings, 'maxSpeedKph' | 'gapSec'>,
): CleanTrack {
  const points = inTimeOrder(unordered)
  const flaw = new Uint8Array(points.atMs.length)
  markPlaces(points, flaw)
  markRepeats(points, flaw)
  markJumps(points, flaw, settings.maxSpeedKph)
  markSpikes(points, flaw, settings.gapSec * 1000)
  return { points, flaw, good: faultless(flaw) }
}

function inTimeOrder(points: TrackPoints): TrackPoints {
  const { atMs } = points
  let isOrdered = true
  for (let index = 1; index < atMs.length && isOrdered; index++)
    isOrdered = (atMs[index] ?? 0) >= (atMs[index - 1] ?? 0)
  if (isOrdered) return points
  const order = Uint32Array.from(atMs.keys()).sort((a, b) => (atMs[a] ?? 0) - (atMs[b] ?? 0) || a - b)
  return reordered(points, order)
}

function markPlaces({ lat, lng, source }: TrackPoints, flaw: Uint8Array): void {
  for (let index = 0; index < flaw.length; index++) {
    if ((lat[index] ?? 0) === 0 && (lng[index] ?? 0) === 0) flaw[index] = NOWHERE
    else if (source[index] !== GPS) flaw[index] = COARSE
  }
}

function markRepeats({ atMs }: TrackPoints, flaw: Uint8Array): void {
  let lastMs = Number.NaN
  for (let index = 0; index < flaw.length; index++) {
    if (flaw[index] !== NONE) continue
    const ms = atMs[index] ?? 0
    if (ms === lastMs) flaw[index] = REPEAT
    lastMs = ms
  }
}

/** Follows the fixes one can get to from the one before; others wait until enough of them agree. */
function markJumps(points: TrackPoints, flaw: Uint8Array, maxSpeedKph: number): void {
  const isReachable = (a: number, b: number) => {
    const hours = ((points.atMs[b] ?? 0) - (points.atMs[a] ?? 0)) / 3_600_000
    return metresBetween(points, a, b) <= maxSpeedKph * hours * 1000 + NOISE_M
  }
  const mark = (indexes: readonly number[]) => {
    for (const index of indexes) flaw[index] = JUMP
  }
  /** The way followed, as long as it is too short to be sure of. */
  let sure: number[] = []
  let last = -1
  let waiting: number[] = []
  for (let index = 0; index < flaw.length; index++) {
    if (flaw[index] !== NONE) continue
    const end = waiting.at(-1)
    if (last < 0 || isReachable(last, index)) {
      mark(waiting)
      waiting = []
      last = index
      if (sure.length < CONFIRMING) sure.push(index)
    } else if (end !== undefined && isReachable(end, index)) {
      waiting.push(index)
      if (waiting.length < CONFIRMING) continue
      if (sure.length < CONFIRMING) mark(sure)
      sure = waiting
      waiting = []
      last = index
    } else {
      mark(waiting)
      waiting = [index]
    }
  }
  mark(waiting)
}

/** A fix far off to one side, between two that are close together, while the device tells no speed that would fit. */
function markSpikes(points: TrackPoints, flaw: Uint8Array, maxStepMs: number): void {
  const { atMs, speedKph } = points
  const good = faultless(flaw)
  for (let place = 1; place < good.length - 1; place++) {
    const [before, at, after] = [good[place - 1] ?? 0, good[place] ?? 0, good[place + 1] ?? 0]
    const outM = metresBetween(points, before, at)
    if (outM < SPIKE_M || flaw[before] === JUMP) continue
    const backM = metresBetween(points, at, after)
    const restM = metresBetween(points, before, after)
    if (backM < SPIKE_M || restM > SPIKE_RETURN * Math.min(outM, backM)) continue
    const spanMs = (atMs[after] ?? 0) - (atMs[before] ?? 0)
    if (spanMs > 2 * maxStepMs) continue
    const toldKph = Math.max(speedKph[before] ?? 0, speedKph[at] ?? 0, speedKph[after] ?? 0)
    const neededKph = ((outM + backM) / spanMs) * 3600
    // Without a speed told (NaN) there is nothing to hold against it.
    if (neededKph > toldKph * SPIKE_SPEED_FACTOR + SPIKE_SPEED_MARGIN_KPH) flaw[at] = JUMP
  }
}

function faultless(flaw: Uint8Array): Uint32Array {
  let count = 0
  for (const one of flaw) if (one === NONE) count++
  const good = new Uint32Array(count)
  let place = 0
  for (let index = 0; index < flaw.length; index++) if (flaw[index] === NONE) good[place++] = index
  return good
}
