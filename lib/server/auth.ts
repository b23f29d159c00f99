// Judging a sign-in: throttle, password, audit trail, and beginning a session. It hands out claims, not cookies. The second
// step of who has a second factor is services/sign-in-steps.ts; who is signed in afterwards is asked in session.ts.

import { z } from 'zod'
import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from '../domain/credentials'
import type { Viewer } from './access'
import { appendAudit } from './audit'
import { endSession, type SignInSource, startSession } from './data/system/sessions'
import { findUserForSignIn, recordSignIn, type SessionUser, type SignInUser } from './data/system/users'
import { inTransaction } from './db'
import { log } from './log'
import { countSignIn } from './metrics'
import { verifyPassword } from './passwords'
import type { PendingClaims, SessionClaims } from './session-cookie'
import { type SignInAttempt, type SignInThrottle, signInThrottle } from './throttle'
import { endView } from './view-as'

/**
 * What a sign-in came to. `refused` is the same for a wrong password, an unknown person and a disabled one. `second_step`:
 * the password was right, and a code is still missing, or a second factor that the role demands has to be set up first.
 */
export type SignInOutcome =
  | LetIn
  | { kind: 'refused' }
  | { kind: 'throttled'; retryAfterS: number }
  | { kind: 'unavailable' }

/** The outcomes of who gave the right password. services/sign-in-cookies.ts turns them into cookies. */
export type LetIn = { kind: 'ok'; claims: SessionClaims } | { kind: 'second_step'; pending: PendingClaims }

/** Email and password as typed; case and surrounding blanks of the email do not matter. */
export const credentialsSchema = z.object({
  email: z.string().max(MAX_EMAIL_LENGTH),
  password: z.string().max(MAX_PASSWORD_LENGTH),
})
export type Credentials = z.infer<typeof credentialsSchema>

/**
 * Judges credentials and begins a session where nothing else is owed. Answers, never throws: the database away is
 * `unavailable` and costs no try. Unknown people take as long as known ones.
 */
export async function signIn(
  credentials: Credentials,
  source: SignInSource,
  throttle: SignInThrottle = signInThrottle(),
): Promise<SignInOutcome> {
  const attempt = { account: credentials.email, address: source.address }
  const outcome = await judge(credentials, source, throttle).catch(
    async (error: unknown): Promise<SignInOutcome> => {
      log.error({ err: error }, 'sign-in could not be judged')
      await throttle.release(attempt)
      return { kind: 'unavailable' }
    },
  )
  countSignIn(outcome.kind)
  return outcome
}

/**
 * What follows a right password, or another proof as good (an invitation's link): a session, or the second step. Whether the
 * person is disabled is the caller's business.
 */
export async function letIn(user: SessionUser, source: SignInSource): Promise<LetIn> {
  const { id: userId, sessionVersion } = user
  if (user.hasSecondFactor || user.needsSecondFactor)
    return { kind: 'second_step', pending: { userId, sessionVersion, isProven: false } }
  return { kind: 'ok', claims: await beginSession(user, source) }
}

/** Begins a session of somebody whose every proof was right, and writes that to the audit trail. */
export async function beginSession(
  user: Pick<SessionUser, 'id' | 'tenantId' | 'sessionVersion'>,
  source: SignInSource,
  secondFactor: 'none' | 'app' | 'recovery_code' = 'none',
): Promise<SessionClaims> {
  const { id: userId, tenantId, sessionVersion } = user
  return inTransaction(async () => {
    // The person's row first, as who changes a password takes them: two who wait for each other would both fail.
    await recordSignIn(userId)
    const sessionId = await startSession({ tenantId, userId }, source)
    await appendAudit(tenantId, {
      actorId: userId,
      action: 'session.start',
      detail: { address: source.address, ...(secondFactor === 'none' ? {} : { secondFactor }) },
    })
    return { userId, sessionVersion, sessionId }
  })
}

/** Ends a session because its person wants to, and writes that to the audit trail. */
export async function noteSignOut(viewer: Viewer, sessionId: string): Promise<void> {
  await endView(viewer.tenantId, sessionId, 'session')
  await inTransaction(async () => {
    await endSession(viewer.tenantId, viewer.userId, sessionId)
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'session.end' })
  })
}

async function judge(
  credentials: Credentials,
  source: SignInSource,
  throttle: SignInThrottle,
): Promise<SignInOutcome> {
  const attempt = { account: credentials.email, address: source.address }
  const admission = await throttle.admit(attempt)
  if (!admission.allowed) return { kind: 'throttled', retryAfterS: admission.retryAfterS }
  const user = await findPerson(credentials.email)
  const matches = await verifyPassword(user?.passwordHash ?? null, credentials.password)
  if (!user || !matches || user.disabledAt !== null) {
    await throttle.fail(attempt)
    if (user) noteFailure(user, attempt)
    return { kind: 'refused' }
  }
  const outcome = await letIn(user, source)
  // Not `succeed` before the code: who knows the password must not win fresh tries at the code with it.
  await (outcome.kind === 'ok' ? throttle.succeed(attempt) : throttle.release(attempt))
  return outcome
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
