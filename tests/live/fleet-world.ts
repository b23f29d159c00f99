// A small world whose vehicles stand where a test puts them, for the sandbox to serve.

import type { World, WorldAccount, WorldDevice, WorldFix, WorldState } from '@/lib/sandbox/world/types'

const ACCOUNTS: readonly [login: string, type: number, parent: string | null][] = [
  ['acme', 8, null],
  ['acme-north', 10, 'acme'],
  ['north-depot', 9, 'acme-north'],
  // A sibling whose login begins like the other's, to catch prefixes taken for paths.
  ['acme-northwest', 9, 'acme'],
  ['other', 8, null],
]

/** How many devices each account has. */
const DEVICES: Readonly<Record<string, number>> = {
  acme: 2,
  'acme-north': 3,
  'north-depot': 4,
  'acme-northwest': 2,
  other: 3,
}

export type FleetWorld = World & {
  /** Puts a vehicle somewhere as of now; `ageMs` makes the fix older. */
  place(imei: string, fix: { lat: number; lng: number; atMs: number; speedKph?: number }): void
  imeisOf(login: string): string[]
}

/**
 * Accounts "acme" (11 devices on three levels) and "other" (3), or as many as `counts` says. Everybody stands at
 * 41.15, -8.61 since an hour ago.
 */
export function createFleetWorld(
  startMs: number,
  counts: Readonly<Record<string, number>> = DEVICES,
): FleetWorld {
  const accounts: WorldAccount[] = ACCOUNTS.map(([login, type, parent]) => ({
    login,
    password: `${login}-password`,
    name: `Name of ${login}`,
    type,
    parent,
  }))
  const devices = Object.entries(counts).flatMap(([login, count], branch) =>
    Array.from({ length: count }, (_, index) => deviceOf(login, 860_000_000_000_000 + branch * 1000 + index)),
  )
  const fixes = new Map<string, WorldFix[]>(
    devices.map(({ imei }) => [
      imei,
      [fixOf({ lat: 41.15, lng: -8.61, atMs: startMs - 3_600_000, speedKph: 0 })],
    ]),
  )
  const fixesOf = (imei: string) => fixes.get(imei) ?? []
  return {
    accounts,
    devices,
    stateAt: (imei) => stateOf(fixesOf(imei).at(-1) ?? null),
    fixesBetween: (imei, fromMs, toMs) => fixesOf(imei).filter(({ atMs }) => atMs >= fromMs && atMs <= toMs),
    tripsBetween: () => [],
    alarmsBetween: (imei, fromMs, toMs) => {
      const atMs = startMs - 120_000
      const isAlarmed = imei === devices[0]?.imei && atMs >= fromMs && atMs <= toMs
      return isAlarmed ? [{ imei, code: '1', name: 'SOS alert', atMs, lat: 41, lng: -8, speedKph: 0 }] : []
    },
    place: (imei, fix) => void fixesOf(imei).push(fixOf(fix)),
    imeisOf: (login) => devices.filter(({ account }) => account === login).map(({ imei }) => imei),
  }
}

function fixOf(fix: { lat: number; lng: number; atMs: number; speedKph?: number }): WorldFix {
  const { lat, lng, speedKph = 50 } = fix
  // The wire knows whole seconds only.
  const atMs = Math.floor(fix.atMs / 1000) * 1000
  return { atMs, lat, lng, speedKph, headingDeg: 90, source: 'gps', satellites: 9, ignition: true }
}

function stateOf(fix: WorldFix | null): WorldState {
  return {
    fix,
    online: true,
    heartbeatAtMs: fix?.atMs ?? 0,
    expired: false,
    batteryPercent: 80,
    externalPower: 12.5,
    signalLevel: 3,
    odometerKm: 1234,
    temperatureC: null,
    fuelLitres: null,
  }
}

function deviceOf(account: string, imei: number): WorldDevice {
  return {
    imei: String(imei),
    account,
    kind: 'tracker',
    model: 'VL802',
    deviceName: `Vehicle ${imei}`,
    icon: 'truck',
    plate: null,
    vehicleName: null,
    driverName: null,
    driverPhone: null,
    sim: '1',
    iccid: '1',
    vin: null,
    groupName: 'all',
    activatedAtMs: Date.UTC(2020, 0, 1),
    expiresAtMs: Date.UTC(2090, 0, 1),
    enabled: true,
    remark: null,
  }
}
