// Vendor connections as their owners may inspect them: never a sealed column, never a token.

import 'server-only'
import type { Viewer } from '../access'
import { db } from '../db'
import { ForbiddenError } from '../errors'

const COLUMNS = {
  id: true,
  name: true,
  account: true,
  baseUrl: true,
  profile: true,
  enabled: true,
  credentialsAt: true,
  healthKind: true,
  healthSince: true,
  lastSuccessAt: true,
  rosterSyncedAt: true,
  clockOffsetMs: true,
  clockMeasuredAt: true,
  pausedUntil: true,
  pauseReason: true,
  ownPauses: true,
  token: { select: { issuedAt: true, expiresAt: true } },
} as const

/**
 * The connections of the viewer's tenant with what they did on the UTC day `day` (yyyy-MM-dd), by name.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function listConnectionRecords(viewer: Viewer, day: string) {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  const { tenantId } = viewer
  const onDay = { where: { day: new Date(`${day}T00:00:00Z`) }, take: MAX_ROWS }
  return db().jimiConnection.findMany({
    where: { tenantId },
    select: {
      ...COLUMNS,
      callDays: { ...onDay, orderBy: [{ calls: 'desc' }, { method: 'asc' }] },
      errorDays: { ...onDay, orderBy: [{ lastAt: 'desc' }, { code: 'asc' }, { method: 'asc' }] },
      _count: {
        select: { accounts: { where: { removedAt: null } }, devices: { where: { removedAt: null } } },
      },
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_CONNECTIONS,
  })
}

/** A connection as `listConnectionRecords` reads it. */
export type ConnectionRecord = Awaited<ReturnType<typeof listConnectionRecords>>[number]

const MAX_CONNECTIONS = 200
/** More than there are methods, and codes of them, in a day that is not a catastrophe. */
const MAX_ROWS = 1_000
