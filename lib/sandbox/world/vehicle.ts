// One vehicle in motion: which pattern it follows, when its day begins, and where it is at a moment.
// Every answer is computed from hashes of device and date; nothing is remembered between questions.

import type { GeneratedDevice } from './devices'
import { type LatLng, METRES_PER_DEGREE, metresPerLng } from './geo'
import { CYCLE_DAYS, DRIVE_JITTER, type Leg, type Pattern, type PatternDay, STOP_JITTER } from './pattern'
import { below, between, mix, unit } from './random'
import { routePointAt } from './route'
import { SHIFT_TIMES, type Shift } from './shift'

const DAY_MS = 86_400_000
/** Drivers differ by this share in how long the same drive takes them. */
const DRIVER_SPREAD = 0.05
/** Around its stops a vehicle keeps this far from others that use the same gate. */
const BAY_M = 28
const BAY_REACH_M = 320

/** Odometers count from here (autumn 2025) on top of what a vehicle had been used before. */
const FIRST_CYCLE = Math.floor(Date.UTC(2025, 8, 1) / DAY_MS / CYCLE_DAYS)

/** The fixed facts of a vehicle's motion. */
export type Vehicle = {
  readonly hash: number
  readonly pattern: Pattern
  readonly hasIgnition: boolean
  /** Moment of day number 0 of this vehicle, ms since epoch; days last 24 hours from there. */
  readonly dayZeroMs: number
  readonly cycleShift: number
  /** From the beginning of a day to its usual first start. */
  readonly startAfterMs: number
  readonly driver: number
  readonly bayEastM: number
  readonly bayNorthM: number
  readonly usedKm: number
}

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

/** Where a vehicle truly is and what it does. */
export type Moment = LatLng & {
  readonly speedKph: number
  readonly headingDeg: number
  readonly ignition: boolean
  /** Metres driven since the odometers' common origin; negative before it. */
  readonly travelledM: number
  readonly dayM: number
  readonly day: number
  /** Number of the drive under way or just ended that day; -1 before the first. */
  readonly driveIndex: number
  /** When the engine last stopped that day; negative infinity before the first drive's end. */
  readonly engineOffMs: number
}

/** Builds the motion of a device that follows a pattern. `number` is the device's own hash. */
export function vehicleOf(
  device: GeneratedDevice,
  plan: { pattern: Pattern; shift: Shift; utcOffsetH: number },
): Vehicle {
  const { hash, role } = device.traits
  const times = SHIFT_TIMES[plan.shift]
  return {
    hash,
    pattern: plan.pattern,
    hasIgnition: role.work !== 'asset',
    dayZeroMs: times.anchorS * 1000 - plan.utcOffsetH * 3_600_000 + relayOffsetMs(hash, plan.shift),
    cycleShift: mix(hash, 200) % CYCLE_DAYS,
    startAfterMs: (times.startS - times.anchorS + unit(hash, 201) * times.spreadS) * 1000,
    driver: between([hash, 202], 1 - DRIVER_SPREAD, 1 + DRIVER_SPREAD),
    bayEastM: between([hash, 203], -BAY_M, BAY_M),
    bayNorthM: between([hash, 204], -BAY_M, BAY_M),
    usedKm: between([hash, 205], 3000, 140_000),
  }
}

// Vehicles that work around the clock take their hour of rest at any time of the day.
function relayOffsetMs(hash: number, shift: Shift): number {
  return shift === 'relay' ? below(hash, 206, 24) * 3_600_000 : 0
}

/** The day number that holds a moment. */
export function dayAt(vehicle: Vehicle, atMs: number): number {
  return Math.floor((atMs - vehicle.dayZeroMs) / DAY_MS)
}

/** The drives of a day, in order. */
export function drivesOf(vehicle: Vehicle, day: number): Drive[] {
  const drives: Drive[] = []
  walkDay(vehicle, day, (drive) => {
    drives.push(drive)
    return false
  })
  return drives
}

/** Where the vehicle is at a moment. */
export function momentAt(vehicle: Vehicle, atMs: number): Moment {
  const day = dayAt(vehicle, atMs)
  let last: Drive | null = null
  let isNextStarting = false
  walkDay(vehicle, day, (drive) => {
    if (drive.startMs > atMs) {
      isNextStarting = drive.ignitionOnMs <= atMs
      return true
    }
    last = drive
    return false
  })
  return momentAfter(vehicle, { atMs, day, last, isNextStarting })
}

