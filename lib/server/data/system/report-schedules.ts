// Schedules without a viewer: who is due, and what a sending needs to know. Each due moment becomes one sending, however many
// processes look and however long none did.

import { randomUUID } from 'node:crypto'
import {
  REPORT_FORMATS,
  type ReportFormat,
  type ReportRequest,
  reportRequestSchema,
  SCHEDULE_RANGES,
  scheduleRhythmSchema,
} from '@/lib/domain/api/reports'
import { lastDueMs, nextDueMs } from '@/lib/domain/reports/schedule'
import { isTimeZone } from '@/lib/domain/time'
import { db, inTransaction, sql } from '../../db'
import { log } from '../../log'
import { storableJson } from '../../sql'
import type { RunRecipient } from './report-runs'

type DueRow = {
  tenantId: string
  scheduleId: string
  id: string
  userId: string | null
  address: string | null
  zone: string
  nextAt: Date
  /** The zone the recipient has now. */
  zoneNow: string
  rhythm: unknown
  time: string
}

/**
 * Makes a sending of whatever is due at `nowMs`: of several moments that were missed the last one. Answers how many sendings
 * were made. Several processes may call it at once.
 */
export async function startDueRuns(nowMs: number): Promise<number> {
  const rows = await sql().query<DueRow>(DUE, [new Date(nowMs).toISOString()])
  const groups = new Map<string, [DueRow, ...DueRow[]]>()
  for (const row of rows) {
    const key = [row.tenantId, row.scheduleId, row.zone, row.nextAt.getTime()].join(' ')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  let made = 0
  for (const group of groups.values()) made += await startRun(group, nowMs)
  return made
}

const DUE = `
  SELECT r.tenant_id AS "tenantId", r.schedule_id AS "scheduleId", r.id, r.user_id AS "userId", r.address, r.zone,
    r.next_at AS "nextAt", COALESCE(u.time_zone, s.zone) AS "zoneNow", s.rhythm, s.time
  FROM report_recipient r
  JOIN report_schedule s ON s.tenant_id = r.tenant_id AND s.id = r.schedule_id AND s.enabled
  LEFT JOIN app_user u ON u.tenant_id = r.tenant_id AND u.id = r.user_id
  WHERE r.next_at <= $1::timestamptz
  ORDER BY r.next_at, r.tenant_id, r.schedule_id, r.position LIMIT 1000`

async function startRun(group: readonly [DueRow, ...DueRow[]], nowMs: number): Promise<number> {
  const [{ tenantId, scheduleId, zone, rhythm, time }] = group
  const known = scheduleRhythmSchema.safeParse(rhythm)
  if (!known.success || !isTimeZone(zone)) {
    log.error({ scheduleId }, 'a schedule that cannot be read is left alone')
    return 0
  }
  const times = { rhythm: known.data, time, zone }
  return inTransaction(async (session) => {
    const taken: RunRecipient[] = []
    for (const { id, userId, address, nextAt, zoneNow } of group) {
      const next = isTimeZone(zoneNow) ? zoneNow : zone
      const nextMs = nextDueMs({ ...times, zone: next }, nowMs)
      const mine = await session.query(TAKE, [
        tenantId,
        id,
        nextAt.toISOString(),
        new Date(nextMs).toISOString(),
        next,
      ])
      if (mine.length > 0) taken.push({ id, userId, address, sentAt: null, problem: null })
    }
    if (taken.length === 0) return 0
    const dueAt = new Date(lastDueMs(times, nowMs)).toISOString()
    const values = [
      tenantId,
      randomUUID(),
      scheduleId,
      dueAt,
      zone,
      new Date(nowMs).toISOString(),
      storableJson(taken),
    ]
    return (await session.query(MAKE, values)).length
  })
}

// Whoever comes second waits for the row, and finds another time in it.
const TAKE = `
  UPDATE report_recipient SET next_at = $4::timestamptz, zone = $5
  WHERE tenant_id = $1 AND id = $2 AND next_at = $3::timestamptz RETURNING id`

const MAKE = `
  INSERT INTO report_run (tenant_id, id, schedule_id, due_at, zone, next_try_at, recipients)
  VALUES ($1, $2, $3, $4::timestamptz, $5, $6::timestamptz, $7::jsonb)
  ON CONFLICT (tenant_id, schedule_id, due_at, zone) DO NOTHING RETURNING id`

/** Makes a sending of a schedule at once, beside its times, to all its recipients. Answers how many, by zone. */
export async function startRunsNow(tenantId: string, scheduleId: string, nowMs: number): Promise<number> {
  const rows = await db().reportRecipient.findMany({
    where: { tenantId, scheduleId },
    orderBy: { position: 'asc' },
  })
  const at = new Date(nowMs).toISOString()
  let made = 0
  for (const zone of new Set(rows.map((row) => row.zone))) {
    const recipients = rows
      .filter((row) => row.zone === zone)
      .map(({ id, userId, address }) => ({ id, userId, address, sentAt: null, problem: null }))
    const values = [tenantId, randomUUID(), scheduleId, at, zone, at, storableJson(recipients)]
    made += (await sql().query(MAKE, values)).length
  }
  return made
}

/** What a sending is made of. */
export type ScheduleWork = {
  id: string
  ownerId: string
  name: string
  request: ReportRequest | null
  range: (typeof SCHEDULE_RANGES)[number]
  format: ReportFormat
}

/** A schedule with its saved report; null when it is gone or cannot be read. */
export async function findScheduleWork(tenantId: string, id: string): Promise<ScheduleWork | null> {
  const row = await db().reportSchedule.findUnique({
    where: { tenantId_id: { tenantId, id } },
    include: { definition: { select: { name: true, request: true, ownerId: true, shared: true } } },
  })
  const range = SCHEDULE_RANGES.find((each) => each === row?.range)
  const format = REPORT_FORMATS.find((each) => each === row?.format)
  if (row === null || range === undefined || format === undefined) return null
  const { ownerId, definition } = row
  const request = reportRequestSchema.safeParse(definition.request)
  // A report that is no longer shared is its maker's alone.
  const isTheirs = definition.ownerId === ownerId || definition.shared
  return {
    ...{ id, ownerId, range, format, name: definition.name },
    request: request.success && isTheirs ? request.data : null,
  }
}

/** Ends a schedule for good, with the reason in words. */
export async function stopSchedule(tenantId: string, id: string, reason: string): Promise<void> {
  await db().$transaction([
    db().reportSchedule.updateMany({
      where: { tenantId, id },
      data: { enabled: false, stoppedBecause: reason },
    }),
    db().reportRecipient.updateMany({ where: { tenantId, scheduleId: id }, data: { nextAt: null } }),
  ])
}
