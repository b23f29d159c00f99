// The ends of alarms: kept as they are told, and applied to the alarms they belong to, whichever of the two came first.

import { codesEndedBy } from '@/lib/domain/alarm-codes'
import { sql } from '../../db'
import { defineBatch } from '../../sql'
import type { AlarmReport, TouchedAlarm } from './alarm-meeting'

/** That alarms of a code are over. */
export type AlarmEndReport = {
  tenantId: string
  deviceId: string
  code: string
  endedAt: Date
  /** The item as it was decoded, kept as JSON. */
  item: unknown
  receivedAt: Date
}

/** The ends that lie in an alarm whose code says that others are over; none for most. */
export function alarmEndsOf({
  tenantId,
  deviceId,
  code,
  startedAt,
  receivedAt,
}: AlarmReport): AlarmEndReport[] {
  return codesEndedBy(code).map((ended) => ({
    tenantId,
    deviceId,
    code: ended,
    endedAt: startedAt,
    item: { endedBy: code },
    receivedAt,
  }))
}

const ENDS = defineBatch<AlarmEndReport>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['device_id', 'uuid', (row) => row.deviceId],
  ['code', 'text', (row) => row.code],
  ['ended_at', 'timestamptz', (row) => row.endedAt],
  ['item', 'jsonb', (row) => ({ json: row.item })],
  ['received_at', 'timestamptz', (row) => row.receivedAt],
])

/** Keeps ends; one that is known changes nothing. The caller vouches that the devices are the tenants'. */
export async function insertAlarmEnds(ends: readonly AlarmEndReport[]): Promise<void> {
  if (ends.length === 0) return
  await sql().query(
    `INSERT INTO alarm_end (${ENDS.names}) SELECT * FROM ${ENDS.from(1, 'n')} ON CONFLICT DO NOTHING`,
    ENDS.values(ends),
  )
}

const TOUCHED = defineBatch<TouchedAlarm>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['device_id', 'uuid', (row) => row.deviceId],
  ['code', 'text', (row) => row.code],
  ['at', 'timestamptz', (row) => row.at],
])

/**
 * Works out anew when the alarms ended that start at the moments told, and the last ones before them. An alarm ends with the
 * first end of its code that is not before its start and lies before the next start of that code.
 */
export async function applyAlarmEnds(touched: readonly TouchedAlarm[]): Promise<void> {
  if (touched.length > 0) await sql().query(APPLY_ENDS, TOUCHED.values(touched))
}

const SAME_ALARM = (row: string) =>
  `tenant_id = ${row}.tenant_id AND device_id = ${row}.device_id AND code = ${row}.code`
const APPLY_ENDS = `
  UPDATE alarm SET ended_at = f.ended_at
  FROM (
    SELECT a.tenant_id, a.id, (
      SELECT min(ended_at) FROM alarm_end WHERE ${SAME_ALARM('a')} AND ended_at >= a.started_at
        AND ended_at < COALESCE(
          (SELECT min(started_at) FROM alarm WHERE ${SAME_ALARM('a')} AND started_at > a.started_at), 'infinity')
    ) AS ended_at
    FROM (
      SELECT DISTINCT b.tenant_id, b.id, b.device_id, b.code, b.started_at
      FROM (SELECT DISTINCT * FROM ${TOUCHED.from(1, 'n')}) AS t
      JOIN alarm AS b ON b.tenant_id = t.tenant_id AND b.device_id = t.device_id AND b.code = t.code
        AND b.started_at <= t.at AND b.started_at >= COALESCE(
          (SELECT max(started_at) FROM alarm WHERE ${SAME_ALARM('t')} AND started_at < t.at), t.at)
    ) AS a
  ) AS f
  WHERE alarm.tenant_id = f.tenant_id AND alarm.id = f.id AND alarm.ended_at IS DISTINCT FROM f.ended_at`
