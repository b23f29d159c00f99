// Share links as people see and change them: their own, and with the right to manage people also those made by people within
// their scope. How a link is found by its token is ../share/links.ts; what may be in one is services/shares.ts.

import 'server-only'
import { MAX_SHARES_LISTED, type ShareFilter, type ShareStanding } from '@/lib/domain/api/share'
import { rightsOf } from '@/lib/domain/rights'
import type { ShareField, ShareZoneMode } from '@/lib/domain/share'
import type { Viewer } from '../access'
import { db, inTransaction, sql } from '../db'
import { NotFoundError } from '../errors'
import { storableText, textArray } from '../sql'
import { isUuid } from './ids'
import { visibleDevices } from './scope'

/** A new link, checked and with its secrets worked out. */
export type NewShare = {
  id: string
  tokenHash: string
  tokenSealed: string
  name: string
  startsAt: Date
  endsAt: Date
  fields: readonly ShareField[]
  zoneMode: ShareZoneMode
  /** Fences with their shapes, as JSON. */
  zones: unknown
  passwordHash: string | null
  destination: { lat: number; lng: number; label: string } | null
  viewerLimit: number | null
  vehicles: readonly { deviceId: string; alias: string | null }[]
}

/** A link in the list. */
export type ShareRecord = {
  id: string
  creatorId: string
  creatorName: string
  name: string
  tokenSealed: string
  startsAt: Date
  endsAt: Date
  pausedAt: Date | null
  revokedAt: Date | null
  createdAt: Date
  fields: string[]
  zoneMode: string
  zones: unknown
  hasPassword: boolean
  destination: unknown
  viewerLimit: number | null
  views: number
  lastViewedAt: Date | null
  /** Its creator may still share, and at least one of its vehicles is theirs to share. */
  isAlive: boolean
  /** Those in the viewer's scope. */
  vehicles: { deviceId: string; name: string; alias: string | null }[]
}

/** Whether a viewer sees links of others. */
export type Reach = { withOthers: boolean }

/** @throws NotFoundError for a vehicle the viewer does not see. */
export async function assertVisible(viewer: Viewer, deviceIds: readonly string[]): Promise<void> {
  const where = { ...visibleDevices(viewer), id: { in: [...deviceIds] } }
  if ((await db().device.count({ where })) < new Set(deviceIds).size) throw new NotFoundError()
}

/** Stores a link whose vehicles were looked at with `assertVisible`. */
export async function insertShare(viewer: Viewer, share: NewShare): Promise<void> {
  const { id, tokenHash, tokenSealed, name, startsAt, endsAt, zoneMode, passwordHash, viewerLimit } = share
  await inTransaction(async (tx) => {
    await tx.query(
      `INSERT INTO share_link (tenant_id, id, creator_id, token_hash, token_sealed, name, starts_at, ends_at, shown_from,
         fields, zone_mode, zones, password_hash, destination, viewer_limit)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9::text[], $10, $11::jsonb, $12, $13::jsonb, $14)`,
      [
        viewer.tenantId,
        id,
        viewer.userId,
        tokenHash,
        tokenSealed,
        name,
        startsAt,
        endsAt,
        textArray(share.fields),
        zoneMode,
        JSON.stringify(share.zones),
        passwordHash,
        share.destination === null ? null : JSON.stringify(share.destination),
        viewerLimit,
      ],
    )
    for (const [position, { deviceId, alias }] of share.vehicles.entries())
      await tx.query(
        `INSERT INTO share_vehicle (tenant_id, link_id, device_id, position, alias) VALUES ($1, $2, $3, $4, $5)`,
        [viewer.tenantId, id, deviceId, position, alias],
      )
  })
}

/** How many links of the viewer can still be opened. */
export async function countOpenShares(viewer: Viewer): Promise<number> {
  return db().shareLink.count({
    where: {
      tenantId: viewer.tenantId,
      creatorId: viewer.userId,
      revokedAt: null,
      endsAt: { gt: new Date() },
    },
  })
}

/** A page of those that fit: links that can still be opened first, then the newest; and how many fit in all. */
export async function listShares(
  viewer: Viewer,
  { filter, ...reach }: Reach & { filter: ShareFilter },
): Promise<{ links: ShareRecord[]; total: number }> {
  const { q, standing, own, skip = 0 } = filter
  const rows = await sql().query<LinkRow & { total: number }>(
    `SELECT ${COLUMNS}, count(*) OVER ()::int AS total FROM ${SEEN}
       AND ($5 = '' OR ${FITS}) AND (NOT $6::bool OR l.creator_id = $2)
       AND ${standing === undefined ? 'true' : STANDS[standing]}
     ORDER BY (l.revoked_at IS NULL AND l.ends_at > now()) DESC, l.created_at DESC, l.id
     LIMIT ${MAX_SHARES_LISTED} OFFSET $7::int`,
    [...seenBy(viewer, reach), storableText(q ?? ''), own === '1', skip],
  )
  return { links: await withVehicles(viewer, rows), total: rows[0]?.total ?? 0 }
}

/** @throws NotFoundError when it is missing, of another tenant, or of somebody the viewer does not manage. */
export async function getShare(viewer: Viewer, id: string, reach: Reach): Promise<ShareRecord> {
  if (!isUuid(id)) throw new NotFoundError()
  const rows = await sql().query<LinkRow>(`SELECT ${COLUMNS} FROM ${SEEN} AND l.id = $5`, [
    ...seenBy(viewer, reach),
    id,
  ])
  const [link] = await withVehicles(viewer, rows)
  if (link === undefined) throw new NotFoundError()
  return link
}

