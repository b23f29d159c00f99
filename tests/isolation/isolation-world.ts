// Two tenants on one vendor. Of the first a branch, which the people under test have, and another that is none of theirs.

import { randomUUID } from 'node:crypto'
import { type RoleName, rightsWithin } from '@/lib/domain/rights'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { db, sql } from '@/lib/server/db'
import { encodeSession } from '@/lib/server/session-cookie'
import { makePerson } from '../db/fixtures'
import { connectTenant, forgetVendor, startVendor, storeRoster } from '../live/vendor'
import { KINDS, type Kind, type Stock } from './registry-types'
import { stock } from './stock'

/** Somebody who is signed in. */
export type Asker = { viewer: Viewer; cookie: string }

export type IsolationWorld = Awaited<ReturnType<typeof openWorld>>

/** What is the same for the whole tenant, so that none of it lies outside anybody's scope. */
const TENANT_WIDE: readonly Kind[] = ['connection', 'delivery', 'gap', 'hook', 'reject', 'rule', 'webhook']

export async function openWorld() {
  forgetVendor()
  const vendor = await startVendor()
  const [ours, theirs] = [await connectTenant(vendor, 'acme'), await connectTenant(vendor, 'other')]
  await storeRoster(vendor, ours, 'acme')
  await storeRoster(vendor, theirs, 'other')
  const { tenantId } = ours.ref
  const north = accountPath(['acme', 'acme-north'])
  const west = accountPath(['acme', 'acme-northwest'])
  const asker = async (role: RoleName, over = {}) =>
    signedIn(role === 'owner' ? ours.owner : await makePerson({ tenantId, role, scopePath: north }, over))
  const withAll = (role: RoleName) => asker(role, { rights: [...rightsWithin(role)] })
  const full = {
    owner: await asker('owner'),
    distributor: await withAll('distributor'),
    dispatcher: await withAll('dispatcher'),
    viewer: await withAll('viewer'),
  }
  const usual = {
    owner: full.owner,
    distributor: await asker('distributor'),
    dispatcher: await asker('dispatcher'),
    viewer: await asker('viewer'),
  }
  const beside = await makePerson({ tenantId, role: 'distributor', scopePath: west })
  /** Another stock of what the people under test have, with a vehicle of its own, untouched by what was done before. */
  let kept = ''
  const freshStock = async () => {
    // There is a limit to how many somebody has; the first is kept.
    if (kept !== '') await db().reportSchedule.deleteMany({ where: { tenantId, id: { not: kept } } })
    const made = await stock({
      ...(await anotherDevice(await placeOf(ours.ref, 'north-depot'), tenantId)),
      by: full.distributor.viewer,
      person: (await makePerson({ tenantId, role: 'dispatcher', scopePath: north })).userId,
    })
    if (kept === '') kept = made.schedule
    return made
  }
  const stocks = {
    own: await freshStock(),
    outside: await stock({
      ...(await placeOf(ours.ref, 'acme-northwest')),
      by: beside,
      person: (await makePerson({ tenantId, role: 'dispatcher', scopePath: west })).userId,
    }),
    foreign: await stock({
      ...(await placeOf(theirs.ref, 'other')),
      by: theirs.owner,
      person: (await makePerson({ tenantId: theirs.ref.tenantId, role: 'dispatcher' })).userId,
    }),
    missing: nowhere(),
  }
  return { vendor, tenantId, foreignTenantId: theirs.ref.tenantId, full, usual, stocks, freshStock }
}

/** Whether things of a kind can lie outside of a person's scope, but inside their tenant. */
export function liesSomewhere(kind: Kind): boolean {
  return !TENANT_WIDE.includes(kind)
}

/** All that a tenant has, as one digest by table, and how often an id stands in any of it. */
export async function digestOf(tenantId: string): Promise<Record<string, string | null>> {
  const tables = await tenantTables()
  const parts = tables.map(
    (table) =>
      `SELECT '${table}' AS "table", md5(string_agg(t::text, '|' ORDER BY t::text)) AS digest FROM "${table}" t WHERE tenant_id = $1`,
  )
  const rows = await sql().query<{ table: string; digest: string | null }>(parts.join(' UNION ALL '), [
    tenantId,
  ])
  return Object.fromEntries(rows.map(({ table, digest }) => [table, digest]))
}

export async function mentionsOf(tenantId: string, id: string): Promise<Record<string, number>> {
  const tables = await tenantTables()
  const parts = tables.map(
    (table) =>
      `SELECT '${table}' AS "table", count(*)::int AS count FROM "${table}" t WHERE tenant_id = $1 AND strpos(t::text, $2) > 0`,
  )
  const rows = await sql().query<{ table: string; count: number }>(parts.join(' UNION ALL '), [tenantId, id])
  return Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ table, count }) => [table, count]))
}

async function tenantTables(): Promise<string[]> {
  const rows = await sql().query<{ table: string }>(
    `SELECT c.relname AS "table" FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE s.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  )
  return rows.map(({ table }) => table)
}

/** The same person in a session of its own. */
export function signedInAnew({ viewer }: Asker): Promise<Asker> {
  return signedIn(viewer)
}

async function signedIn(viewer: Viewer): Promise<Asker> {
  const { tenantId, userId } = viewer
  const id = randomUUID()
  // Seen a moment from now on, so that no request notes when it came.
  const lastSeenAt = new Date(Date.now() + 3_600_000)
  await db().userSession.create({ data: { tenantId, id, userId, createdAt: new Date(), lastSeenAt } })
  return { viewer, cookie: await encodeSession({ userId, sessionVersion: 1, sessionId: id }) }
}

async function placeOf({ tenantId, id }: { tenantId: string; id: string }, login: string) {
  const account = await db().account.findFirstOrThrow({ where: { tenantId, login } })
  const device = await db().device.findFirstOrThrow({ where: { tenantId, accountId: account.id } })
  return { connectionId: id, account: account.id, device: { id: device.id, imei: device.imei } }
}

let added = 0
async function anotherDevice(place: Awaited<ReturnType<typeof placeOf>>, tenantId: string) {
  added += 1
  const imei = String(861_000_000_000_000 + added)
  const [id, { account: accountId, connectionId }] = [randomUUID(), place]
  await db().device.create({ data: { tenantId, id, accountId, connectionId, imei, name: 'Vehicle' } })
  return { ...place, device: { id, imei } }
}

function nowhere(): Stock {
  const ids = Object.fromEntries(KINDS.map((kind) => [kind, randomUUID()]))
  return { ...(ids as Record<Kind, string>), imei: '869999999999999' }
}
