// The latest state of each device, written in bulk by the poll and the push receiver. It only ever moves forward.
// What a message says of a state is decided in lib/server/live/state-patch.ts; who is told, elsewhere in lib/server/live.

import { MOVING_SPEED_IGNITION_OFF_KPH, MOVING_SPEED_KPH } from '@/lib/domain/vehicle'
import { sql } from '../../db'
import { SOURCE_RANK } from '../../live/readings'
import { mergedByDevice, type StatePatch } from '../../live/state-patch'
import { chunked, defineBatch } from '../../sql'

/** What was said of a device, and whose device it is. */
export type TenantStatePatch = StatePatch & { tenantId: string }

const PATCHES = defineBatch<TenantStatePatch>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['device_id', 'uuid', (row) => row.deviceId],
  ['received_at', 'timestamptz', (row) => moment(row.receivedAtMs)],
  ['heartbeat_at', 'timestamptz', (row) => moment(row.heartbeatAtMs)],
  ['fix_at', 'timestamptz', (row) => moment(row.fix?.atMs)],
  ['lat', 'float8', (row) => row.fix?.lat],
  ['lng', 'float8', (row) => row.fix?.lng],
  ['speed_kph', 'float8', (row) => row.fix?.speedKph],
  ['heading_deg', 'int4', (row) => row.fix?.headingDeg],
  ['source', 'text', (row) => row.fix?.source],
  ['satellites', 'int4', (row) => row.fix?.satellites],
  ['accuracy_m', 'float8', (row) => row.fix?.accuracyM],
  ['altitude_m', 'float8', (row) => row.fix?.altitudeM],
  ['address', 'text', (row) => row.fix?.address],
  ['ignition', 'bool', (row) => row.ignition?.value],
  ['ignition_at', 'timestamptz', (row) => moment(row.ignition?.atMs)],
  ['online', 'bool', (row) => row.online?.value],
  ['online_at', 'timestamptz', (row) => moment(row.online?.atMs)],
  ['expired', 'bool', (row) => row.expired?.value],
  ['term_at', 'timestamptz', (row) => moment(row.expired?.atMs)],
  ['battery_percent', 'int4', (row) => row.batteryPercent?.value],
  ['battery_at', 'timestamptz', (row) => moment(row.batteryPercent?.atMs)],
  ['charging', 'bool', (row) => row.charging?.value],
  ['charging_at', 'timestamptz', (row) => moment(row.charging?.atMs)],
  ['external_power', 'float8', (row) => row.externalPower?.value],
  ['power_at', 'timestamptz', (row) => moment(row.externalPower?.atMs)],
  ['signal_level', 'int4', (row) => row.signalLevel?.value],
  ['signal_at', 'timestamptz', (row) => moment(row.signalLevel?.atMs)],
  ['odometer_km', 'float8', (row) => row.odometerKm?.value],
  ['odometer_at', 'timestamptz', (row) => moment(row.odometerKm?.atMs)],
  ['temperature_c', 'float8', (row) => row.temperatureC?.value],
  ['climate_at', 'timestamptz', (row) => moment(row.temperatureC?.atMs)],
  ['humidity_percent', 'float8', (row) => row.humidityPercent?.value],
  ['humidity_at', 'timestamptz', (row) => moment(row.humidityPercent?.atMs)],
  ['switches_at', 'timestamptz', (row) => moment(row.switches?.atMs)],
  ['armed', 'bool', (row) => row.switches?.armed],
  ['fuel_cut', 'bool', (row) => row.switches?.fuelCut],
  ['remote_locked', 'bool', (row) => row.switches?.remoteLocked],
])

/** Rows of one statement: with more, an embedded database would hold up the process for too long. */
const ROWS_AT_ONCE = 5000

/**
 * Brings latest states forward, of any number of tenants, and returns the ids of the devices that changed. Runs inside the
 * transaction that is running. Each reading moves by its own time exactly as `mergePatches` has it, whatever the order and
 * grouping of calls; only `status_since` tells when a status was first evident. The status is that of
 * `vehicleStatus` in lib/domain/vehicle.ts as far as the vendor has told; a term that runs out by the roster is the
 * reader's to see. Patches of devices that the tenant does not have are left out. For background work: no viewer.
 */
export async function upsertStatePatches(rows: readonly TenantStatePatch[]): Promise<string[]> {
  const changed: string[] = []
  for (const chunk of chunked(mergedByDevice(rows), ROWS_AT_ONCE)) {
    // Most messages speak of a few columns only.
    const result = await sql().query<{ device_id: string }>(UPSERT_STATES, PATCHES.sparseValues(chunk))
    for (const row of result) changed.push(row.device_id)
  }
  return changed
}

const READINGS: readonly (readonly [value: string, at: string])[] = [
  ['ignition', 'ignition_at'],
  ['online', 'online_at'],
  ['expired', 'term_at'],
  ['battery_percent', 'battery_at'],
  ['charging', 'charging_at'],
  ['external_power', 'power_at'],
  ['signal_level', 'signal_at'],
  ['odometer_km', 'odometer_at'],
  ['temperature_c', 'climate_at'],
  ['humidity_percent', 'humidity_at'],
]
const FIX_PLACE = ['lat', 'lng', 'source']
/** What completes a fix that is told twice. */
const FIX_DETAILS = ['speed_kph', 'heading_deg', 'satellites', 'accuracy_m', 'altitude_m', 'address']
const SWITCHES = ['armed', 'fuel_cut', 'remote_locked']

const FIX_ORDER = (row: string) => `(${row}.fix_at, ${rankOf(`${row}.source`)}, ${row}.lat, ${row}.lng)`