/** Where a vehicle is on a drive; the moment must lie within it. */
export function momentOn(vehicle: Vehicle, drive: Drive, atMs: number): Moment {
  return momentAfter(vehicle, {
    atMs,
    day: dayAt(vehicle, drive.startMs),
    last: drive,
    isNextStarting: false,
  })
}

/** How much longer this vehicle takes for a drive than free flow. */
export function stretchOf(drive: Drive): number {
  return (drive.endMs - drive.startMs) / 1000 / drive.leg.route.durationS
}

type Whereabouts = { atMs: number; day: number; last: Drive | null; isNextStarting: boolean }

function momentAfter(vehicle: Vehicle, input: Whereabouts): Moment {
  const { atMs, day, last } = input
  const leg = last?.leg ?? legBefore(vehicle, day)
  const freeS = last ? (atMs - last.startMs) / 1000 / stretchOf(last) : leg.route.durationS
  const point = routePointAt(leg.route, freeS)
  const isDriving = last !== null && atMs < last.endMs
  const bay = Math.max(0.12, 1 - Math.min(point.distM, leg.route.distanceM - point.distM) / BAY_REACH_M)
  const dayM = (last?.beforeM ?? 0) + (last ? point.distM : 0)
  return {
    lat: point.lat + (vehicle.bayNorthM * bay) / METRES_PER_DEGREE,
    lng: point.lng + (vehicle.bayEastM * bay) / metresPerLng(point.lat),
    speedKph: isDriving && last ? (point.speedMps * 3.6) / stretchOf(last) : 0,
    headingDeg: point.headingDeg,
    ignition: vehicle.hasIgnition && (input.isNextStarting || (last !== null && atMs < last.ignitionOffMs)),
    travelledM: travelledBeforeM(vehicle, day) + dayM,
    dayM,
    day,
    driveIndex: last?.index ?? -1,
    engineOffMs: last && atMs >= last.ignitionOffMs ? last.ignitionOffMs : Number.NEGATIVE_INFINITY,
  }
}

/** Visits the drives of a day in order until `visit` answers true. */
function walkDay(vehicle: Vehicle, day: number, visit: (drive: Drive) => boolean): void {
  const { legs } = patternDay(vehicle, day)
  const date = mix(vehicle.hash, day)
  let startMs = vehicle.dayZeroMs + day * DAY_MS + vehicle.startAfterMs + Math.floor(unit(date, 1) * 600_000)
  let beforeM = 0
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index]
    if (!leg) return
    const hash = mix(date, index + 10)
    const pace = leg.slowdown * vehicle.driver * (1 + DRIVE_JITTER * ((hash & 0xffff) / 0xffff))
    const endMs = startMs + Math.round(leg.route.durationS * pace * 1000)
    const stopMs = Math.round(leg.stopS * (1 + STOP_JITTER * ((hash >>> 16) / 0xffff)) * 1000)
    const drive = {
      leg,
      index,
      startMs,
      endMs,
      ignitionOnMs: startMs - warmUpMs(hash),
      ignitionOffMs: endMs + idleMs(hash, index < legs.length - 1 ? stopMs : 240_000),
      beforeM,
    }
    if (visit(drive)) return
    beforeM += leg.route.distanceM
    startMs = endMs + stopMs
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

function patternDay(vehicle: Vehicle, day: number): PatternDay {
  return vehicle.pattern.days[cycleDay(vehicle, day)] ?? { legs: [], distanceM: 0 }
}

function cycleDay(vehicle: Vehicle, day: number): number {
  return (((day + vehicle.cycleShift) % CYCLE_DAYS) + CYCLE_DAYS) % CYCLE_DAYS
}

/** The drive that brought the vehicle to where it stands when a day begins. */
function legBefore(vehicle: Vehicle, day: number): Leg {
  for (let back = cycleDay(vehicle, day) - 1; back >= 0; back--) {
    const leg = vehicle.pattern.days[back]?.legs.at(-1)
    if (leg) return leg
  }
  return vehicle.pattern.homecoming
}

function travelledBeforeM(vehicle: Vehicle, day: number): number {
  const shifted = day + vehicle.cycleShift
  const cycles = Math.floor(shifted / CYCLE_DAYS) - FIRST_CYCLE
  const { distanceBeforeM } = vehicle.pattern
  return cycles * (distanceBeforeM[CYCLE_DAYS] ?? 0) + (distanceBeforeM[cycleDay(vehicle, day)] ?? 0)
}
