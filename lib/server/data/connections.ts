// Vendor connections as people may see them: name and health. Never a sealed column.

import 'server-only'
import { UPSTREAM_HEALTH_KINDS, type UpstreamHealth } from '@/lib/domain/upstream'
import type { Viewer } from '../access'
import { db } from '../db'
import { visibleAccounts } from './scope'

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
