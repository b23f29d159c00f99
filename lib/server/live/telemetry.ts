// What is known of one device now, and how a new report changes it. Pure: no vendor words, no storage.
// The rule that matters most lives here: what is known only ever moves forward in time.

import type { VehicleState } from '@/lib/domain/live-frame'
import {
  FIX_SOURCES,
  type FixSource,
  VEHICLE_STATUSES,
  type VehicleStatus,
  vehicleStatus,
} from '@/lib/domain/vehicle'

/** One report about a device, as a poll (later also a push) delivers it. Times in ms since epoch, 0 for never. */
export type Report = {
  fixAtMs: number
  /** Null when the report carries no usable position (0,0, expired device). */
  position: { lat: number; lng: number } | null
  speedKph: number | null
  headingDeg: number | null
  source: FixSource | null
  satellites: number | null
  accuracyM: number | null
  ignition: boolean | null
  online: boolean
  expired: boolean
  heartbeatAtMs: number
  batteryPercent: number | null
  externalPower: number | null
  signalLevel: number | null
  odometerKm: number | null
  temperatureC: number | null
  address: string | null
}

/** What is known of a device. Units as in `Report`. */
export type Telemetry = Report & {
  status: VehicleStatus
  /** When the status began, ms since epoch; 0 unknown. */
  statusSinceMs: number
  /** When we last learned something, ms since epoch. */
  receivedAtMs: number
}

/** A device nobody has heard of yet: offline, nowhere. */
export function unknownTelemetry(): Telemetry {
  return {
    fixAtMs: 0,
    position: null,
    speedKph: null,
    headingDeg: null,
    source: null,
    satellites: null,
    accuracyM: null,
    ignition: null,
    online: false,
    expired: false,
    heartbeatAtMs: 0,
    batteryPercent: null,
    externalPower: null,
    signalLevel: null,
    odometerKm: null,
    temperatureC: null,
    address: null,
    status: 'offline',
    statusSinceMs: 0,
    receivedAtMs: 0,
  }
}

export type MergeResult = {
  next: Telemetry
  /** Whether anything a person could see differs. */
  changed: boolean
  /** Whether the report brought a later fix, worth a row in the history. */
  newFix: boolean
}

/**
 * What is known after `report`. A report older than what is known changes nothing; an older fix inside a newer report
 * keeps the known position. `expiresAtMs` (null: never) lets expiry show before the vendor says so.
 */
export function mergeReport(
  known: Telemetry,
  report: Report,
  context: { nowMs: number; expiresAtMs: number | null },
): MergeResult {
  if (lastHeardAtMs(report) < lastHeardAtMs(known)) return { next: known, changed: false, newFix: false }
  const newFix = report.position !== null && report.fixAtMs > known.fixAtMs
  const merged: Telemetry = {
    ...known,
    ...report,
    ...readingsOf(known, report),
    ...(newFix ? {} : positionOf(known)),
    heartbeatAtMs: Math.max(known.heartbeatAtMs, report.heartbeatAtMs),
    receivedAtMs: context.nowMs,
  }
  const next = withStatus(merged, known, context)
  const changed = hasVisibleChange(known, next)
  return { next: changed ? next : known, changed, newFix }
}

/** What is known once `nowMs` has come: a device whose term ran out becomes expired. The same object when nothing changed. */
export function expireTelemetry(known: Telemetry, expiresAtMs: number | null, nowMs: number): Telemetry {
  if (known.status === 'expired' || expiresAtMs === null || expiresAtMs > nowMs) return known
  return { ...known, status: 'expired', statusSinceMs: expiresAtMs }
}

/** The newer of fix and heartbeat, ms since epoch; 0 when never heard. */
export function lastHeardAtMs(report: Pick<Report, 'fixAtMs' | 'heartbeatAtMs'>): number {
  return Math.max(report.fixAtMs, report.heartbeatAtMs)
}

/** The same in the units of a live frame. */
export function toVehicleState(telemetry: Telemetry): VehicleState {
  return {
    lat: telemetry.position?.lat ?? null,
    lng: telemetry.position?.lng ?? null,
    fixAtMs: telemetry.fixAtMs,
    heardAtMs: telemetry.heartbeatAtMs,
    speedKph: telemetry.speedKph,
    headingDeg: telemetry.headingDeg,
    statusIndex: VEHICLE_STATUSES.indexOf(telemetry.status),
    sinceMs: telemetry.statusSinceMs,
    sourceIndex: telemetry.source === null ? -1 : FIX_SOURCES.indexOf(telemetry.source),
    ignition: telemetry.ignition,
    batteryPercent: telemetry.batteryPercent,
    accuracyM: telemetry.accuracyM,
  }
}

function positionOf(known: Telemetry) {
  const { fixAtMs, position, speedKph, headingDeg, source, satellites, accuracyM, address } = known
  return { fixAtMs, position, speedKph, headingDeg, source, satellites, accuracyM, address }
}

/** A reading the report leaves open stays as last known. */
function readingsOf(known: Telemetry, report: Report) {
  return {
    ignition: report.ignition ?? known.ignition,
    batteryPercent: report.batteryPercent ?? known.batteryPercent,
    externalPower: report.externalPower ?? known.externalPower,
    signalLevel: report.signalLevel ?? known.signalLevel,
    odometerKm: report.odometerKm ?? known.odometerKm,
    temperatureC: report.temperatureC ?? known.temperatureC,
  }
}

function withStatus(
  next: Telemetry,
  known: Telemetry,
  context: { nowMs: number; expiresAtMs: number | null },
): Telemetry {
  const expired = next.expired || (context.expiresAtMs !== null && context.expiresAtMs <= context.nowMs)
  const status = vehicleStatus({ ...next, expired })
  if (status === known.status && known.statusSinceMs > 0)
    return { ...next, status, statusSinceMs: known.statusSinceMs }
  return { ...next, status, statusSinceMs: statusBeganAtMs(status, next, context) }
}

/** A silent device has been offline since we last heard of it; the others changed with their newest message. */
function statusBeganAtMs(
  status: VehicleStatus,
  next: Telemetry,
  context: { nowMs: number; expiresAtMs: number | null },
): number {
  if (status === 'expired' && context.expiresAtMs !== null)
    return Math.min(context.expiresAtMs, context.nowMs)
  if (status === 'moving') return next.fixAtMs
  return Math.min(lastHeardAtMs(next), context.nowMs)
}

const VISIBLE = [
  'fixAtMs',
  'speedKph',
  'headingDeg',
  'source',
  'satellites',
  'accuracyM',
  'ignition',
  'online',
  'expired',
  'heartbeatAtMs',
  'batteryPercent',
  'externalPower',
  'signalLevel',
  'odometerKm',
  'temperatureC',
  'address',
  'status',
  'statusSinceMs',
] as const satisfies readonly (keyof Telemetry)[]

function hasVisibleChange(known: Telemetry, next: Telemetry): boolean {
  return (
    known.position?.lat !== next.position?.lat ||
    known.position?.lng !== next.position?.lng ||
    VISIBLE.some((field) => known[field] !== next[field])
  )
}
