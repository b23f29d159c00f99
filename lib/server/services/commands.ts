// Ordering, approving and sending commands to vehicles. Every wish is written down before anything is done about it, and
// whatever leaves goes through commands-door.ts.

import 'server-only'
import type { CommandReply, CommandRequest, OrderProblem } from '@/lib/domain/api/command'
import { isWrittenByHand } from '@/lib/domain/command'
import { APPROVAL_MS, type CutRefusal, judgeCut } from '@/lib/domain/command-safety'
import { isCutting } from '@/lib/domain/command-safety-kind'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import { readPowers } from '../data/command-settings'
import {
  approveCommand,
  type CommandRecord,
  getCommand,
  insertCommand,
  moveCommand,
  type NewCommand,
} from '../data/commands'
import { type Device, getDevice } from '../data/devices'
import { inTransaction } from '../db'
import { passDoor } from './commands-door'
import { type Actor, askFreshWord, hasJustProven, readCutFacts } from './commands-facts'
import { type GoodPlan, planOrder } from './commands-plan'
import { expireOld } from './commands-results'
import { toCommand } from './commands-view'

/**
 * What a person asks for, done if it may be: sent, or put before an approver. A cut that may not be made leaves nothing but
 * an entry in the audit trail.
 * @throws NotFoundError when the device is not the viewer's; as `callJimi` when its own list cannot be read.
 */
export async function orderCommand(actor: Actor, request: CommandRequest): Promise<CommandReply> {
  const { viewer } = actor
  const device = await getDevice(viewer, request.deviceId)
  const powers = await readPowers(viewer)
  if (!powers.maySend) return problem('may_not_send')
  if (isWrittenByHand(request.order) && !powers.mayWriteRaw) return problem('may_not_write')
  const plan = await planOrder(viewer, device, request.order)
  if (!plan.ok) return problem(plan.problem)
  if (!request.confirmed) return problem('unconfirmed')
  if (isCutting(plan.kind)) return orderCut(actor, device, { request, plan })
  const { holdHours } = request
  if (holdHours !== undefined && device.state?.online !== true)
    return hold(viewer, { ...newCommand(device, request, plan), expiresAt: hoursFromNow(holdHours) })
  const id = await insertCommand(viewer, { ...newCommand(device, request, plan), state: 'ready' })
  return fireCommand(actor, id)
}

/**
 * Sends a command that stands ready or waits for its device, or a cut that was approved. For its requester alone.
 * @throws NotFoundError when there is none that the viewer may see; as `callJimi`.
 */
export async function fireCommand(actor: Actor, commandId: string): Promise<CommandReply> {
  const { viewer } = actor
  const command = await expireOld(viewer, await getCommand(viewer, commandId), new Date())
  if (command.requestedById !== viewer.userId) return problem('may_not_send')
  if (!['ready', 'waiting', 'approved'].includes(command.state)) return problem('already_sent')
  const device = await getDevice(viewer, command.deviceId)
  const { maySend, mayWriteRaw } = await readPowers(viewer)
  if (!maySend) return giveUp(viewer, command, 'may_not_send')
  if (isWrittenByHand(command.order) && !mayWriteRaw) return giveUp(viewer, command, 'may_not_write')
  const plan = await planOrder(viewer, device, command.order)
  if (!plan.ok) return giveUp(viewer, command, plan.problem)
  const passed = await passDoor(actor, { command, device, plan })
  if (passed.kind === 'changed') return giveUp(viewer, command, 'changed')
  if (passed.kind === 'already_sent') return problem('already_sent')
  if (passed.kind === 'refused') return refuse(viewer, command, passed.refusals)
  return { kind: 'done', command: toCommand(viewer, await getCommand(viewer, commandId)) }
}

/**
 * Sends a cut that was approved, and nothing else: what merely stands ready was sent where it was asked for, or never is.
 * @throws as `fireCommand`.
 */
export async function fireApproved(actor: Actor, commandId: string): Promise<CommandReply> {
  const { state } = await getCommand(actor.viewer, commandId)
  return state === 'approved' ? fireCommand(actor, commandId) : problem('already_sent')
}

/**
 * The second person's word for a cut. It sends nothing: the requester sends, and everything is judged again then.
 * @throws NotFoundError when there is no command that the viewer may see.
 */
export async function approveCut(actor: Actor, commandId: string): Promise<CommandReply> {
  const { viewer } = actor
  const command = await expireOld(viewer, await getCommand(viewer, commandId), new Date())
  if (command.state !== 'awaiting_approval') return problem('not_waiting')
  if (!(await readPowers(viewer)).mayApprove) return problem('may_not_approve')
  if (command.requestedById === viewer.userId) return problem('own_approval')
  const now = new Date()
  if (!(await hasJustProven(actor, now))) return problem('not_reauthenticated')
  const untilAt = new Date(now.getTime() + APPROVAL_MS).toISOString()
  const isApproved = await inTransaction(async () => {
    if (!(await approveCommand(viewer, commandId, now))) return false
    await note(viewer, 'command.approve', command, { untilAt })
    return true
  })
  if (!isApproved) return problem('not_waiting')
  return { kind: 'done', command: toCommand(viewer, await getCommand(viewer, commandId)) }
}

