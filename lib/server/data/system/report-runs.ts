// Sendings of scheduled reports as the work of making them knows them: which are due, to whom, and what became of each. Finding
// schedules that are due is report-schedules.ts.

import { z } from 'zod'
import { db, sql } from '../../db'
import { storableJson } from '../../sql'

/** The kind of the jobs that make and send reports. */
export const REPORT_RUN = 'report-run'

/** Somebody a sending is for. */
const runRecipientSchema = z.object({
  id: z.uuid(),
  userId: z.uuid().nullable(),
  address: z.string().nullable(),
  sentAt: z.iso.datetime().nullable(),
  /** Why it was not sent for good, in words. */
  problem: z.string().nullable(),
})
export type RunRecipient = z.infer<typeof runRecipientSchema>

export type RunWork = {
  tenantId: string
  id: string
  scheduleId: string
  dueAt: Date
  zone: string
  tries: number
  recipients: RunRecipient[]
}

/** Recipients as stored; none where they cannot be read. */
export function toRunRecipients(value: unknown): RunRecipient[] {
  return z.array(runRecipientSchema).max(1_000).catch([]).parse(value)
}

/**
 * Queues a job for each sending that is due at `nowMs`, or whose job came to nothing; the job before it is forgotten.
 * Answers how many. Several processes may call it at once.
 */
export async function enqueueDueRuns(nowMs: number): Promise<number> {
  const rows = await sql().query(ENQUEUE, [new Date(nowMs).toISOString(), REPORT_RUN])
  return rows.length
}

const DUE_AT_ONCE = 50

// As with gaps (heal-gaps.ts): a sending that another process gave a job meanwhile has another job than the one first read.
const ENQUEUE = `
  WITH seen AS MATERIALIZED (
    SELECT tenant_id, id, job_id FROM report_run
    WHERE state IN ('waiting', 'running') AND next_try_at <= $1::timestamptz
  ), due AS (
    SELECT r.tenant_id, r.id, r.job_id, gen_random_uuid() AS new_job_id FROM report_run r
    JOIN seen ON seen.tenant_id = r.tenant_id AND seen.id = r.id AND seen.job_id IS NOT DISTINCT FROM r.job_id
    WHERE r.state IN ('waiting', 'running') AND r.next_try_at <= $1::timestamptz
      AND NOT EXISTS (SELECT 1 FROM job j
        WHERE j.tenant_id = r.tenant_id AND j.id = r.job_id AND j.status IN ('queued', 'running'))
    ORDER BY r.next_try_at LIMIT ${DUE_AT_ONCE} FOR UPDATE OF r SKIP LOCKED
  ), forgotten AS (
    DELETE FROM job USING due WHERE job.tenant_id = due.tenant_id AND job.id = due.job_id
  ), queued AS (
    INSERT INTO job (tenant_id, id, kind, status, payload)
    SELECT tenant_id, new_job_id, $2, 'queued', jsonb_build_object('runId', id) FROM due
  )
  UPDATE report_run r SET job_id = due.new_job_id, state = 'running' FROM due
  WHERE r.tenant_id = due.tenant_id AND r.id = due.id RETURNING r.id`

/** One sending that is not over; null when it is, or is gone. */
export async function findRunWork(tenantId: string, id: string): Promise<RunWork | null> {
  const row = await db().reportRun.findFirst({
    where: { tenantId, id, state: { in: ['waiting', 'running'] } },
    select: { scheduleId: true, dueAt: true, zone: true, tries: true, recipients: true },
  })
  return row && { tenantId, id, ...row, recipients: toRunRecipients(row.recipients) }
}

/** Notes what became of recipients so far. */
export async function saveRunRecipients({ tenantId, id, recipients }: RunWork): Promise<void> {
  await sql().query(`UPDATE report_run SET recipients = $3::jsonb WHERE tenant_id = $1 AND id = $2`, [
    tenantId,
    id,
    storableJson(recipients),
  ])
}

export type RunOutcome = {
  state: 'waiting' | 'sent' | 'partly' | 'failed'
  tries: number
  /** For `waiting`: when it is tried again. */
  nextTryAt: Date | null
  rowCount: number | null
  problem: string | null
  finishedAt: Date | null
}

/** Notes how a try ended. */
export async function saveRunOutcome({ tenantId, id }: RunWork, outcome: RunOutcome): Promise<void> {
  await db().reportRun.updateMany({ where: { tenantId, id }, data: outcome })
}
