// Rows as domain records: text columns become the words of lib/domain, and shapes are shared by reads and bulk writes.

import {
  DEVICE_KINDS,
  type DeviceKind,
  FIX_SOURCES,
  type FixSource,
  VEHICLE_STATUSES,
  type VehicleStatus,
} from '@/lib/domain/vehicle'

/** What is known of a device now, in domain units. Each reading stands with the moment it was so; null where never told. */
export type LatestState = {
  deviceId: string
  /** Time of the last position; null before the first. */
  fixAt: Date | null
  lat: number | null
  lng: number | null
  speedKph: number | null
  headingDeg: number | null
  source: FixSource | null
  satellites: number | null
  accuracyM: number | null
  altitudeM: number | null
  address: string | null
  ignition: boolean | null
  ignitionAt: Date | null
  online: boolean
  onlineAt: Date | null
  expired: boolean
  termAt: Date | null
  heartbeatAt: Date | null
  batteryPercent: number | null
  batteryAt: Date | null
  charging: boolean | null
  chargingAt: Date | null
  externalPower: number | null
  powerAt: Date | null
  signalLevel: number | null
  signalAt: Date | null
  odometerKm: number | null
  odometerAt: Date | null
  temperatureC: number | null
  climateAt: Date | null
  humidityPercent: number | null
  humidityAt: Date | null
  armed: boolean | null
  fuelCut: boolean | null
  remoteLocked: boolean | null
  switchesAt: Date | null
  /** As the vendor told it; a term that ran out since does not show here. */
  status: VehicleStatus
  statusSince: Date | null
  /** When we learned it, by our clock. */
  receivedAt: Date
}

/** One fix of a device. */
export type PositionRecord = {
  deviceId: string
  fixAt: Date
  source: FixSource
  lat: number
  lng: number
  speedKph: number | null
  headingDeg: number | null
  satellites: number | null
  ignition: boolean | null
  receivedAt: Date
}

/** One alarm as it was told; `deviceId`, `code`, `startedAt` and `label` say which one it is. */
export type AlarmRecord = {
  deviceId: string
  /** Canonical, see lib/domain/alarm-codes.ts. */
  code: string
  name: string | null
  severity: string
  startedAt: Date
  /** Tells apart alarms of one code and moment; empty for most. */
  label: string
  fixAt: Date | null
  lat: number | null
  lng: number | null
  speedKph: number | null
  fenceRef: string | null
  receivedAt: Date
}

/** A stored alarm. */
export type Alarm = AlarmRecord & {
  id: string
  /** Null while it lasts, and for the many that have no end. */
  endedAt: Date | null
}

type StateRow = Omit<LatestState, 'source' | 'status'> & {
  source: string | null
  status: string
  tenantId: string
}

/** A row of device_state. Words this version does not know become the least telling ones it does. */
export function toLatestState({ tenantId: _, ...row }: StateRow): LatestState {
  const status = VEHICLE_STATUSES.find((known) => known === row.status) ?? 'offline'
  return { ...row, source: row.source === null ? null : toFixSource(row.source), status }
}

/** The kind a text column names; `tracker` for one this version does not know. */
export function toDeviceKind(text: string): DeviceKind {
  return DEVICE_KINDS.find((known) => known === text) ?? 'tracker'
}

/** The fix source a text column names; `cell`, the coarsest, for one this version does not know. */
export function toFixSource(text: string): FixSource {
  return FIX_SOURCES.find((known) => known === text) ?? 'cell'
}

/** Whether these are coordinates on earth, WGS84 degrees. */
export function isPosition(lat: number | null, lng: number | null): boolean {
  return lat !== null && lng !== null && Math.abs(lat) <= 90 && Math.abs(lng) <= 180
}

/** A heading as stored: whole degrees 0..359, clockwise from north. */
export function normalHeadingDeg(headingDeg: number | null): number | null {
  if (headingDeg === null || !Number.isFinite(headingDeg)) return null
  return ((Math.round(headingDeg) % 360) + 360) % 360
}
