// Alarms as push and poll tell them, written in bulk. One alarm told both ways is one row; which rows there are at the end does
// not depend on order, grouping or repetition. What belongs together is decided in alarm-meeting.ts and alarm-ends.ts.

import { randomUUID } from 'node:crypto'
import { inTransaction, sql } from '../../db'
import { defineBatch } from '../../sql'
import { isPosition } from '../records'
import { type AlarmEndReport, alarmEndsOf, applyAlarmEnds, insertAlarmEnds } from './alarm-ends'
import { type AlarmReport, meetAlarms, SAME_ALARM_WITHIN_MS, type StoredAlarm } from './alarm-meeting'

/** An alarm that was not known before. */
export type NewAlarm = StoredAlarm

/** Told alarms, and ends that were told as such. */
export type ToldAlarms = { alarms: readonly AlarmReport[]; ends?: readonly AlarmEndReport[] }

/**
 * Stores what was told of alarms, of any number of tenants, and returns the alarms that were new. What is one alarm: the same
 * device, code, start and label; and by push and by poll, the same device and code within two seconds. An alarm is over at
 * the first end of its code that is not before it and lies before the next alarm of that code. What concerns devices
 * that the tenant does not have is left out. Runs in the transaction that is running, else in one of its own. Within a larger
 * transaction it belongs before whatever else locks rows, so that two writers never wait for each other in a circle.
 */
export async function insertAlarms({ alarms, ends = [] }: ToldAlarms): Promise<NewAlarm[]> {
  if (alarms.length === 0 && ends.length === 0) return []
  return inTransaction(async () => {
    const devices = await lockDevices([...alarms, ...ends])
    const isOurs = (row: OfDevice) => devices.has(deviceKey(row))
    const told = alarms.filter(isOurs).map(withWholePosition)
    const plan = meetAlarms(told, await readNear(told), randomUUID)
    await remove(plan.removed)
    await change(plan.changed)
    await add(plan.added)
    const over = [...ends.filter(isOurs), ...told.flatMap(alarmEndsOf)]
    await insertAlarmEnds(over)
    await applyAlarmEnds([...plan.touched, ...over.map((end) => ({ ...end, at: end.endedAt }))])
    return plan.added
  })
}

type OfDevice = { tenantId: string; deviceId: string }

const DEVICES = defineBatch<OfDevice>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['device_id', 'uuid', (row) => row.deviceId],
])

/** Lets nobody else tell of these devices' alarms until the transaction ends, and says which of them are the tenants'. */
async function lockDevices(rows: readonly OfDevice[]): Promise<Set<string>> {
  const devices = [...new Map(rows.map((row) => [deviceKey(row), row])).values()]
  await sql().query(LOCK_DEVICES, DEVICES.values(devices))
  const known = await sql().query<OfDevice>(KNOWN_DEVICES, DEVICES.values(devices))
  return new Set(known.map(deviceKey))
}

// Everybody takes the locks in the order of their numbers. OFFSET has them sorted before the first is taken.
const LOCK_DEVICES = `
  SELECT count(pg_advisory_xact_lock(key)::text) FROM (
    SELECT DISTINCT hashtextextended('alarms of ' || n.tenant_id || ' ' || n.device_id, 0) AS key
    FROM ${DEVICES.from(1, 'n')} ORDER BY key OFFSET 0) AS keys`

const KNOWN_DEVICES = `
  SELECT n.tenant_id AS "tenantId", n.device_id AS "deviceId" FROM ${DEVICES.from(1, 'n')}
  CROSS JOIN LATERAL (SELECT 1 FROM device WHERE tenant_id = n.tenant_id AND id = n.device_id LIMIT 1) AS known`

