// Brings the account tree and the devices of a connection over from the vendor, however much is done to them here meanwhile.
// How the tree is walked is roster-tree.ts; what is stored, and how, is data/system/roster-sync.ts; who waits for it is the live
// path's business.

import { findConnection } from '../data/system/connections'
import { listChangedHere, readRosterRevision } from '../data/system/roster-changes'
import { type RosterChanges, syncRoster } from '../data/system/roster-sync'
import { NotFoundError } from '../errors'
import { callConnection } from '../jimi'
import { log } from '../log'
import { singleton } from '../singleton'
import { listKnownBranches } from './known-roster'
import { queueRejectRetry } from './push-retry'
import {
  type Branches,
  type Call,
  forgetChanged,
  type OnRosterRead,
  readRoster,
  withKnownBranches,
} from './roster-tree'
import { SharedCalls } from './shared-calls'
import type { ConnectionRef } from './upstream-health'

/**
 * Reads the whole roster of a connection and stores it; whoever asks while that is under way waits for the same reading.
 * A branch that cannot be read keeps what is known of it.
 * @throws as `callConnection` when the root cannot be read; then nothing is stored.
 */
export function importRoster(
  ref: ConnectionRef,
  signal?: AbortSignal,
  onRead?: OnRosterRead,
): Promise<RosterChanges> {
  const running = singleton('roster-imports', () => new SharedCalls())
  return running.share(ref.id, (shared) => importNow(ref, shared, onRead), { lane: 'background', signal })
}

async function importNow(
  ref: ConnectionRef,
  signal: AbortSignal,
  onRead?: OnRosterRead,
): Promise<RosterChanges> {
  const connection = await findConnection(ref.tenantId, ref.id)
  if (connection === null) throw new NotFoundError()
  const call: Call = (method, input) => callConnection(ref, method, input, { signal })
  const root = { login: connection.account, name: connection.name }
  const changes = await readAndStore(ref, { call, root, onRead })
  await queueRejectRetry(ref).catch((error: unknown) =>
    log.warn({ err: error, connectionId: ref.id }, 'rejects of new devices not queued'),
  )
  return changes
}

/** Each catches up with what was changed while the one before was read; what is changed during the last is kept as it is here. */
const MAX_CATCH_UPS = 5

type Reading = { call: Call; root: { login: string; name: string }; onRead?: OnRosterRead }

/**
 * Reads the tree once, then again what was changed here meanwhile, and stores it once. A whole reading that began before a change
 * would take it back; one that began anew after each would never end in a tree that people work on all day.
 */
async function readAndStore(ref: ConnectionRef, { call, root, onRead }: Reading): Promise<RosterChanges> {
  const { tenantId, id } = ref
  const branches: Branches = new Map()
  const began = await readRosterRevision(tenantId, id)
  let caughtUp = began
  let reading = await readRoster(call, root, { branches, onRead })
  for (let turn = 1; turn <= MAX_CATCH_UPS; turn += 1) {
    const changed = await listChangedHere(tenantId, id, caughtUp)
    if (changed.revision <= caughtUp) break
    forgetChanged(branches, changed)
    reading = await readRoster(call, root, { branches })
    caughtUp = changed.revision
  }
  const { unread } = reading
  const known = unread.length === 0 ? [] : await listKnownBranches(ref, unread)
  const changes = await syncRoster(tenantId, id, withKnownBranches(reading, known), { began, caughtUp })
  log.info({ connectionId: id, unreadCount: unread.length, ...changes }, 'roster read')
  return changes
}
