// Schedules of saved reports as people may see and change them: their own, and those of others whose scope lies in theirs.
// When they are due and sent is the business of system/report-schedules.ts.

import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  type Recipient,
  type ReportRun,
  type ReportScheduleDraft,
  RUN_STATES,
  SCHEDULE_RANGES,
  scheduleRhythmSchema,
} from '@/lib/domain/api/report-book'
import { REPORT_FORMATS } from '@/lib/domain/api/reports'
import { nextDueMs } from '@/lib/domain/reports/schedule'
import type { Viewer } from '../access'
import { db, inTransaction } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { mustChange } from '../must-change'
import { defineBatch, storableJson } from '../sql'
import { isUuid } from './ids'
import { toRunRecipients } from './system/report-runs'

export type ScheduleRecord = Omit<ReportScheduleDraft, 'recipients'> & {
  id: string
  ownerId: string
  ownerName: string
  stoppedBecause: string | null
  recipients: { recipient: Recipient; name: string; nextAt: Date | null }[]
  runs: ReportRun[]
}

const MAX_SHOWN = 500
const RUNS_SHOWN = 10

/** Schedules, the newest first. One of a version that asked otherwise is left out. */
export async function listSchedules(viewer: Viewer): Promise<ScheduleRecord[]> {
  const rows = await db().reportSchedule.findMany({
    where: visibleSchedules(viewer),
    include: WITH_ALL,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: MAX_SHOWN,
  })
  return rows.flatMap((row) => toRecord(row) ?? [])
}

/** @throws NotFoundError when it is missing, of another tenant, or not for the viewer's eyes. */
export async function getSchedule(viewer: Viewer, id: string): Promise<ScheduleRecord> {
  if (!isUuid(id)) throw new NotFoundError()
  const row = await db().reportSchedule.findFirst({
    where: { ...visibleSchedules(viewer), id },
    include: WITH_ALL,
  })
  const record = row && toRecord(row)
  if (!record) throw new NotFoundError()
  return record
}

/** How many schedules there are: the person's own, and the tenant's. */
export async function countSchedules(viewer: Viewer): Promise<{ own: number; all: number }> {
  const { tenantId, userId } = viewer
  const [own, all] = await Promise.all([
    db().reportSchedule.count({ where: { tenantId, ownerId: userId } }),
    db().reportSchedule.count({ where: { tenantId } }),
  ])
  return { own, all }
}

/** When a schedule is reckoned from, and what is to be put on record in the same transaction. */
type Saving<Noted extends unknown[]> = { nowMs: number; record: (...noted: Noted) => Promise<void> }

/**
 * Makes a schedule of the viewer's, or changes one, and reckons anew when each recipient is next due. Answers its id; `record`
 * is told it within the transaction.
 * @throws NotFoundError for a schedule or person that is not there; ForbiddenError for another person's schedule
 */
export async function saveSchedule(
  viewer: Viewer,
  id: string | null,
  { draft, nowMs, record }: Saving<[id: string]> & { draft: ReportScheduleDraft },
): Promise<string> {
  const before = id === null ? [] : (await mayChange(viewer, id)).recipients
  const { tenantId, userId, scopePath } = viewer
  const scheduleId = id ?? randomUUID()
  const named = before.flatMap(({ recipient }) => (recipient.to === 'user' ? [recipient.userId] : []))
  const recipients = await recipientRows(viewer, draft, { nowMs, named: new Set(named) })
  const { definitionId, rhythm, time, zone, range, format, enabled } = draft
  const words = [definitionId, storableJson(rhythm), time, zone, range, format, enabled, new Date(nowMs)]
  await inTransaction(async (tx) => {
    if (id === null) await tx.query(INSERT, [tenantId, scheduleId, ...words, userId, scopePath])
    else await mustChange(tx, UPDATE, [tenantId, scheduleId, ...words])
    await tx.query('DELETE FROM report_recipient WHERE tenant_id = $1 AND schedule_id = $2', [
      tenantId,
      scheduleId,
    ])
    await tx.query(INSERT_RECIPIENTS, [tenantId, scheduleId, ...RECIPIENTS.values(recipients)])
    await record(scheduleId)
  })
  return scheduleId
}

