// How long a tenant's people watch before a stream ends by itself.

import 'server-only'
import type { Viewer } from '../access'
import { db, sql } from '../db'

/** How long the viewer's tenant watches before a stream ends, s; null for the usual. */
export async function findLiveLimit(viewer: Viewer): Promise<number | null> {
  const row = await db().videoSetting.findUnique({ where: { tenantId: viewer.tenantId } })
  return row?.liveLimitS ?? null
}

/** Sets it for the viewer's tenant. */
export async function storeLiveLimit(viewer: Viewer, liveLimitS: number): Promise<void> {
  await sql().query(
    `INSERT INTO video_setting (tenant_id, live_limit_s) VALUES ($1, $2)
     ON CONFLICT (tenant_id) DO UPDATE SET live_limit_s = excluded.live_limit_s`,
    [viewer.tenantId, liveLimitS],
  )
}
