// The inbox of alarms as people may see it: pages, counts, groups, one alarm with its history. Changes are alarm-handling.ts,
// who has read what is alarm-reads.ts.

import 'server-only'
import type { AlarmBox } from '@/lib/domain/alarm-inbox'
import { type AlarmGrouping, MAX_ALARM_GROUPS, MOST_COUNTED } from '@/lib/domain/alarm-inbox-limits'
import type { Viewer } from '../access'
import { sql } from '../db'
import { NotFoundError } from '../errors'
import {
  type AlarmQuestion,
  alarmSql,
  INBOX_COLUMNS,
  type InboxRow,
  PEOPLE,
  SEVERITY,
  unaskedFrom,
} from './alarm-rows'
import { isUuid } from './ids'

/** Where a page begins: after the alarm of this start and id. */
export type InboxPlace = { startedAt: Date; id: string }

/** A page of the alarms that fit, the newest first. */
export function listInbox(
  viewer: Viewer,
  question: AlarmQuestion,
  { after, limit }: { after: InboxPlace | null; limit: number },
): Promise<InboxRow[]> {
  const { from, where, values } = alarmSql(viewer, question)
  // Times first and alone, which is what the index goes by.
  const cursor =
    after === null
      ? ''
      : `AND a.started_at <= $${values.push(after.startedAt)}::timestamptz
         AND (a.started_at, a.id) < ($${values.length}::timestamptz, $${values.push(after.id)}::uuid)`
  return sql().query<InboxRow>(
    `SELECT ${INBOX_COLUMNS} FROM ${from} ${PEOPLE} WHERE ${where} ${cursor}
     ORDER BY a.started_at DESC, a.id DESC LIMIT ${Math.trunc(limit)}`,
    values,
  )
}

/** The ids of the newest alarms that fit. */
export async function listInboxIds(
  viewer: Viewer,
  question: AlarmQuestion,
  limit: number,
): Promise<string[]> {
  const { from, where, values } = alarmSql(viewer, question)
  const rows = await sql().query<{ id: string }>(
    `SELECT a.id FROM ${from} WHERE ${where} ORDER BY a.started_at DESC, a.id DESC LIMIT ${Math.trunc(limit)}`,
    values,
  )
  return rows.map(({ id }) => id)
}

/** How many alarms fit in this box, `MOST_COUNTED + 1` for more; none is looked at beyond that. */
export async function countInbox(viewer: Viewer, question: AlarmQuestion, box: AlarmBox): Promise<number> {
  const { from, where, values } = alarmSql(viewer, { ...question, filter: { ...question.filter, box } })
  return countUpTo(`SELECT 1 FROM ${from} WHERE ${where}`, values, MOST_COUNTED)
}

/** How many alarms that fit became known after a moment, `MOST_COUNTED + 1` for more. */
export async function countFresh(viewer: Viewer, question: AlarmQuestion, since: Date): Promise<number> {
  const { asOf: _, ...filter } = question.filter
  const { from, where, values } = alarmSql(viewer, { ...question, filter })
  const place = `$${values.push(since)}::timestamptz`
  return countUpTo(`SELECT 1 FROM ${from} WHERE ${where} AND a.received_at > ${place}`, values, MOST_COUNTED)
}

/** Of so many unread alarms, the newest, it is looked up whether they are resolved: this is asked again and again. */
const UNREAD_LOOKED_AT = 1000

/** Warnings and critical alarms the viewer has not read and nobody has resolved, among the newest; `most + 1` for more. */
export async function countUnread(viewer: Viewer, question: AlarmQuestion, most: number): Promise<number> {
  const { from, where, values } = alarmSql(viewer, { ...question, filter: { unread: true } })
  return countUpTo(
    `SELECT 1 FROM (SELECT h.state FROM ${from} WHERE ${where} AND ${SEVERITY} <> 'info'
       ORDER BY a.received_at DESC LIMIT ${UNREAD_LOOKED_AT}) AS newest
     WHERE newest.state IS DISTINCT FROM 'resolved'`,
    values,
    most,
  )
}

/** The alarms that fit, of one vehicle or one kind. */
export type GroupRow = {
  key: string
  name: string | null
  plate: string | null
  count: number
  unread: number
  critical: number
  warning: number
  info: number
  newestAt: Date
  /** Of all groups, in each of them. */
  total: number
}

/**
 * The groups of the alarms that fit: those with critical alarms first, then those with many. Where the filter names no span,
 * of the last UNASKED_DAYS.
 */
