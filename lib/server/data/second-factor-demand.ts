// The roles whose people must have a second factor, and how many of them have none. The factors are system/second-factor.ts.

import 'server-only'
import type { Viewer } from '../access'
import { sql } from '../db'
import { textArray } from '../sql'

/** The roles whose people must have a second factor. */
export async function readDemandedRoles(viewer: Viewer): Promise<string[]> {
  const [row] = await sql().query<{ roles: string[] }>(
    'SELECT second_factor_roles AS roles FROM tenant WHERE id = $1',
    [viewer.tenantId],
  )
  return row?.roles ?? []
}

/** Sets the roles whose people must have a second factor. Who owes one from now on is signed out within seconds. */
export async function storeDemandedRoles(viewer: Viewer, roles: readonly string[]): Promise<void> {
  await sql().query('UPDATE tenant SET second_factor_roles = $2::text[] WHERE id = $1', [
    viewer.tenantId,
    textArray(roles),
  ])
}

/** How many people of each role have no second factor; disabled ones don't count. */
export function countWithoutFactor(
  viewer: Viewer,
): Promise<{ role: string; people: number; without: number }[]> {
  return sql().query(
    `SELECT u.role::text AS role, count(*)::int AS people, count(*) FILTER (WHERE f.confirmed_at IS NULL)::int AS without
     FROM app_user u LEFT JOIN second_factor f ON f.tenant_id = u.tenant_id AND f.user_id = u.id
     WHERE u.tenant_id = $1 AND u.disabled_at IS NULL GROUP BY u.role`,
    [viewer.tenantId],
  )
}
