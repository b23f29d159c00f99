// The one door through which orders reach vehicles, whatever page, list or job they come from. A cut is judged when it comes
// here, and once more when its turn has come; the right to send is taken from the database right before a command leaves,
// so that it leaves at most once. Nothing is ever sent again.

import 'server-only'
import { type CutRefusal, type CutVerdict, judgeCut } from '@/lib/domain/command-safety'
import { isCutting, type Order } from '@/lib/domain/command-safety-kind'
import type { AnyInstruct } from '@/lib/jimi/contract/instruct'
import { decodeInstruct } from '@/lib/jimi/contract/instruct'
import { createInstructClient } from '@/lib/jimi/instruct-client'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { findHub } from '../data/command-settings'
import { type CommandRecord, claimCommand, moveCommand, noteOutcome } from '../data/commands'
import type { Device } from '../data/devices'
import { sendOrder } from '../jimi'
import { log } from '../log'
import { hideInLogs } from '../scrub'
import { open } from '../secrets'
import { singleton } from '../singleton'
import { type Actor, askFreshWord, type FreshWord, readCutFacts } from './commands-facts'
import { failed, TAKEN, type Transmission, transmissionOfError, transmissionOfHub } from './commands-outcome'
import type { GoodPlan } from './commands-plan'

/** A command that is to leave now, with what it comes to for its device. */
export type Sending = { command: CommandRecord; device: Device; plan: GoodPlan }

/** What came of it. `left`: one request was made, or none because the vendor could not be asked; the command says which. */
export type Passed =
  | { kind: 'left' }
  | { kind: 'refused'; refusals: CutRefusal[] }
  | { kind: 'already_sent' | 'changed' }

/** Thrown by the last word before a request: nothing leaves. */
class HeldBack extends Error {
  override readonly name = 'HeldBack'
  constructor(readonly passed: Exclude<Passed, { kind: 'left' }>) {
    super(passed.kind)
  }
}

/**
 * Sends a command, if it may be sent now. Notes what became of it before it answers; how it went is in the command.
 * @throws NotFoundError when the device is not the viewer's; what befell before anything left.
 */
export async function passDoor(actor: Actor, sending: Sending): Promise<Passed> {
  const { command, plan } = sending
  // Judged by the text that leaves, not by what was written down when it was asked for.
  const isCut = isCutting(plan.kind) || isCutting(command.kind)
  if (plan.text !== command.text) return { kind: 'changed' }
  const fresh = isCut ? await askFreshWord(actor.viewer, sending.device.imei) : null
  if (isCut) {
    const verdict = await judgeNow(actor, sending, fresh)
    if (!verdict.allowed) return { kind: 'refused', refusals: verdict.refusals }
  }
  const leaving: Leaving = {
    isCut,
    requestNumber: plan.order.door === 'hub' ? nextRequestNumber() : null,
    hasLeft: false,
    lastWord: async () => {
      const verdict: CutVerdict = isCut ? await judgeNow(actor, sending, fresh) : { allowed: true }
      if (!verdict.allowed) throw new HeldBack({ kind: 'refused', refusals: verdict.refusals })
      const claim = { from: command.state, at: new Date(), requestNumber: leaving.requestNumber }
      if (!(await claimCommand(actor.viewer, command.id, claim))) throw new HeldBack({ kind: 'already_sent' })
      leaving.hasLeft = true
    },
  }
  return leave(actor.viewer, sending, leaving)
}

/** `hasLeft`: the right to send was taken, and whatever happens now, the order may have reached the device. */
type Leaving = {
  isCut: boolean
  requestNumber: string | null
  hasLeft: boolean
  lastWord: () => Promise<void>
}

async function leave(viewer: Viewer, sending: Sending, leaving: Leaving): Promise<Passed> {
  const { command } = sending
  try {
    // A cut gives its last word when its turn at the vendor has come, and is then never made a second time.
    if (!leaving.isCut) await leaving.lastWord()
    await noteLeft(viewer, sending, await transmit(viewer, sending, leaving))
  } catch (error) {
    if (error instanceof HeldBack) return error.passed
    const known = transmissionOfError(error)
    if (known === null) log.error({ err: error, commandId: command.id }, 'a command broke off')
    if (!leaving.hasLeft) await noteNotLeft(viewer, command, known?.outcome ?? 'not_sent')
    else await noteLeft(viewer, sending, known ?? { ...TAKEN, state: 'unknown', outcome: 'no_answer' })
  }
  return { kind: 'left' }
}

