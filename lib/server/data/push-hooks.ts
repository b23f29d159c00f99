// Hooks as their owners see and change them. Paths and tokens pass through here once, on their way to the person who asked
// for them; what is kept are their digests.

import 'server-only'
import { findWrongSource, MAX_SOURCES } from '@/lib/domain/source-address'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { db, inTransaction } from '../db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../errors'
import { isUuid } from './ids'
import { type HookSecrets, storeHook } from './system/push-hooks'

export { type HookSecrets, MAX_HOOKS, storeHook } from './system/push-hooks'

/**
 * Makes a hook for a connection of the viewer's tenant. Standing ones go on until they are ended, so that the vendor can
 * change over in its own time. A new one takes over the newest one's list of allowed sources.
 * @throws ForbiddenError unless the viewer is an owner, NotFoundError for a foreign or missing connection,
 * InvalidInputError when there are MAX_HOOKS already.
 */
export async function createHook(viewer: Viewer, connectionId: string): Promise<HookSecrets> {
  assertOwner(viewer)
  await assertConnection(viewer, connectionId)
  return storeHook(viewer.tenantId, { connectionId, actorId: viewer.userId })
}

/**
 * Ends a hook for good: it refuses at once in this process, and within the receiver's cache time in others. Ending an
 * ended one changes nothing. Returns the digest of its path, by which caches know it.
 * @throws ForbiddenError unless the viewer is an owner, NotFoundError for a foreign or missing hook.
 */
export async function endHook(viewer: Viewer, hookId: string): Promise<string> {
  assertOwner(viewer)
  const hook = await findOwnHook(viewer, hookId)
  if (hook.revokedAt !== null) return hook.pathHash
  await inTransaction(async (tx) => {
    const ended = await tx.query(
      `UPDATE push_hook SET revoked_at = now() WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
      [viewer.tenantId, hookId],
    )
    if (ended.length === 0) return
    await appendAudit(viewer.tenantId, {
      actorId: viewer.userId,
      action: 'push_hook.end',
      target: hookId,
      detail: { connectionId: hook.connectionId },
    })
  })
  return hook.pathHash
}

/**
 * Says from where a connection's hooks may be posted to; an empty list allows everybody. Returns the digests of their
 * paths, by which caches know them.
 * @throws ForbiddenError unless the viewer is an owner, NotFoundError for a foreign or missing connection,
 * InvalidInputError for what is no address.
 */
export async function setAllowedSources(
  viewer: Viewer,
  connectionId: string,
  sources: readonly string[],
): Promise<string[]> {
  assertOwner(viewer)
  await assertConnection(viewer, connectionId)
  const wrong = findWrongSource(sources)
  if (wrong !== null) throw new InvalidInputError(`"${wrong}" is no address or network.`)
  if (sources.length > MAX_SOURCES) throw new InvalidInputError(`At most ${MAX_SOURCES} sources.`)
  return inTransaction(async (tx) => {
    const changed = await tx.query<{ path_hash: string }>(
      `UPDATE push_hook SET allowed_sources = $3
       WHERE tenant_id = $1 AND connection_id = $2 AND revoked_at IS NULL RETURNING path_hash`,
      [viewer.tenantId, connectionId, [...sources]],
    )
    await appendAudit(viewer.tenantId, {
      actorId: viewer.userId,
      action: 'push_hook.restrict',
      target: connectionId,
      detail: { sources: [...sources] },
    })
    return changed.map((row) => row.path_hash)
  })
}

/**
 * The connections of the viewer's tenant with their standing hooks and the counts of the UTC day `day` (yyyy-MM-dd).
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function listPushRecords(viewer: Viewer, day: string) {
  assertOwner(viewer)
  const { tenantId } = viewer
  return db().jimiConnection.findMany({
    where: { tenantId },
    select: {
      id: true,
      pushHooks: {
        select: { id: true, createdAt: true, lastReceivedAt: true, revokedAt: true, allowedSources: true },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
        take: MAX_LISTED,
      },
      pushDays: { where: { day: new Date(`${day}T00:00:00Z`) }, take: MAX_LISTED },
    },
    orderBy: { id: 'asc' },
    take: MAX_CONNECTIONS,
  })
}

const MAX_CONNECTIONS = 200
const MAX_LISTED = 200

function assertOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}

async function assertConnection({ tenantId }: Viewer, id: string): Promise<void> {
  const found =
    isUuid(id) && (await db().jimiConnection.findUnique({ where: { tenantId_id: { tenantId, id } } }))
  if (!found) throw new NotFoundError()
}

async function findOwnHook({ tenantId }: Viewer, id: string) {
  const found = isUuid(id)
    ? await db().pushHook.findUnique({ where: { tenantId_id: { tenantId, id } } })
    : null
  if (found === null) throw new NotFoundError()
  return found
}
