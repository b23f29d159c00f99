// Work on many devices as people may see it: that which was asked for within their scope, else it does not exist. Rights are
// the services' business; what the worker writes is system/device-jobs-items.ts.

import 'server-only'
import { randomUUID } from 'node:crypto'
import type {
  DeviceChange,
  DeviceItemProblem,
  DeviceItemState,
  DeviceItemView,
  DeviceJobAbout,
  DeviceJobCounts,
  DeviceJobEndReason,
  DeviceJobKind,
  DeviceJobState,
  DeviceJobView,
  DeviceWish,
} from '@/lib/domain/api/device-jobs'
import type { Viewer } from '../access'
import { db, inTransaction, sql } from '../db'
import { NotFoundError } from '../errors'
import { chunked, defineBatch, storableJson } from '../sql'
import { isUuid } from './ids'
import { countsOf } from './system/device-jobs-items'

/** One thing to do, as it is written down when it is asked for. */
export type NewDeviceItem = {
  deviceId: string
  connectionId: string
  imei: string
  deviceName: string
  batchKey: string
  wish: DeviceWish
  changes: DeviceChange[]
}

export type NewDeviceJob = {
  kind: DeviceJobKind
  about: DeviceJobAbout
  items: readonly NewDeviceItem[]
}

const LISTED = 100
const ROWS_PER_INSERT = 1_000

type NumberedItem = NewDeviceItem & { seq: number }
const itemColumns = defineBatch<NumberedItem>([
  ['seq', 'int4', (row) => row.seq],
  ['device_id', 'uuid', (row) => row.deviceId],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['imei', 'text', (row) => row.imei],
  ['device_name', 'text', (row) => row.deviceName],
  ['batch_key', 'text', (row) => row.batchKey],
  ['wish', 'jsonb', (row) => ({ json: row.wish })],
  ['changes', 'jsonb', (row) => ({ json: row.changes })],
])

/** Writes work down with all its items; nothing is done yet. Answers its id. */
export async function insertDeviceJob(viewer: Viewer, job: NewDeviceJob): Promise<string> {
  const id = randomUUID()
  const { tenantId, userId, scopePath } = viewer
  await inTransaction(async (tx) => {
    await tx.query(
      `INSERT INTO device_job (tenant_id, id, kind, asked_by_id, scope_path, about, total, created_at)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, clock_timestamp())`,
      [tenantId, id, job.kind, userId, scopePath, storableJson(job.about), job.items.length],
    )
    const rows = job.items.map((item, index) => ({ ...item, seq: index + 1 }))
    for (const part of chunked(rows, ROWS_PER_INSERT))
      await tx.query(
        `INSERT INTO device_job_item (tenant_id, job_id, updated_at, ${itemColumns.names})
         SELECT $1::uuid, $2::uuid, clock_timestamp(), item.* FROM ${itemColumns.from(3, 'item')}`,
        [tenantId, id, ...itemColumns.values(part)],
      )
  })
  return id
}

/** The newest work in scope. */
export async function listDeviceJobs(viewer: Viewer): Promise<DeviceJobView[]> {
  const rows = await sql().query<JobRow>(
    `SELECT ${JOB_COLUMNS} WHERE ${VISIBLE} ORDER BY job.created_at DESC, job.id LIMIT ${LISTED}`,
    [viewer.tenantId, viewer.scopePath],
  )
  return withCounts(viewer.tenantId, rows)
}

/**
 * One piece of work in scope.
 * @throws NotFoundError when it is missing, foreign, or was asked for by somebody who saw more.
 */
export async function getDeviceJob(viewer: Viewer, id: string): Promise<DeviceJobView> {
  const rows = isUuid(id)
    ? await sql().query<JobRow>(`SELECT ${JOB_COLUMNS} WHERE ${VISIBLE} AND job.id = $3`, [
        viewer.tenantId,
        viewer.scopePath,
        id,
      ])
    : []
  const [view] = await withCounts(viewer.tenantId, rows)
  if (view === undefined) throw new NotFoundError()
  return view
}

export type ItemPage = { state?: DeviceItemState; skip: number; take: number }

/** Items of work in scope, in order, and how many there are of them. @throws NotFoundError */
export async function listDeviceItems(
  viewer: Viewer,
  jobId: string,
  { state, skip, take }: ItemPage,
): Promise<{ items: DeviceItemView[]; found: number }> {
  const job = await getDeviceJob(viewer, jobId)
  const { counts, total } = job
  const rows = await db().deviceJobItem.findMany({
    where: { tenantId: viewer.tenantId, jobId, state: { in: storedStates(job, state) } },
    orderBy: { seq: 'asc' },
    skip,
    take,
  })
  const items = rows.map((row) => toItemView(row, job))
  return { items, found: state === undefined ? total : counts[state] }
}

