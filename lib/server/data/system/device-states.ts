// The latest state of each device, written in bulk by the poll and the push receiver. It only ever moves forward.
// It does not decide what a status is (lib/domain/vehicle.ts) nor who is told (lib/server/live).

import { sql } from '../../db'
import { type Batch, chunked, defineBatch } from '../../sql'
import { isPosition, type LatestState, normalHeadingDeg } from '../records'

/** A fix dated further ahead of our clock comes from a device whose own clock is wrong. */
export const MAX_FIX_AHEAD_MS = 10 * 60_000

// The three groups move separately, see `upsertLatestStates`.
const FIX_COLUMNS = [
  'lat',
  'lng',
  'speed_kph',
  'heading_deg',
  'source',
  'satellites',
  'accuracy_m',
  'ignition',
  'address',
]
const MEASURED_COLUMNS = ['battery_percent', 'external_power', 'signal_level', 'odometer_km', 'temperature_c']
const STATUS_COLUMNS = ['online', 'expired', 'status', 'status_since']

const STATES: Batch<LatestState> = defineBatch<LatestState>([
  ['device_id', 'uuid', (row) => row.deviceId],
  ['fix_at', 'timestamptz', (row) => row.fixAt],
  ['lat', 'float8', (row) => row.lat],
  ['lng', 'float8', (row) => row.lng],
  ['speed_kph', 'float8', (row) => atLeastZero(row.speedKph)],
  ['heading_deg', 'int4', (row) => normalHeadingDeg(row.headingDeg)],
  ['source', 'text', (row) => row.source],
  ['satellites', 'int4', (row) => row.satellites],
  ['accuracy_m', 'float8', (row) => atLeastZero(row.accuracyM)],
  ['ignition', 'bool', (row) => row.ignition],
  ['online', 'bool', (row) => row.online],
  ['expired', 'bool', (row) => row.expired],
  ['heartbeat_at', 'timestamptz', (row) => row.heartbeatAt],
  ['battery_percent', 'int4', (row) => percent(row.batteryPercent)],
  ['external_power', 'float8', (row) => row.externalPower],
  ['signal_level', 'int4', (row) => row.signalLevel],
  ['odometer_km', 'float8', (row) => row.odometerKm],
  ['temperature_c', 'float8', (row) => row.temperatureC],
  ['address', 'text', (row) => row.address],
  ['status', 'text', (row) => row.status],
  ['status_since', 'timestamptz', (row) => row.statusSince],
  ['received_at', 'timestamptz', (row) => row.receivedAt],
])

/**
 * Brings the latest states of one tenant forward and returns the ids of the devices that changed. For background work:
 * no viewer. What moves when:
 * - the position and what belongs to it, when its fix is newer than the stored one; at an equal time the later report
 *   wins, and what it leaves open stays;
 * - the heartbeat, whenever it is newer;
 * - status, readings and `receivedAt`, when the report is not older than the stored one, neither by our clock nor by the
 *   newest time the device itself named. A reading the report leaves open stays.
 * A fix without a place on earth, or more than MAX_FIX_AHEAD_MS ahead of `receivedAt`, is left out and the rest counts.
 * Reports of devices the tenant does not have are left out. Several reports of one device in one call are fine.
 */
export async function upsertLatestStates(tenantId: string, rows: readonly LatestState[]): Promise<string[]> {
  const changed = new Set<string>()
  for (const round of roundsOfDistinctDevices(rows)) {
    for (const chunk of chunked(round, 5000)) {
      const values = STATES.values(chunk.map(withoutImpossibleFix))
      const result = await sql().query<{ device_id: string }>(UPSERT_STATES, [tenantId, ...values])
      for (const row of result) changed.add(row.device_id)
    }
  }
  return [...changed]
}

const FIX_IS_NEWER = '(excluded.fix_at IS NOT NULL AND (o.fix_at IS NULL OR excluded.fix_at >= o.fix_at))'
const REPORT_IS_NEWER = `(excluded.received_at >= o.received_at AND (
  ${FIX_IS_NEWER}
  OR (excluded.fix_at IS NULL AND excluded.heartbeat_at IS NULL)
  OR GREATEST(excluded.fix_at, excluded.heartbeat_at)
     >= COALESCE(GREATEST(o.fix_at, o.heartbeat_at), '-infinity'::timestamptz)))`

const MERGED: readonly (readonly [column: string, value: string])[] = [
  ['fix_at', 'GREATEST(excluded.fix_at, o.fix_at)'],
  ['heartbeat_at', 'GREATEST(excluded.heartbeat_at, o.heartbeat_at)'],
  ...FIX_COLUMNS.map((column) => [column, mergedFixColumn(column)] as const),
  ...MEASURED_COLUMNS.map((column) => [column, mergedMeasuredColumn(column)] as const),
  ...STATUS_COLUMNS.map((column) => [column, ifReportIsNewer(column)] as const),
]

// Devices are taken in one order everywhere, so that two writers never wait for each other in a circle. LIMIT keeps the
// planner from turning the look-up of devices into a join that goes through the whole batch for each of them.
const UPSERT_STATES = `
  INSERT INTO device_state AS o (tenant_id, ${STATES.names})
  SELECT $1::uuid, n.* FROM ${STATES.from(2, 'n')}
  CROSS JOIN LATERAL (SELECT 1 FROM device WHERE tenant_id = $1::uuid AND id = n.device_id LIMIT 1) AS known
  ORDER BY n.device_id
  ON CONFLICT (tenant_id, device_id) DO UPDATE SET
    ${MERGED.map(([column, value]) => `${column} = ${value}`).join(',\n    ')},
    received_at = ${ifReportIsNewer('received_at')}
  WHERE (${MERGED.map(([column]) => `o.${column}`).join(', ')})
    IS DISTINCT FROM (${MERGED.map(([, value]) => value).join(', ')})
  RETURNING device_id`

function mergedFixColumn(column: string): string {
  return `CASE WHEN NOT ${FIX_IS_NEWER} THEN o.${column}
    WHEN excluded.fix_at = o.fix_at THEN COALESCE(excluded.${column}, o.${column}) ELSE excluded.${column} END`
}

function mergedMeasuredColumn(column: string): string {
  return `CASE WHEN ${REPORT_IS_NEWER} THEN COALESCE(excluded.${column}, o.${column}) ELSE o.${column} END`
}

function ifReportIsNewer(column: string): string {
  return `CASE WHEN ${REPORT_IS_NEWER} THEN excluded.${column} ELSE o.${column} END`
}

/** One statement may touch a row only once, so a second report of a device goes into a second round. */
function roundsOfDistinctDevices(rows: readonly LatestState[]): LatestState[][] {
  const rounds: LatestState[][] = []
  const seen = new Map<string, number>()
  for (const row of rows) {
    const round = seen.get(row.deviceId) ?? 0
    seen.set(row.deviceId, round + 1)
    const existing = rounds[round]
    if (existing) existing.push(row)
    else rounds.push([row])
  }
  return rounds
}

function withoutImpossibleFix(row: LatestState): LatestState {
  if (row.fixAt === null) return { ...row, lat: null, lng: null }
  const aheadMs = row.fixAt.getTime() - row.receivedAt.getTime()
  if (aheadMs <= MAX_FIX_AHEAD_MS && isPosition(row.lat, row.lng)) return row
  return { ...row, fixAt: null, lat: null, lng: null }
}

function atLeastZero(value: number | null): number | null {
  return value !== null && value >= 0 ? value : null
}

function percent(value: number | null): number | null {
  return value === null ? null : Math.min(100, Math.max(0, value))
}
