// The account tree as people may see it: pages of children with what they hold, a search, one account and its way up.
// Changing it here is account-changes.ts; taking it over from the vendor is system/roster-sync.ts.

import 'server-only'
import { EXPIRING_DAYS } from '@/lib/domain/account'
import type { AccountCounts } from '@/lib/domain/api/accounts'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { NotFoundError } from '../errors'
import { storableText } from '../sql'
import { isUuid } from './ids'
import { visibleAccounts } from './scope'

/** An account of the vendor's tree. */
export type Account = {
  id: string
  connectionId: string
  login: string
  name: string
  /** Vendor account type: 8 distributor, 9 ordinary user, 10 ordinary distributor ... */
  type: number | null
  parentId: string | null
  path: string
}

/** An account with what it holds. */
export type CountedAccount = Account & {
  /** Of its connection. */
  profile: string
  /** By which children are ordered. */
  sortName: string
  childCount: number
  own: AccountCounts
  total: AccountCounts
}

/** Where a page of children ended. */
export type AccountCursor = Pick<CountedAccount, 'sortName' | 'id'>

/** The accounts in the viewer's scope, parents before their children. */
export function listAccounts(viewer: Viewer): Promise<Account[]> {
  return db().account.findMany({
    where: visibleAccounts(viewer),
    select: { id: true, connectionId: true, login: true, name: true, type: true, parentId: true, path: true },
    orderBy: { path: 'asc' },
  })
}

/** One account. @throws NotFoundError when it is missing, removed, or outside the viewer's scope */
export async function getAccount(viewer: Viewer, accountId: string): Promise<Account> {
  const row = isUuid(accountId)
    ? await db().account.findFirst({
        where: { ...visibleAccounts(viewer), id: accountId },
        select: {
          id: true,
          connectionId: true,
          login: true,
          name: true,
          type: true,
          parentId: true,
          path: true,
        },
      })
    : null
  if (row === null) throw new NotFoundError()
  return row
}

/** Whether an account is where the viewer's scope begins: what stands above it is none of theirs. */
export function isScopeTop(viewer: Viewer, { path, parentId }: Pick<Account, 'path' | 'parentId'>): boolean {
  return parentId === null || path === viewer.scopePath
}

/**
 * Children of an account by name, or with `parentId` null the tops of the viewer's scope: at most `limit`, after `after`. One
 * query, counts included. Those of an account that is not the viewer's are none.
 */
export function listChildren(
  viewer: Viewer,
  { parentId, after, limit }: { parentId: string | null; after: AccountCursor | null; limit: number },
): Promise<CountedAccount[]> {
  return counted(viewer, {
    where: `(CASE WHEN $5::uuid IS NOT NULL THEN a.parent_id = $5::uuid
                  WHEN $2 = '/' THEN a.parent_id IS NULL ELSE a.path = $2 END)
      AND ($6::text IS NULL OR (lower(a.name), a.id) > ($6::text, $7::uuid))`,
    values: [parentId, after?.sortName ?? null, after?.id ?? null],
    limit,
  })
}

/**
 * Accounts in scope whose name or login holds the text, those that begin with it first; at most `limit`. With an account that is
 * to be moved, only others of its connection where it can go: not below itself, and not where it is. Then no text finds them
 * all, from the top down. One query.
 */
export function searchAccounts(
  viewer: Viewer,
  { text, limit, moving = null }: { text: string; limit: number; moving?: string | null },
): Promise<CountedAccount[]> {
  return counted(viewer, {
    where: `(strpos(lower(a.name), lower($5)) > 0 OR strpos(lower(a.login), lower($5)) > 0)
      AND ($6::uuid IS NULL OR EXISTS (
        SELECT 1 FROM account m WHERE m.tenant_id = $1 AND m.id = $6::uuid AND m.removed_at IS NULL
          AND starts_with(m.path, $2)
          AND m.connection_id = a.connection_id AND NOT starts_with(a.path, m.path)
          AND a.id IS DISTINCT FROM m.parent_id))`,
    order: `(starts_with(lower(a.name), lower($5)) OR starts_with(lower(a.login), lower($5))) DESC,
      CASE WHEN $6::uuid IS NOT NULL AND $5 = '' THEN length(a.path) - length(replace(a.path, '/', '')) END,`,
    values: [storableText(text), moving],
    limit,
  })
}

/** Those of the ids that the viewer sees, with what they hold. One query. */
export function listCounted(viewer: Viewer, ids: readonly string[]): Promise<CountedAccount[]> {
  return counted(viewer, {
    where: "a.id = ANY(string_to_array($5, ',')::uuid[])",
    values: [ids.join()],
    limit: ids.length,
  })
}

