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
import { ForbiddenError } from '../errors'

/** Keeps a command under a name for everybody of the tenant. Sending it later is judged like any other. @throws ForbiddenError */
export async function keepCommand(viewer: Viewer, name: string, order: CommandOrder): Promise<void> {
  await requireSender(viewer)
  await storeSavedCommand(viewer, name, order)
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.keep', detail: { name } })
}

/** @throws ForbiddenError; NotFoundError when there is none of this id. */
export async function dropSaved(viewer: Viewer, id: string): Promise<void> {
  await requireSender(viewer)
  await deleteSavedCommand(viewer, id)
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.drop', target: id })
}

/** Sets whether every cut needs a second person. @throws ForbiddenError unless the viewer is an owner. */
export async function setSecondApprover(viewer: Viewer, isNeeded: boolean): Promise<void> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  await storeSecondApprover(viewer, isNeeded)
  const detail = { needsSecondApprover: isNeeded }
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.setting', detail })
}

async function requireSender(viewer: Viewer): Promise<void> {
  if (!(await readPowers(viewer)).maySend) throw new ForbiddenError()
}
