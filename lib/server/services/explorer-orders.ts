// Orders to vehicles from the explorer. A harmless one takes the way of the commands page: it becomes a command, which
// commands.ts plans, writes down and sends once. One that cuts, or that nobody can read, is refused before the vendor is asked
// for anything: what must be known, typed and proved for it is asked by the dialog of that page.

import 'server-only'
import type { CommandReply } from '@/lib/domain/api/command'
import type { ExplorerRequest } from '@/lib/domain/api/explorer'
import { type CommandOrder, commandOrderSchema, toOrder } from '@/lib/domain/command'
import { isCutting, readOrder } from '@/lib/domain/command-safety-kind'
import type { Problem } from '@/lib/domain/schema-form/shape'
import type { MethodInput } from '@/lib/jimi/contract'
import type { Viewer } from '../access'
import { type Device, findDeviceByImei } from '../data/devices'
import { NotFoundError } from '../errors'
import { orderCommand } from './commands'
import type { Actor } from './commands-facts'
import { planOrder } from './commands-plan'
import { type ExplorerReply, invalidReply, refusedReply, unconfirmedReply } from './explorer-reply'
import { DOOR_OF, type OrderMethod } from './order-methods'

/** An order as the form has it. `problems`: what it asks for beside, and commands never do. */
export type HandOrder = {
  imei: string
  order: CommandOrder
  /** The number that was typed beside a template. */
  templateId: number | null
  problems: Problem[]
  request: ExplorerRequest
}

/** An input read as an order, or what is wrong with it. */
export type OrderReading = { ok: true; asked: HandOrder } | { ok: false; problems: Problem[] }

/** The order in the input of a method that gives one. */
export function readOrderInput(
  name: OrderMethod,
  input: MethodInput<OrderMethod>,
  request: ExplorerRequest,
): HandOrder {
  const asked = { imei: input.imei, templateId: null, problems: [], request }
  const door = DOOR_OF[name]
  if (door === 'raw' && 'bytesHex' in input) return { ...asked, order: { door, hex: input.bytesHex } }
  if (door === 'scooter' && 'text' in input) return { ...asked, order: { door, text: input.text } }
  if (door !== 'template' || !('instruction' in input)) throw new Error(`${name} has another input`)
  const { templateId, template, params, replaceQueued } = input.instruction
  const problems = replaceQueued ? [neverWaits(['instruction', 'replaceQueued'])] : []
  return { ...asked, order: { door, template, params }, templateId, problems }
}

/** What to say of a field that would let an order wait at the vendor, or take another's place there. */
export function neverWaits(path: Problem['path']): Problem {
  return {
    path,
    kind: 'custom',
    text: 'orders of Milepost neither wait in a queue by choice nor replace one there',
  }
}

/**
 * Sends a harmless order as a command, once it is confirmed.
 * @throws NotFoundError when the device is not the viewer's; as `orderCommand`.
 */
export async function orderByHand(
  viewer: Viewer,
  asked: HandOrder,
  isConfirmed: boolean,
): Promise<ExplorerReply> {
  const { order, templateId, request, problems } = asked
  const read = readOrder(toOrder(order, templateId ?? undefined))
  if (!read.ok) return refusedReply('order', request, read.problem)
  if (isCutting(read.kind)) return refusedReply('cut', request)
  if (problems.length > 0) return invalidReply(problems)
  if (!commandOrderSchema.safeParse(order).success)
    return invalidReply([{ path: [], kind: 'custom', text: 'longer than a command may be' }])
  if (!isConfirmed) return unconfirmedReply(request)
  const device = await findDeviceByImei(viewer, asked.imei)
  if (device === null) throw new NotFoundError()
  const wrongNumber = await findWrongNumber(viewer, device, asked)
  if (wrongNumber !== null) return invalidReply([wrongNumber])
  // Neither plate nor reason: should it turn out to cut after all, it is refused once more.
  const reply = await orderCommand(withoutProof(viewer), { deviceId: device.id, order, confirmed: true })
  return replyOf(reply, request)
}

/** The explorer never cuts, so a proof of identity is not even looked at. */
function withoutProof(viewer: Viewer): Actor {
  return { viewer, sessionHash: '' }
}

/** A command goes by the number in the device's own list; what was confirmed must be that one. */
async function findWrongNumber(
  viewer: Viewer,
  device: Device,
  { order, templateId }: HandOrder,
): Promise<Problem | null> {
  if (order.door !== 'template') return null
  const plan = await planOrder(viewer, device, order)
  if (!plan.ok || plan.order.door !== 'template' || plan.order.templateId === templateId) return null
  const text = `the device's own list has this template under the number ${plan.order.templateId}`
  return { path: ['instruction', 'templateId'], kind: 'custom', text }
}

function replyOf(reply: CommandReply, request: ExplorerRequest): ExplorerReply {
  if (reply.kind === 'done') return { kind: 'ordered', body: { command: reply.command, request } }
  return reply.kind === 'problem'
    ? refusedReply('order', request, reply.problem)
    : refusedReply('cut', request)
}
