// Accounts that devices are moved to, found by what somebody types. Which of them the vendor takes devices to is told by the preview.

import 'server-only'
import type { TargetList } from '@/lib/domain/api/device-jobs'
import type { Viewer } from '../access'
import { sql } from '../db'
import { storableText } from '../sql'

type Row = TargetList['accounts'][number] & { total: number }

/**
 * Accounts in scope whose name or login holds the text, parents before their children: at most `limit`, with the name of the one
 * above as far as it is in scope, and how many there are. One query.
 */
export async function searchTargets(
  viewer: Viewer,
  { text, limit }: { text: string; limit: number },
): Promise<TargetList> {
  const rows = await sql().query<Row>(
    `SELECT a.id, a.name, a.login, count(*) OVER ()::int AS total, coalesce((
       SELECT p.name FROM account p WHERE p.tenant_id = $1 AND p.id = a.parent_id AND p.removed_at IS NULL
         AND starts_with(p.path, $2)), '') AS trail
     FROM account a
     WHERE a.tenant_id = $1 AND a.removed_at IS NULL AND starts_with(a.path, $2)
       AND (strpos(lower(a.name), lower($3)) > 0 OR strpos(lower(a.login), lower($3)) > 0)
     ORDER BY a.path LIMIT $4`,
    [viewer.tenantId, viewer.scopePath, storableText(text), limit],
  )
  return { accounts: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