export function listGroups(viewer: Viewer, question: AlarmQuestion, by: AlarmGrouping): Promise<GroupRow[]> {
  const { filter, now } = question
  const bounded = { ...filter, from: filter.from ?? unaskedFrom(filter, now) }
  const { from, where, values } = alarmSql(viewer, { ...question, filter: bounded })
  const key = by === 'vehicle' ? 'a.device_id' : 'a.code'
  const ofSeverity = (severity: string) => `count(*) FILTER (WHERE ${SEVERITY} = '${severity}')::int`
  const names =
    by === 'vehicle'
      ? `JOIN device n ON n.tenant_id = $1 AND n.id = g.key`
      : `CROSS JOIN LATERAL (SELECT g.sample AS name, NULL::text AS plate) AS n`
  return sql().query<GroupRow>(
    `SELECT g.*, g.key::text AS key, n.name, n.plate FROM (
       SELECT ${key} AS key, max(a.name) AS sample, count(*)::int AS count,
         count(*) FILTER (WHERE a.received_at > $4::timestamptz AND a.id NOT IN (SELECT r.alarm_id FROM alarm_read r
           WHERE r.tenant_id = $1 AND r.user_id = $3::uuid))::int AS unread,
         ${ofSeverity('critical')} AS critical, ${ofSeverity('warning')} AS warning, ${ofSeverity('info')} AS info,
         max(a.started_at) AS "newestAt", (count(*) OVER ())::int AS total
       FROM ${from} WHERE ${where} GROUP BY ${key}
       ORDER BY (count(*) FILTER (WHERE ${SEVERITY} = 'critical') > 0) DESC, count(*) DESC, max(a.started_at) DESC
       LIMIT ${MAX_ALARM_GROUPS}) AS g ${names}
     ORDER BY (g.critical > 0) DESC, g.count DESC, g."newestAt" DESC`,
    values,
  )
}

/** One alarm with what else its row says. */
export type InboxDetailRow = InboxRow & {
  item: unknown
  driverName: string | null
  deviceKind: string
  connectionId: string
}

/** @throws NotFoundError when it is missing, of another tenant, or of a device out of scope. */
export async function getInboxAlarm(
  viewer: Viewer,
  alarmId: string,
  { now, readUntil }: Omit<AlarmQuestion, 'filter'>,
): Promise<InboxDetailRow> {
  if (!isUuid(alarmId)) throw new NotFoundError()
  const { from, where, values } = alarmSql(viewer, { filter: {}, now, readUntil })
  const [row] = await sql().query<InboxDetailRow>(
    `SELECT ${INBOX_COLUMNS}, a.item, d.driver_name AS "driverName", d.kind AS "deviceKind",
       d.connection_id AS "connectionId"
     FROM ${from} ${PEOPLE} WHERE ${where} AND a.id = $${values.push(alarmId)}::uuid`,
    values,
  )
  if (!row) throw new NotFoundError()
  return row
}

/** Something somebody did to an alarm. */
export type HistoryRow = {
  id: string
  at: Date
  actorId: string
  actorName: string | null
  step: string
  detail: unknown
  /** Whoever the detail names as assignee, also after they have left. */
  assigneeName: string | null
}

/** What was done to an alarm that the viewer may see, the newest first. Those who see the alarm see its history. */
export function listAlarmHistory(viewer: Viewer, alarmId: string, limit: number): Promise<HistoryRow[]> {
  return sql().query<HistoryRow>(
    `SELECT e.id, e.at, e.actor_id AS "actorId", u.name AS "actorName", e.step, e.detail,
       w.name AS "assigneeName" FROM alarm_history e
     LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.id = e.actor_id
     LEFT JOIN app_user w ON w.tenant_id = e.tenant_id AND w.id::text = e.detail->>'assigneeId'
     WHERE e.tenant_id = $1 AND e.alarm_id = $2 ORDER BY e.at DESC, e.id LIMIT ${Math.trunc(limit)}`,
    [viewer.tenantId, alarmId],
  )
}

/** Names of files that pushes told of near a moment and that may belong to an alarm of the device. */
export async function listFileNotices(
  viewer: Viewer,
  deviceId: string,
  { fromAt, toAt, limit }: { fromAt: Date; toAt: Date; limit: number },
): Promise<{ topic: string; item: unknown }[]> {
  return sql().query(
    `SELECT topic, item FROM device_notice WHERE tenant_id = $1 AND device_id = $2 AND at BETWEEN $3 AND $4
       AND topic IN ('pushfileupload', 'uploadCallback') ORDER BY at LIMIT ${Math.trunc(limit)}`,
    [viewer.tenantId, deviceId, fromAt, toAt],
  )
}

/** Another text with each change somebody of the tenant makes. */
export async function alarmRevision(viewer: Viewer): Promise<string> {
  // The newest time alone would not tell of a change that was committed late; the few before it do.
  const [row] = await sql().query<{ revision: string | null }>(
    `SELECT n.at::text || ' ' || (SELECT count(*) FROM alarm_history e
       WHERE e.tenant_id = $1 AND e.at > n.at - interval '20 s') AS revision
     FROM (SELECT at FROM alarm_history WHERE tenant_id = $1 ORDER BY at DESC LIMIT 1) AS n`,
    [viewer.tenantId],
  )
  return row?.revision ?? ''
}

async function countUpTo(question: string, values: unknown[], most: number): Promise<number> {
  const [row] = await sql().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (${question} LIMIT ${Math.trunc(most) + 1}) AS found`,
    values,
  )
  return row?.count ?? 0
}
