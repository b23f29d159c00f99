// Gaps as the work of filling them knows them: which are due, how far they are, what of a device is known around them. Finding
// gaps is receive-marks.ts; what owners see of them is ../receive-gaps.ts.

import type { GapStatus } from '@/lib/domain/receive-gap'
import { sql } from '../../db'
import { storableJson, textArray } from '../../sql'
import { type GapDetail, toGapDetail } from './gap-detail'

/** The kind of the jobs that fill gaps. */
export const HEAL_GAP = 'heal-gap'

/** A gap to work on. */
export type GapWork = {
  tenantId: string
  id: string
  connectionId: string
  startedAt: Date
  endedAt: Date
  status: string
  failures: number
  detail: GapDetail
}

/** A device of a gap's connection, with the fixes stored around the gap. */
export type GapDevice = {
  id: string
  imei: string
  expiresAt: Date | null
  beforeAt: Date | null
  afterAt: Date | null
}

/**
 * Queues a job for each gap that is due at `nowMs` and has none under way; the job before it is forgotten. Answers how many.
 * Several processes may call it at once.
 */
export async function enqueueDueGaps(nowMs: number): Promise<number> {
  const rows = await sql().query(ENQUEUE, [new Date(nowMs).toISOString(), HEAL_GAP])
  return rows.length
}

const DUE_AT_ONCE = 50

// A gap that another process gave a job meanwhile is read anew when its row is locked, but the new job is not seen: what tells
// is that its job is another than the one first read.
const ENQUEUE = `
  WITH seen AS MATERIALIZED (
    SELECT tenant_id, id, job_id FROM receive_gap
    WHERE status IN ('open', 'healing') AND next_try_at <= $1::timestamptz
  ), due AS (
    SELECT g.tenant_id, g.id, g.job_id, gen_random_uuid() AS new_job_id FROM receive_gap g
    JOIN seen ON seen.tenant_id = g.tenant_id AND seen.id = g.id AND seen.job_id IS NOT DISTINCT FROM g.job_id
    JOIN jimi_connection c ON c.tenant_id = g.tenant_id AND c.id = g.connection_id AND c.enabled
    WHERE g.status IN ('open', 'healing') AND g.next_try_at <= $1::timestamptz
      AND NOT EXISTS (SELECT 1 FROM job j
        WHERE j.tenant_id = g.tenant_id AND j.id = g.job_id AND j.status IN ('queued', 'running'))
    ORDER BY g.next_try_at LIMIT ${DUE_AT_ONCE} FOR UPDATE OF g SKIP LOCKED
  ), forgotten AS (
    DELETE FROM job USING due WHERE job.tenant_id = due.tenant_id AND job.id = due.job_id
  ), queued AS (
    INSERT INTO job (tenant_id, id, kind, status, payload)
    SELECT tenant_id, new_job_id, $2, 'queued', jsonb_build_object('gapId', id) FROM due
  )
  UPDATE receive_gap g SET job_id = due.new_job_id FROM due
  WHERE g.tenant_id = due.tenant_id AND g.id = due.id RETURNING g.id`

/** One gap; null when it is gone. */
export async function findGapWork(tenantId: string, gapId: string): Promise<GapWork | null> {
  const [row] = await sql().query<Omit<GapWork, 'detail'> & { detail: unknown }>(
    `SELECT tenant_id AS "tenantId", id, connection_id AS "connectionId", started_at AS "startedAt",
       ended_at AS "endedAt", status, failures, detail
     FROM receive_gap WHERE tenant_id = $1::uuid AND id = $2::uuid`,
    [tenantId, gapId],
  )
  return row === undefined ? null : { ...row, detail: toGapDetail(row.detail) }
}

/** Notes how far the filling is; from the first note on the gap is being filled. A gap that is over stays over. */
export async function saveGapDetail({ tenantId, id }: GapRef, detail: GapDetail): Promise<void> {
  await sql().query(
    `UPDATE receive_gap SET status = 'healing', detail = $3::jsonb
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND status IN ('open', 'healing')`,
    [tenantId, id, storableJson(detail)],
  )
}