const INSERT = `
  INSERT INTO report_schedule (tenant_id, id, definition_id, rhythm, time, zone, range, format, enabled, updated_at,
    owner_id, scope_path)
  VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $11, $12)`
const UPDATE = `
  UPDATE report_schedule SET definition_id = $3, rhythm = $4::jsonb, time = $5, zone = $6, range = $7, format = $8,
    enabled = $9, updated_at = $10, stopped_because = NULL
  WHERE tenant_id = $1 AND id = $2 RETURNING 1`

type RecipientRow = Awaited<ReturnType<typeof recipientRows>>[number]
const RECIPIENTS = defineBatch<RecipientRow>([
  ['id', 'uuid', (row) => row.id],
  ['position', 'int4', (row) => row.position],
  ['user_id', 'uuid', (row) => row.userId],
  ['address', 'text', (row) => row.address],
  ['zone', 'text', (row) => row.zone],
  ['next_at', 'timestamptz', (row) => row.nextAt],
])
const INSERT_RECIPIENTS = `
  INSERT INTO report_recipient (tenant_id, schedule_id, ${RECIPIENTS.names})
  SELECT $1::uuid, $2::uuid, n.* FROM ${RECIPIENTS.from(3, 'n')}`

/**
 * Has a schedule go on, each recipient due anew, or pauses it; for the people it is for already. `record` runs in the same
 * transaction.
 * @throws NotFoundError; ForbiddenError for another person's, but for owners
 */
export async function turnSchedule(
  viewer: Viewer,
  id: string,
  { enabled, nowMs, record }: Saving<[]> & { enabled: boolean },
): Promise<void> {
  const schedule = await mayChange(viewer, id)
  const key = [viewer.tenantId, id]
  await inTransaction(async (tx) => {
    await mustChange(tx, TURN, [...key, enabled, new Date(nowMs)])
    const zones = await tx.query<{ zone: string }>(
      'SELECT DISTINCT zone FROM report_recipient WHERE tenant_id = $1 AND schedule_id = $2',
      key,
    )
    for (const { zone } of zones) {
      const nextAt = enabled ? new Date(nextDueMs({ ...schedule, zone }, nowMs)) : null
      await tx.query(
        'UPDATE report_recipient SET next_at = $4 WHERE tenant_id = $1 AND schedule_id = $2 AND zone = $3',
        [...key, zone, nextAt],
      )
    }
    await record()
  })
}

const TURN = `
  UPDATE report_schedule SET enabled = $3, stopped_because = NULL, updated_at = $4
  WHERE tenant_id = $1 AND id = $2 RETURNING 1`

/**
 * With its past; `record` runs in the same transaction.
 * @throws NotFoundError; ForbiddenError for another person's, but for owners
 */
export async function removeSchedule(viewer: Viewer, id: string, record: () => Promise<void>): Promise<void> {
  await mayChange(viewer, id)
  await inTransaction(async (tx) => {
    await mustChange(tx, REMOVE, [viewer.tenantId, id])
    await record()
  })
}

const REMOVE = 'DELETE FROM report_schedule WHERE tenant_id = $1 AND id = $2 RETURNING 1'

async function mayChange(viewer: Viewer, id: string): Promise<ScheduleRecord> {
  const schedule = await getSchedule(viewer, id)
  if (schedule.ownerId !== viewer.userId && viewer.role !== 'owner') throw new ForbiddenError()
  return schedule
}

type RowsFor = { nowMs: number; named: ReadonlySet<string> }

