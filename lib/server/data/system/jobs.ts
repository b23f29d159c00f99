// Long work in a queue of rows. A claim is a lease: when its owner dies, the lease runs out and another takes the job.
// What a kind of job does is the business of lib/server/jobs.

import { randomUUID } from 'node:crypto'
import { sql } from '../../db'
import { storableJson } from '../../sql'

/** JSON as a job carries it. */
export type JobData = { [key: string]: JobValue }
type JobValue = string | number | boolean | null | JobValue[] | JobData

/** A job its owner may work on until the lease ends. */
export type ClaimedJob = { tenantId: string; id: string; kind: string; payload: JobData }

/**
 * Queues a job and returns its id; within `inTransaction` as part of it. For background work and services that have checked
 * the viewer.
 */
export async function enqueueJob(tenantId: string, kind: string, payload: JobData): Promise<string> {
  const id = randomUUID()
  await sql().query('INSERT INTO job (tenant_id, id, kind, payload) VALUES ($1, $2, $3, $4::jsonb)', [
    tenantId,
    id,
    kind,
    storableJson(payload),
  ])
  return id
}

/** Takes the oldest job of these kinds that is queued and need not rest, or whose lease ran out; null when there is none. */
export async function claimJob(
  kinds: readonly string[],
  { owner, leaseMs }: { owner: string; leaseMs: number },
): Promise<ClaimedJob | null> {
  const [row] = await sql().query<ClaimedJob>(
    `UPDATE job SET status = 'running', lease_owner = $2, lease_until = clock_timestamp() + $3 * interval '1 ms'
     WHERE (tenant_id, id) = (
       SELECT tenant_id, id FROM job
       WHERE kind = ANY($1::text[])
         AND status IN ('queued', 'running')
         AND (lease_until <= clock_timestamp() OR (status = 'queued' AND lease_until IS NULL))
       ORDER BY created_at, id
       FOR UPDATE SKIP LOCKED
       LIMIT 1)
     RETURNING tenant_id AS "tenantId", id, kind, payload`,
    [kinds, owner, leaseMs],
  )
  return row ?? null
}

/** Prolongs a lease and notes progress. False when the job is no longer the owner's: stop then, somebody else has it. */
export async function renewJobLease(
  job: ClaimedJob,
  { owner, leaseMs, progress }: { owner: string; leaseMs: number; progress?: JobData },
): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE job SET lease_until = clock_timestamp() + $4 * interval '1 ms', progress = COALESCE($5::jsonb, progress)
     WHERE tenant_id = $1 AND id = $2 AND lease_owner = $3 AND status = 'running'
     RETURNING 1`,
    [job.tenantId, job.id, owner, leaseMs, progress === undefined ? null : JSON.stringify(progress)],
  )
  return rows.length === 1
}

/** Puts a job back for so long, in which nobody has it. False when it is no longer the owner's. */
export async function postponeJob(job: ClaimedJob, owner: string, forMs: number): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE job SET status = 'queued', lease_owner = NULL, lease_until = clock_timestamp() + $4 * interval '1 ms'
     WHERE tenant_id = $1 AND id = $2 AND lease_owner = $3 AND status = 'running'
     RETURNING 1`,
    [job.tenantId, job.id, owner, Math.ceil(forMs)],
  )
  return rows.length === 1
}

/** Has jobs that were put back go on at once: those of a kind whose payload names this. */
export async function wakeJobs(tenantId: string, kind: string, payload: JobData): Promise<void> {
  await sql().query(
    `UPDATE job SET lease_until = NULL
     WHERE tenant_id = $1 AND kind = $2 AND status = 'queued' AND payload @> $3::jsonb`,
    [tenantId, kind, JSON.stringify(payload)],
  )
}

/** Whether a job of this kind whose payload names this waits to be done, or is being done. */
export async function hasOpenJob(tenantId: string, kind: string, payload: JobData): Promise<boolean> {
  const rows = await sql().query(
    `SELECT 1 FROM job WHERE tenant_id = $1 AND kind = $2 AND status IN ('queued', 'running')
       AND payload @> $3::jsonb LIMIT 1`,
    [tenantId, kind, JSON.stringify(payload)],
  )
  return rows.length > 0
}

/** Ends a job, well or with an error in words. False when it is no longer the owner's; then nothing changes. */
export async function finishJob(
  job: ClaimedJob,
  owner: string,
  error: string | null = null,
): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE job SET status = $4::"JobStatus", error = $5, finished_at = clock_timestamp(),
            lease_owner = NULL, lease_until = NULL
     WHERE tenant_id = $1 AND id = $2 AND lease_owner = $3 AND status = 'running'
     RETURNING 1`,
    [job.tenantId, job.id, owner, error === null ? 'done' : 'failed', error],
  )
  return rows.length === 1
}
