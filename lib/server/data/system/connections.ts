// Vendor connections for background work. Credentials stay sealed here; only lib/server/jimi.ts opens them.

import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { db } from '../../db'

/** A connection with its sealed credentials. */
export type Connection = {
  tenantId: string
  id: string
  name: string
  /** Vendor dialect: `ts` or `pro`. */
  profile: string
  baseUrl: string
  /** Login of the vendor account at the root of the tree. */
  account: string
  appKeySealed: string
  appSecretSealed: string
  passwordMd5Sealed: string
  rosterSyncedAt: Date | null
  lastSuccessAt: Date | null
  healthKind: string
  healthSince: Date | null
  /** How far the vendor's clock was ahead of ours when last measured. */
  clockOffsetMs: number | null
  clockMeasuredAt: Date | null
  /** The quota of the app key was used up; reads wait until then. */
  pausedUntil: Date | null
  pauseReason: string | null
  /** Silences of this connection alone, see own-pauses.ts. */
  ownPauses: unknown
  enabled: boolean
}

const CONNECTION_COLUMNS = {
  tenantId: true,
  id: true,
  name: true,
  profile: true,
  baseUrl: true,
  account: true,
  appKeySealed: true,
  appSecretSealed: true,
  passwordMd5Sealed: true,
  rosterSyncedAt: true,
  lastSuccessAt: true,
  healthKind: true,
  healthSince: true,
  clockOffsetMs: true,
  clockMeasuredAt: true,
  pausedUntil: true,
  pauseReason: true,
  ownPauses: true,
  enabled: true,
} as const

/** The enabled connections of all tenants. */
export function listEnabledConnections(): Promise<Connection[]> {
  return db().jimiConnection.findMany({
    where: { enabled: true },
    select: CONNECTION_COLUMNS,
    orderBy: [{ tenantId: 'asc' }, { id: 'asc' }],
  })
}

/** One connection, enabled or not; null when it is gone. */
export function findConnection(tenantId: string, connectionId: string): Promise<Connection | null> {
  return db().jimiConnection.findUnique({
    where: { tenantId_id: { tenantId, id: connectionId } },
    select: CONNECTION_COLUMNS,
  })
}

/** Notes how a connection stands. `lastSuccessAt` is kept when not given. */
export async function updateConnectionHealth(
  tenantId: string,
  connectionId: string,
  health: { kind: UpstreamHealthKind; sinceAt: Date; lastSuccessAt?: Date },
): Promise<void> {
  await db().jimiConnection.updateMany({
    where: { tenantId, id: connectionId },
    data: { healthKind: health.kind, healthSince: health.sinceAt, lastSuccessAt: health.lastSuccessAt },
  })
}