/** Nobody holds anything of work that is over: what was left so is of unknown fate. */
function isOver({ state }: { state: string }): boolean {
  return state !== 'queued' && state !== 'running'
}

/** How items stand in the table that are shown in a state; undefined for all. */
function storedStates(job: DeviceJobView, state: DeviceItemState | undefined): DeviceItemState[] | undefined {
  if (state === undefined || !isOver(job)) return state === undefined ? undefined : [state]
  if (state === 'working') return []
  return state === 'unknown' ? ['unknown', 'working'] : [state]
}

/** Notes the wish to stop. False when the work was over or is being stopped already. @throws NotFoundError */
export async function askToStop(viewer: Viewer, jobId: string): Promise<boolean> {
  await getDeviceJob(viewer, jobId)
  const rows = await sql().query(
    `UPDATE device_job SET stop_asked_at = clock_timestamp()
     WHERE tenant_id = $1 AND id = $2 AND stop_asked_at IS NULL AND state IN ('queued', 'running') RETURNING 1`,
    [viewer.tenantId, jobId],
  )
  return rows.length === 1
}

/** How many pieces of work of the tenant are not over, whoever asked for them. */
export function countOpenJobs(viewer: Viewer): Promise<number> {
  return db().deviceJob.count({
    where: { tenantId: viewer.tenantId, state: { in: ['queued', 'running'] } },
  })
}

type JobRow = {
  id: string
  kind: string
  state: string
  about: unknown
  askedByName: string | null
  total: number
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  stopAskedAt: Date | null
  waitUntil: Date | null
  endReason: string | null
}

const JOB_COLUMNS = `job.id, job.kind, job.state, job.about, person.name AS "askedByName", job.total,
  job.created_at AS "createdAt", job.started_at AS "startedAt", job.finished_at AS "finishedAt",
  job.stop_asked_at AS "stopAskedAt", job.wait_until AS "waitUntil", job.end_reason AS "endReason"
  FROM device_job job LEFT JOIN app_user person ON person.tenant_id = job.tenant_id AND person.id = job.asked_by_id`
const VISIBLE = 'job.tenant_id = $1 AND starts_with(job.scope_path, $2)'

async function withCounts(tenantId: string, rows: readonly JobRow[]): Promise<DeviceJobView[]> {
  if (rows.length === 0) return []
  const counted = await sql().query<{ jobId: string; state: DeviceItemState; count: number }>(
    `SELECT job_id AS "jobId", state, count(*)::int4 AS count FROM device_job_item
     WHERE tenant_id = $1 AND job_id = ANY($2::uuid[]) GROUP BY job_id, state`,
    [tenantId, rows.map(({ id }) => id)],
  )
  return rows.map((row) => toJobView(row, countsOf(counted.filter(({ jobId }) => jobId === row.id))))
}

// What stands in these columns was written by ourselves, from the same types.
function toJobView(row: JobRow, counts: DeviceJobCounts): DeviceJobView {
  return {
    id: row.id,
    kind: row.kind as DeviceJobKind,
    state: row.state as DeviceJobState,
    about: row.about as DeviceJobAbout,
    askedByName: row.askedByName,
    total: row.total,
    counts: isOver(row) ? { ...counts, unknown: counts.unknown + counts.working, working: 0 } : counts,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    stopAsked: row.stopAskedAt !== null,
    waitUntil: row.waitUntil?.toISOString() ?? null,
    endReason: row.endReason as DeviceJobEndReason | null,
  }
}

type ItemRow = {
  seq: number
  deviceId: string
  imei: string
  deviceName: string
  wish: unknown
  changes: unknown
  state: string
  problem: unknown
  updatedAt: Date
}

function toItemView(row: ItemRow, job: DeviceJobView): DeviceItemView {
  return {
    seq: row.seq,
    deviceId: row.deviceId,
    imei: row.imei,
    deviceName: row.deviceName,
    step: (row.wish as DeviceWish).step,
    changes: row.changes as DeviceChange[],
    ...standing(row, job),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function standing(row: ItemRow, job: DeviceJobView): Pick<DeviceItemView, 'state' | 'problem'> {
  if (row.state === 'working' && isOver(job)) return { state: 'unknown', problem: { word: 'no_answer' } }
  return { state: row.state as DeviceItemState, problem: row.problem as DeviceItemProblem | null }
}
