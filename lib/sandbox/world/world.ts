// The generated world: a pure function of seed, size and time. No stored history, no stepping.

import { WORLD_ACCOUNTS } from './accounts'
import { generateDevices } from './devices'
import type { World, WorldState } from './types'

/** Options of a generated world; `nowMs` only anchors activation and expiry dates (to its month). */
export type WorldOptions = { readonly seed: number; readonly devices: number; readonly nowMs?: number }

const DEFAULT_ANCHOR_MS = Date.UTC(2026, 0, 1)

/** Creates the world of a seed. Throws a RangeError when a device is asked for that it does not have. */
export function createWorld(options: WorldOptions): World {
  const anchorMs = monthStartMs(options.nowMs ?? DEFAULT_ANCHOR_MS)
  const generated = generateDevices({ seed: options.seed, devices: options.devices, anchorMs })
  const byImei = new Map(generated.map((device) => [device.record.imei, device]))
  const stateAt = (imei: string, atMs: number): WorldState => {
    const device = byImei.get(imei)
    if (!device) throw new RangeError(`no device ${imei}`)
    const turn = (atMs / 600_000 + device.traits.hash / 1e6) * Math.PI
    const tickMs = Math.floor(atMs / 10_000) * 10_000
    return {
      fix: {
        atMs: tickMs,
        lat: 41.2 + 0.03 * Math.sin(turn),
        lng: -8.6 + 0.04 * Math.cos(turn),
        speedKph: 40,
        headingDeg: 0,
        source: 'gps',
        satellites: 10,
        ignition: true,
      },
      online: true,
      heartbeatAtMs: tickMs,
      expired: atMs > device.record.expiresAtMs,
      batteryPercent: 90,
      externalPower: 12.4,
      signalLevel: 4,
      odometerKm: atMs / 1e8,
      temperatureC: null,
      fuelLitres: null,
    }
  }
  return {
    accounts: WORLD_ACCOUNTS,
    devices: generated.map((device) => device.record),
    stateAt,
    fixesBetween: (imei, fromMs, toMs) => {
      const fixes = []
      for (let t = Math.ceil(fromMs / 10_000) * 10_000; t <= toMs; t += 10_000) {
        const fix = stateAt(imei, t).fix
        if (fix) fixes.push(fix)
      }
      return fixes
    },
    tripsBetween: () => [],
    alarmsBetween: () => [],
  }
}

function monthStartMs(atMs: number): number {
  const date = new Date(atMs)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}
