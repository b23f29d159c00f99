// Ending sessions: one's own elsewhere, and those of others. Pages and streams of an ended session die within seconds, in
// this process at once and in others when they read it anew.

import 'server-only'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { endSession, endSessions } from '../data/system/sessions'
import { inTransaction } from '../db'
import { NotFoundError } from '../errors'
import { forgetCachedSessions, forgetCachedUser } from '../session'
import { standings } from './people-standing'

/** Signs the viewer out elsewhere. @throws NotFoundError for a session that is over, missing or of somebody else. */
export async function endOwnSession(viewer: Viewer, sessionId: string): Promise<void> {
  await inTransaction(async () => {
    if (!(await endSession(viewer.tenantId, viewer.userId, sessionId))) throw new NotFoundError()
    await note(viewer, viewer.userId, 1)
  })
  forgetCachedSessions([sessionId])
}

/** Signs the viewer out everywhere but here; tells how many sessions that were. */
export async function endOtherSessions(viewer: Viewer, keptId: string): Promise<number> {
  const ended = await inTransaction(async () => {
    const sessions = await endSessions(viewer.tenantId, viewer.userId, keptId)
    if (sessions.length > 0) await note(viewer, viewer.userId, sessions.length)
    return sessions
  })
  forgetCachedSessions(ended)
  return ended.length
}

/** Signs somebody out everywhere; tells how many sessions that were. @throws as `standings` */
export async function endSessionsOf(viewer: Viewer, userId: string): Promise<number> {
  const { person } = await standings(viewer, userId)
  const ended = await inTransaction(async () => {
    const sessions = await endSessions(viewer.tenantId, person.id)
    await note(viewer, person.id, sessions.length)
    return sessions
  })
  forgetEnded(person.id, ended)
  return ended.length
}

/**
 * Makes this process forget a person and sessions of theirs that were ended. Call it once that is committed: what is read
 * before is remembered as it was.
 */
export function forgetEnded(userId: string, sessionIds: readonly string[]): void {
  forgetCachedSessions(sessionIds)
  forgetCachedUser(userId)
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
