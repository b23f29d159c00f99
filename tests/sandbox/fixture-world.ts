// A world small enough to know by heart: one vehicle drives due north at 36 km/h, a fix every 10 s, since always.

import type { World, WorldAccount, WorldDevice, WorldFix, WorldState } from '@/lib/sandbox/world/types'

/** 2026-03-18 10:00:00 UTC, when every test clock starts. */
export const START_MS = Date.UTC(2026, 2, 18, 10)

export const DRIVING = '860000000000011'
export const EXPIRED = '860000000000029'
export const INDOORS = '860000000000037'
export const SILENT = '860000000000045'
export const BELOW = '860000000000052'
export const FOREIGN = '860000000000060'

function account(login: string, type: number, parent: string | null): WorldAccount {
  return { login, password: `pw-${login}`, name: `Name of ${login}`, type, parent }
}

function device(imei: string, owner: string, changes: Partial<WorldDevice> = {}): WorldDevice {
  return {
    imei,
    account: owner,
    kind: 'tracker',
    model: 'GT06N',
    deviceName: `Device ${imei.slice(-2)}`,
    icon: 'truck',
    plate: '粤B3604',
    vehicleName: null,
    driverName: 'Zoë',
    driverPhone: null,
    sim: '4179',
    iccid: '89860000000000000000',
    vin: 'VIN0001',
    groupName: 'default group',
    activatedAtMs: Date.UTC(2025, 0, 1),
    expiresAtMs: Date.UTC(2030, 0, 1),
    enabled: true,
    remark: null,
    ...changes,
  }
}

const FIX_INTERVAL_MS = 10_000
const SPEED_KPH = 36
// 36 km/h are 100 m in 10 s; a degree of latitude is 111.2 km.
const DEGREES_PER_FIX = 0.1 / 111.2

function fixAt(imei: string, atMs: number): WorldFix {
  const steps = (atMs - START_MS) / FIX_INTERVAL_MS
  const indoors = imei === INDOORS
  return {
    atMs,
    lat: 40 + steps * DEGREES_PER_FIX,
    lng: -8.5,
    speedKph: indoors ? null : SPEED_KPH,
    headingDeg: indoors ? null : 0,
    source: indoors ? 'wifi' : 'gps',
    satellites: indoors ? 0 : 11,
    ignition: !indoors,
  }
}

function stateAt(imei: string, atMs: number): WorldState {
  const lastFixMs = Math.floor(atMs / FIX_INTERVAL_MS) * FIX_INTERVAL_MS
  return {
    fix: imei === SILENT ? null : fixAt(imei, lastFixMs),
    online: imei !== SILENT && imei !== EXPIRED,
    heartbeatAtMs: lastFixMs,
    expired: imei === EXPIRED,
    batteryPercent: imei === SILENT ? null : 80,
    externalPower: 12.4,
    signalLevel: 4,
    odometerKm: 1234.5,
    temperatureC: null,
    fuelLitres: null,
  }
}

function timesBetween(stepMs: number, fromMs: number, toMs: number): number[] {
  const times: number[] = []
  for (let at = Math.ceil(fromMs / stepMs) * stepMs; at <= toMs; at += stepMs) times.push(at)
  return times
}

const HOUR_MS = 3_600_000

/** `acme` over `acme_north` over `acme_yard`; `other` is a stranger. */
export const fixtureWorld: World = {
  accounts: [
    account('acme', 8, null),
    account('acme_north', 10, 'acme'),
    account('acme_yard', 9, 'acme_north'),
    account('other', 8, null),
  ],
  devices: [
    device(DRIVING, 'acme'),
    device(EXPIRED, 'acme', { expiresAtMs: Date.UTC(2026, 0, 1) }),
    device(INDOORS, 'acme', { kind: 'asset' }),
    device(SILENT, 'acme', { plate: null }),
    device(BELOW, 'acme_yard'),
    device(FOREIGN, 'other'),
  ],
  stateAt,
  fixesBetween: (imei, fromMs, toMs) =>
    imei === SILENT ? [] : timesBetween(FIX_INTERVAL_MS, fromMs, toMs).map((at) => fixAt(imei, at)),
  // One trip in every full hour: half an hour long, 18 km.
  tripsBetween: (imei, fromMs, toMs) =>
    timesBetween(HOUR_MS, fromMs, toMs - HOUR_MS / 2).map((startMs) => {
      const start = fixAt(imei, startMs)
      const end = fixAt(imei, startMs + HOUR_MS / 2)
      return {
        startMs,
        endMs: startMs + HOUR_MS / 2,
        startLat: start.lat,
        startLng: start.lng,
        endLat: end.lat,
        endLng: end.lng,
        distanceM: 18_000,
        maxSpeedKph: 50,
      }
    }),
  // An ignition alarm at every full hour, an overspeed alarm at every half.
  alarmsBetween: (imei, fromMs, toMs) =>
    timesBetween(HOUR_MS / 2, fromMs, toMs).map((atMs) => ({
      imei,
      code: atMs % HOUR_MS === 0 ? '1002' : '6',
      name: atMs % HOUR_MS === 0 ? 'ACC On' : 'Overspeed alert (terminal)',
      atMs,
      lat: 40,
      lng: -8.5,
      speedKph: 36,
    })),
}
