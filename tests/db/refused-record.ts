// A database that refuses one kind of entry in the audit trail: what a crash between a deed and its entry would look like.

import { sql } from '@/lib/server/db'

/** Runs `work` while no entry of this action can be written. */
export async function whileRecordRefuses(action: string, work: () => Promise<void>): Promise<void> {
  await sql().query(
    `ALTER TABLE audit_entry ADD CONSTRAINT refused_record CHECK (action <> '${action}') NOT VALID`,
  )
  try {
    await work()
  } finally {
    await sql().query('ALTER TABLE audit_entry DROP CONSTRAINT refused_record')
  }
}
