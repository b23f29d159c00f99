// How the pushes of a tenant's connections fare, in the form owners read, and what owners change of their hooks.

import type { PushStatus, PushStatuses } from '@/lib/domain/api/push'
import type { Viewer } from '../access'
import { createHook, endHook, type HookSecrets, listPushRecords, setAllowedSources } from '../data/push-hooks'
import { countWaitingRejects } from '../data/push-rejects'
import { hookBook } from '../push/hooks'
import { pushLedger } from '../push/push-ledger'

/**
 * The connections of the viewer's tenant as of `nowMs`. `origin` is the address people reach this app by.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function listPushStatus(
  viewer: Viewer,
  { origin, nowMs }: { origin: string; nowMs: number },
): Promise<PushStatuses> {
  // Otherwise the last seconds' counts of this process would be missing.
  await pushLedger().flush()
  const day = new Date(nowMs).toISOString().slice(0, 10)
  const [records, waiting] = await Promise.all([listPushRecords(viewer, day), countWaitingRejects(viewer)])
  return {
    origin,
    isReachable: !isOnlyHere(origin),
    connections: records.map((record) => toStatus(record, waiting.get(record.id) ?? 0)),
  }
}

/** Makes a hook; standing ones go on. Errors as `createHook`. */
export function makeHook(viewer: Viewer, connectionId: string): Promise<HookSecrets> {
  return createHook(viewer, connectionId)
}

/** Ends a hook: here at once, in other processes within seconds. Errors as `endHook`. */
export async function retireHook(viewer: Viewer, hookId: string): Promise<void> {
  hookBook().forget(await endHook(viewer, hookId))
}

/** Says from where a connection's hooks may be posted to. Errors as `setAllowedSources`. */
export async function restrictHooks(
  viewer: Viewer,
  connectionId: string,
  sources: readonly string[],
): Promise<void> {
  for (const pathHash of await setAllowedSources(viewer, connectionId, sources)) hookBook().forget(pathHash)
}

type PushRecord = Awaited<ReturnType<typeof listPushRecords>>[number]

function toStatus({ id, pushHooks, pushDays }: PushRecord, waitingRejects: number): PushStatus {
  const standing = pushHooks.filter(({ revokedAt }) => revokedAt === null)
  const received = pushHooks.map(({ lastReceivedAt }) => lastReceivedAt?.getTime() ?? 0)
  const lastMs = Math.max(0, ...received)
  return {
    connectionId: id,
    hooks: standing.map((hook) => ({
      id: hook.id,
      createdAt: hook.createdAt.toISOString(),
      lastReceivedAt: hook.lastReceivedAt?.toISOString() ?? null,
    })),
    lastReceivedAt: lastMs === 0 ? null : new Date(lastMs).toISOString(),
    allowedSources: standing[0]?.allowedSources ?? [],
    today: {
      stored: pushDays.reduce((sum, { stored }) => sum + stored, 0),
      rejected: pushDays.reduce((sum, { rejected }) => sum + rejected, 0),
    },
    waitingRejects,
  }
}

/** Whether an address leads every machine to itself. */
function isOnlyHere(origin: string): boolean {
  const { hostname } = new URL(origin)
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(hostname)
}
