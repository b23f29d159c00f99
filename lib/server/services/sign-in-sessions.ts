// Ending sessions: one's own elsewhere, and those of others. Pages and streams of an ended session die within seconds, in
// this process at once and in others when they read it anew.

import 'server-only'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { endSession, endSessions } from '../data/system/sessions'
import { NotFoundError } from '../errors'
import { forgetCachedSessions, forgetCachedUser } from '../session'
import { standings } from './people-standing'

/** Signs the viewer out elsewhere. @throws NotFoundError for a session that is over, missing or of somebody else. */
export async function endOwnSession(viewer: Viewer, sessionId: string): Promise<void> {
  if (!(await endSession(viewer.tenantId, viewer.userId, sessionId))) throw new NotFoundError()
  forgetCachedSessions([sessionId])
  await note(viewer, viewer.userId, 1)
}

/** Signs the viewer out everywhere but here; tells how many sessions that were. */
export async function endOtherSessions(viewer: Viewer, keptId: string): Promise<number> {
  const ended = await endSessions(viewer.tenantId, viewer.userId, keptId)
  forgetCachedSessions(ended)
  if (ended.length > 0) await note(viewer, viewer.userId, ended.length)
  return ended.length
}

/** Signs somebody out everywhere; tells how many sessions that were. @throws as `standings` */
export async function endSessionsOf(viewer: Viewer, userId: string): Promise<number> {
  const { person } = await standings(viewer, userId)
  const count = await endEverySessionOf(viewer.tenantId, person.id)
  await note(viewer, person.id, count)
  return count
}

/** Ends every session of a person without a word to the audit trail: for who writes there why. */
export async function endEverySessionOf(
  tenantId: string,
  userId: string,
  exceptId: string | null = null,
): Promise<number> {
  const ended = await endSessions(tenantId, userId, exceptId)
  forgetCachedSessions(ended)
  forgetCachedUser(userId)
  return ended.length
}

function note(viewer: Viewer, userId: string, sessions: number): Promise<void> {
  const detail = { sessions }
  return appendAudit(viewer.tenantId, {
    actorId: viewer.userId,
    action: 'session.revoke',
    target: userId,
    detail,
  })
}
