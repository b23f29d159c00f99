// The stored tree after people changed it at the vendor, so that they need not wait for the next reading of it; what hangs on a
// branch; and what only Milepost remembers of an account. Reading the tree is accounts.ts.

import 'server-only'
import { randomUUID } from 'node:crypto'
import { type AccountPermissions, digitsOfPermissions, permissionsOfDigits } from '@/lib/domain/account'
import type { AccountStakes } from '@/lib/domain/api/accounts'
import type { Viewer } from '../access'
import { sql } from '../db'
import { storableText } from '../sql'
import { accountPath } from './account-path'
import type { Account } from './accounts'
import { changedMark, changeRoster, nextRevision, touchRoster } from './system/roster-changes'

/** What the vendor takes of an account and never tells again; null where it was never set from here. */
export type AccountFact = { permissions: AccountPermissions | null; contactPerson: string | null }

/** Stores an account that was made below another, and answers its id: the one it had, when a login comes back. */
export function storeNewAccount(
  viewer: Viewer,
  parent: Account,
  { login, name, type }: { login: string; name: string; type: number },
): Promise<string> {
  return changing(parent, viewer, async () => {
    const below = (await pathNow(viewer, parent)) ?? parent.path
    const [row] = await sql().query<{ id: string }>(
      `INSERT INTO account (tenant_id, id, connection_id, login, name, type, parent_id, path, changed_revision)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, ${nextRevision('$1', '$3')})
       ON CONFLICT (tenant_id, connection_id, login) DO UPDATE
         SET name = excluded.name, type = excluded.type, parent_id = excluded.parent_id, path = excluded.path,
           removed_at = NULL, changed_revision = excluded.changed_revision
       RETURNING id`,
      [
        viewer.tenantId,
        randomUUID(),
        parent.connectionId,
        login,
        storableText(name),
        type,
        parent.id,
        below + accountPath([login]).slice(1),
      ],
    )
    return row?.id ?? ''
  })
}

/** Stores another name. */
export function storeAccountName(viewer: Viewer, account: Account, name: string): Promise<void> {
  return changing(account, viewer, async () => {
    await sql().query(
      `UPDATE account a SET name = $3, ${changedMark('a')} WHERE a.tenant_id = $1 AND a.id = $2`,
      [viewer.tenantId, account.id, storableText(name)],
    )
  })
}

/**
 * Hangs an account with all below it under another. Scopes of people and of what they keep go with it. Where both are is read
 * when it is written: the tree may be another one than before the vendor was asked. What is below hangs where it hung, so only the
 * account itself is marked as changed. It is there, whatever a reading of the vendor that was stored in between has made of it: it
 * may have looked at each place while the account was at the other. What is below and was taken for gone with it comes back with
 * the next reading. Answers whether that was so.
 */
export function storeMove(
  viewer: Viewer,
  account: Account,
  target: Account,
): Promise<{ wasMissed: boolean }> {
  return changing(account, viewer, async () => {
    const [before, below] = [await placeNow(viewer, account), await pathNow(viewer, target)]
    // Gone with its connection, or the target is gone or within it by now: the reading that follows will tell.
    if (before === null || below === null || below.startsWith(before.path)) return { wasMissed: false }
    const after = below + accountPath([account.login]).slice(1)
    await sql().query(
      `UPDATE account SET path = $4 || substr(path, length($3) + 1),
         parent_id = CASE WHEN id = $5 THEN $6::uuid ELSE parent_id END,
         removed_at = CASE WHEN id = $5 THEN NULL ELSE removed_at END,
         changed_revision = CASE WHEN id = $5 THEN ${nextRevision('$1', '$2')} ELSE changed_revision END
       WHERE tenant_id = $1 AND connection_id = $2 AND starts_with(path, $3)`,
      [viewer.tenantId, account.connectionId, before.path, after, account.id, target.id],
    )
    // A reading of the vendor's tree may have moved the account already, which leaves scopes behind.
    for (const from of new Set([account.path, before.path]))
      if (from !== after) await moveScopes(viewer.tenantId, account.connectionId, { before: from, after })
    return { wasMissed: before.isGone }
  })
}

/**
 * Notes that an account is gone. Whose view began in there is shut out and whom was invited there is not let in: an account of
 * the same name would show them vehicles nobody meant for them.
 */
export function storeRemoval(viewer: Viewer, account: Account): Promise<void> {
  return changing(account, viewer, async () => {
    const path = (await pathNow(viewer, account)) ?? account.path
    await sql().query(
      `UPDATE account a SET removed_at = coalesce(removed_at, clock_timestamp()), ${changedMark('a')}
       WHERE a.tenant_id = $1 AND a.id = $2`,
      [viewer.tenantId, account.id],
    )
    if (await isElsewhere(viewer.tenantId, account.connectionId, path)) return
    await sql().query(
      `UPDATE app_user SET disabled_at = coalesce(disabled_at, clock_timestamp()), session_version = session_version + 1
       WHERE tenant_id = $1 AND starts_with(scope_path, $2)`,
      [viewer.tenantId, path],
    )
    await sql().query(
      `UPDATE invitation SET settled_at = clock_timestamp()
       WHERE tenant_id = $1 AND settled_at IS NULL AND starts_with(scope_path, $2)`,
      [viewer.tenantId, path],
    )
  })
}

