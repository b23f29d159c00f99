// Commands kept at hand, and the rule of the second person.

import type { CommandOrder } from '@/lib/domain/command'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import {
  deleteSavedCommand,
  readPowers,
  storeSavedCommand,
  storeSecondApprover,
} from '../data/command-settings'
import { inTransaction } from '../db'
import { ForbiddenError } from '../errors'
import { type Actor, hasJustProven } from './commands-facts'

/**
 * Keeps a command under a name for all of the viewer's scope and those above it; false when somebody else has that name there.
 * Sending it later is judged like any other. @throws ForbiddenError
 */
export async function keepCommand(viewer: Viewer, name: string, order: CommandOrder): Promise<boolean> {
  await requireSender(viewer)
  return inTransaction(async () => {
    if (!(await storeSavedCommand(viewer, name, order))) return false
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.keep', detail: { name } })
    return true
  })
}

/** @throws ForbiddenError; NotFoundError when there is none of this id that the viewer may take away. */
export async function dropSaved(viewer: Viewer, id: string): Promise<void> {
  await requireSender(viewer)
  await inTransaction(async () => {
    await deleteSavedCommand(viewer, id)
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.drop', target: id })
  })
}

/**
 * Sets whether every cut needs a second person. Answers whether it is stored: doing without one takes a fresh proof of identity.
 * @throws ForbiddenError unless the person is an owner.
 */
export async function setSecondApprover(actor: Actor, isNeeded: boolean): Promise<boolean> {
  const { viewer } = actor
  if (viewer.role !== 'owner') throw new ForbiddenError()
  if (!isNeeded && !(await hasJustProven(actor, new Date()))) return false
  const detail = { needsSecondApprover: isNeeded }
  await inTransaction(async () => {
    await storeSecondApprover(viewer, isNeeded)
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.setting', detail })
  })
  return true
}

async function requireSender(viewer: Viewer): Promise<void> {
  if (!(await readPowers(viewer)).maySend) throw new ForbiddenError()
}