/** Pauses a link, or lets it go on: then nothing from before that moment is shown. */
export async function setSharePaused(viewer: Viewer, id: string, paused: boolean): Promise<void> {
  const change = paused
    ? 'paused_at = COALESCE(paused_at, now())'
    : `shown_from = CASE WHEN paused_at IS NULL THEN shown_from ELSE GREATEST(shown_from, now()) END, paused_at = NULL`
  await sql().query(
    `UPDATE share_link SET ${change} WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL`,
    [viewer.tenantId, id],
  )
}

/** Moves the end of a link that was not revoked; false when it was. One that had ended shows nothing of the time between. */
export async function setShareEnd(viewer: Viewer, id: string, endsAt: Date): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE share_link SET
       shown_from = CASE WHEN ends_at <= now() THEN GREATEST(shown_from, now()) ELSE shown_from END, ends_at = $3
     WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
    [viewer.tenantId, id, endsAt],
  )
  return rows.length > 0
}

/** Ends a link for good, and forgets its token. */
export async function revokeShare(viewer: Viewer, id: string): Promise<void> {
  await sql().query(
    `UPDATE share_link SET revoked_at = COALESCE(revoked_at, now()), token_sealed = ''
     WHERE tenant_id = $1 AND id = $2`,
    [viewer.tenantId, id],
  )
}

/** Takes away what nobody can open any more and ended this many days ago. */
export async function removeOldShares(viewer: Viewer, days: number): Promise<void> {
  await sql().query(
    `DELETE FROM share_link WHERE tenant_id = $1
       AND LEAST(ends_at, COALESCE(revoked_at, ends_at)) < now() - make_interval(days => $2::int)`,
    [viewer.tenantId, days],
  )
}

type LinkRow = Omit<ShareRecord, 'vehicles' | 'isAlive'> & {
  role: string
  rights: string[] | null
  deniedRights: string[] | null
  disabledAt: Date | null
  creatorScope: string
}

const COLUMNS = `l.id, l.creator_id AS "creatorId", u.name AS "creatorName", l.name, l.token_sealed AS "tokenSealed",
  l.starts_at AS "startsAt", l.ends_at AS "endsAt", l.paused_at AS "pausedAt", l.revoked_at AS "revokedAt",
  l.created_at AS "createdAt", l.fields, l.zone_mode AS "zoneMode", l.zones, l.password_hash IS NOT NULL AS "hasPassword",
  l.destination, l.viewer_limit AS "viewerLimit", l.views, l.last_viewed_at AS "lastViewedAt", u.role::text AS role,
  u.rights, u.denied_rights AS "deniedRights", u.disabled_at AS "disabledAt", u.scope_path AS "creatorScope"`

const SEEN = `share_link l JOIN app_user u ON u.tenant_id = l.tenant_id AND u.id = l.creator_id
  WHERE l.tenant_id = $1 AND (l.creator_id = $2 OR ($3::bool AND starts_with(u.scope_path, $4)))`

/** Names of vehicles count as far as the viewer sees these. */
const FITS = `(strpos(lower(l.name), lower($5)) > 0 OR strpos(lower(u.name), lower($5)) > 0 OR EXISTS (
  SELECT 1 FROM share_vehicle v JOIN device d ON d.tenant_id = v.tenant_id AND d.id = v.device_id AND d.removed_at IS NULL
  WHERE v.tenant_id = l.tenant_id AND v.link_id = l.id AND starts_with(d.scope_path, $4)
    AND (strpos(lower(d.name), lower($5)) > 0 OR strpos(lower(COALESCE(v.alias, '')), lower($5)) > 0)))`

const GOES_ON = 'l.revoked_at IS NULL AND l.ends_at > now()'
const STANDS: Readonly<Record<ShareStanding, string>> = {
  open: `${GOES_ON} AND l.paused_at IS NULL`,
  paused: `${GOES_ON} AND l.paused_at IS NOT NULL`,
  over: `NOT (${GOES_ON})`,
}

function seenBy(viewer: Viewer, { withOthers }: Reach): unknown[] {
  return [viewer.tenantId, viewer.userId, withOthers, viewer.scopePath]
}

async function withVehicles(viewer: Viewer, rows: readonly LinkRow[]): Promise<ShareRecord[]> {
  if (rows.length === 0) return []
  const vehicles = await sql().query<VehicleRow>(
    `SELECT v.link_id AS "linkId", v.device_id AS "deviceId", v.alias, d.name, d.scope_path AS path
     FROM share_vehicle v
     JOIN device d ON d.tenant_id = v.tenant_id AND d.id = v.device_id AND d.removed_at IS NULL
     WHERE v.tenant_id = $1 AND v.link_id = ANY($2::uuid[]) ORDER BY v.position`,
    [viewer.tenantId, textArray(rows.map(({ id }) => id))],
  )
  const byLink = new Map<string, VehicleRow[]>(rows.map(({ id }) => [id, []]))
  for (const vehicle of vehicles) byLink.get(vehicle.linkId)?.push(vehicle)
  return rows.map(({ role, rights, deniedRights, disabledAt, creatorScope, ...row }) => {
    const own = byLink.get(row.id) ?? []
    const holder = { role, rights: rights ?? [], deniedRights: deniedRights ?? [] }
    const mayShare = disabledAt === null && rightsOf(holder).includes('share')
    return {
      ...row,
      isAlive: mayShare && own.some(({ path }) => path.startsWith(creatorScope)),
      vehicles: own.flatMap(({ deviceId, name, alias, path }) =>
        path.startsWith(viewer.scopePath) ? [{ deviceId, name, alias }] : [],
      ),
    }
  })
}

type VehicleRow = { linkId: string; deviceId: string; alias: string | null; name: string; path: string }
