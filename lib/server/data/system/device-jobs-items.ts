// Work on many devices as its worker sees it: taking items, writing verdicts, ending. An item is `working` in the database
// before anything leaves for the vendor; it becomes `waiting` again only when it is known that nothing happened.

import 'server-only'
import {
  DEVICE_ITEM_STATES,
  type DeviceItemProblem,
  type DeviceItemState,
  type DeviceJobCounts,
  type DeviceJobEndReason,
  type DeviceJobKind,
  type DeviceJobState,
  type DeviceWish,
} from '@/lib/domain/api/device-jobs'
import { sql } from '../../db'
import { defineBatch, storableJson } from '../../sql'

/** Which work, for background use. */
export type DeviceJobRef = { tenantId: string; jobId: string }

export type DeviceJobRecord = { kind: DeviceJobKind; state: DeviceJobState; askedById: string; total: number }

/** An item the worker holds. */
export type HeldItem = {
  seq: number
  deviceId: string
  connectionId: string
  imei: string
  wish: DeviceWish
  /** How often it has left, this time included. */
  sentCount: number
}

/** What became of an item. `unsent`: it never left after all. */
export type Verdict = {
  seq: number
  state: DeviceItemState
  problem: DeviceItemProblem | null
  unsent?: boolean
}

/** Notes that work begins, or goes on; null when it is over or gone. */
export async function beginDeviceJob({ tenantId, jobId }: DeviceJobRef): Promise<DeviceJobRecord | null> {
  const [row] = await sql().query<DeviceJobRecord>(
    `UPDATE device_job SET state = 'running', started_at = COALESCE(started_at, clock_timestamp()), wait_until = NULL
     WHERE tenant_id = $1 AND id = $2 AND state IN ('queued', 'running')
     RETURNING kind, state, asked_by_id AS "askedById", total`,
    [tenantId, jobId],
  )
  return row ?? null
}

/** Who asked for it, whatever has become of it; null when it is gone. */
export async function findDeviceJob({ tenantId, jobId }: DeviceJobRef): Promise<DeviceJobRecord | null> {
  const [row] = await sql().query<DeviceJobRecord>(
    `SELECT kind, state, asked_by_id AS "askedById", total FROM device_job WHERE tenant_id = $1 AND id = $2`,
    [tenantId, jobId],
  )
  return row ?? null
}

/** Whether somebody wants it stopped. */
export async function isStopAsked({ tenantId, jobId }: DeviceJobRef): Promise<boolean> {
  const rows = await sql().query(
    'SELECT 1 FROM device_job WHERE tenant_id = $1 AND id = $2 AND stop_asked_at IS NOT NULL',
    [tenantId, jobId],
  )
  return rows.length === 1
}

/** Notes until when it rests; null when it goes on. */
export async function noteRest({ tenantId, jobId }: DeviceJobRef, until: Date | null): Promise<void> {
  await sql().query('UPDATE device_job SET wait_until = $3 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    jobId,
    until,
  ])
}

/** The item whose turn it is, still untouched; null when none waits. */
export async function peekItem({ tenantId, jobId }: DeviceJobRef): Promise<HeldItem | null> {
  const [row] = await sql().query<HeldItem>(
    `SELECT ${HELD} FROM device_job_item item
     WHERE tenant_id = $1 AND job_id = $2 AND state = 'waiting' ORDER BY seq LIMIT 1`,
    [tenantId, jobId],
  )
  return row ?? null
}

/** Takes the next item and those that may go with it, at most `most`. From now on they count as sent. */
export async function takeItems({ tenantId, jobId }: DeviceJobRef, most: number): Promise<HeldItem[]> {
  const rows = await sql().query<HeldItem>(
    `WITH first AS (
       SELECT batch_key FROM device_job_item WHERE tenant_id = $1 AND job_id = $2 AND state = 'waiting'
       ORDER BY seq LIMIT 1
     ), taken AS (
       SELECT seq FROM device_job_item
       WHERE tenant_id = $1 AND job_id = $2 AND state = 'waiting' AND batch_key = (SELECT batch_key FROM first)
       ORDER BY seq LIMIT $3
     )
     UPDATE device_job_item item
     SET state = 'working', sent_count = sent_count + 1, updated_at = clock_timestamp()
     FROM taken
     WHERE item.tenant_id = $1 AND item.job_id = $2 AND item.seq = taken.seq AND item.state = 'waiting'
     RETURNING ${HELD}`,
    [tenantId, jobId, most],
  )
  return rows.toSorted((a, b) => a.seq - b.seq)
}

