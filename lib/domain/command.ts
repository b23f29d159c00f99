// What a command is on its way from wish to answer: its states, who may send what, and the form of an order. What it does
// to a vehicle is command-safety-kind.ts; when a cut may leave is command-safety.ts.

import { z } from 'zod'
import type { Order } from './command-safety-kind'
import { commandsOf } from './command-safety-text'
import { renderInstruction } from './instruction-text'
import { rightsOf } from './rights'

/**
 * `awaiting_approval` and `approved`: a cut that waits for somebody else, then for its requester. `ready`: not yet sent.
 * `waiting`: kept by us until its device is online, at most until it expires.
 * `sending`: on its way. `sent`: taken, not yet answered. `queued`: kept by the vendor for an offline device. `unknown`: no
 * answer came, and it may have been obeyed. `refused`: by our own safety rules, nothing was sent.
 */
export const COMMAND_STATES = [
  'awaiting_approval',
  'approved',
  'ready',
  'waiting',
  'sending',
  'sent',
  'queued',
  'unknown',
  'answered',
  'failed',
  'refused',
  'expired',
  'cancelled',
] as const
export type CommandState = (typeof COMMAND_STATES)[number]

/** States in which something may still be heard of a command that left. */
export const FOLLOWED_STATES: readonly CommandState[] = ['sending', 'sent', 'queued', 'unknown']

/** Whether nothing will change any more. */
export function isSettled(state: CommandState): boolean {
  return ['answered', 'failed', 'refused', 'expired', 'cancelled'].includes(state)
}

/** A request for approval that nobody took up is over after this. */
export const REQUEST_LIFETIME_MS = 15 * 60_000
/** What has not begun to leave after this never does: a single command leaves at once, one of a batch waits its turn. */
export const READY_AT_MOST_MS = 2 * 60_000
export const READY_IN_BATCH_AT_MOST_MS = 60 * 60_000
/** Without any news for this long, a command that is `sending` was cut off: nobody knows whether it left. */
export const SENDING_AT_MOST_MS = 90_000

/** For how long a command may wait with us for an offline device, hours. What could stop a vehicle never waits. */
export const HOLD_HOURS = [1, 24, 168] as const
export type HoldHours = (typeof HOLD_HOURS)[number]

/** Rights beside the role. Owners have them all; a viewer of a fleet has none, whatever is written. */
export const COMMAND_RIGHTS = ['cut_engine', 'approve_cuts', 'raw_commands'] as const
export type CommandRight = (typeof COMMAND_RIGHTS)[number]

/** What a person may do with commands. */
export type CommandPowers = { maySend: boolean; mayCut: boolean; mayApprove: boolean; mayWriteRaw: boolean }

/** The powers of a role with its single rights, given and taken. Unknown words give nothing; who may not send cannot cut. */
export function powersOf(
  role: string,
  rights: readonly string[],
  deniedRights: readonly string[] = [],
): CommandPowers {
  const now = rightsOf({ role, rights, deniedRights })
  const maySend = now.includes('send_commands')
  return {
    maySend,
    mayCut: maySend && now.includes('cut_engine'),
    mayApprove: now.includes('approve_cuts'),
    mayWriteRaw: maySend && now.includes('raw_commands'),
  }
}

/** How many characters a typed part of an order has at most. */
export const ORDER_LENGTHS = { value: 500, hex: 4096, content: 2000 } as const

/** An order as a person gives it. Which number a template has is looked up in the device's own list. */
export const commandOrderSchema = z.discriminatedUnion('door', [
  z.object({
    door: z.literal('template'),
    template: z.string().min(1).max(500),
    params: z.array(z.string().max(ORDER_LENGTHS.value)).max(20),
  }),
  z.object({ door: z.literal('scooter'), text: z.string().min(1).max(200) }),
  z.object({ door: z.literal('raw'), hex: z.string().min(1).max(ORDER_LENGTHS.hex) }),
  z.object({
    door: z.literal('hub'),
    proNo: z.int().min(0).max(65_535),
    content: z.string().max(ORDER_LENGTHS.content),
  }),
])
export type CommandOrder = z.infer<typeof commandOrderSchema>

/** The number stands for a template not looked up yet: no list has it. */
const NO_TEMPLATE_ID = -1

/** The order as safety reads it. */
export function toOrder(order: CommandOrder, templateId = NO_TEMPLATE_ID): Order {
  return order.door === 'template' ? { ...order, templateId } : order
}

/** What ends a command or begins the next one, on some device. */
const PARTING = /[#;|\p{Cc}\u2028\u2029]/u

/** Whether the person writes the command itself, so that it takes the right to. Scooters have their own two commands. */
export function isWrittenByHand(order: CommandOrder): boolean {
  if (order.door === 'raw' || order.door === 'hub') return true
  if (order.door === 'scooter') return !['LOCK#', 'ENABLE#'].includes(order.text.trim().toUpperCase())
  const { template, params } = order
  // A command of a template whose first word is a placeholder is free text by another name.
  if (commandsOf(template).some((command) => /[{}]/.test(command.split(',')[0] ?? ''))) return true
  // So is a value that ends the template's own command and brings another.
  if (params.some((param) => PARTING.test(param.normalize('NFKC')))) return true
  const rendered = renderInstruction(template, params)
  return rendered.ok && commandsOf(rendered.text).length > commandsOf(template).length
}
