// The second step of signing in: who has given the right password, and what they owe. It hands out claims like auth.ts; until
// then there is no session.

import 'server-only'
import { beginSession } from '../auth'
import type { SignInSource } from '../data/system/sessions'
import { findUserForSession, type SessionUser } from '../data/system/users'
import { log } from '../log'
import { countSignIn } from '../metrics'
import { sessionHashOf } from '../reauthentication'
import { decodePending, type SessionClaims } from '../session-cookie'
import type { SignInThrottle } from '../throttle'
import type { EnrollingPerson } from './second-factor'
import { judgeProof } from './second-factor-proof'

/**
 * Somebody half way in, and what is next: type a code, set a second factor up, or go in with one that was set up just now.
 * `signInId` is the digest of their cookie: it names this sign-in beside others of the same person.
 */
export type PendingSignIn = { user: SessionUser; step: 'code' | 'enrol' | 'proven'; signInId: string }

/** What a second step came to. `gone`: it took too long, or the person has changed; they begin anew. */
export type StepOutcome =
  | { kind: 'ok'; claims: SessionClaims }
  | { kind: 'refused' | 'gone' | 'unavailable' }
  | { kind: 'throttled'; retryAfterS: number }

/** Who a cookie value says is half way in, by the database and not by the cookie; null when that is nobody. */
export async function findPending(value: string | undefined): Promise<PendingSignIn | null> {
  const claims = await decodePending(value)
  const user = claims && (await findUserForSession(claims.userId))
  if (!user || user.disabledAt !== null || user.sessionVersion !== claims.sessionVersion) return null
  const signInId = sessionHashOf(value ?? '')
  if (user.hasSecondFactor) return { user, step: claims.isProven ? 'proven' : 'code', signInId }
  return user.needsSecondFactor ? { user, step: 'enrol', signInId } : null
}

/** Judges the code and begins the session. Answers, never throws. */
export async function finishWithCode(
  pending: PendingSignIn,
  code: string,
  source: SignInSource,
  throttle?: SignInThrottle,
): Promise<StepOutcome> {
  const outcome = await judge(pending, code, { source, throttle }).catch((error: unknown): StepOutcome => {
    log.error({ err: error }, 'a second step could not be judged')
    return { kind: 'unavailable' }
  })
  if (outcome.kind !== 'gone') countSignIn(outcome.kind)
  return outcome
}

/** Begins the session of who has just set a second factor up with a code that was right. */
export async function finishProven(pending: PendingSignIn, source: SignInSource): Promise<StepOutcome> {
  if (pending.step !== 'proven') return { kind: 'gone' }
  const claims = await beginSession(pending.user, source, 'app')
  countSignIn('ok')
  return { kind: 'ok', claims }
}

/** Somebody half way in, as proofs and enrolment name people. */
export function personOf({ user, signInId }: PendingSignIn): EnrollingPerson & { tenantName: string } {
  const { tenantId, id: userId, email, tenantName } = user
  return { tenantId, userId, email, tenantName, signInId }
}

async function judge(
  pending: PendingSignIn,
  code: string,
  { source, throttle }: { source: SignInSource; throttle?: SignInThrottle },
): Promise<StepOutcome> {
  if (pending.step !== 'code') return { kind: 'gone' }
  const proof = { asks: 'code', code, address: source.address } as const
  const outcome = await judgeProof(personOf(pending), proof, throttle)
  if (outcome.kind === 'throttled') return outcome
  if (outcome.kind === 'refused') return { kind: 'refused' }
  // The second factor was taken away in the meantime: nothing was proven.
  if (outcome.means === 'none') return { kind: 'gone' }
  return { kind: 'ok', claims: await beginSession(pending.user, source, outcome.means) }
}
