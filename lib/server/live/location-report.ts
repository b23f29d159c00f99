// A row of the vendor's location answers as a report of ours, and as a patch like those of pushes. The contract has decoded
// the fields; what is decided here is which of them to believe.

import type { FixSource } from '@/lib/domain/vehicle'
import type { MethodOutput } from '@/lib/jimi/contract'
import { readingOf, USUAL_ACCURACY_M } from './readings'
import { MAX_AHEAD_MS, type PatchContext, type StatePatch } from './state-patch'

export type LocationRow = MethodOutput<'jimi.user.device.location.list'>[number]

/** What a row says of a device. Times in ms since epoch, 0 for never. */
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

/** The report in `row`. Missing members are null, never 0; a fix from the future or without a place is no fix. */
export function toReport(row: LocationRow, nowMs: number): Report {
  const fixAtMs = believableMs(row.fixAt, nowMs)
  const position =
    row.lat === undefined || row.lng === undefined || fixAtMs === 0 ? null : { lat: row.lat, lng: row.lng }
  return {
    fixAtMs: position === null ? 0 : fixAtMs,
    position,
    speedKph: row.speedKph ?? null,
    headingDeg: row.headingDeg === undefined ? null : Math.round(row.headingDeg) % 360,
    source: row.source ?? null,
    satellites: row.satellites ?? null,
    accuracyM: accuracyOf(row),
    ignition: row.ignition ?? null,
    online: row.online,
    expired: row.expired,
    heartbeatAtMs: believableMs(row.heartbeatAt, nowMs),
    batteryPercent: row.batteryPercent === undefined ? null : Math.round(row.batteryPercent),
    externalPower: row.externalPower ?? null,
    signalLevel: row.signalLevel ?? null,
    odometerKm: row.odometerKm ?? null,
    temperatureC: row.temperatureC ?? null,
    address: row.address ?? null,
  }
}

/** `vendorNowMs`: what the vendor's clock showed when the report was received, ms since epoch. */
export type ReportContext = PatchContext & { vendorNowMs: number }

/**
 * The same as a patch. The vendor gives a time to the fix and to the heartbeat; its other readings are as new as the newer
 * of the two, and whether the device is connected and its term runs is what the vendor thinks now: by its own clock, for
 * that is what pushed sign-ons and sign-offs go by.
 */
export function patchOfReport(
  report: Report,
  { deviceId, receivedAtMs, vendorNowMs }: ReportContext,
): StatePatch {
  const heardAtMs = Math.max(report.fixAtMs, report.heartbeatAtMs) || receivedAtMs
  return {
    deviceId,
    receivedAtMs,
    heartbeatAtMs: report.heartbeatAtMs || undefined,
    fix: fixOf(report),
    online: { atMs: vendorNowMs, value: report.online },
    expired: { atMs: vendorNowMs, value: report.expired },
    ignition: readingOf(heardAtMs, report.ignition),
    batteryPercent: readingOf(heardAtMs, report.batteryPercent),
    externalPower: readingOf(heardAtMs, report.externalPower),
    signalLevel: readingOf(heardAtMs, report.signalLevel),
    odometerKm: readingOf(heardAtMs, report.odometerKm),
    temperatureC: readingOf(heardAtMs, report.temperatureC),
  }
}

function fixOf({ fixAtMs, position, ...report }: Report): StatePatch['fix'] {
  if (position === null) return undefined
  const { speedKph, headingDeg, source, satellites, accuracyM, address } = report
  const place = { lat: position.lat, lng: position.lng }
  return {
    atMs: fixAtMs,
    ...place,
    speedKph,
    headingDeg,
    source,
    satellites,
    accuracyM,
    altitudeM: null,
    address,
  }
}

function believableMs(at: Date | undefined, nowMs: number): number {
  const ms = at?.getTime() ?? 0
  return ms > nowMs + MAX_AHEAD_MS ? 0 : ms
}

function accuracyOf({ source, confidence }: LocationRow): number | null {
  const usualM = source === undefined ? null : USUAL_ACCURACY_M[source]
  if (usualM === null || confidence === undefined) return usualM
  return usualM * 2 ** (2 - confidence)
}
