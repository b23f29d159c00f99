// How far the owner of a new installation is: connected, told the vendor where to push, and read the first roster.

import 'server-only'
import type { Viewer } from '../access'
import { listConnectionStatus } from './connection-status'
import { listPushStatus } from './push-status'

/** What the first run needs to know to go on where it was left. */
export type SetupProgress = {
  /** The connection the first run is about; null before there is one. */
  connection: { id: string; name: string; account: string; isRead: boolean } | null
  push: { origin: string; isReachable: boolean; hasAddress: boolean }
}

/** @throws ForbiddenError unless the viewer is an owner. */
export async function readSetup(viewer: Viewer, origin: string): Promise<SetupProgress> {
  const nowMs = Date.now()
  const [connections, pushes] = await Promise.all([
    listConnectionStatus(viewer, nowMs),
    listPushStatus(viewer, { origin, nowMs }),
  ])
  const [first] = connections.toSorted((a, b) => Number(b.enabled) - Number(a.enabled))
  const hooks = pushes.connections.find(({ connectionId }) => connectionId === first?.id)?.hooks ?? []
  const { isReachable } = pushes
  const push = { origin: pushes.origin, isReachable, hasAddress: hooks.length > 0 }
  if (first === undefined) return { connection: null, push }
  const { id, name, account, roster } = first
  return { connection: { id, name, account, isRead: roster.syncedAt !== null }, push }
}