async function noteNotLeft(viewer: Viewer, command: CommandRecord, outcome: string): Promise<void> {
  await moveCommand(viewer, command.id, { from: [command.state], to: 'failed', outcome, at: new Date() })
}

async function judgeNow(
  actor: Actor,
  { command, device, plan }: Sending,
  fresh: FreshWord | null,
): Promise<CutVerdict> {
  const { approvedById, approvedAt } = command
  const approved =
    approvedById !== null && approvedAt !== null ? { byId: approvedById, at: approvedAt } : null
  const facts = await readCutFacts(actor, device.id, { fresh, isQueueable: plan.isQueueable, approved })
  const request = {
    requesterId: command.requestedById,
    typedPlate: command.typedPlate ?? '',
    reason: command.reason ?? '',
  }
  // Whoever sends is who asked: another session of somebody else has no part in it.
  if (command.requestedById !== actor.viewer.userId) return { allowed: false, refusals: ['no_permission'] }
  return judgeCut(facts, request, new Date())
}

async function transmit(
  viewer: Viewer,
  { device, plan }: Sending,
  { isCut, lastWord, requestNumber }: Leaving,
): Promise<Transmission> {
  const { order } = plan
  const options = isCut ? { beforeLeaving: lastWord } : {}
  if (order.door === 'hub') {
    if (isCut) await lastWord()
    return overHub(viewer, device, { order, requestNumber: requestNumber ?? '' })
  }
  const { imei } = device
  if (order.door === 'template') {
    const { templateId, template, params } = order
    const instruction = { templateId, template, params: [...params], replaceQueued: false }
    await sendOrder(viewer, 'jimi.open.instruction.send', { imei, instruction }, options)
  } else if (order.door === 'raw') {
    await sendOrder(viewer, 'jimi.open.instruction.raw.send', { imei, bytesHex: plan.text }, options)
  } else {
    await sendOrder(viewer, 'jimi.scooter.instruction.send', { imei, text: plan.text }, options)
  }
  return TAKEN
}

async function overHub(
  viewer: Viewer,
  device: Device,
  { order, requestNumber }: { order: Extract<Order, { door: 'hub' }>; requestNumber: string },
): Promise<Transmission> {
  const hub = await findHub(viewer, device.connectionId)
  if (hub === null) return failed('no_hub', null)
  const token = open(viewer.tenantId, 'hub_token', hub.tokenSealed)
  hideInLogs(token)
  const logKey = `milepost-${requestNumber}`
  const input = hubInput(order, { imei: device.imei, requestNumber, logKey, token })
  if (input === null) return failed('bad_parameter', null)
  // Never kept for an offline device: what waits there can neither be seen nor taken back.
  const client = createInstructClient({ address: hub.address, token })
  const result = await client.send({ ...input, queueOffline: false })
  return transmissionOfHub(result.outcome, result.content)
}

/** The request as the hub's contract reads it, content and number tied together; null when the content does not fit. */
function hubInput(
  { proNo, content }: Extract<Order, { door: 'hub' }>,
  names: { imei: string; requestNumber: string; logKey: string; token: string },
): AnyInstruct | null {
  const read = decodeInstruct({
    deviceImei: names.imei,
    proNo: String(proNo),
    cmdContent: content,
    serverFlagId: names.requestNumber,
    requestId: names.logKey,
    platform: 'web',
    token: names.token,
    sync: 'true',
  })
  return read.ok ? read.input : null
}

async function noteLeft(
  viewer: Viewer,
  { command, device, plan }: Sending,
  news: Transmission,
): Promise<void> {
  await noteOutcome(viewer, command.id, { ...news, at: new Date() })
  await appendAudit(viewer.tenantId, {
    actorId: viewer.userId,
    action: 'command.send',
    target: device.id,
    detail: {
      commandId: command.id,
      kind: plan.kind,
      text: plan.text,
      state: news.state,
      reason: command.reason,
    },
  })
}

/** Greater for every request of this process, and unlikely to be another process's. */
function nextRequestNumber(): string {
  const last = singleton('hub-request-number', () => ({ value: 0 }))
  last.value = Math.max(Date.now() * 100 + Math.floor(Math.random() * 100), last.value + 1)
  return String(last.value)
}
