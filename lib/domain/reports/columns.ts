// Which columns each kind of report has, and how the foot of each is made. Their words are in the messages at
// `reportFiles.columns`.

import type { ReportCell, ReportColumn, ReportRow } from '../api/report-table'
import type { ReportKind, ReportRequest } from '../api/reports'

/** Of a ratio: the sum of one column over the sum of another. `weighted`: a mean, by another column. */
type Ratio = { of: string; per: string; factor: number }
type ColumnSpec = ReportColumn & { ratio?: Ratio; weightedBy?: string }

/** The columns of one report, and what a link to the replay is made of. */
export type ReportTable = {
  columns: readonly ColumnSpec[]
  replay: { from: string; to: string } | null
}

/** Cells by column; what is left out is null. */
export type Cells = Readonly<Record<string, ReportCell | undefined>>

type Type = ReportColumn['type']

const col = (key: string, type: Type, total: ReportColumn['total'] = null): ColumnSpec => ({
  ...{ key, type, total, isVendor: false },
})
const vendor = (key: string, type: Type, total: ReportColumn['total'] = null): ColumnSpec => ({
  ...{ key, type, total, isVendor: true },
})
const ratio = (key: string, type: Type, made: Ratio): ColumnSpec => ({
  ...col(key, type, 'mean'),
  ratio: made,
})

const VEHICLE = col('vehicle', 'vehicle', 'count')
const MEAN_SPEED = ratio('meanSpeedKph', 'speed', { of: 'distanceM', per: 'movingSec', factor: 3.6 })
const SPANS = [col('day', 'day'), col('toDay', 'day')]

