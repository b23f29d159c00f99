// Leases on standing work, such as polling an account: of several processes, one does it, and when that one dies another
// takes over. Kept in the job table; each step is one statement, judged by the database's clock.

import { sql } from '../db'

/** Work that only one process at a time may do. `ids` name what it is done to, and are unique within the tenant. */
export type LeaseRequest = {
  tenantId: string
  kind: 'poll' | 'roster' | 'alarms' | 'fences' | 'commands' | 'notify'
  ids: readonly string[]
  owner: string
  ttlMs: number
}

/** Takes or prolongs leases, and answers the ids for which that worked; another process has the others. */
export async function takeLeases(request: LeaseRequest): Promise<Set<string>> {
  const { tenantId, kind, ids, owner, ttlMs } = request
  const rows = await sql().query<{ id: string }>(TAKE_LEASES, [tenantId, kind, ids, owner, ttlMs])
  return new Set(rows.map(({ id }) => id))
}

/** Gives back every lease of this kind that `owner` still has in a tenant. */
export async function releaseLeases(request: Omit<LeaseRequest, 'ids' | 'ttlMs'>): Promise<void> {
  await sql().query(
    `UPDATE job SET lease_owner = NULL, lease_until = NULL
     WHERE tenant_id = $1::uuid AND kind = $2 AND lease_owner = $3`,
    [request.tenantId, request.kind, request.owner],
  )
}

// Rows are taken in one order everywhere, so that two processes never wait for each other in a circle. The id of the
// row is made of kind and thing, so that several kinds of work on one thing do not meet.
const TAKE_LEASES = `
  WITH wanted AS (
    SELECT id, md5($2::text || id::text)::uuid AS lease_id FROM unnest($3::uuid[]) AS id ORDER BY id
  ), taken AS (
    INSERT INTO job (tenant_id, id, kind, status, payload, lease_owner, lease_until)
    SELECT $1::uuid, lease_id, $2, 'running', '{}'::jsonb, $4, clock_timestamp() + $5 * interval '1 ms' FROM wanted
    ON CONFLICT (tenant_id, id) DO UPDATE
      SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
      WHERE job.lease_owner IS NULL OR job.lease_owner = excluded.lease_owner
        OR job.lease_until <= clock_timestamp()
    RETURNING job.id
  )
  SELECT wanted.id FROM wanted JOIN taken ON taken.id = wanted.lease_id`
