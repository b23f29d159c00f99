// What scopes can be made of, and what they are called.

import 'server-only'
import { partsOfScope } from '@/lib/domain/scope-path'
import type { Viewer } from '../access'
import { sql } from '../db'
import { textArray } from '../sql'
import { getAccount } from './accounts'

const GROUPS_SHOWN = 500

/** The vehicle groups of an account's own devices, by name. @throws NotFoundError as `getAccount` */
export async function listGroups(viewer: Viewer, accountId: string): Promise<string[]> {
  const { id } = await getAccount(viewer, accountId)
  const rows = await sql().query<{ name: string }>(
    `SELECT DISTINCT group_name AS name FROM device
     WHERE tenant_id = $1 AND account_id = $3 AND removed_at IS NULL AND group_name <> '' AND starts_with(scope_path, $2)
     ORDER BY 1 LIMIT ${GROUPS_SHOWN}`,
    [viewer.tenantId, viewer.scopePath, id],
  )
  return rows.map(({ name }) => name)
}

/** Names of the accounts and groups that scopes within the viewer's stand for, by path; what is gone is left out. */
export async function nameScopes(
  viewer: Viewer,
  scopePaths: readonly string[],
): Promise<Map<string, { account: string | null; group: string | null }>> {
  const inside = scopePaths.filter((path) => path.startsWith(viewer.scopePath))
  const accountPaths = [...new Set(inside.map((path) => partsOfScope(path).accountPath))]
  const groupPaths = [...new Set(inside.filter((path) => partsOfScope(path).groupSegment !== null))]
  const [accounts, groups] = await Promise.all([
    sql().query<{ path: string; name: string }>(
      `SELECT path, min(name) AS name FROM account
       WHERE tenant_id = $1 AND removed_at IS NULL AND path = ANY($2::text[]) GROUP BY path`,
      [viewer.tenantId, textArray(accountPaths)],
    ),
    sql().query<{ path: string; name: string }>(
      `SELECT scope_path AS path, min(group_name) AS name FROM device
       WHERE tenant_id = $1 AND removed_at IS NULL AND scope_path = ANY($2::text[]) GROUP BY scope_path`,
      [viewer.tenantId, textArray(groupPaths)],
    ),
  ])
  const accountNames = new Map(accounts.map(({ path, name }) => [path, name]))
  const groupNames = new Map(groups.map(({ path, name }) => [path, name]))
  return new Map(
    inside.map((path) => {
      const { accountPath, groupSegment } = partsOfScope(path)
      const account = accountNames.get(accountPath) ?? null
      return [path, { account, group: groupSegment === null ? null : (groupNames.get(path) ?? null) }]
    }),
  )
}