const TRIPS: ColumnSpec[] = [
  VEHICLE,
  col('startedAt', 'time'),
  col('endedAt', 'time'),
  col('startPlace', 'place'),
  col('endPlace', 'place'),
  col('distanceM', 'distance', 'sum'),
  col('durationSec', 'duration', 'sum'),
  col('movingSec', 'duration', 'sum'),
  MEAN_SPEED,
  col('topSpeedKph', 'speed', 'max'),
  col('gapSec', 'duration', 'sum'),
  col('edge', 'word'),
]
const TRIPS_COMPARED = [
  vendor('vendorStartedAt', 'time'),
  vendor('vendorEndedAt', 'time'),
  vendor('vendorDistanceM', 'distance', 'sum'),
  vendor('distanceDiffM', 'distance', 'sum'),
]
const STOPS: ColumnSpec[] = [
  VEHICLE,
  col('stopKind', 'word'),
  col('arrivedAt', 'time'),
  col('leftAt', 'time'),
  col('durationSec', 'duration', 'sum'),
  col('idleSec', 'duration', 'sum'),
  col('place', 'place'),
  col('edge', 'word'),
]
const STOPS_COMPARED = [
  vendor('vendorArrivedAt', 'time'),
  vendor('vendorLeftAt', 'time'),
  vendor('vendorDurationSec', 'duration', 'sum'),
  vendor('durationDiffSec', 'duration', 'sum'),
]
const MILEAGE: ColumnSpec[] = [
  VEHICLE,
  ...SPANS,
  col('distanceM', 'distance', 'sum'),
  col('gapDistanceM', 'distance', 'sum'),
  col('trips', 'count', 'sum'),
  col('movingSec', 'duration', 'sum'),
  col('idleSec', 'duration', 'sum'),
  MEAN_SPEED,
  col('topSpeedKph', 'speed', 'max'),
]
const MILEAGE_COMPARED = [
  vendor('vendorDistanceM', 'distance', 'sum'),
  vendor('distanceDiffM', 'distance', 'sum'),
  vendor('distanceDiffPercent', 'percent'),
]
const SPEEDING: ColumnSpec[] = [
  VEHICLE,
  col('startedAt', 'time'),
  col('endedAt', 'time'),
  col('durationSec', 'duration', 'sum'),
  col('topSpeedKph', 'speed', 'max'),
  col('overKph', 'speed', 'max'),
  col('distanceM', 'distance', 'sum'),
  col('place', 'place'),
]
const FENCE_LIST: ColumnSpec[] = [
  VEHICLE,
  col('fence', 'text'),
  col('enteredAt', 'time'),
  col('leftAt', 'time'),
  col('durationSec', 'duration', 'sum'),
  col('edge', 'word'),
]
const FENCE_SUMMARY: ColumnSpec[] = [
  VEHICLE,
  col('fence', 'text'),
  col('visits', 'count', 'sum'),
  col('durationSec', 'duration', 'sum'),
  col('longestSec', 'duration', 'max'),
  col('firstAt', 'time'),
  col('lastAt', 'time'),
]
const ALARM_LIST: ColumnSpec[] = [
  VEHICLE,
  col('alarm', 'alarm'),
  col('severity', 'word'),
  col('startedAt', 'time'),
  col('endedAt', 'time'),
  col('durationSec', 'duration', 'sum'),
  col('speedKph', 'speed', 'max'),
  col('place', 'place'),
]
const ALARM_SUMMARY: ColumnSpec[] = [
  VEHICLE,
  col('alarm', 'alarm'),
  col('severity', 'word'),
  col('alarms', 'count', 'sum'),
  col('durationSec', 'duration', 'sum'),
  col('longestSec', 'duration', 'max'),
  col('firstAt', 'time'),
  col('lastAt', 'time'),
]
const FLEET: ColumnSpec[] = [
  VEHICLE,
  col('account', 'text'),
  col('group', 'text'),
  col('distanceM', 'distance', 'sum'),
  col('trips', 'count', 'sum'),
  col('stops', 'count', 'sum'),
  col('movingSec', 'duration', 'sum'),
  col('idleSec', 'duration', 'sum'),
  col('parkedSec', 'duration', 'sum'),
  col('unknownSec', 'duration', 'sum'),
  MEAN_SPEED,
  col('topSpeedKph', 'speed', 'max'),
  col('daysDriven', 'count', 'sum'),
  col('alarms', 'count', 'sum'),
]
const UTILIZATION: ColumnSpec[] = [
  VEHICLE,
  ...SPANS,
  ratio('usedPercent', 'percent', { of: 'usedSec', per: 'spanSec', factor: 100 }),
  col('usedSec', 'duration', 'sum'),
  col('movingSec', 'duration', 'sum'),
  col('idleSec', 'duration', 'sum'),
  ratio('idlePercent', 'percent', { of: 'idleSec', per: 'usedSec', factor: 100 }),
  col('parkedSec', 'duration', 'sum'),
  col('unknownSec', 'duration', 'sum'),
  col('spanSec', 'duration', 'sum'),
  col('distanceM', 'distance', 'sum'),
  col('trips', 'count', 'sum'),
  col('daysDriven', 'count', 'sum'),
  col('firstAt', 'time'),
  col('lastAt', 'time'),
]
const FUEL_LIST: ColumnSpec[] = [
  VEHICLE,
  col('sensor', 'count'),
  col('fuelEvent', 'word'),
  col('startedAt', 'time'),
  col('endedAt', 'time'),
  col('before', 'reading'),
  col('after', 'reading'),
  col('change', 'reading'),
  col('volumeL', 'volume', 'sum'),
  col('place', 'place'),
]
const FUEL_SUMMARY: ColumnSpec[] = [
  VEHICLE,
  col('sensor', 'count'),
  col('startLevel', 'reading'),
  col('endLevel', 'reading'),
  col('lowest', 'reading'),
  col('highest', 'reading'),
  col('refuels', 'count', 'sum'),
  col('refuelledL', 'volume', 'sum'),
  col('drains', 'count', 'sum'),
  col('drainedL', 'volume', 'sum'),
  col('used', 'reading'),
  col('usedL', 'volume', 'sum'),
  col('distanceM', 'distance', 'sum'),
  col('litresPer100Km', 'consumption'),
  col('readings', 'count', 'sum'),
]
const TEMPERATURE_LIST: ColumnSpec[] = [
  VEHICLE,
  col('side', 'word'),
  col('startedAt', 'time'),
  col('endedAt', 'time'),
  col('durationSec', 'duration', 'sum'),
  col('worstC', 'temperature'),
  col('meanC', 'temperature'),
]
const TEMPERATURE_SUMMARY: ColumnSpec[] = [
  VEHICLE,
  col('minC', 'temperature', 'min'),
  { ...col('meanC', 'temperature', 'mean'), weightedBy: 'coveredSec' },
  col('maxC', 'temperature', 'max'),
  col('minAt', 'time'),
  col('maxAt', 'time'),
  col('episodes', 'count', 'sum'),
  col('outSec', 'duration', 'sum'),
  ratio('outPercent', 'percent', { of: 'outSec', per: 'coveredSec', factor: 100 }),
  col('coveredSec', 'duration', 'sum'),
  col('readings', 'count', 'sum'),
]
const DEVICE_STATUS: ColumnSpec[] = [
  VEHICLE,
  col('reason', 'word'),
  col('status', 'word'),
  col('heardAt', 'time'),
  col('silentSec', 'duration', 'max'),
  col('fixAt', 'time'),
  col('place', 'place'),
  col('batteryPercent', 'percent', 'min'),
  col('expiresAt', 'time'),
  col('expiresInDays', 'number', 'min'),
  col('account', 'text'),
  col('group', 'text'),
  col('imei', 'text'),
  col('model', 'text'),
]

