// Records of what is over and was only kept to be looked up: work on many devices with what became of each, and views of
// customers. What the audit trail says of them stays.

import { KEEP_ENDED_DAYS } from '@/lib/domain/retention'
import { sql } from '../../db'
import { DAY_MS } from './telemetry-kinds'

/** A piece of work has up to thirty thousand items, which go with it. */
const JOBS_AT_ONCE = 20

/** Drops what ended longer than KEEP_ENDED_DAYS before `nowMs`. Answers how many. For background work: no viewer. */
export async function dropEndedWork(nowMs: number, signal?: AbortSignal): Promise<number> {
  const before = new Date(nowMs - KEEP_ENDED_DAYS * DAY_MS)
  const views = await sql().query('DELETE FROM view_as WHERE ended_at < $1 RETURNING 1', [before])
  let dropped = views.length
  while (!signal?.aborted) {
    const jobs = await sql().query(
      `DELETE FROM device_job WHERE (tenant_id, id) IN (
         SELECT tenant_id, id FROM device_job WHERE finished_at < $1 ORDER BY finished_at, id LIMIT $2)
       RETURNING 1`,
      [before, JOBS_AT_ONCE],
    )
    dropped += jobs.length
    if (jobs.length < JOBS_AT_ONCE) return dropped
  }
  return dropped
}
