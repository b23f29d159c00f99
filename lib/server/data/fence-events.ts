// What happened at geofences, and who is inside them now: of fences and vehicles in the viewer's scope.

import 'server-only'
import { FENCE_EVENT_KINDS, type FenceEventKind } from '@/lib/domain/geofence'
import type { Viewer } from '../access'
import { sql } from '../db'
import { isUuid } from './ids'

export type FenceEventRecord = {
  deviceId: string
  deviceName: string
  plate: string | null
  kind: FenceEventKind
  at: Date
  enteredAt: Date
  lat: number
  lng: number
}

/** What happened at a fence to vehicles in scope, the newest first; only before `beforeAt` when given. */
export async function listFenceEvents(
  viewer: Viewer,
  fenceId: string,
  { limit, beforeAt }: { limit: number; beforeAt?: Date },
): Promise<FenceEventRecord[]> {
  if (!isUuid(fenceId)) return []
  const rows = await sql().query<Omit<FenceEventRecord, 'kind'> & { kind: string }>(
    `SELECT e.device_id AS "deviceId", d.name AS "deviceName", d.plate, e.kind, e.at, e.entered_at AS "enteredAt",
       e.lat, e.lng
     FROM fence_event e
     JOIN fence f ON f.tenant_id = e.tenant_id AND f.id = e.fence_id AND f.removed_at IS NULL
       AND starts_with(f.scope_path, $2)
     JOIN device d ON d.tenant_id = e.tenant_id AND d.id = e.device_id AND d.removed_at IS NULL
       AND starts_with(d.scope_path, $2)
     WHERE e.tenant_id = $1 AND e.fence_id = $3 AND ($4::timestamptz IS NULL OR e.at < $4)
     ORDER BY e.at DESC, e.device_id, e.kind LIMIT ${Math.trunc(limit)}`,
    [viewer.tenantId, viewer.scopePath, fenceId, beforeAt ?? null],
  )
  return rows.flatMap((row) => {
    const kind = FENCE_EVENT_KINDS.find((each) => each === row.kind)
    return kind === undefined ? [] : [{ ...row, kind }]
  })
}

/** How many vehicles in scope are inside each fence now. */
export async function countInside(viewer: Viewer): Promise<Map<string, number>> {
  const rows = await sql().query<{ fenceId: string; count: number }>(
    `SELECT visit->>'fenceId' AS "fenceId", count(*)::int AS count
     FROM fence_state s
     JOIN device d ON d.tenant_id = s.tenant_id AND d.id = s.device_id AND d.removed_at IS NULL
       AND starts_with(d.scope_path, $2)
     CROSS JOIN LATERAL jsonb_array_elements(
       CASE WHEN jsonb_typeof(s.visits) = 'array' THEN s.visits ELSE '[]' END) visit
     WHERE s.tenant_id = $1 AND jsonb_typeof(visit->'fenceId') = 'string' GROUP BY 1`,
    [viewer.tenantId, viewer.scopePath],
  )
  return new Map(rows.map(({ fenceId, count }) => [fenceId, count]))
}
