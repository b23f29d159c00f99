// The generated world: a pure function of seed, size and time. No stored history, no stepping from a start:
// any moment past or future is answered at once, and twice the same.

import { type AccountFleet, networkAccounts, WORLD_ACCOUNTS } from './accounts'
import { alarmsBetween } from './alarms'
import { conditionAt, signalLevelAt } from './condition'
import { contactOf, gridBefore, lastContactMs } from './contact'
import { type GeneratedDevice, generateDevices } from './devices'
import { fixesBetween, lastFixAt, type Unit } from './fixes'
import { momentAt } from './moment'
import { buildPattern, type Pattern } from './pattern'
import { below, mix, unit, weighted } from './random'
import type { Shift } from './shift'
import { createTerritories, regionOf } from './territory'
import { tripsBetween } from './trips'
import type { World, WorldState } from './types'
import { vehicleOf } from './vehicle'

/** Options of a generated world. */
export type WorldOptions = {
  readonly seed: number
  /** Number of devices, at most a million. */
  readonly devices: number
  /** Activation and expiry dates lie around the month of this moment; nothing else depends on it. */
  readonly nowMs?: number
  /** Accounts to spread the devices over; all of them by default. */
  readonly fleets?: readonly AccountFleet[]
  /** Accounts without vehicles beside those of the world, at most 20,000. None by default. */
  readonly accounts?: number
  /** Whether the first devices carry names that break careless code; true by default. */
  readonly oddNames?: boolean
}

const DEFAULT_ANCHOR_MS = Date.UTC(2026, 0, 1)
const PATTERNS_PER_TERRITORY = 4
/** A device unheard for longer than this is offline to the vendor. */
const OFFLINE_AFTER_MS = 10 * 60_000

/** Creates the world of a seed. Its functions throw a RangeError for an IMEI it does not have. */
export function createWorld(options: WorldOptions): World {
  const anchorMs = monthStartMs(options.nowMs ?? DEFAULT_ANCHOR_MS)
  const generated = generateDevices({ ...options, anchorMs })
  const indexOf = new Map(generated.map((device, index) => [device.record.imei, index]))
  const unitOf = unitFinder(generated, indexOf)
  return {
    accounts: [...WORLD_ACCOUNTS, ...networkAccounts(options.accounts ?? 0)],
    devices: generated.map((device) => device.record),
    stateAt: (imei, atMs) => stateOf(unitOf(imei), atMs),
    fixesBetween: (imei, fromMs, toMs) => fixesBetween(unitOf(imei), fromMs, toMs),
    tripsBetween: (imei, fromMs, toMs) => tripsBetween(unitOf(imei), fromMs, toMs),
    alarmsBetween: (imei, fromMs, toMs) => alarmsBetween(unitOf(imei), fromMs, toMs),
  }
}

function monthStartMs(atMs: number): number {
  const date = new Date(atMs)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

/** Units are derived when first asked for; patterns and routes are shared between vehicles. */
function unitFinder(
  generated: readonly GeneratedDevice[],
  indexOf: ReadonlyMap<string, number>,
): (imei: string) => Unit {
  const units: (Unit | undefined)[] = []
  const patternOf = patternFinder()
  return (imei) => {
    const index = indexOf.get(imei)
    const device = index === undefined ? undefined : generated[index]
    if (index === undefined || !device) throw new RangeError(`the world has no device ${imei}`)
    const found = units[index] ?? unitFor(device, patternOf)
    units[index] = found
    return found
  }
}

type PatternFinder = (device: GeneratedDevice, shift: Shift) => Pattern

function unitFor(device: GeneratedDevice, patternOf: PatternFinder): Unit {
  const { hash, role, region } = device.traits
  const shift = weighted(role.shifts, unit(hash, 100))
  const pattern = patternOf(device, shift)
  const { utcOffsetH } = regionOf(region)
  const vehicle = vehicleOf(device, { pattern, shift, utcOffsetH })
  return { device, vehicle, contact: contactOf(device), kept: { report: null } }
}

function patternFinder(): PatternFinder {
  const territoryOf = createTerritories()
  const patterns = new Map<string, Pattern>()
  return (device, shift) => {
    const { hash, role, region } = device.traits
    // The square of an even share favours the first depots, where most of a fleet stands.
    const depot = Math.floor(unit(hash, 101) ** 1.5 * regionOf(region).depots.length)
    const number = below(mix(hash, 102), 1, PATTERNS_PER_TERRITORY)
    const key = `${region}/${depot}/${role.work}/${shift}/${number}`
    const pattern =
      patterns.get(key) ??
      buildPattern(territoryOf(region, depot, role.work), { work: role.work, shift, number })
    patterns.set(key, pattern)
    return pattern
  }
}

function stateOf(source: Unit, atMs: number): WorldState {
  const { contact, device } = source
  const contactMs = lastContactMs(contact, atMs)
  const last = lastFixAt(source, atMs)
  const moment = last?.moment ?? momentAt(source.vehicle, contactMs)
  const beatMs = gridBefore(contact, contact.beatMs, contactMs)
  const heartbeatAtMs = Math.max(beatMs, last?.fix.atMs ?? 0)
  const online = atMs - contactMs < OFFLINE_AFTER_MS
  return {
    fix: last?.fix ?? null,
    online,
    heartbeatAtMs,
    expired: atMs > device.record.expiresAtMs,
    signalLevel: online ? signalLevelAt(source, contactMs) : 0,
    ...conditionAt(source, moment, contactMs),
  }
}
