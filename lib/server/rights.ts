// Asking whether a viewer has a single right. The person is read anew each time, so that a right taken is gone at once;
// what the rights are is lib/domain/rights.ts. Whether an id is the viewer's to act on is the data layer's business.

import 'server-only'
import { type Right, rightsOf, rightsOfRole } from '@/lib/domain/rights'
import type { Viewer } from './access'
import { sql } from './db'
import { ForbiddenError } from './errors'

/** The rights the viewer has now; none when the person is gone or disabled. Whoever looks as another role has no more than it. */
export async function rightsOfViewer({ tenantId, userId, role }: Viewer): Promise<readonly Right[]> {
  const [row] = await sql().query<{ role: string; rights: string[] | null; deniedRights: string[] | null }>(
    `SELECT role::text AS role, rights, denied_rights AS "deniedRights" FROM app_user
     WHERE tenant_id = $1 AND id = $2 AND disabled_at IS NULL`,
    [tenantId, userId],
  )
  if (row === undefined) return []
  const own = rightsOf({ role: row.role, rights: row.rights ?? [], deniedRights: row.deniedRights ?? [] })
  return row.role === role ? own : own.filter((right) => rightsOfRole(role).includes(right))
}

/** Whether the viewer has a right now. */
export async function mayDo(viewer: Viewer, right: Right): Promise<boolean> {
  return (await rightsOfViewer(viewer)).includes(right)
}

/** @throws ForbiddenError unless the viewer has the right now. */
export async function assertMay(viewer: Viewer, right: Right): Promise<void> {
  if (!(await mayDo(viewer, right))) throw new ForbiddenError()
}