/** What stands above accounts, as far as the viewer sees it, from the top down, by the id of the account. One query. */
export async function listWays(
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const rows = await sql().query<{ of: string; id: string; name: string }>(
    `WITH RECURSIVE way (of, parent_id, id, name, height) AS (
       SELECT a.id, a.parent_id, NULL::uuid, '', 0 FROM account a
       WHERE a.tenant_id = $1 AND a.id = ANY(string_to_array($3, ',')::uuid[]) AND starts_with(a.path, $2)
       UNION ALL
       SELECT w.of, a.parent_id, a.id, a.name, w.height + 1 FROM way w
       JOIN account a ON a.tenant_id = $1 AND a.id = w.parent_id AND a.removed_at IS NULL
         AND starts_with(a.path, $2)
       WHERE w.height < ${MAX_DEPTH}
     )
     SELECT of, id, name FROM way WHERE id IS NOT NULL ORDER BY of, height DESC`,
    [viewer.tenantId, viewer.scopePath, ids.join()],
  )
  const ways = new Map<string, { id: string; name: string }[]>()
  for (const { of, ...step } of rows) ways.set(of, [...(ways.get(of) ?? []), step])
  return ways
}

type Row = Account & {
  profile: string
  sortName: string
  childCount: number
  ownDevices: number
  ownOnline: number
  ownExpiring: number
  devices: number
  online: number
  expiring: number
}

/** `where` and `order` name the account `a`; their own values begin at $5. */
async function counted(
  { tenantId, scopePath }: Viewer,
  wanted: { where: string; order?: string; values: readonly unknown[]; limit: number },
): Promise<CountedAccount[]> {
  const rows = await sql().query<Row>(
    `WITH RECURSIVE page AS MATERIALIZED (
       SELECT a.id, a.connection_id, a.login, a.name, a.type, a.parent_id, a.path, lower(a.name) AS sort_name,
         row_number() OVER (ORDER BY ${wanted.order ?? ''} lower(a.name), a.id) AS place
       FROM account a
       WHERE a.tenant_id = $1 AND a.removed_at IS NULL AND starts_with(a.path, $2) AND ${wanted.where}
       ORDER BY place LIMIT $3
     ), ${HELD}
     SELECT p.id, p.connection_id AS "connectionId", p.login, p.name, p.type, p.parent_id AS "parentId", p.path,
       p.sort_name AS "sortName", (SELECT k.profile FROM jimi_connection k
         WHERE k.tenant_id = $1 AND k.id = p.connection_id) AS profile, (SELECT count(*)::int FROM account c
         WHERE c.tenant_id = $1 AND c.parent_id = p.id AND c.removed_at IS NULL) AS "childCount",
       coalesce(h.own_devices, 0) AS "ownDevices", coalesce(h.own_online, 0) AS "ownOnline",
       coalesce(h.own_expiring, 0) AS "ownExpiring", coalesce(h.devices, 0) AS devices,
       coalesce(h.online, 0) AS online, coalesce(h.expiring, 0) AS expiring
     FROM page p LEFT JOIN held h ON h.top = p.id
     ORDER BY p.place`,
    [tenantId, scopePath, wanted.limit, EXPIRING_DAYS, ...wanted.values],
  )
  return rows.map(toCounted)
}

/** Deeper than any tree that is read from the vendor. */
const MAX_DEPTH = 50

/**
 * Counts of the subtrees of a page, walked down child by child. OFFSET 0 keeps each step the look-up in an index that it is
 * written as: without statistics, and the embedded database has none, joins are planned for one row and done for thousands.
 */
const HELD = `
  tree (top, id, depth) AS (
    SELECT p.id, p.id, 0 FROM page p
    UNION ALL
    SELECT t.top, c.id, t.depth + 1 FROM tree t
    CROSS JOIN LATERAL (
      SELECT a.id FROM account a WHERE a.tenant_id = $1 AND a.parent_id = t.id AND a.removed_at IS NULL OFFSET 0
    ) c
    WHERE t.depth < ${MAX_DEPTH}
  ), one AS (
    SELECT t.top, t.top = t.id AS own, coalesce(s.online, false) AS online,
      coalesce(d.expires_at > now() AND d.expires_at <= now() + make_interval(days => $4::int), false) AS expiring
    FROM tree t
    CROSS JOIN LATERAL (
      SELECT v.id, v.expires_at FROM device v
      WHERE v.tenant_id = $1 AND v.account_id = t.id AND v.removed_at IS NULL OFFSET 0
    ) d
    LEFT JOIN LATERAL (
      SELECT l.online FROM device_state l WHERE l.tenant_id = $1 AND l.device_id = d.id OFFSET 0
    ) s ON true
  ), held AS (
    SELECT top, count(*) FILTER (WHERE own)::int AS own_devices,
      count(*) FILTER (WHERE own AND online)::int AS own_online,
      count(*) FILTER (WHERE own AND expiring)::int AS own_expiring, count(*)::int AS devices,
      count(*) FILTER (WHERE online)::int AS online, count(*) FILTER (WHERE expiring)::int AS expiring
    FROM one GROUP BY top
  )`

function toCounted({
  ownDevices,
  ownOnline,
  ownExpiring,
  devices,
  online,
  expiring,
  ...row
}: Row): CountedAccount {
  return {
    ...row,
    own: { devices: ownDevices, online: ownOnline, expiring: ownExpiring },
    total: { devices, online, expiring },
  }
}
