// Judging a sign-in: throttle, password, audit trail. It hands out claims, not cookies.
// How next-auth is set up lives in next-auth.ts; who is signed in afterwards is asked in session.ts.

import { z } from 'zod'
import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from '../domain/credentials'
import type { Viewer } from './access'
import { appendAudit } from './audit'
import { findUserForSignIn, recordSignIn, type SignInUser } from './data/system/users'
import { log } from './log'
import { countSignIn } from './metrics'
import { verifyPassword } from './passwords'
import type { SessionClaims } from './session-cookie'
import { type SignInAttempt, type SignInThrottle, signInThrottle } from './throttle'

/** What a sign-in came to. `refused` is the same for a wrong password, an unknown person and a disabled one. */
export type SignInOutcome =
  | { kind: 'ok'; claims: SessionClaims }
  | { kind: 'refused' }
  | { kind: 'throttled'; retryAfterS: number }
  | { kind: 'unavailable' }

/** Email and password as typed; case and surrounding blanks of the email do not matter. */
export const credentialsSchema = z.object({
  email: z.string().max(MAX_EMAIL_LENGTH),
  password: z.string().max(MAX_PASSWORD_LENGTH),
})
export type Credentials = z.infer<typeof credentialsSchema>

/**
 * Judges credentials that come from `address` (null when unknown). Answers, never throws: the database away is
 * `unavailable` and costs no try. Unknown people take as long as known ones.
 */
export async function signIn(
  credentials: Credentials,
  address: string | null,
  throttle: SignInThrottle = signInThrottle(),
): Promise<SignInOutcome> {
  const attempt = { account: credentials.email, address }
  const outcome = await judge(credentials, attempt, throttle).catch(
    async (error: unknown): Promise<SignInOutcome> => {
      log.error({ err: error }, 'sign-in could not be judged')
      await throttle.release(attempt)
      return { kind: 'unavailable' }
    },
  )
  countSignIn(outcome.kind)
  return outcome
}

/** Writes the end of a session to the audit trail. */
export async function noteSignOut(viewer: Viewer): Promise<void> {
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'session.end' })
}

async function judge(
  credentials: Credentials,
  attempt: SignInAttempt,
  throttle: SignInThrottle,
): Promise<SignInOutcome> {
  const admission = await throttle.admit(attempt)
  if (!admission.allowed) return { kind: 'throttled', retryAfterS: admission.retryAfterS }
  const user = await findPerson(credentials.email)
  const matches = await verifyPassword(user?.passwordHash ?? null, credentials.password)
  if (!user || !matches || user.disabledAt !== null) {
    await throttle.fail(attempt)
    if (user) noteFailure(user, attempt)
    return { kind: 'refused' }
  }
  await recordSignIn(user.id)
  await appendAudit(user.tenantId, {
    actorId: user.id,
    action: 'session.start',
    detail: { address: attempt.address },
  })
  await throttle.succeed(attempt)
  return { kind: 'ok', claims: { userId: user.id, sessionVersion: user.sessionVersion } }
}

// PostgreSQL text holds no NUL, so such an address is nobody's.
function findPerson(email: string): Promise<SignInUser | null> {
  return email.includes('\0') ? Promise.resolve(null) : findUserForSignIn(email)
}

// Not awaited: only known people have an audit trail, and waiting for it would tell them from strangers.
function noteFailure(user: SignInUser, attempt: SignInAttempt): void {
  appendAudit(user.tenantId, {
    actorId: null,
    action: 'session.refuse',
    target: user.id,
    detail: { address: attempt.address, disabled: user.disabledAt !== null },
  }).catch((error: unknown) => log.error({ err: error }, 'a refused sign-in could not be audited'))
}
