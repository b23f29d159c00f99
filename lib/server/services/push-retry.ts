// Pushed items may come before the roster that names their devices. When a roster has brought them, what was rejected of
// them is stored after all, as a job. What one try is, is push-replay.ts.

import { appendAudit } from '../audit'
import { enqueueJob } from '../data/system/jobs'
import { listRejectsNowKnown, noteRejectTries, type WaitingReject } from '../data/system/push-rejects'
import { db } from '../db'
import { deviceBook } from '../push/device-book'
import { tryReject } from './push-replay'
import type { ConnectionRef } from './upstream-health'

/** The kind of job. Its payload names the connection. */
export const REJECT_RETRY = 'reject-retry'

const CHUNK = 100

/** Queues another try of what was rejected for its device alone and has it now, if there is any and none is queued. */
export async function queueRejectRetry(ref: ConnectionRef): Promise<void> {
  const [first] = await listRejectsNowKnown(ref, { after: null, take: 1 })
  if (first === undefined) return
  const payload = { path: ['connectionId'], equals: ref.id }
  const where = { tenantId: ref.tenantId, kind: REJECT_RETRY, status: 'queued' as const, payload }
  if ((await db().job.count({ where })) > 0) return
  await enqueueJob(ref.tenantId, REJECT_RETRY, { connectionId: ref.id })
}

/**
 * Tries them, a hundred at a time, until none is left or `signal` aborts; what is stored already stays as it is. Nobody's
 * alarm rings for it, for it was received long ago.
 * @throws UnavailableError when nothing can be written now.
 */
export async function retryKnownRejects(ref: ConnectionRef, signal: AbortSignal): Promise<void> {
  deviceBook().forget(ref.tenantId)
  const total = { stored: 0, rejected: 0 }
  let after: string | null = null
  while (!signal.aborted) {
    const rows: WaitingReject[] = await listRejectsNowKnown(ref, { after, take: CHUNK })
    const verdicts = await Promise.all(rows.map((row) => tryReject(ref.tenantId, row)))
    const refused = verdicts.flatMap(({ id, refusal }) => (refusal === null ? [] : [{ id, ...refusal }]))
    const storedIds = verdicts.filter(({ refusal }) => refusal === null).map(({ id }) => id)
    await noteRejectTries(ref.tenantId, { storedIds, refused })
    total.stored += storedIds.length
    total.rejected += refused.length
    after = rows.at(-1)?.id ?? null
    if (rows.length < CHUNK) break
  }
  if (total.stored + total.rejected === 0) return
  const detail = { connectionId: ref.id, reason: 'unknown_device', ...total }
  await appendAudit(ref.tenantId, { actorId: null, action: 'push_reject.replay', detail })
}
