// What a device reports beside its position: battery, supply, network, load temperature, fuel, odometer.
// Derived from the same truth as the position, so that figures fit together.

import type { Unit } from './fixes'
import type { Moment } from './moment'
import { between, mix, unit } from './random'
import type { WorldState } from './types'

/** Distance per battery charge of an electric scooter, km. */
const SCOOTER_RANGE_KM = 95
/** Days that a tag's battery lasts. */
const TAG_BATTERY_DAYS = 400
const DAY_MS = 86_400_000

type Condition = Pick<
  WorldState,
  'batteryPercent' | 'externalPower' | 'odometerKm' | 'temperatureC' | 'fuelLitres'
>

/** The readings that belong to a moment of the truth. */
export function conditionAt(source: Unit, moment: Moment, atMs: number): Condition {
  return {
    batteryPercent: batteryPercent(source, moment, atMs),
    externalPower: supplyV(source, moment, atMs),
    odometerKm: Math.max(0, Math.round(source.vehicle.usedKm * 10 + moment.travelledM / 100) / 10),
    temperatureC: temperatureC(source, atMs),
    fuelLitres: fuelLitres(source, moment),
  }
}

/** Network level 0..4 at a moment, changing every few minutes. */
export function signalLevelAt(source: Unit, atMs: number): number {
  const lot = unit(mix(source.vehicle.hash, 600), Math.floor(atMs / 300_000))
  return lot < 0.05 ? 1 : lot < 0.2 ? 2 : lot < 0.55 ? 3 : 4
}

function batteryPercent(source: Unit, moment: Moment, atMs: number): number | null {
  const { kind, hash } = source.device.traits
  if (kind === 'obd' || kind === 'dashcam') return null
  if (kind === 'tracker') return 88 + (mix(hash, Math.floor(atMs / DAY_MS)) % 13)
  if (kind === 'scooter') {
    const left = 98 - ((moment.dayM / 1000) % SCOOTER_RANGE_KM) * (90 / SCOOTER_RANGE_KM)
    return Math.round(left)
  }
  const age = (atMs / DAY_MS + between([hash, 610], 0, TAG_BATTERY_DAYS)) % TAG_BATTERY_DAYS
  return Math.round(100 - (age / TAG_BATTERY_DAYS) * 92)
}

/** Volts at the vehicle's supply: higher while the alternator runs. */
function supplyV(source: Unit, moment: Moment, atMs: number): number | null {
  const { supplyV: nominal } = source.device.traits.role
  if (nominal === null) return null
  const charging = moment.ignition ? nominal * 0.12 : 0
  const ripple = between([source.vehicle.hash, Math.floor(atMs / 60_000)], -0.1, 0.1)
  return Math.round((nominal + charging + ripple) * 10) / 10
}

function temperatureC(source: Unit, atMs: number): number | null {
  const { cooledC } = source.device.traits.role
  if (cooledC.length === 0) return null
  const { hash } = source.vehicle
  const target = cooledC[mix(hash, 620) % cooledC.length] ?? 4
  const cycle = Math.sin((atMs / 1_500_000 + (hash % 100)) * 2 * Math.PI)
  return Math.round((target + 0.7 * cycle + between([hash, Math.floor(atMs / 60_000)], -0.2, 0.2)) * 10) / 10
}

/** Filled up every night, used by the day's distance. */
function fuelLitres(source: Unit, moment: Moment): number | null {
  const { tank } = source.device.traits.role
  if (!tank) return null
  const usedL = ((moment.dayM / 100_000) * tank.per100Km) % (tank.litres * 0.85)
  return Math.round((tank.litres * 0.96 - usedL) * 10) / 10
}
