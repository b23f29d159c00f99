// By what rules a tenant tells trips and stops, as its owners change them. Reading them for a track is data/tracks.ts.

import 'server-only'
import type { TripSettings } from '@/lib/domain/track/settings'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { ForbiddenError } from '../errors'

/**
 * When the rules of the viewer's tenant were last changed; null while the defaults hold.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function findTripRulesChange(viewer: Viewer): Promise<Date | null> {
  requireOwner(viewer)
  const row = await db().tripRules.findUnique({ where: { tenantId: viewer.tenantId } })
  return row?.changedAt ?? null
}

/**
 * Stores the rules that a tenant has of its own; with none of them, the defaults hold again.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function storeTripRules(viewer: Viewer, own: Partial<TripSettings>): Promise<void> {
  requireOwner(viewer)
  if (Object.keys(own).length === 0) {
    await sql().query('DELETE FROM trip_rules WHERE tenant_id = $1::uuid', [viewer.tenantId])
    return
  }
  await sql().query(
    `INSERT INTO trip_rules (tenant_id, settings, changed_at) VALUES ($1::uuid, $2::text::jsonb, now())
     ON CONFLICT (tenant_id) DO UPDATE SET settings = EXCLUDED.settings, changed_at = EXCLUDED.changed_at`,
    [viewer.tenantId, JSON.stringify(own)],
  )
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