const STARTED = { from: 'startedAt', to: 'endedAt' }

/** The table of a report as it was asked for. */
export function tableOf(request: ReportRequest): ReportTable {
  switch (request.kind) {
    case 'trips':
      return { columns: request.compare ? [...TRIPS, ...TRIPS_COMPARED] : TRIPS, replay: STARTED }
    case 'stops':
      return {
        columns: request.compare ? [...STOPS, ...STOPS_COMPARED] : STOPS,
        replay: { from: 'arrivedAt', to: 'leftAt' },
      }
    case 'mileage':
      return { columns: request.compare ? [...MILEAGE, ...MILEAGE_COMPARED] : MILEAGE, replay: null }
    case 'speeding':
      return { columns: SPEEDING, replay: STARTED }
    case 'fence_visits':
      return request.params.detail === 'list'
        ? { columns: FENCE_LIST, replay: { from: 'enteredAt', to: 'leftAt' } }
        : { columns: FENCE_SUMMARY, replay: null }
    case 'alarms':
      return request.params.detail === 'list'
        ? { columns: ALARM_LIST, replay: STARTED }
        : { columns: ALARM_SUMMARY, replay: null }
    case 'fleet':
      return { columns: FLEET, replay: null }
    case 'utilization':
      return { columns: UTILIZATION, replay: null }
    case 'fuel':
      return request.params.detail === 'list'
        ? { columns: FUEL_LIST, replay: STARTED }
        : { columns: FUEL_SUMMARY, replay: null }
    case 'temperature':
      return request.params.detail === 'list'
        ? { columns: TEMPERATURE_LIST, replay: STARTED }
        : { columns: TEMPERATURE_SUMMARY, replay: null }
    case 'device_status':
      return { columns: DEVICE_STATUS, replay: null }
  }
}

/** The columns as they are told, without how their feet are made. */
export function toldColumns({ columns }: ReportTable): ReportColumn[] {
  return columns.map(({ key, type, total, isVendor }) => ({ key, type, total, isVendor }))
}

/** A row of cells in the order of the columns. Numbers that are none become null. */
export function toRow({ columns }: ReportTable, cells: Cells): ReportRow {
  return columns.map(({ key }) => {
    const cell = cells[key] ?? null
    return typeof cell === 'number' && !Number.isFinite(cell) ? null : cell
  })
}

/** Reads tracks, so that what is missing of them may be asked for. */
export const TRACK_KINDS: readonly ReportKind[] = [
  'trips',
  'stops',
  'mileage',
  'speeding',
  'fleet',
  'utilization',
  'fuel',
]