/** Leaves a gap for later; `failures` counts the tries in a row without the vendor. */
export async function postponeGap(
  { tenantId, id }: GapRef,
  later: { detail: GapDetail; status: 'open' | 'healing'; nextTryMs: number; failures: number },
): Promise<void> {
  const { detail, status, nextTryMs, failures } = later
  await sql().query(
    `UPDATE receive_gap SET status = $3, detail = $4::jsonb, next_try_at = $5::timestamptz, failures = $6
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND status IN ('open', 'healing')`,
    [tenantId, id, status, storableJson(detail), new Date(nextTryMs).toISOString(), failures],
  )
}

/** Ends the filling of a gap. */
export async function closeGap(
  { tenantId, id }: GapRef,
  end: { detail: GapDetail; status: Extract<GapStatus, 'healed' | 'partly'>; atMs: number },
): Promise<void> {
  await sql().query(
    `UPDATE receive_gap SET status = $3, detail = $4::jsonb, closed_at = $5::timestamptz, failures = 0
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND status IN ('open', 'healing')`,
    [tenantId, id, end.status, storableJson(end.detail), new Date(end.atMs).toISOString()],
  )
}

type GapRef = Pick<GapWork, 'tenantId' | 'id'>

/** How many devices a gap concerns: all of its connection, or those the detail names. */
export async function countGapDevices(gap: GapWork): Promise<number> {
  const [row] = await sql().query<{ count: number }>(`SELECT count(*)::int AS count ${OF_GAP}`, ofGap(gap))
  return row?.count ?? 0
}

/** The next devices of a gap in the order of their ids, with what is stored around it. */
export function listGapDevices(gap: GapWork, limit: number): Promise<GapDevice[]> {
  const { startedAt, endedAt, detail } = gap
  return sql().query<GapDevice>(NEXT_DEVICES, [
    ...ofGap(gap),
    startedAt.toISOString(),
    endedAt.toISOString(),
    detail.afterDeviceId ?? LOWEST_ID,
    limit,
  ])
}

function ofGap({ tenantId, connectionId, detail: { only } }: GapWork): (string | null)[] {
  return [tenantId, connectionId, only === null ? null : textArray(only)]
}

const LOWEST_ID = '00000000-0000-0000-0000-000000000000'

const OF_GAP = `
  FROM device d WHERE d.tenant_id = $1::uuid AND d.connection_id = $2::uuid AND d.removed_at IS NULL
    AND ($3::text[] IS NULL OR d.imei = ANY($3::text[]))`

/** Further back than the vendor keeps anything, it does not matter when the last fix was. */
const LOOK_BACK = `interval '100 days'`

const NEXT_DEVICES = `
  SELECT d.id, d.imei, d.expires_at AS "expiresAt",
    (SELECT p.fix_at FROM position p WHERE p.tenant_id = d.tenant_id AND p.device_id = d.id
       AND p.fix_at < $4::timestamptz AND p.fix_at >= $4::timestamptz - ${LOOK_BACK}
     ORDER BY p.fix_at DESC LIMIT 1) AS "beforeAt",
    (SELECT p.fix_at FROM position p WHERE p.tenant_id = d.tenant_id AND p.device_id = d.id
       AND p.fix_at > $5::timestamptz ORDER BY p.fix_at LIMIT 1) AS "afterAt"
  ${OF_GAP} AND d.id > $6::uuid ORDER BY d.id LIMIT $7`

/** When the stored fixes of a device within a span were made, ms since epoch. */
export async function listFixTimes(
  { tenantId, deviceId }: { tenantId: string; deviceId: string },
  { beginAt, endAt }: { beginAt: Date; endAt: Date },
): Promise<Set<number>> {
  const rows = await sql().query<{ at: Date }>(
    `SELECT fix_at AS at FROM position
     WHERE tenant_id = $1::uuid AND device_id = $2::uuid AND fix_at BETWEEN $3::timestamptz AND $4::timestamptz`,
    [tenantId, deviceId, beginAt.toISOString(), endAt.toISOString()],
  )
  return new Set(rows.map(({ at }) => at.getTime()))
}
