// Choosing another password while signed in. The session it happens in lives on; all others of the person end.

import 'server-only'
import { findPasswordProblem, type PasswordProblem } from '@/lib/domain/credentials'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { deleteResets } from '../data/system/password-resets'
import { endSessions } from '../data/system/sessions'
import { changePasswordHash, findUserForSession } from '../data/system/users'
import { inTransaction } from '../db'
import { hashPassword } from '../passwords'
import type { SessionClaims } from '../session-cookie'
import type { SignInThrottle } from '../throttle'
import { tellOfNewPassword } from './password-mail'
import { judgeProof } from './second-factor-proof'
import { forgetEnded } from './sign-in-sessions'

/** What came of it: the claims of this session from now on, or what was wrong with which field. */
export type PasswordChange =
  | { kind: 'ok'; claims: SessionClaims }
  | { kind: 'wrong' }
  | { kind: 'unfit'; problem: PasswordProblem | 'same' }
  | { kind: 'throttled'; retryAfterS: number }

/** Changes the viewer's password from `current` to `next`. */
export async function changePassword(
  viewer: Viewer & { email: string; sessionId: string },
  typed: { current: string; next: string; address: string | null },
  throttle?: SignInThrottle,
): Promise<PasswordChange> {
  const problem = typed.next === typed.current ? 'same' : findPasswordProblem(typed.next, viewer.email)
  if (problem !== null) return { kind: 'unfit', problem }
  const proof = { asks: 'password', password: typed.current, address: typed.address } as const
  const proven = await judgeProof(viewer, proof, throttle)
  if (proven.kind === 'throttled') return proven
  const { tenantId, userId, sessionId } = viewer
  if (proven.kind === 'refused') {
    await appendAudit(tenantId, {
      actorId: userId,
      action: 'password.refuse',
      detail: { address: typed.address },
    })
    return { kind: 'wrong' }
  }
  const digest = await hashPassword(typed.next)
  const { sessionVersion, ended } = await inTransaction(async () => {
    const version = await changePasswordHash(userId, digest)
    await deleteResets(viewer)
    const sessions = await endSessions(tenantId, userId, sessionId)
    const detail = { sessions: sessions.length }
    await appendAudit(tenantId, { actorId: userId, action: 'password.change', detail })
    return { sessionVersion: version, ended: sessions }
  })
  forgetEnded(userId, ended)
  const user = await findUserForSession(userId)
  if (user !== null) tellOfNewPassword(user)
  return { kind: 'ok', claims: { userId, sessionVersion, sessionId } }
}
