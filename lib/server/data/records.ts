// Rows as domain records: text columns become the words of lib/domain, and shapes are shared by reads and bulk writes.

import {
  DEVICE_KINDS,
  type DeviceKind,
  FIX_SOURCES,
  type FixSource,
  VEHICLE_STATUSES,
  type VehicleStatus,
} from '@/lib/domain/vehicle'

/** What is known of a device now, in domain units. */
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
  ignition: boolean | null
  online: boolean
  expired: boolean
  heartbeatAt: Date | null
  batteryPercent: number | null
  externalPower: number | null
  signalLevel: number | null
  odometerKm: number | null
  temperatureC: number | null
  address: string | null
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

/** One alarm as the vendor raised it; `deviceId`, `code` and `startedAt` say which one it is. */
export type AlarmRecord = {
  deviceId: string
  code: string
  name: string | null
  severity: string
  startedAt: Date
  fixAt: Date | null
  lat: number | null
  lng: number | null
  speedKph: number | null
  fenceRef: string | null
  receivedAt: Date
}

/** A stored alarm. */
export type Alarm = AlarmRecord & { id: string }

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