async function recipientRows(viewer: Viewer, draft: ReportScheduleDraft, { nowMs, named }: RowsFor) {
  const userIds = new Set(draft.recipients.flatMap((each) => (each.to === 'user' ? [each.userId] : [])))
  const people = await db().user.findMany({
    where: { tenantId: viewer.tenantId, id: { in: [...userIds] } },
    select: { id: true, timeZone: true, scopePath: true },
  })
  // Whom one cannot see one cannot name: the same as people who do not exist. Whoever was named by another may stay.
  const seen = people.filter(({ id, scopePath }) => named.has(id) || scopePath.startsWith(viewer.scopePath))
  if (seen.length < userIds.size) throw new NotFoundError()
  const zones = new Map(seen.map(({ id, timeZone }) => [id, timeZone]))
  return unique(draft.recipients).map((recipient, position) => {
    const zone = (recipient.to === 'user' ? zones.get(recipient.userId) : null) ?? draft.zone
    const nextAt = draft.enabled ? new Date(nextDueMs({ ...draft, zone }, nowMs)) : null
    const whom =
      recipient.to === 'user'
        ? { userId: recipient.userId, address: null }
        : { userId: null, address: recipient.address.toLowerCase() }
    return { id: randomUUID(), position, zone, nextAt, ...whom }
  })
}

/** Nobody gets a mail twice. */
function unique(recipients: readonly Recipient[]): Recipient[] {
  const keyOf = (each: Recipient) => (each.to === 'user' ? each.userId : each.address.toLowerCase())
  return [...new Map(recipients.map((each) => [keyOf(each), each])).values()]
}

function visibleSchedules({ tenantId, userId, scopePath }: Viewer) {
  const inScope = { scopePath: { startsWith: scopePath.replace(/[\\%_]/g, '\\$&') } }
  return { tenantId, OR: [{ ownerId: userId }, inScope] }
}

const WITH_ALL = {
  owner: { select: { name: true } },
  recipients: {
    orderBy: { position: 'asc' },
    include: { user: { select: { name: true, email: true } } },
  },
  runs: { orderBy: { dueAt: 'desc' }, take: RUNS_SHOWN },
} as const

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>

function findRow(viewer: Viewer) {
  return db().reportSchedule.findFirst({ where: visibleSchedules(viewer), include: WITH_ALL })
}

function toRecord(row: Row): ScheduleRecord | null {
  const rhythm = scheduleRhythmSchema.safeParse(row.rhythm)
  const range = SCHEDULE_RANGES.find((each) => each === row.range)
  const format = REPORT_FORMATS.find((each) => each === row.format)
  if (!rhythm.success || range === undefined || format === undefined) return null
  const { id, ownerId, definitionId, time, zone, enabled, stoppedBecause } = row
  return {
    ...{ id, ownerId, definitionId, time, zone, enabled, stoppedBecause, range, format },
    rhythm: rhythm.data,
    ownerName: row.owner.name,
    recipients: row.recipients.map(({ userId, address, user, nextAt }) => ({
      recipient:
        userId === null ? { to: 'mail' as const, address: address ?? '' } : { to: 'user' as const, userId },
      name: user === null ? (address ?? '') : user.name || user.email,
      nextAt,
    })),
    runs: row.runs.map(toRun),
  }
}

function toRun(row: Row['runs'][number]): ReportRun {
  const recipients = toRunRecipients(row.recipients)
  return {
    id: row.id,
    dueAt: row.dueAt.toISOString(),
    zone: row.zone,
    state: RUN_STATES.find((each) => each === row.state) ?? 'failed',
    finishedAt: row.finishedAt?.toISOString() ?? null,
    nextTryAt: row.tries === 0 ? null : (row.nextTryAt?.toISOString() ?? null),
    tries: row.tries,
    recipientCount: recipients.length,
    sentCount: recipients.filter(({ sentAt }) => sentAt !== null).length,
    rowCount: row.rowCount,
    problem: row.problem,
  }
}
