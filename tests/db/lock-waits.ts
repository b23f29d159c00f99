// Who waits for whom, on PostgreSQL.

import { sql } from '@/lib/server/db'

/** How many sessions of the database under test wait for a lock. */
export async function waitingSessions(): Promise<number> {
  const rows = await sql().query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return rows.length
}

/** Has a session take the record of a tenant's deeds, unless somebody else has it. True when it was free. */
export async function takeRecord(session: ReturnType<typeof sql>, tenantId: string): Promise<boolean> {
  const [lock] = await session.query<{ isFree: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('milepost audit'), hashtext($1)) AS "isFree"`,
    [tenantId],
  )
  return lock?.isFree === true
}
