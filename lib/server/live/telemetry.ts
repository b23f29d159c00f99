// What is known of one device now, and how a new saying changes it. Pure: no vendor words, no storage.
// Which reading counts is decided in state-patch.ts; here it becomes a status, and what people can see of it.

import type { VehicleState } from '@/lib/domain/live-frame'
import {
  FIX_SOURCES,
  type FixSource,
  VEHICLE_STATUSES,
  type VehicleStatus,
  vehicleStatus,
} from '@/lib/domain/vehicle'
import { mergePatches, type StatePatch } from './state-patch'

/** What is known of a device. Times in ms since epoch, 0 for never. */
export type Telemetry = {
  /** All that was said so far, each reading with its time. Null before the first word. */
  known: StatePatch | null
  fixAtMs: number
  position: { lat: number; lng: number } | null
  speedKph: number | null
  headingDeg: number | null
  source: FixSource | null
  satellites: number | null
  accuracyM: number | null
  altitudeM: number | null
  ignition: boolean | null
  online: boolean
  expired: boolean
  heartbeatAtMs: number
  batteryPercent: number | null
  charging: boolean | null
  externalPower: number | null
  signalLevel: number | null
  odometerKm: number | null
  temperatureC: number | null
  humidityPercent: number | null
  armed: boolean | null
  fuelCut: boolean | null
  remoteLocked: boolean | null
  address: string | null
  status: VehicleStatus
  /** When the status began, ms since epoch; 0 unknown. */
  statusSinceMs: number
}

/** A device nobody has heard of yet: offline, nowhere. */
export function unknownTelemetry(): Telemetry {
  return { known: null, ...readingsOf(null), status: 'offline', statusSinceMs: 0 }
}

/** What is known as it was stored, with the status it had then. */
export function storedTelemetry(
  known: StatePatch,
  { status, statusSinceMs }: Pick<Telemetry, 'status' | 'statusSinceMs'>,
): Telemetry {
  return { known, ...readingsOf(known), status, statusSinceMs }
}

export type PatchResult = {
  next: Telemetry
  /** Whether anything a person could see differs. */
  changed: boolean
  /** Whether the patch brought a later fix, worth a row in the history. */
  newFix: boolean
}

/** Now, and when the term of the device ends (null: never), which lets expiry show before the vendor says so. */
export type MergeContext = { nowMs: number; expiresAtMs: number | null }

/** What is known after `patch`: each of its readings counts if it is later than the known one. */
export function applyPatch(known: Telemetry, patch: StatePatch, context: MergeContext): PatchResult {
  const merged = known.known === null ? patch : mergePatches(known.known, patch)
  const readings = { known: merged, ...readingsOf(merged) }
  const next: Telemetry = { ...readings, ...statusOf(readings, known, context) }
  const newFix = patch.fix !== undefined && patch.fix.atMs > known.fixAtMs
  return { next, changed: hasVisibleChange(known, next), newFix }
}

/** What is known once `nowMs` has come: a device whose term ran out becomes expired. The same object when nothing changed. */
export function expireTelemetry(known: Telemetry, expiresAtMs: number | null, nowMs: number): Telemetry {
  if (known.status === 'expired' || expiresAtMs === null || expiresAtMs > nowMs) return known
  return { ...known, status: 'expired', statusSinceMs: expiresAtMs }
}

/** The newer of fix and heartbeat, ms since epoch; 0 when never heard. */
export function lastHeardAtMs({
  fixAtMs,
  heartbeatAtMs,
}: Pick<Telemetry, 'fixAtMs' | 'heartbeatAtMs'>): number {
  return Math.max(fixAtMs, heartbeatAtMs)
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

type Readings = Omit<Telemetry, 'known' | 'status' | 'statusSinceMs'>

function readingsOf(known: StatePatch | null): Readings {
  const { fix, switches } = known ?? {}
  return {
    fixAtMs: fix?.atMs ?? 0,
    position: fix === undefined ? null : { lat: fix.lat, lng: fix.lng },
    speedKph: fix?.speedKph ?? null,
    headingDeg: fix?.headingDeg ?? null,
    source: fix?.source ?? null,
    satellites: fix?.satellites ?? null,
    accuracyM: fix?.accuracyM ?? null,
    altitudeM: fix?.altitudeM ?? null,
    address: fix?.address ?? null,
    ignition: known?.ignition?.value ?? null,
    online: known?.online?.value ?? false,
    expired: known?.expired?.value ?? false,
    heartbeatAtMs: known?.heartbeatAtMs ?? 0,
    batteryPercent: known?.batteryPercent?.value ?? null,
    charging: known?.charging?.value ?? null,
    externalPower: known?.externalPower?.value ?? null,
    signalLevel: known?.signalLevel?.value ?? null,
    odometerKm: known?.odometerKm?.value ?? null,
    temperatureC: known?.temperatureC?.value ?? null,
    humidityPercent: known?.humidityPercent?.value ?? null,
    armed: switches?.armed ?? null,
    fuelCut: switches?.fuelCut ?? null,
    remoteLocked: switches?.remoteLocked ?? null,
  }
}

function statusOf(
  next: Readings,
  known: Telemetry,
  context: MergeContext,
): Pick<Telemetry, 'status' | 'statusSinceMs'> {
  const expired = next.expired || (context.expiresAtMs !== null && context.expiresAtMs <= context.nowMs)
  const status = vehicleStatus({ ...next, expired })
  if (status === known.status && known.statusSinceMs > 0)
    return { status, statusSinceMs: known.statusSinceMs }
  return { status, statusSinceMs: statusBeganAtMs(status, next, context) }
}

/** A silent device has been offline since we last heard of it; the others changed with their newest message. */
function statusBeganAtMs(status: VehicleStatus, next: Readings, context: MergeContext): number {
  if (status === 'expired' && context.expiresAtMs !== null)
    return Math.min(context.expiresAtMs, context.nowMs)
  if (status === 'moving') return next.fixAtMs
  return Math.min(lastHeardAtMs(next), context.nowMs)
}

/** All but what nobody sees: the times of single readings, which move with every poll. */
const VISIBLE = [
  'fixAtMs',
  'speedKph',
  'headingDeg',
  'source',
  'satellites',
  'accuracyM',
  'altitudeM',
  'ignition',
  'online',
  'expired',
  'heartbeatAtMs',
  'batteryPercent',
  'charging',
  'externalPower',
  'signalLevel',
  'odometerKm',
  'temperatureC',
  'humidityPercent',
  'armed',
  'fuelCut',
  'remoteLocked',
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
