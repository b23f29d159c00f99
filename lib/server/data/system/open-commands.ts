// Which tenants have commands that end by an answer, an expiry or the return of a device. For background work: no viewer.

import type { CommandState } from '@/lib/domain/command'
import { sql } from '../../db'

/** Tenants with a command in one of `states`; one that left before `leftAfter` counts no more. */
export async function listTenantsWithCommands(
  states: readonly CommandState[],
  leftAfter: Date,
): Promise<string[]> {
  const rows = await sql().query<{ id: string }>(
    `SELECT id FROM tenant t WHERE EXISTS (
       SELECT 1 FROM command c WHERE c.tenant_id = t.id AND c.state = ANY($1::text[])
         AND (c.sent_at IS NULL OR c.sent_at > $2))
     ORDER BY id`,
    [states, leftAfter],
  )
  return rows.map(({ id }) => id)
}
