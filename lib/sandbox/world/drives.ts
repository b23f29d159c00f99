// What a vehicle does on a date: its drives, and which of them is under way at a moment.
// Every answer is computed from hashes of device and date; what is kept between questions only spares doing so again.

import { CYCLE_DAYS, DRIVE_JITTER, type Leg, type PatternDay, STOP_JITTER, TIMING_STRIDE } from './pattern'
import { mix, unit } from './random'
import { DAY_MS, dayAt, type Vehicle } from './vehicle'

/** Odometers count from here (autumn 2025) on top of what a vehicle had been used before. */
const FIRST_CYCLE = Math.floor(Date.UTC(2025, 8, 1) / DAY_MS / CYCLE_DAYS)

/** One drive on a date: when it lasts, how long the engine runs before and after. */
export type Drive = {
  readonly leg: Leg
  readonly index: number
  readonly startMs: number
  readonly endMs: number
  readonly ignitionOnMs: number
  readonly ignitionOffMs: number
  /** Metres driven that day before this drive. */
  readonly beforeM: number
}

/** The drives of a day, in order. */
export function drivesOf(vehicle: Vehicle, day: number): Drive[] {
  const { legs, timing } = patternDay(vehicle, day)
  const date = mix(vehicle.hash, day)
  const drives: Drive[] = []
  let startMs = firstStartMs(vehicle, day, date)
  for (let index = 0; index < legs.length; index++) {
    const drive = driveOf({ vehicle, legs, timing, date }, index, startMs)
    if (!drive) break
    drives.push(drive)
    startMs = drive.endMs + stopMs(timing, index, mix(date, index + 10))
  }
  return drives
}

/** What a vehicle is doing at a moment: the drive under way or just ended that day, null before the first. */
export type Whereabouts = { atMs: number; day: number; last: Drive | null; isNextStarting: boolean }

/** The time of a day that belongs to one drive: from its start until the next one starts. Ends may be infinite. */
export type Stretch = {
  readonly day: number
  readonly fromMs: number
  readonly toMs: number
  readonly last: Drive | null
  /** When the engine is started for the next drive. */
  readonly nextOnMs: number
}

/** What a vehicle is doing. The stretch found last is kept, since whole fleets are asked again a few seconds later. */
export function whereaboutsAt(vehicle: Vehicle, atMs: number): Whereabouts {
  const day = dayAt(vehicle, atMs)
  const kept = vehicle.kept.stretch
  const isWithin = kept !== null && kept.day === day && kept.fromMs <= atMs && atMs < kept.toMs
  const stretch = isWithin ? kept : stretchAt(vehicle, day, atMs)
  vehicle.kept.stretch = stretch
  return { atMs, day, last: stretch.last, isNextStarting: stretch.nextOnMs <= atMs }
}

/** Walks the day up to a moment. Asked for a whole fleet at once, so nothing is made on the way but the answer. */
function stretchAt(vehicle: Vehicle, day: number, atMs: number): Stretch {
  const { legs, timing } = patternDay(vehicle, day)
  const date = mix(vehicle.hash, day)
  let startMs = firstStartMs(vehicle, day, date)
  let lastStartMs = startMs
  let count = 0
  while (count < legs.length && startMs <= atMs) {
    const hash = mix(date, count + 10)
    lastStartMs = startMs
    startMs += drivingMs(vehicle, timing, count, hash) + stopMs(timing, count, hash)
    count++
  }
  const hasNext = count < legs.length
  return {
    day,
    fromMs: count === 0 ? Number.NEGATIVE_INFINITY : lastStartMs,
    toMs: hasNext ? startMs : Number.POSITIVE_INFINITY,
    last: driveOf({ vehicle, legs, timing, date }, count - 1, lastStartMs),
    nextOnMs: hasNext ? startMs - warmUpMs(mix(date, count + 10)) : Number.POSITIVE_INFINITY,
  }
}

/** Whether the engine runs. */
export function isEngineOn(vehicle: Vehicle, { atMs, last, isNextStarting }: Whereabouts): boolean {
  return vehicle.hasIgnition && (isNextStarting || (last !== null && atMs < last.ignitionOffMs))
}

