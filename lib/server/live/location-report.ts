// A row of the vendor's location answers as a report of ours. The contract has decoded the fields; what is decided here
// is which of them to believe.

import type { FixSource } from '@/lib/domain/vehicle'
import type { MethodOutput } from '@/lib/jimi/contract'
import type { Report } from './telemetry'

export type LocationRow = MethodOutput<'jimi.user.device.location.list'>[number]

/** A device clock further ahead than this is wrong, and believing it would freeze the vehicle until that day comes. */
const CLOCK_AHEAD_MS = 10 * 60_000

/**
 * Radius in metres that a fix of this kind is drawn with. The vendor states none: these are usual figures for the
 * method, doubled for its lowest confidence (1) and halved for its highest (3).
 */
const USUAL_ACCURACY_M: Record<FixSource, number | null> = { gps: null, wifi: 80, cell: 1000, beacon: 30 }

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

function believableMs(at: Date | undefined, nowMs: number): number {
  const ms = at?.getTime() ?? 0
  return ms > nowMs + CLOCK_AHEAD_MS ? 0 : ms
}

function accuracyOf({ source, confidence }: LocationRow): number | null {
  const usualM = source === undefined ? null : USUAL_ACCURACY_M[source]
  if (usualM === null || confidence === undefined) return usualM
  return usualM * 2 ** (2 - confidence)
}