/** Where an account is now; null when it is gone. */
async function pathNow(viewer: Viewer, account: Account): Promise<string | null> {
  const place = await placeNow(viewer, account)
  return place === null || place.isGone ? null : place.path
}

/** Where an account is now, or was when it was taken for gone; null when its connection is gone. */
async function placeNow({ tenantId }: Viewer, { id }: Account) {
  const [row] = await sql().query<{ path: string; isGone: boolean }>(
    'SELECT path, removed_at IS NOT NULL AS "isGone" FROM account WHERE tenant_id = $1 AND id = $2',
    [tenantId, id],
  )
  return row ?? null
}

/** Whether another connection has an account of that path: then scopes there may be meant for that one. */
async function isElsewhere(tenantId: string, connectionId: string, path: string): Promise<boolean> {
  const rows = await sql().query(
    `SELECT 1 FROM account WHERE tenant_id = $1 AND connection_id <> $2 AND path = $3 AND removed_at IS NULL LIMIT 1`,
    [tenantId, connectionId, path],
  )
  return rows.length > 0
}

/** What hangs on an account and all below it. One query. */
export async function countStakes(viewer: Viewer, account: Account): Promise<AccountStakes> {
  const [row] = await sql().query<AccountStakes>(
    `SELECT
       (SELECT count(*)::int FROM account a WHERE a.tenant_id = $1 AND a.connection_id = $2 AND a.removed_at IS NULL
          AND a.id <> $4 AND starts_with(a.path, $3)) AS accounts,
       (SELECT count(*)::int FROM account a JOIN device d ON d.tenant_id = a.tenant_id AND d.account_id = a.id
          AND d.removed_at IS NULL WHERE a.tenant_id = $1 AND a.connection_id = $2 AND a.removed_at IS NULL
          AND starts_with(a.path, $3)) AS devices,
       (SELECT count(*)::int FROM app_user u WHERE u.tenant_id = $1 AND starts_with(u.scope_path, $3)) AS people,
       (SELECT count(*)::int FROM fence f WHERE f.tenant_id = $1 AND f.removed_at IS NULL
          AND starts_with(f.scope_path, $3)) AS fences,
       (SELECT count(*)::int FROM report_definition r WHERE r.tenant_id = $1
          AND starts_with(r.scope_path, $3)) AS reports`,
    [viewer.tenantId, account.connectionId, account.path, account.id],
  )
  return row ?? { accounts: 0, devices: 0, people: 0, fences: 0, reports: 0 }
}

/** What was last set from here of an account. */
export async function findFact(viewer: Viewer, accountId: string): Promise<AccountFact> {
  const [row] = await sql().query<{ permissions: string | null; contactPerson: string | null }>(
    `SELECT permissions, contact_person AS "contactPerson" FROM account_fact
     WHERE tenant_id = $1 AND account_id = $2`,
    [viewer.tenantId, accountId],
  )
  return {
    permissions: permissionsOfDigits(row?.permissions ?? null),
    contactPerson: row?.contactPerson ?? null,
  }
}

/** Remembers what the vendor took. */
export async function storeFact(
  viewer: Viewer,
  accountId: string,
  { permissions, contactPerson }: { permissions: AccountPermissions; contactPerson: string },
): Promise<void> {
  await sql().query(
    `INSERT INTO account_fact (tenant_id, account_id, permissions, contact_person, changed_at, changed_by_id)
     VALUES ($1, $2, $3, $4, clock_timestamp(), $5)
     ON CONFLICT (tenant_id, account_id) DO UPDATE SET permissions = excluded.permissions,
       contact_person = excluded.contact_person, changed_at = excluded.changed_at, changed_by_id = excluded.changed_by_id`,
    [
      viewer.tenantId,
      accountId,
      digitsOfPermissions(permissions),
      storableText(contactPerson) || null,
      viewer.userId,
    ],
  )
}

/**
 * Whatever table carries a scope, also one of later days: what was kept for a branch stays with it. Where another connection
 * has a branch of that path too, scopes stay: they see less then, never what was not meant for them.
 */
async function moveScopes(
  tenantId: string,
  connectionId: string,
  { before, after }: { before: string; after: string },
): Promise<void> {
  if (await isElsewhere(tenantId, connectionId, before)) return
  const tables = await sql().query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.columns
     WHERE column_name = 'scope_path' AND table_schema = current_schema() ORDER BY table_name`,
  )
  for (const { name } of tables)
    await sql().query(
      `UPDATE ${name} AS s SET scope_path = $3 || substr(s.scope_path, length($2) + 1)
       WHERE s.tenant_id = $1 AND starts_with(s.scope_path, $2) ${name === 'saved_command' ? UNLESS_NAMED : ''}`,
      [tenantId, before, after],
    )
}

/** One of that name may be there from days when the branch was there before. */
const UNLESS_NAMED = `AND NOT EXISTS (SELECT 1 FROM saved_command o WHERE o.tenant_id = s.tenant_id AND o.name = s.name
  AND o.scope_path = $3 || substr(s.scope_path, length($2) + 1))`

/** Live fleets are told, and whoever holds one in memory reads it anew. */
function changing<T>({ connectionId }: Account, { tenantId }: Viewer, work: () => Promise<T>): Promise<T> {
  return changeRoster({ tenantId, connectionIds: [connectionId] }, async () => {
    const done = await work()
    await touchRoster(tenantId, [connectionId])
    return done
  })
}
