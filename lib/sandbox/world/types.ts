// The truth of the simulated fleet, as the sandbox server asks for it. No wire formats here.
// A world is a pure function of seed, size and time: asked twice, it answers the same.

import type { DeviceKind, FixSource } from '@/lib/domain/vehicle'

export type WorldAccount = {
  login: string
  password: string
  name: string
  /** Vendor account type: 8 distributor, 9 ordinary user, 10 ordinary distributor. */
  type: number
  /** Login of the parent; null for a root. */
  parent: string | null
}

export type WorldDevice = {
  imei: string
  account: string
  kind: DeviceKind
  model: string
  deviceName: string
  /** Vendor icon key: automobile, bus, truck, mtc, taxi, other ... */
  icon: string
  plate: string | null
  vehicleName: string | null
  driverName: string | null
  driverPhone: string | null
  sim: string
  iccid: string
  vin: string | null
  groupName: string
  activatedAtMs: number
  expiresAtMs: number
  enabled: boolean
  remark: string | null
}

/** One fix, WGS84. */
export type WorldFix = {
  atMs: number
  lat: number
  lng: number
  /** null when the recording has none. */
  speedKph: number | null
  headingDeg: number | null
  source: FixSource
  satellites: number
  ignition: boolean
}

/** The state of a device at a moment: the last fix it had sent by then, and what else it reports. */
export type WorldState = {
  /** null for a device that never had a fix by then. */
  fix: Readonly<WorldFix> | null
  online: boolean
  heartbeatAtMs: number
  expired: boolean
  batteryPercent: number | null
  externalPower: number | null
  /** GSM level 0..4. */
  signalLevel: number
  odometerKm: number
  temperatureC: number | null
  fuelLitres: number | null
}

export type WorldTrip = {
  startMs: number
  endMs: number
  startLat: number
  startLng: number
  endLat: number
  endLng: number
  distanceM: number
  maxSpeedKph: number
}

export type WorldAlarm = {
  imei: string
  /** Vendor alarm code, see alarm codes. */
  code: string
  name: string
  atMs: number
  lat: number
  lng: number
  speedKph: number
}

export type World = {
  accounts: readonly WorldAccount[]
  devices: readonly WorldDevice[]
  /** State at `atMs`, O(log n) at most in recorded worlds and O(1) in generated ones. */
  stateAt(imei: string, atMs: number): WorldState
  /** All fixes sent in [fromMs, toMs], ascending (a recorded world keeps its dirt: duplicates, order). */
  fixesBetween(imei: string, fromMs: number, toMs: number): WorldFix[]
  tripsBetween(imei: string, fromMs: number, toMs: number): WorldTrip[]
  alarmsBetween(imei: string, fromMs: number, toMs: number): WorldAlarm[]
}
