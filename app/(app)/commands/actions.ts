'use server'

import { z } from 'zod'
import { type CommandReply, commandRequestSchema } from '@/lib/domain/api/command'
import { commandOrderSchema, HOLD_HOURS } from '@/lib/domain/command'
import { AppError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { approveCut, cancelCommand, fireApproved, orderCommand } from '@/lib/server/services/commands'
import { requireActor } from '@/lib/server/services/commands-actor'
import { type BulkReply, orderBulk, stopBatch } from '@/lib/server/services/commands-bulk'
import { type ProofAnswer, proveHere } from '@/lib/server/services/commands-proof'
import { dropSaved, keepCommand } from '@/lib/server/services/commands-saved'
import { vendorFailure } from '@/lib/server/services/vendor-words'

/** What went wrong before anything could be said of the command; a key of the messages at `commands.failures`. */
export type ActionFailure = { kind: 'failed'; why: 'gone' | 'vendor' | 'invalid' | 'name_taken' | 'other' }
/** Sends a command, or puts a cut before an approver. */
export async function orderAction(request: unknown): Promise<CommandReply | ActionFailure> {
  const actor = await requireActor()
  const parsed = commandRequestSchema.safeParse(request)
  if (!parsed.success) return { kind: 'failed', why: 'invalid' }
  return guarded(() => orderCommand(actor, parsed.data))
}

/** Sends a cut that was approved. */
export async function fireAction(commandId: unknown): Promise<CommandReply | ActionFailure> {
  const actor = await requireActor()
  return guarded(() => fireApproved(actor, textOf(commandId)))
}

/** The second person's word for a cut. */
export async function approveAction(commandId: unknown): Promise<CommandReply | ActionFailure> {
  const actor = await requireActor()
  return guarded(() => approveCut(actor, textOf(commandId)))
}

/** Takes back what has not left. */
export async function cancelAction(commandId: unknown): Promise<CommandReply | ActionFailure> {
  const { viewer } = await requireActor()
  return guarded(() => cancelCommand(viewer, textOf(commandId)))
}

const bulkSchema = z.object({
  deviceIds: z.array(z.uuid()).max(500),
  order: commandOrderSchema,
  confirmed: z.boolean(),
  holdHours: z.literal(HOLD_HOURS).optional(),
})

/** One order to many devices. */
export async function bulkAction(request: unknown): Promise<BulkReply | ActionFailure> {
  const { viewer } = await requireActor()
  const parsed = bulkSchema.safeParse(request)
  if (!parsed.success) return { kind: 'failed', why: 'invalid' }
  return guarded(() => orderBulk(viewer, parsed.data))
}

/** Stops what of a batch has not left. */
export async function stopAction(
  batchId: unknown,
): Promise<{ kind: 'stopped'; count: number } | ActionFailure> {
  const { viewer } = await requireActor()
  return guarded(async () => ({ kind: 'stopped' as const, count: await stopBatch(viewer, textOf(batchId)) }))
}

/** Proves who one is, for the next five minutes of this session. */
export async function proveAction(password: unknown, code: unknown): Promise<ProofAnswer> {
  return proveHere(password, code)
}

/** Keeps a command at hand under a name. */
export async function keepAction(name: unknown, order: unknown): Promise<{ kind: 'kept' } | ActionFailure> {
  const { viewer } = await requireActor()
  const parsed = commandOrderSchema.safeParse(order)
  const title = textOf(name).trim().slice(0, 80)
  if (!parsed.success || title === '') return { kind: 'failed', why: 'invalid' }
  return guarded(async () => {
    const isKept = await keepCommand(viewer, title, parsed.data)
    return isKept ? { kind: 'kept' as const } : { kind: 'failed' as const, why: 'name_taken' as const }
  })
}

/** Forgets a kept command. */
export async function dropAction(id: unknown): Promise<{ kind: 'dropped' } | ActionFailure> {
  const { viewer } = await requireActor()
  return guarded(async () => {
    await dropSaved(viewer, textOf(id))
    return { kind: 'dropped' as const }
  })
}

async function guarded<Result>(work: () => Promise<Result>): Promise<Result | ActionFailure> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotFoundError) return { kind: 'failed', why: 'gone' }
    if (vendorFailure(error, Date.now()) !== null) return { kind: 'failed', why: 'vendor' }
    if (!(error instanceof AppError)) log.error({ err: error }, 'a command could not be handled')
    return { kind: 'failed', why: 'other' }
  }
}

// Arguments of actions are whatever a browser sends.
function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2000) : ''
}