const ALARMS = defineBatch<StoredAlarm>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['id', 'uuid', (row) => row.id],
  ['device_id', 'uuid', (row) => row.deviceId],
  ['code', 'text', (row) => row.code],
  ['name', 'text', (row) => row.name],
  ['severity', 'text', (row) => row.severity],
  ['started_at', 'timestamptz', (row) => row.startedAt],
  ['label', 'text', (row) => row.label],
  ['fix_at', 'timestamptz', (row) => row.fixAt],
  ['lat', 'float8', (row) => row.lat],
  ['lng', 'float8', (row) => row.lng],
  ['speed_kph', 'float8', (row) => row.speedKph],
  ['fence_ref', 'text', (row) => row.fenceRef],
  ['pushed_at', 'timestamptz', (row) => row.pushedAt],
  ['polled_at', 'timestamptz', (row) => row.polledAt],
  ['item', 'jsonb', (row) => (row.item === null ? null : { json: row.item })],
  ['received_at', 'timestamptz', (row) => row.receivedAt],
])

/** What can change when push and poll meet. */
const CHANGING = ALARMS.names
  .split(', ')
  .filter((column) => !['tenant_id', 'id', 'device_id', 'code'].includes(column))

async function add(rows: readonly StoredAlarm[]): Promise<void> {
  if (rows.length === 0) return
  await sql().query(
    `INSERT INTO alarm (${ALARMS.names}) SELECT * FROM ${ALARMS.from(1, 'n')}`,
    ALARMS.values(rows),
  )
}

async function change(rows: readonly StoredAlarm[]): Promise<void> {
  if (rows.length === 0) return
  await sql().query(
    `UPDATE alarm AS o SET ${CHANGING.map((column) => `${column} = n.${column}`).join(', ')}
     FROM ${ALARMS.from(1, 'n')} WHERE o.tenant_id = n.tenant_id AND o.id = n.id`,
    ALARMS.values(rows),
  )
}

async function remove(rows: readonly StoredAlarm[]): Promise<void> {
  if (rows.length === 0) return
  await sql().query(
    `DELETE FROM alarm AS o USING ${ALARMS.from(1, 'n')} WHERE o.tenant_id = n.tenant_id AND o.id = n.id`,
    ALARMS.values(rows),
  )
}

const NEAR = defineBatch<AlarmReport>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['device_id', 'uuid', (row) => row.deviceId],
  ['code', 'text', (row) => row.code],
  ['started_at', 'timestamptz', (row) => row.startedAt],
])

/** The stored alarms that one of these may be. */
async function readNear(reports: readonly AlarmReport[]): Promise<StoredAlarm[]> {
  if (reports.length === 0) return []
  return sql().query<StoredAlarm>(READ_NEAR, NEAR.values(reports))
}

const READ_NEAR = `
  SELECT DISTINCT ON (a.tenant_id, a.id) a.tenant_id AS "tenantId", a.id, a.device_id AS "deviceId", a.code, a.name, a.severity,
    a.started_at AS "startedAt", a.label, a.ended_at AS "endedAt", a.fix_at AS "fixAt", a.lat, a.lng,
    a.speed_kph AS "speedKph", a.fence_ref AS "fenceRef", a.pushed_at AS "pushedAt", a.polled_at AS "polledAt", a.item,
    a.received_at AS "receivedAt"
  FROM ${NEAR.from(1, 'n')}
  JOIN alarm AS a ON a.tenant_id = n.tenant_id AND a.device_id = n.device_id AND a.code = n.code
    AND a.started_at BETWEEN n.started_at - interval '${SAME_ALARM_WITHIN_MS} ms'
      AND n.started_at + interval '${SAME_ALARM_WITHIN_MS} ms'`

/** An alarm counts without a place too, so bad coordinates cost only themselves. */
function withWholePosition(report: AlarmReport): AlarmReport {
  return isPosition(report.lat, report.lng) ? report : { ...report, lat: null, lng: null }
}

function deviceKey({ tenantId, deviceId }: OfDevice): string {
  return `${tenantId} ${deviceId}`
}