/** When the engine last stopped that day; negative infinity before the first drive's end. */
export function engineOffMs({ atMs, last }: Whereabouts): number {
  return last && atMs >= last.ignitionOffMs ? last.ignitionOffMs : Number.NEGATIVE_INFINITY
}

/** How much longer this vehicle takes for a drive than free flow. */
export function stretchOf(drive: Drive): number {
  return (drive.endMs - drive.startMs) / 1000 / drive.leg.route.durationS
}

function firstStartMs(vehicle: Vehicle, day: number, date: number): number {
  return vehicle.dayZeroMs + day * DAY_MS + vehicle.startAfterMs + Math.floor(unit(date, 1) * 600_000)
}

function drivingMs({ driver }: Vehicle, timing: Float64Array, index: number, hash: number): number {
  const durationS = timing[index * TIMING_STRIDE] ?? 0
  const slowdown = timing[index * TIMING_STRIDE + 1] ?? 1
  const pace = slowdown * driver * (1 + DRIVE_JITTER * ((hash & 0xffff) / 0xffff))
  return Math.round(durationS * pace * 1000)
}

function stopMs(timing: Float64Array, index: number, hash: number): number {
  const stopS = timing[index * TIMING_STRIDE + 2] ?? 0
  return Math.round(stopS * (1 + STOP_JITTER * ((hash >>> 16) / 0xffff)) * 1000)
}

type DatedDay = Pick<PatternDay, 'legs' | 'timing'> & { vehicle: Vehicle; date: number }

/** Drive number `index` of a date, which begins at `startMs`; null when the day has no such drive. */
function driveOf({ vehicle, legs, timing, date }: DatedDay, index: number, startMs: number): Drive | null {
  const leg = legs[index]
  if (!leg) return null
  const hash = mix(date, index + 10)
  const endMs = startMs + drivingMs(vehicle, timing, index, hash)
  const restMs = index < legs.length - 1 ? stopMs(timing, index, hash) : 240_000
  return {
    leg,
    index,
    startMs,
    endMs,
    ignitionOnMs: startMs - warmUpMs(hash),
    ignitionOffMs: endMs + idleMs(hash, restMs),
    beforeM: timing[index * TIMING_STRIDE + 3] ?? 0,
  }
}

// Stops last at least three minutes, so a minute and a half of warming up never reaches into the drive before.
function warmUpMs(hash: number): number {
  return 20_000 + ((hash >>> 4) & 0x3f) * 1000
}

/** How long the engine keeps running after a drive: mostly seconds, often minutes, sometimes the whole stop. */
function idleMs(hash: number, stopMs: number): number {
  const lot = (hash >>> 8) & 0xff
  if (lot < 20 && stopMs < 900_000) return stopMs - 85_000
  if (lot < 80) return Math.min(stopMs - 85_000, 120_000 + ((hash >>> 10) & 0x1ff) * 1000)
  return Math.min(stopMs - 85_000, 15_000 + (lot & 0x1f) * 1000)
}

const NO_DRIVES: PatternDay = { legs: [], distanceM: 0, timing: new Float64Array() }

function patternDay(vehicle: Vehicle, day: number): PatternDay {
  return vehicle.pattern.days[cycleDay(vehicle, day)] ?? NO_DRIVES
}

function cycleDay(vehicle: Vehicle, day: number): number {
  return (((day + vehicle.cycleShift) % CYCLE_DAYS) + CYCLE_DAYS) % CYCLE_DAYS
}

/** The drive that brought the vehicle to where it stands when a day begins. */
export function legBefore(vehicle: Vehicle, day: number): Leg {
  for (let back = cycleDay(vehicle, day) - 1; back >= 0; back--) {
    const leg = vehicle.pattern.days[back]?.legs.at(-1)
    if (leg) return leg
  }
  return vehicle.pattern.homecoming
}

/** Metres driven before a day begins, from the odometers' common origin. */
export function travelledBeforeM(vehicle: Vehicle, day: number): number {
  const shifted = day + vehicle.cycleShift
  const cycles = Math.floor(shifted / CYCLE_DAYS) - FIRST_CYCLE
  const { distanceBeforeM } = vehicle.pattern
  return cycles * (distanceBeforeM[CYCLE_DAYS] ?? 0) + (distanceBeforeM[cycleDay(vehicle, day)] ?? 0)
}
