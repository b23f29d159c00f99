// Schedules without a viewer: who is due, and what a sending needs to know. Each due moment becomes one sending, however many
// processes look and however long none did.

import { randomUUID } from 'node:crypto'
import { SCHEDULE_RANGES, scheduleRhythmSchema } from '@/lib/domain/api/report-book'
import {
  REPORT_FORMATS,
  type ReportFormat,
  type ReportRequest,
  reportRequestSchema,
} from '@/lib/domain/api/reports'
import { lastDueMs, nextDueMs } from '@/lib/domain/reports/schedule'
import { isTimeZone } from '@/lib/domain/time'
import { db, inTransaction, sql } from '../../db'
import { log } from '../../log'
import { reportWords } from '../../reports/words'
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
  /** The language of the schedule's owner. */
  locale: string
}

/**
 * Makes a sending of whatever is due at `nowMs`: of several moments that were missed the last one. Answers how many sendings
 * were made. Several processes may call it at once.
 */
export async function startDueRuns(nowMs: number): Promise<number> {
  const rows = await sql().query<DueRow>(DUE, [new Date(nowMs).toISOString(), SENDINGS_AT_ONCE])
  const groups = new Map<string, [DueRow, ...DueRow[]]>()
  for (const row of rows) {
    const key = [row.tenantId, row.scheduleId, row.zone].join(' ')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  let made = 0
  for (const group of groups.values()) made += await startRun(group, nowMs)
  return made
}

const SENDINGS_AT_ONCE = 500

// Those of one schedule and zone come together: they are one sending, which is made once.
const DUE = `
  WITH due AS (
    SELECT r.tenant_id, r.schedule_id, r.zone, min(r.next_at) AS first_at
    FROM report_recipient r
    JOIN report_schedule s ON s.tenant_id = r.tenant_id AND s.id = r.schedule_id AND s.enabled
    WHERE r.next_at <= $1::timestamptz
    GROUP BY r.tenant_id, r.schedule_id, r.zone ORDER BY first_at LIMIT $2
  )
  SELECT r.tenant_id AS "tenantId", r.schedule_id AS "scheduleId", r.id, r.user_id AS "userId", r.address, r.zone,
    r.next_at AS "nextAt", COALESCE(u.time_zone, s.zone) AS "zoneNow", s.rhythm, s.time, o.locale
  FROM due
  JOIN report_recipient r ON r.tenant_id = due.tenant_id AND r.schedule_id = due.schedule_id AND r.zone = due.zone
    AND r.next_at <= $1::timestamptz
  JOIN report_schedule s ON s.tenant_id = r.tenant_id AND s.id = r.schedule_id
  JOIN app_user o ON o.tenant_id = s.tenant_id AND o.id = s.owner_id
  LEFT JOIN app_user u ON u.tenant_id = r.tenant_id AND u.id = r.user_id
  ORDER BY due.first_at, r.tenant_id, r.schedule_id, r.zone, r.position`

async function startRun(group: readonly [DueRow, ...DueRow[]], nowMs: number): Promise<number> {
  const [{ tenantId, scheduleId, zone, rhythm, time, locale }] = group
  const known = scheduleRhythmSchema.safeParse(rhythm)
  if (!known.success || !isTimeZone(zone)) {
    log.error({ scheduleId }, 'a schedule that cannot be read is stopped')
    await stopSchedule(tenantId, scheduleId, reportWords(locale)('schedule.unreadable'))
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

/** Times of the clock are whole minutes; a sending by hand is due beside them. */
const MINUTE_MS = 60_000

/** Whether a sending was asked for by hand. */
export function isByHand({ dueAt }: { dueAt: Date }): boolean {
  return dueAt.getTime() % MINUTE_MS !== 0
}

/**
 * Makes a sending of a schedule at once, beside its times, to all its recipients. Answers how long it is to wait where the
 * last one was less than `pauseMs` ago, and 0 when it was made. Several may ask at once.
 */
export async function startRunsNow(
  tenantId: string,
  scheduleId: string,
  { nowMs, pauseMs }: { nowMs: number; pauseMs: number },
): Promise<number> {
  return inTransaction(async (session) => {
    const key = [tenantId, scheduleId]
    // Whoever comes second waits here, and finds the sending of the first.
    await session.query(LOCK, key)
    const [last] = await session.query<{ at: Date | null }>(LAST, key)
    const waitMs = last?.at == null ? 0 : last.at.getTime() + pauseMs - nowMs
    if (waitMs > 0) return waitMs
    const rows = await session.query<NowRow>(RECIPIENTS, key)
    const at = new Date(nowMs).toISOString()
    const dueAt = new Date(nowMs % MINUTE_MS === 0 ? nowMs + 1 : nowMs).toISOString()
    for (const zone of new Set(rows.map((row) => row.zone))) {
      const recipients: RunRecipient[] = rows
        .filter((row) => row.zone === zone)
        .map(({ id, userId, address }) => ({ id, userId, address, sentAt: null, problem: null }))
      const values = [tenantId, randomUUID(), scheduleId, dueAt, zone, at, storableJson(recipients)]
      await session.query(MAKE, values)
    }
    return 0
  })
}

type NowRow = { id: string; userId: string | null; address: string | null; zone: string }

const LOCK = `SELECT id FROM report_schedule WHERE tenant_id = $1 AND id = $2 FOR UPDATE`

const LAST = `SELECT max(due_at) AS at FROM report_run WHERE tenant_id = $1 AND schedule_id = $2`

const RECIPIENTS = `
  SELECT id, user_id AS "userId", address, zone FROM report_recipient
  WHERE tenant_id = $1 AND schedule_id = $2 ORDER BY position`

/** What a sending is made of. */
export type ScheduleWork = {
  id: string
  ownerId: string
  name: string
  request: ReportRequest | null
  range: (typeof SCHEDULE_RANGES)[number]
  format: ReportFormat
  enabled: boolean
  /** Who it is for now. */
  recipients: { userId: string | null; address: string | null }[]
}

/** A schedule with its saved report; null when it is gone or cannot be read. */
export async function findScheduleWork(tenantId: string, id: string): Promise<ScheduleWork | null> {
  const row = await db().reportSchedule.findUnique({
    where: { tenantId_id: { tenantId, id } },
    include: {
      definition: { select: { name: true, request: true, ownerId: true, shared: true } },
      recipients: { select: { userId: true, address: true } },
    },
  })
  const range = SCHEDULE_RANGES.find((each) => each === row?.range)
  const format = REPORT_FORMATS.find((each) => each === row?.format)
  if (row === null || range === undefined || format === undefined) return null
  const { ownerId, definition, enabled, recipients } = row
  const request = reportRequestSchema.safeParse(definition.request)
  // A report that is no longer shared is its maker's alone.
  const isTheirs = definition.ownerId === ownerId || definition.shared
  return {
    ...{ id, ownerId, range, format, enabled, recipients, name: definition.name },
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