/** What is compared once for several columns. */
const COMPARED = `
  COALESCE(${FIX_ORDER('excluded')} > ${FIX_ORDER('o')}, excluded.fix_at IS NOT NULL) AS fix_is_later,
  ${FIX_ORDER('excluded')} = ${FIX_ORDER('o')} AS fix_is_same,
  COALESCE(excluded.switches_at > o.switches_at, excluded.switches_at IS NOT NULL) AS switches_are_later,
  excluded.switches_at = o.switches_at AS switches_are_same`

const MERGED: readonly (readonly [column: string, value: string])[] = [
  ...['received_at', 'heartbeat_at', 'fix_at', 'switches_at', ...READINGS.map(([, at]) => at)].map(
    (at) => [at, `GREATEST(excluded.${at}, o.${at})`] as const,
  ),
  ...READINGS.map(([value, at]) => [value, ifElse(isLater(value, at), value)] as const),
  ...FIX_PLACE.map((column) => [column, ifElse('c.fix_is_later', column)] as const),
  ...FIX_DETAILS.map((column) => [column, completed(column, 'c.fix_is_later', 'c.fix_is_same')] as const),
  ...SWITCHES.map(
    (column) => [column, completed(column, 'c.switches_are_later', 'c.switches_are_same')] as const,
  ),
]
/** The first that is heard of a device: what was not said of these two counts as no. */
const INSERTED = PATCHES.names
  .split(', ')
  .map((column) =>
    column === 'online' || column === 'expired' ? `COALESCE(m.${column}, false)` : `m.${column}`,
  )
  .join(', ')
const MERGED_NAMES = MERGED.map(([column]) => column).join(', ')

const STATUS = `CASE WHEN m.expired THEN 'expired' WHEN m.online IS NOT TRUE THEN 'offline'
    WHEN m.source = 'gps' AND m.speed_kph >=
      CASE WHEN NOT m.ignition THEN ${MOVING_SPEED_IGNITION_OFF_KPH} ELSE ${MOVING_SPEED_KPH} END THEN 'moving'
    WHEN m.ignition THEN 'idling' ELSE 'parked' END`

/** A silent device has been offline since we last heard of it; the others changed with their newest message. */
const BEGINNING = `CASE WHEN s.status = 'moving' THEN m.fix_at WHEN m.fix_at IS NOT NULL OR m.heartbeat_at IS NOT NULL
    THEN LEAST(GREATEST(m.fix_at, m.heartbeat_at), m.received_at) END`

// Devices are taken in one order everywhere, so that two writers never wait for each other in a circle. LIMIT keeps the
// planner from turning the look-up of devices into a join that goes through the whole batch for each of them, and OFFSET
// keeps it from writing out a comparison once for each column that asks for it.
const UPSERT_STATES = `
  INSERT INTO device_state AS o (${PATCHES.names}, status, status_since)
  SELECT ${INSERTED}, s.status, ${BEGINNING}
  FROM ${PATCHES.from(1, 'm')}
  CROSS JOIN LATERAL (SELECT 1 FROM device WHERE tenant_id = m.tenant_id AND id = m.device_id LIMIT 1) AS known
  CROSS JOIN LATERAL (SELECT ${STATUS} AS status OFFSET 0) AS s
  ORDER BY m.tenant_id, m.device_id
  ON CONFLICT (tenant_id, device_id) DO UPDATE SET (${MERGED_NAMES}, status, status_since) = (
    SELECT m.*, s.status,
      CASE WHEN s.status = o.status AND o.status_since IS NOT NULL THEN o.status_since ELSE ${BEGINNING} END
    FROM (SELECT ${COMPARED} OFFSET 0) AS c
    CROSS JOIN LATERAL (SELECT ${MERGED.map(([column, value]) => `${value} AS ${column}`).join(', ')} OFFSET 0) AS m
    CROSS JOIN LATERAL (SELECT ${STATUS} AS status OFFSET 0) AS s)
  WHERE ${READINGS.map(([value, at]) => isLater(value, at)).join(' OR ')}
    OR COALESCE(excluded.heartbeat_at > o.heartbeat_at, excluded.heartbeat_at IS NOT NULL)
    OR (SELECT c.fix_is_later OR c.switches_are_later
      OR (c.fix_is_same AND ${isCompleted(FIX_DETAILS)}) OR (c.switches_are_same AND ${isCompleted(SWITCHES)})
      FROM (SELECT ${COMPARED} OFFSET 0) AS c)
  RETURNING device_id`

/** Later, or at the same moment of greater value: the order of `laterReading`. */
function isLater(value: string, at: string): string {
  return `COALESCE((excluded.${at}, excluded.${value}) > (o.${at}, o.${value}), excluded.${at} IS NOT NULL)`
}

function ifElse(condition: string, column: string): string {
  return `CASE WHEN ${condition} THEN excluded.${column} ELSE o.${column} END`
}

function completed(column: string, isLaterGroup: string, isSameGroup: string): string {
  return `CASE WHEN ${isLaterGroup} THEN excluded.${column} WHEN ${isSameGroup} THEN ${greater(column)} ELSE o.${column} END`
}

/** Whether another telling of the same brings anything that is not known or greater. */
function isCompleted(columns: readonly string[]): string {
  return `(${columns.map(greater).join(', ')}) IS DISTINCT FROM (${columns.map((column) => `o.${column}`).join(', ')})`
}

/** Text is compared by its bytes, as it is in memory. */
function greater(column: string): string {
  const collation = column === 'address' ? ' COLLATE "C"' : ''
  return `GREATEST(excluded.${column}${collation}, o.${column}${collation})`
}

function rankOf(source: string): string {
  const cases = Object.entries(SOURCE_RANK).map(([name, rank]) => `WHEN '${name}' THEN ${rank}`)
  return `CASE ${source} ${cases.join(' ')} ELSE 0 END`
}

function moment(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms)
}
