// One order to many devices: written down for each, sent one after another by a job, stopped at any time. A cut is never
// among them, because each vehicle has to be named and judged by itself.

import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { OrderProblem } from '@/lib/domain/api/command'
import { type CommandOrder, type HoldHours, isWrittenByHand } from '@/lib/domain/command'
import { isCutting } from '@/lib/domain/command-safety-kind'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { giveUpBatch } from '../data/command-endings'
import { listCommands } from '../data/command-history'
import { readPowers } from '../data/command-settings'
import { cancelBatch, insertCommand, moveCommand } from '../data/commands'
import { getDevice } from '../data/devices'
import { type ClaimedJob, enqueueJob } from '../data/system/jobs'
import { findUserForSession } from '../data/system/users'
import { inTransaction } from '../db'
import { log } from '../log'
import { fireCommand } from './commands'
import { planOrder, previewOrder } from './commands-plan'

export const COMMAND_BATCH = 'command-batch'
export const MAX_BATCH = 500

export type BulkReply = { ok: true; batchId: string; count: number } | { ok: false; problem: OrderProblem }

/** `holdHours`: keep it for devices that are offline when their turn comes; without, they are told at once like the others. */
export type BulkRequest = {
  deviceIds: readonly string[]
  order: CommandOrder
  confirmed: boolean
  holdHours?: HoldHours
}

/**
 * Writes an order down for each device and leaves the sending to a job.
 * @throws NotFoundError when one of the devices is not the viewer's: then for none.
 */
export async function orderBulk(
  viewer: Viewer,
  { deviceIds, order, confirmed, holdHours }: BulkRequest,
): Promise<BulkReply> {
  const ids = [...new Set(deviceIds)]
  if (ids.length > MAX_BATCH || ids.length === 0) return { ok: false, problem: 'too_many' }
  const { maySend, mayWriteRaw } = await readPowers(viewer)
  if (!maySend) return { ok: false, problem: 'may_not_send' }
  if (isWrittenByHand(order) && !mayWriteRaw) return { ok: false, problem: 'may_not_write' }
  const plan = previewOrder(order)
  if (!plan.ok) return { ok: false, problem: plan.problem }
  if (isCutting(plan.kind)) {
    const detail = { text: plan.text, kind: plan.kind, devices: ids.length, refusals: ['no_cut_in_bulk'] }
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.refuse', detail })
    return { ok: false, problem: 'no_cut_in_bulk' }
  }
  if (!confirmed) return { ok: false, problem: 'unconfirmed' }
  for (const id of ids) await getDevice(viewer, id)
  const batchId = randomUUID()
  const expiresAt = holdHours === undefined ? null : new Date(Date.now() + holdHours * 3_600_000)
  const common = {
    batchId,
    order,
    text: plan.text,
    kind: plan.kind,
    reason: null,
    typedPlate: null,
    expiresAt,
  }
  await inTransaction(async () => {
    for (const deviceId of ids)
      await insertCommand(viewer, { ...common, deviceId, state: 'ready', at: new Date() })
    const detail = { batchId, text: plan.text, kind: plan.kind, devices: ids.length }
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.batch', detail })
  })
  await enqueueJob(viewer.tenantId, COMMAND_BATCH, { batchId, userId: viewer.userId })
  return { ok: true, batchId, count: ids.length }
}

/** Stops a batch of the viewer's: what has not left does not leave. Answers how many that were. */
export async function stopBatch(viewer: Viewer, batchId: string): Promise<number> {
  return inTransaction(async () => {
    const count = await cancelBatch(viewer, batchId, new Date())
    // An id that is nobody's, or somebody else's, leaves no trace.
    if (count === 0) return 0
    const detail = { batchId, stopped: count }
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.stop', detail })
    return count
  })
}

const payloadSchema = z.object({ batchId: z.uuid(), userId: z.uuid() })

/** Sends what of a batch stands ready, one after another, with the rights its requester has then. */
export async function runBatch(job: ClaimedJob, signal: AbortSignal): Promise<void> {
  const { batchId, userId } = payloadSchema.parse(job.payload)
  const user = await findUserForSession(userId)
  if (user === null || user.tenantId !== job.tenantId) {
    const nobody: Viewer = { tenantId: job.tenantId, userId, role: 'viewer', scopePath: '/' }
    return giveUpBatch(nobody, batchId, new Date())
  }
  const { role, scopePath, tenantId } = user
  const viewer: Viewer = { tenantId, userId, role, scopePath }
  const filter = { batchId, state: 'ready' as const }
  while (!signal.aborted) {
    const { commands } = await listCommands(viewer, filter, { take: 1 })
    const [next] = commands
    // What is left is to vehicles that have gone from the requester's view.
    if (next === undefined) return giveUpBatch(viewer, batchId, new Date())
    await fireOne(viewer, next)
  }
}

type Ready = { id: string; deviceId: string; order: CommandOrder; expiresAt: Date | null }

/** Each device fares by itself: what befalls one is written down with it and costs the others nothing. */
async function fireOne(viewer: Viewer, { id, deviceId, order, expiresAt }: Ready): Promise<void> {
  const giveUp = (outcome: string) =>
    moveCommand(viewer, id, { from: ['ready'], to: 'failed', outcome, at: new Date() })
  try {
    // By its own list and numbers a device may have a cut under the same words.
    const device = await getDevice(viewer, deviceId)
    const plan = await planOrder(viewer, device, order)
    if (plan.ok && isCutting(plan.kind)) await giveUp('no_cut_in_bulk')
    else if (expiresAt !== null && device.state?.online !== true)
      await moveCommand(viewer, id, { from: ['ready'], to: 'waiting', at: new Date() })
    // A job has no session, so nothing it sends could be a cut.
    else await fireCommand({ viewer, sessionHash: '' }, id)
  } catch (error) {
    log.warn({ err: error, commandId: id }, 'a command of a batch was not sent')
  }
  // Whatever happened, it does not stand ready any more.
  await giveUp('not_sent')
}
