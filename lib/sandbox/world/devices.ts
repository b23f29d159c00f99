// The devices of the generated world: who owns them, what carries them, how they are named, what ails them.
// Everything about device i is a function of seed and i.

import type { DeviceKind } from '@/lib/domain/vehicle'
import { ACCOUNT_FLEETS, type AccountFleet } from './accounts'
import { imeiOf } from './imei'
import { MODELS } from './models'
import { driverName, iccid, ODD_NAMES, phone, plate, vin } from './names'
import { below, between, hashText, mix, pick, unit, weighted } from './random'
import { ROLES, type Role } from './roles'
import type { WorldDevice } from './types'

/** What the simulation needs to know of a device beside its public record. */
export type DeviceTraits = {
  /** Name of all random numbers of this device. */
  readonly hash: number
  readonly kind: DeviceKind
  readonly role: Role
  readonly region: string
}

export type GeneratedDevice = { readonly record: WorldDevice; readonly traits: DeviceTraits }

/** Parameters of a fleet; `anchorMs` is the moment that activation and expiry dates are relative to. */
export type FleetInput = {
  readonly seed: number
  readonly devices: number
  readonly anchorMs: number
  /** Accounts to spread the devices over; their shares need not sum to 100. */
  readonly fleets?: readonly AccountFleet[]
  /** Whether the first devices carry the odd names. */
  readonly oddNames?: boolean
}

const DAY_MS = 86_400_000
const GOLDEN_RATIO = 0.618033988749895

/** All devices of a fleet in index order. Throws a RangeError above a million devices (serials would repeat). */
export function generateDevices(input: FleetInput): GeneratedDevice[] {
  if (input.devices > 1_000_000) throw new RangeError('at most 1 000 000 devices')
  const fleets = input.fleets ?? ACCOUNT_FLEETS
  const totalShare = fleets.reduce((sum, fleet) => sum + fleet.share, 0)
  const devices: GeneratedDevice[] = []
  for (let index = 0; index < input.devices; index++) {
    const fleet = fleetAt(fleets, ((index * GOLDEN_RATIO + 0.11) % 1) * totalShare)
    devices.push(generateDevice(input, index, fleet))
  }
  return devices
}

function fleetAt(fleets: readonly AccountFleet[], position: number): AccountFleet {
  let end = 0
  for (const fleet of fleets) {
    end += fleet.share
    if (position < end) return fleet
  }
  return pick(fleets, fleets.length - 1)
}

function generateDevice(input: FleetInput, index: number, fleet: AccountFleet): GeneratedDevice {
  const hash = mix(mix(input.seed, 0x5eed), index)
  const role: Role = ROLES[weighted(fleet.roles, unit(hash, 1))]
  const kind = weighted(role.kinds, unit(hash, 2))
  const model = pick(MODELS[kind], mix(hash, 3))
  const imei = imeiOf(model.tac, serialOf(input.seed, index))
  const { activatedAtMs, expiresAtMs } = contractOf(hash, input.anchorMs)
  const record: WorldDevice = {
    imei,
    account: fleet.login,
    kind,
    model: model.name,
    icon: role.icon,
    ...namesOf(hash, { role, region: fleet.region, model: model.name, imei, index }),
    driverPhone: unit(hash, 10) < 0.75 ? phone(fleet.region, mix(hash, 11)) : null,
    sim: phone(fleet.region, mix(hash, 12)).replace('+', ''),
    iccid: iccid(fleet.region, mix(hash, 13)),
    vin: kind === 'asset' || unit(hash, 14) < 0.3 ? null : vin(mix(hash, 15)),
    groupName: pick(role.groups, mix(hash, 16)),
    activatedAtMs,
    expiresAtMs,
    enabled: unit(hash, 17) > 0.01,
    ...(input.oddNames === false ? {} : ODD_NAMES[index]),
  }
  return { record, traits: { hash, kind, role, region: fleet.region } }
}

// Multiplication by a number coprime to a million visits every serial once.
function serialOf(seed: number, index: number): number {
  return (index * 617_293 + below(seed, 0x1e1, 1_000_000)) % 1_000_000
}

/** About two of a hundred have expired already, two more expire within the month. */
function contractOf(hash: number, anchorMs: number): { activatedAtMs: number; expiresAtMs: number } {
  const activatedAtMs = anchorMs - Math.round(between([hash, 20], 120, 1800)) * DAY_MS
  const lot = unit(hash, 21)
  const days =
    lot < 0.02
      ? between([hash, 22], -60, -3)
      : lot < 0.04
        ? between([hash, 22], 31, 45)
        : between([hash, 22], 900, 3650)
  const endOfDayMs = DAY_MS - 1000
  return { activatedAtMs, expiresAtMs: anchorMs + Math.round(days) * DAY_MS + endOfDayMs }
}

type NamingInput = { role: Role; region: string; model: string; imei: string; index: number }
type Names = Pick<WorldDevice, 'deviceName' | 'plate' | 'vehicleName' | 'driverName' | 'remark'>

/** Names as fleets type them: mostly tidy, some with the plate as name, some left as the vendor made them. */
function namesOf(hash: number, input: NamingInput): Names {
  const plateText = plate(input.region, mix(hash, hashText(input.region)))
  const habit = unit(hash, 30)
  const label = `${pick(input.role.labels, mix(hash, 31))} ${input.index + 1}`
  const driven = input.role.work !== 'asset'
  const names: Names = {
    deviceName: label,
    plate: driven ? plateText : null,
    vehicleName: pick(input.role.brands, mix(hash, 32)),
    driverName: driven && unit(hash, 33) < 0.85 ? driverName(input.region, mix(hash, 34)) : null,
    remark: unit(hash, 35) < 0.1 ? 'spare key at the gate' : null,
  }
  if (habit < 0.12) return { ...names, deviceName: `${input.model}-${input.imei.slice(-5)}` }
  if (habit < 0.24 && driven) return { ...names, deviceName: plateText, plate: null }
  if (habit < 0.28) return { ...names, deviceName: input.imei, vehicleName: null }
  return names
}
