// What alarms of our own fences are called. Their rows name the kind alone: a fence's name is for those whose scope holds the
// fence, while its alarm is for everybody who sees the vehicle.

import 'server-only'
import type { Viewer } from '../access'
import { sql } from '../db'
import { isUuid } from './ids'

/** Names by id of our fences that these alarms are about and that lie in the viewer's scope, removed ones too. */
export async function listFenceNames(
  viewer: Viewer,
  alarms: readonly { fenceRef: string | null }[],
): Promise<Map<string, string>> {
  const ids = new Set(
    alarms.flatMap(({ fenceRef }) => (fenceRef !== null && isUuid(fenceRef) ? fenceRef : [])),
  )
  if (ids.size === 0) return new Map()
  const rows = await sql().query<{ id: string; name: string }>(
    `SELECT id, name FROM fence WHERE tenant_id = $1::uuid AND starts_with(scope_path, $2::text) AND id = ANY($3::uuid[])`,
    [viewer.tenantId, viewer.scopePath, [...ids]],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
