// Finding fences in a list too long to be shown whole: by a part of a text, by tag, by how the copy at the vendor stands.

import 'server-only'
import type { FenceFilter } from '@/lib/domain/api/fences'
import type { Viewer } from '../access'
import { sql } from '../db'

/** Tags that a filter can offer. */
const MAX_TAGS = 500

/** Where a page begins: after the fence of this name and id. */
export type FenceMark = { name: string; id: string }

/**
 * Those in scope that fit, by name and `limit` at most, `after` one of them or from the first; and how many fit in all, zero
 * where none comes after. A copy noted as the same is told as differing
 * when vehicles have come or gone since.
 */
export async function findFences(
  viewer: Viewer,
  { q, tag, copy }: FenceFilter,
  { limit, after = null }: { limit: number; after?: FenceMark | null },
): Promise<{ ids: string[]; changedIds: ReadonlySet<string>; total: number }> {
  const rows = await sql().query<{ id: string; changed: boolean; total: number }>(FIND, [
    viewer.tenantId,
    viewer.scopePath,
    q?.trim().toLowerCase() ?? '',
    tag ?? null,
    copy ?? null,
    Math.trunc(limit),
    after?.name ?? null,
    after?.id ?? null,
  ])
  const changedIds = new Set(rows.filter(({ changed }) => changed).map(({ id }) => id))
  return { ids: rows.map(({ id }) => id), changedIds, total: rows[0]?.total ?? 0 }
}

/** The tags that fences in scope have, by name. */
export async function listFenceTags(viewer: Viewer): Promise<string[]> {
  const rows = await sql().query<{ tag: string }>(
    `SELECT DISTINCT tag FROM fence, unnest(tags) AS tag WHERE ${VISIBLE} ORDER BY tag LIMIT ${MAX_TAGS}`,
    [viewer.tenantId, viewer.scopePath],
  )
  return rows.map(({ tag }) => tag)
}

const VISIBLE = 'tenant_id = $1 AND starts_with(scope_path, $2) AND removed_at IS NULL'

/** Copies noted as the same whose vehicles are others by now. Fences for all vehicles share the list of those of their scope. */
const CHANGED = `
  copied AS (
    SELECT f.id, f.scope_path, f.all_devices, f.vendor_kind, f.vendor_seen, a.connection_id FROM fence f
    LEFT JOIN account a ON a.tenant_id = f.tenant_id AND a.id = f.vendor_account_id
    WHERE f.tenant_id = $1 AND starts_with(f.scope_path, $2) AND f.removed_at IS NULL AND f.vendor_state = 'same'
      AND (f.vendor_kind = 'device' OR jsonb_typeof(f.vendor_seen->'imeis') = 'array')),
  fleets AS MATERIALIZED (
    SELECT g.scope_path, g.connection_id, array_agg(DISTINCT d.imei ORDER BY d.imei) AS imeis
    FROM (SELECT DISTINCT scope_path, connection_id FROM copied WHERE all_devices) g
    JOIN device d ON d.tenant_id = $1 AND d.removed_at IS NULL AND starts_with(d.scope_path, g.scope_path)
      AND (g.connection_id IS NULL OR d.connection_id = g.connection_id)
    GROUP BY 1, 2),
  named AS (
    SELECT c.id, array_agg(DISTINCT d.imei ORDER BY d.imei) FILTER (
        WHERE n.chosen AND (c.connection_id IS NULL OR d.connection_id = c.connection_id)) AS chosen,
      array_agg(DISTINCT d.imei ORDER BY d.imei) FILTER (WHERE n.serial IS NOT NULL) AS holders
    FROM copied c JOIN fence_device n ON n.tenant_id = $1 AND n.fence_id = c.id
    JOIN device d ON d.tenant_id = $1 AND d.id = n.device_id AND d.removed_at IS NULL
      AND starts_with(d.scope_path, $2)
    GROUP BY 1),
  changed AS (
    SELECT c.id FROM copied c LEFT JOIN named n ON n.id = c.id
    LEFT JOIN fleets g ON g.scope_path = c.scope_path AND g.connection_id IS NOT DISTINCT FROM c.connection_id
    WHERE coalesce(CASE WHEN c.all_devices THEN g.imeis ELSE n.chosen END, '{}') <> coalesce(
      CASE WHEN c.vendor_kind = 'device' THEN n.holders
        ELSE ARRAY(SELECT DISTINCT imei FROM jsonb_array_elements_text(c.vendor_seen->'imeis') imei ORDER BY imei)
      END, '{}'))`

const FIND = `
  WITH ${CHANGED}, standing AS (
    SELECT id, name, description, tags, vendor_state, id IN (SELECT id FROM changed) AS changed
    FROM fence WHERE ${VISIBLE}),
  fitting AS (
  SELECT id, name, changed, count(*) OVER ()::int AS total FROM standing
  WHERE ($3 = '' OR strpos(lower(name), $3) > 0 OR strpos(lower(description), $3) > 0
      OR EXISTS (SELECT 1 FROM unnest(tags) AS tag WHERE strpos(lower(tag), $3) > 0))
    AND ($4::text IS NULL OR $4 = ANY (tags))
    AND ($5::text IS NULL OR CASE WHEN changed THEN 'differs' ELSE vendor_state END = $5))
  SELECT id, changed, total FROM fitting WHERE $7::text IS NULL OR (name, id) > ($7::text, $8::uuid)
  ORDER BY name, id LIMIT $6`
