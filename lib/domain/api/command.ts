// Milepost's own answers about commands, as pages read them. Times are ISO 8601 UTC.

import { z } from 'zod'
import { COMMAND_STATES, commandOrderSchema, HOLD_HOURS } from '../command'
import { CUT_REFUSALS } from '../command-safety'
import { COMMAND_KINDS } from '../command-safety-kind'

/** One command with what became of it. */
export const commandSchema = z.object({
  id: z.uuid(),
  deviceId: z.uuid(),
  deviceName: z.string(),
  plate: z.string().nullable(),
  imei: z.string(),
  batchId: z.uuid().nullable(),
  order: commandOrderSchema,
  text: z.string(),
  kind: z.enum(COMMAND_KINDS),
  state: z.enum(COMMAND_STATES),
  reason: z.string().nullable(),
  requestedById: z.uuid(),
  requestedByName: z.string().nullable(),
  requestedAt: z.iso.datetime(),
  approvedByName: z.string().nullable(),
  approvedAt: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
  settledAt: z.iso.datetime().nullable(),
  /** Until when it is kept for an offline device; null where it is not. */
  expiresAt: z.iso.datetime().nullable(),
  /** The device's own words. */
  answer: z.string().nullable(),
  /** A key of the messages at `commands.outcomes`. */
  outcome: z.string().nullable(),
  vendorCode: z.int().nullable(),
  /** The viewer asked for it. */
  isMine: z.boolean(),
})
export type Command = z.infer<typeof commandSchema>

/** Where a page of commands ended: ms since epoch and an id. Not to be read by anybody but who wrote it. */
export const commandCursorSchema = z.string().regex(/^\d{1,14}_[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/)

/** GET /api/commands?before=: a page of commands that fit, the newest first. They are not counted. */
export const commandPageSchema = z.object({
  commands: z.array(commandSchema).max(100),
  /** What to give as `before` for those that are older; null when there are none. */
  next: commandCursorSchema.nullable(),
  /** Only those asked for since then were looked through; null when all were, or the page is full. */
  searchedTo: z.iso.datetime().nullable(),
})
export type CommandPage = z.infer<typeof commandPageSchema>

/** A command the device's own list has. */
export const commandTemplateSchema = z.object({
  id: z.int(),
  name: z.string(),
  template: z.string(),
  explanation: z.string().nullable(),
  /** What the vendor's own form would ask. */
  prompt: z.string().nullable(),
  /** Numbers of its placeholders, one field each. */
  places: z.array(z.int()).max(100),
  /** May wait at the vendor for an offline device. */
  isQueueable: z.boolean(),
  isFreeText: z.boolean(),
})
export type CommandTemplate = z.infer<typeof commandTemplateSchema>

/** What the viewer may do. */
export const commandPowersSchema = z.object({
  maySend: z.boolean(),
  mayCut: z.boolean(),
  mayApprove: z.boolean(),
  mayWriteRaw: z.boolean(),
})

/** What is known toward a cut of one vehicle now; the browser judges it each second by the same rules as the server. */
export const cutFactsSchema = z.object({
  mayCut: z.boolean(),
  reauthenticatedAt: z.iso.datetime().nullable(),
  /** What has to be typed. */
  plate: z.string(),
  isOnline: z.boolean(),
  fixes: z
    .array(z.object({ at: z.iso.datetime(), source: z.string().nullable(), speedKph: z.number().nullable() }))
    .max(20),
  needsApproval: z.boolean(),
  /** The server's clock. */
  now: z.iso.datetime(),
})
export type CutFactsView = z.infer<typeof cutFactsSchema>

/** GET /api/commands/start: what the page needs before a vehicle is chosen. */
export const commandStartSchema = z.object({
  powers: commandPowersSchema,
  needsSecondApprover: z.boolean(),
  maySetApprover: z.boolean(),
  saved: z
    .array(z.object({ id: z.uuid(), name: z.string(), order: commandOrderSchema, mayDrop: z.boolean() }))
    .max(500),
  /** Cuts that wait for an approver or, approved, for their requester. */
  pending: z.array(commandSchema).max(100),
})
export type CommandStart = z.infer<typeof commandStartSchema>

/** GET /api/commands/device/{id}: what one device understands. */
export const deviceCommandsSchema = z.object({
  deviceId: z.uuid(),
  name: z.string(),
  plate: z.string().nullable(),
  imei: z.string(),
  isScooter: z.boolean(),
  hasRaw: z.boolean(),
  hasHub: z.boolean(),
  templates: z.array(commandTemplateSchema).max(500),
})
export type DeviceCommands = z.infer<typeof deviceCommandsSchema>

/** What a person asks for. */
export const commandRequestSchema = z.object({
  deviceId: z.uuid(),
  order: commandOrderSchema,
  /** The person has read the exact text and wants it sent. */
  confirmed: z.boolean(),
  reason: z.string().max(1000).optional(),
  typedPlate: z.string().max(100).optional(),
  /** Keep it with us for this long if the device is offline; without, it leaves at once. */
  holdHours: z.literal(HOLD_HOURS).optional(),
})
export type CommandRequest = z.infer<typeof commandRequestSchema>

/** Why an order is none that could be sent; words at `commands.problems`. */
export const ORDER_PROBLEMS = [
  'may_not_send',
  'may_not_write',
  'ambiguous',
  'missing_param',
  'unused_params',
  'not_hex',
  'empty',
  'unknown_template',
  'not_a_scooter',
  'not_on_this_profile',
  'no_hub',
  'unconfirmed',
  'no_cut_in_bulk',
  'too_many',
  'already_sent',
  'not_waiting',
  'own_approval',
  'may_not_approve',
  'not_reauthenticated',
  'changed',
] as const
export type OrderProblem = (typeof ORDER_PROBLEMS)[number]

/** What became of a wish. Only `done` may have reached the vendor; its command says how far. */
export const commandReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), command: commandSchema }),
  z.object({ kind: z.literal('awaiting_approval'), command: commandSchema }),
  z.object({ kind: z.literal('refused'), refusals: z.array(z.enum(CUT_REFUSALS)).max(30) }),
  z.object({ kind: z.literal('problem'), problem: z.enum(ORDER_PROBLEMS) }),
])
export type CommandReply = z.infer<typeof commandReplySchema>

/** Which commands are listed. */
export const commandFilterSchema = z.object({
  deviceId: z.uuid().optional(),
  batchId: z.uuid().optional(),
  state: z.enum(COMMAND_STATES).optional(),
  kind: z.enum(COMMAND_KINDS).optional(),
  /** Part of the text, a name, a plate or an answer. */
  search: z.string().max(100).optional(),
})
export type CommandFilter = z.infer<typeof commandFilterSchema>
