// Who waits for whom, on PostgreSQL.

import { sql } from '@/lib/server/db'

/** How many sessions of the database under test wait for a lock. */
export async function waitingSessions(): Promise<number> {
  const rows = await sql().query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return rows.length
}
