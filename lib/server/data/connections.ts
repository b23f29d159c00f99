// Vendor connections as people may see them: name and health, and what owners change of them. Never a sealed column.

import 'server-only'
import { UPSTREAM_HEALTH_KINDS, type UpstreamHealth, type UpstreamHealthKind } from '@/lib/domain/upstream'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { isUuid } from './ids'
import { visibleAccounts } from './scope'
import { inRosterTransaction } from './system/roster-changes'
import { type EndedView, endOverdueViews } from './system/views'

/**
 * Health of the enabled connections of the viewer's tenant that feed an account in scope, by name. With the whole
 * tenant in scope also of those whose accounts are not known yet.
 */
export async function listConnectionHealth(viewer: Viewer): Promise<UpstreamHealth[]> {
  const rows = await db().jimiConnection.findMany({
    where: {
      tenantId: viewer.tenantId,
      enabled: true,
      ...(viewer.scopePath === '/' ? {} : { accounts: { some: visibleAccounts(viewer) } }),
    },
    select: {
      id: true,
      name: true,
      healthKind: true,
      healthSince: true,
      lastSuccessAt: true,
      createdAt: true,
    },
    orderBy: { name: 'asc' },
  })
  return rows.map((row) => ({
    connectionId: row.id,
    name: row.name,
    kind: UPSTREAM_HEALTH_KINDS.find((known) => known === row.healthKind) ?? 'unknown',
    sinceMs: (row.healthSince ?? row.createdAt).getTime(),
    lastSuccessAtMs: row.lastSuccessAt?.getTime() ?? null,
  }))
}

/** A connection as an owner manages it. */
export type ManagedConnection = {
  id: string
  name: string
  account: string
  baseUrl: string
  profile: string
  enabled: boolean
}

/**
 * One connection of the viewer's tenant.
 * @throws ForbiddenError unless the viewer is an owner, NotFoundError for a foreign or missing one.
 */
export async function getConnection(viewer: Viewer, connectionId: string): Promise<ManagedConnection> {
  assertOwner(viewer)
  if (!isUuid(connectionId)) throw new NotFoundError()
  const row = await db().jimiConnection.findUnique({
    where: { tenantId_id: { tenantId: viewer.tenantId, id: connectionId } },
    select: { id: true, name: true, account: true, baseUrl: true, profile: true, enabled: true },
  })
  if (row === null) throw new NotFoundError()
  return row
}

/** Changes the name, or switches a connection on or off. Errors as `getConnection`. */
export async function updateConnection(
  viewer: Viewer,
  connectionId: string,
  change: { name?: string; enabled?: boolean },
): Promise<void> {
  assertOwner(viewer)
  if (!isUuid(connectionId)) throw new NotFoundError()
  const rows = await sql().query(
    `UPDATE jimi_connection SET name = COALESCE($3, name), enabled = COALESCE($4::boolean, enabled)
     WHERE tenant_id = $1 AND id = $2 RETURNING 1`,
    [viewer.tenantId, connectionId, change.name ?? null, change.enabled ?? null],
  )
  if (rows.length === 0) throw new NotFoundError()
}

/**
 * Removes a connection with its accounts and vehicles, and ends the views of its accounts. `record` puts that on record, in the
 * same transaction and at its end: removing what hangs on a connection takes long, and whoever else of the tenant is to be put on
 * record waits for a transaction that was. Errors as `getConnection`.
 */
export async function deleteConnection(
  viewer: Viewer,
  connectionId: string,
  record: (ended: readonly EndedView[]) => Promise<void> = async () => {},
): Promise<ManagedConnection> {
  const before = await getConnection(viewer, connectionId)
  const values = [viewer.tenantId, before.id]
  await inRosterTransaction([before.id], async (tx) => {
    await tx.query(
      `UPDATE account SET removed_at = clock_timestamp()
       WHERE tenant_id = $1 AND connection_id = $2 AND removed_at IS NULL`,
      values,
    )
    const ended = await endOverdueViews({ tenantId: viewer.tenantId, connectionId: before.id })
    const gone = await tx.query(
      'DELETE FROM jimi_connection WHERE tenant_id = $1 AND id = $2 RETURNING 1',
      values,
    )
    // Somebody else was faster.
    if (gone.length === 0) throw new NotFoundError()
    await record(ended)
  })
  return before
}

/** How many accounts and devices of a connection are stored. Errors as `getConnection`. */
export async function countRoster(
  viewer: Viewer,
  connectionId: string,
): Promise<{ accounts: number; devices: number; syncedAt: Date | null; healthKind: UpstreamHealthKind }> {
  const { id } = await getConnection(viewer, connectionId)
  const row = await db().jimiConnection.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: viewer.tenantId, id } },
    select: {
      rosterSyncedAt: true,
      healthKind: true,
      _count: {
        select: { accounts: { where: { removedAt: null } }, devices: { where: { removedAt: null } } },
      },
    },
  })
  const healthKind = UPSTREAM_HEALTH_KINDS.find((known) => known === row.healthKind) ?? 'unknown'
  return { ...row._count, syncedAt: row.rosterSyncedAt, healthKind }
}

/** The newest job of a kind that is about a connection; null when there was none. Errors as `getConnection`. */
export async function findNewestJob(viewer: Viewer, connectionId: string, kind: string) {
  const { id } = await getConnection(viewer, connectionId)
  return db().job.findFirst({
    where: { tenantId: viewer.tenantId, kind, payload: { path: ['connectionId'], equals: id } },
    select: { status: true, progress: true, createdAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
}

function assertOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