/**
 * Takes back a command that has not left, or declines a cut that waits for approval.
 * @throws NotFoundError when there is none that the viewer may see.
 */
export async function cancelCommand(viewer: Viewer, commandId: string): Promise<CommandReply> {
  const command = await getCommand(viewer, commandId)
  const { mayApprove } = await readPowers(viewer)
  if (command.requestedById !== viewer.userId && !mayApprove) return problem('may_not_approve')
  const from = ['awaiting_approval', 'approved', 'ready', 'waiting'] as const
  const isCancelled = await inTransaction(async () => {
    if (!(await moveCommand(viewer, commandId, { from, to: 'cancelled', at: new Date() }))) return false
    await note(viewer, 'command.cancel', command, {})
    return true
  })
  if (!isCancelled) return problem('already_sent')
  return { kind: 'done', command: toCommand(viewer, await getCommand(viewer, commandId)) }
}

async function orderCut(
  actor: Actor,
  device: Device,
  { request, plan }: { request: CommandRequest; plan: GoodPlan },
): Promise<CommandReply> {
  const { viewer } = actor
  const fresh = await askFreshWord(viewer, device.imei)
  const facts = await readCutFacts(actor, device.id, { fresh, isQueueable: plan.isQueueable, approved: null })
  const { typedPlate = '', reason = '' } = request
  const verdict = judgeCut(facts, { requesterId: viewer.userId, typedPlate, reason }, new Date())
  // All but the approval must hold before anybody else is asked.
  const refusals = verdict.allowed ? [] : verdict.refusals.filter((each) => each !== 'not_approved')
  if (refusals.length > 0) {
    await appendAudit(viewer.tenantId, {
      actorId: viewer.userId,
      action: 'command.refuse',
      target: device.id,
      detail: { text: plan.text, kind: plan.kind, refusals, reason },
    })
    return { kind: 'refused', refusals }
  }
  const state = facts.needsApproval ? 'awaiting_approval' : 'ready'
  const wish = { ...newCommand(device, request, plan), state } as const
  const id = await writeDown(viewer, wish, { action: 'command.request', detail: {} })
  if (state === 'ready') return fireCommand(actor, id)
  return { kind: 'awaiting_approval', command: toCommand(viewer, await getCommand(viewer, id)) }
}

/** Writes a harmless command down for its device's return; commands-follower.ts sends it then. */
async function hold(
  viewer: Viewer,
  wish: Omit<NewCommand, 'state'> & { expiresAt: Date },
): Promise<CommandReply> {
  const detail = { untilAt: wish.expiresAt.toISOString() }
  const id = await writeDown(viewer, { ...wish, state: 'waiting' }, { action: 'command.hold', detail })
  return { kind: 'done', command: toCommand(viewer, await getCommand(viewer, id)) }
}

/** A command and its entry, or neither; answers its id. */
function writeDown(
  viewer: Viewer,
  wish: NewCommand,
  { action, detail }: { action: string; detail: AuditDetail },
): Promise<string> {
  return inTransaction(async () => {
    const id = await insertCommand(viewer, wish)
    await note(viewer, action, { ...wish, id }, detail)
    return id
  })
}

function hoursFromNow(hours: number): Date {
  return new Date(Date.now() + hours * 3_600_000)
}

function newCommand(device: Device, request: CommandRequest, { text, kind }: GoodPlan) {
  const { order, reason, typedPlate } = request
  const said = { reason: reason?.trim() || null, typedPlate: typedPlate?.trim() || null }
  return { deviceId: device.id, batchId: null, order, text, kind, ...said, at: new Date() }
}

/** A cut that was refused when its turn had come. An approved one may be tried again while its approval lasts. */
async function refuse(viewer: Viewer, command: CommandRecord, refusals: CutRefusal[]): Promise<CommandReply> {
  const outcome = refusals[0] ?? 'no_permission'
  await inTransaction(async () => {
    const from = ['ready', 'waiting'] as const
    if (command.state !== 'approved')
      await moveCommand(viewer, command.id, { from, to: 'refused', outcome, at: new Date() })
    await note(viewer, 'command.refuse', command, { refusals })
  })
  return { kind: 'refused', refusals }
}

async function giveUp(viewer: Viewer, command: CommandRecord, why: OrderProblem): Promise<CommandReply> {
  await moveCommand(viewer, command.id, {
    from: ['ready', 'waiting', 'approved'],
    to: 'failed',
    outcome: why,
    at: new Date(),
  })
  return problem(why)
}

type Noted = Pick<CommandRecord, 'id' | 'deviceId' | 'text' | 'kind' | 'reason'>

function note(viewer: Viewer, action: string, command: Noted, detail: AuditDetail): Promise<void> {
  const { id, deviceId, text, kind, reason } = command
  const about = { commandId: id, text, kind, reason, ...detail }
  return appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: deviceId, detail: about })
}

function problem(why: OrderProblem): CommandReply {
  return { kind: 'problem', problem: why }
}