/** Items in a state, in order. */
export function listHeld({ tenantId, jobId }: DeviceJobRef, state: DeviceItemState): Promise<HeldItem[]> {
  return sql().query<HeldItem>(
    `SELECT ${HELD} FROM device_job_item item WHERE tenant_id = $1 AND job_id = $2 AND state = $3 ORDER BY seq`,
    [tenantId, jobId, state],
  )
}

const verdictColumns = defineBatch<Verdict>([
  ['seq', 'int4', (row) => row.seq],
  ['state', 'text', (row) => row.state],
  ['problem', 'jsonb', (row) => (row.problem === null ? null : { json: row.problem })],
  ['unsent', 'bool', (row) => row.unsent === true],
])

/** Writes down what became of items that were held or unknown; settled ones stay. */
export async function settleItems(
  { tenantId, jobId }: DeviceJobRef,
  verdicts: readonly Verdict[],
): Promise<void> {
  if (verdicts.length === 0) return
  await sql().query(
    `UPDATE device_job_item item SET state = verdict.state, problem = verdict.problem,
       sent_count = item.sent_count - CASE WHEN verdict.unsent THEN 1 ELSE 0 END, updated_at = clock_timestamp()
     FROM ${verdictColumns.from(3, 'verdict')}
     WHERE item.tenant_id = $1 AND item.job_id = $2 AND item.seq = verdict.seq
       AND item.state IN ('working', 'unknown')`,
    [tenantId, jobId, ...verdictColumns.values(verdicts)],
  )
}

/** What is held since a worker died may have happened: nobody knows. */
export async function markInterrupted({ tenantId, jobId }: DeviceJobRef): Promise<void> {
  await sql().query(
    `UPDATE device_job_item SET state = 'unknown', problem = $3::jsonb, updated_at = clock_timestamp()
     WHERE tenant_id = $1 AND job_id = $2 AND state = 'working'`,
    [tenantId, jobId, storableJson({ word: 'no_answer' } satisfies DeviceItemProblem)],
  )
}

export type Ending = { state: DeviceJobState; reason: DeviceJobEndReason | null }

/**
 * Ends work: what has not begun stays undone, with the reason, and what is held is of unknown fate. Null when it was over already.
 * For within a transaction, so that no work ends by half.
 */
export async function endDeviceJob(
  { tenantId, jobId }: DeviceJobRef,
  { state, reason }: Ending,
): Promise<DeviceJobCounts | null> {
  const ended = await sql().query(
    `UPDATE device_job SET state = $3, end_reason = $4, finished_at = clock_timestamp(), wait_until = NULL
     WHERE tenant_id = $1 AND id = $2 AND state IN ('queued', 'running') RETURNING 1`,
    [tenantId, jobId, state, reason],
  )
  if (ended.length === 0) return null
  await markInterrupted({ tenantId, jobId })
  await sql().query(
    `UPDATE device_job_item SET state = 'undone', problem = $3::jsonb, updated_at = clock_timestamp()
     WHERE tenant_id = $1 AND job_id = $2 AND state = 'waiting'`,
    [tenantId, jobId, storableJson({ word: reason ?? 'stopped' } satisfies DeviceItemProblem)],
  )
  return countItems({ tenantId, jobId })
}

/** How many items stand in each state. */
export async function countItems({ tenantId, jobId }: DeviceJobRef): Promise<DeviceJobCounts> {
  const rows = await sql().query<{ state: DeviceItemState; count: number }>(
    `SELECT state, count(*)::int4 AS count FROM device_job_item WHERE tenant_id = $1 AND job_id = $2 GROUP BY state`,
    [tenantId, jobId],
  )
  return countsOf(rows)
}

/** Counts of every state, with zeros. */
export function countsOf(rows: readonly { state: DeviceItemState; count: number }[]): DeviceJobCounts {
  const count = (state: DeviceItemState) => rows.find((row) => row.state === state)?.count ?? 0
  return Object.fromEntries(DEVICE_ITEM_STATES.map((state) => [state, count(state)])) as DeviceJobCounts
}

const HELD = `item.seq, item.device_id AS "deviceId", item.connection_id AS "connectionId", item.imei, item.wish,
  item.sent_count AS "sentCount"`
