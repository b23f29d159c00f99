// What is known of one vehicle for one report: what the server reads, and all that a builder sees. Times are ms since epoch.

import type { AlarmSeverity } from '../alarm-severity'
import type { ReadingUnit, ReportVehicle } from '../api/report-table'
import type { TrackPoints } from '../track/points'
import type { TimeSpan } from '../track/spans'
import type { VehicleStatus } from '../vehicle'

/** A reading of a fuel sensor. */
export type FuelReading = { atMs: number; sensor: number; value: number; unit: ReadingUnit }

/** A reading of a thermometer. */
export type ClimateReading = { atMs: number; temperatureC: number }

/** A stay within a fence; `leftMs` null while it goes on, or where its end was not seen. */
export type FenceVisit = {
  fenceId: string
  fence: string
  enteredMs: number
  leftMs: number | null
  isInside: boolean
}

export type ReportAlarm = {
  code: string
  name: string
  severity: AlarmSeverity
  startedMs: number
  endedMs: number | null
  speedKph: number | null
  place: [number, number] | null
}

/** The last that is known of a vehicle. */
export type LastKnown = {
  status: VehicleStatus
  heardMs: number | null
  fixMs: number | null
  place: [number, number] | null
  batteryPercent: number | null
  expiresMs: number | null
  model: string | null
}

/** The vendor's own figures; a list that was not asked for is empty. Metres. */
export type VendorFigures = {
  trips: { startedMs: number; endedMs: number; distanceM: number | null }[]
  stops: { arrivedMs: number; leftMs: number | null; durationMs: number | null; isIdling: boolean }[]
  /** By the number of the period. */
  distancesM: (number | null)[]
}

/** Everything of one vehicle; what a kind has no use for is null or empty. */
export type VehicleData = {
  vehicle: ReportVehicle
  points: TrackPoints | null
  fuel: FuelReading[]
  climate: ClimateReading[]
  visits: FenceVisit[]
  alarms: ReportAlarm[]
  alarmCount: number
  last: LastKnown | null
  vendor: VendorFigures | null
}

/** Of a vehicle of which nothing was read yet. */
export function noData(vehicle: ReportVehicle): VehicleData {
  return {
    vehicle,
    points: null,
    fuel: [],
    climate: [],
    visits: [],
    alarms: [],
    alarmCount: 0,
    last: null,
    vendor: null,
  }
}

/** A span as an ISO instant of each end, for cells. */
export function isoOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

/** Whole seconds of a span. */
export function secondsOf({ fromMs, toMs }: TimeSpan): number {
  return Math.round((toMs - fromMs) / 1000)
}
