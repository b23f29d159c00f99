// One vehicle's fixed facts: which pattern it follows, when its day begins, how it is driven.
// What it does on a day is in drives.ts, where it is in moment.ts.

import type { GeneratedDevice } from './devices'
import type { Stretch } from './drives'
import { CYCLE_DAYS, type Pattern } from './pattern'
import { below, between, mix, unit } from './random'
import { SHIFT_TIMES, type Shift } from './shift'

/** Days of a vehicle last 24 hours. */
export const DAY_MS = 86_400_000
/** Drivers differ by this share in how long the same drive takes them. */
const DRIVER_SPREAD = 0.05
/** Around its stops a vehicle keeps this far from others that use the same gate. */
const BAY_M = 28

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
  /** What was worked out for the last question, see drives.ts. */
  readonly kept: { stretch: Stretch | null }
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
    kept: { stretch: null },
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
