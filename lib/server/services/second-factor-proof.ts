// Judging who somebody is by password, code, or both, for those whose address is known already: in the second step of signing
// in, before an engine is cut, before their security is changed. Tries count as tries to sign in.

import 'server-only'
import { MAX_PASSWORD_LENGTH } from '@/lib/domain/credentials'
import { appendAudit } from '../audit'
import {
  type FactorOwner,
  findSecondFactor,
  noteWrongCode,
  takeRecoveryCode,
  takeStep,
} from '../data/system/second-factor'
import { findUserForSignIn } from '../data/system/users'
import { inTransaction } from '../db'
import { verifyPassword } from '../passwords'
import { open } from '../secrets'
import { type SignInThrottle, signInThrottle } from '../throttle'
import { recoveryCodeHash, stepOfCode } from './second-factor-codes'

/** Who it is about. */
export type ProofPerson = FactorOwner & { email: string }

/** What was typed. `asks` says what must be right; a code only where the person has a second factor. */
export type Proof = {
  asks: 'password' | 'code' | 'both'
  password?: string
  code?: string
  address: string | null
}

/** By which code: `none` where none was asked for. */
export type ProofMeans = 'none' | 'app' | 'recovery_code'

/**
 * What a proof came to; of two that are wrong only the password is named. `no_code`: it is owed and nothing was typed, which
 * costs no try.
 */
export type ProofOutcome =
  | { kind: 'ok'; means: ProofMeans }
  | { kind: 'refused'; field: 'password' | 'code' | 'no_code' }
  | { kind: 'throttled'; retryAfterS: number }

/** The sealed field of data/system/second-factor.ts. */
export const SECRET_FIELD = 'second_factor.secret'

/** Wrong codes in a row, from wherever, and how long none of the app's is looked at then. Recovery codes still work. */
const MAX_WRONG_CODES = 10
const BLOCKED_MS = 900_000

/** Judges what was typed. Wrong codes are noted in the audit trail; passwords by the caller, who knows what they were for. */
export async function judgeProof(
  person: ProofPerson,
  proof: Proof,
  throttle: SignInThrottle = signInThrottle(),
): Promise<ProofOutcome> {
  const attempt = { account: person.email, address: proof.address }
  const admission = await throttle.admit(attempt)
  if (!admission.allowed) return { kind: 'throttled', retryAfterS: admission.retryAfterS }
  try {
    const outcome = await judge(person, proof)
    if (outcome.kind === 'ok') await throttle.succeed(attempt)
    else if (outcome.kind === 'refused' && outcome.field !== 'no_code') await throttle.fail(attempt)
    else await throttle.release(attempt)
    return outcome
  } catch (error) {
    await throttle.release(attempt)
    throw error
  }
}

async function judge(person: ProofPerson, proof: Proof): Promise<ProofOutcome> {
  if (proof.asks !== 'code' && !(await isPassword(person, proof.password ?? '')))
    return { kind: 'refused', field: 'password' }
  return proof.asks === 'password' ? { kind: 'ok', means: 'none' } : judgeCode(person, proof)
}

async function isPassword(person: ProofPerson, password: string): Promise<boolean> {
  const user = await findUserForSignIn(person.email)
  const isThem = user?.id === person.userId && user.disabledAt === null
  return verifyPassword(isThem ? user.passwordHash : null, password.slice(0, MAX_PASSWORD_LENGTH + 1))
}

async function judgeCode(person: ProofPerson, proof: Proof): Promise<ProofOutcome> {
  const factor = await findSecondFactor(person)
  if (factor === null || factor.confirmedAt === null) return { kind: 'ok', means: 'none' }
  const typed = (proof.code ?? '').slice(0, 100)
  if (typed.trim() === '') return { kind: 'refused', field: 'no_code' }
  const codeHash = recoveryCodeHash(typed)
  const now = new Date()
  if (codeHash !== null && (await spendRecoveryCode(person, { codeHash, at: now, address: proof.address })))
    return { kind: 'ok', means: 'recovery_code' }
  const blockedMs = (factor.blockedUntil?.getTime() ?? 0) - now.getTime()
  if (codeHash === null && blockedMs > 0)
    return { kind: 'throttled', retryAfterS: Math.ceil(blockedMs / 1000) }
  const secret = open(person.tenantId, `${SECRET_FIELD}.${person.userId}`, factor.secretSealed)
  const step = stepOfCode(secret, typed, now.getTime())
  if (step !== null && (await takeStep(person, step))) return { kind: 'ok', means: 'app' }
  if (codeHash === null) await noteWrongCode(person, MAX_WRONG_CODES, new Date(now.getTime() + BLOCKED_MS))
  await note(person, 'second_factor.refuse', proof.address)
  return { kind: 'refused', field: 'code' }
}

/** Uses a recovery code up and puts that on record; false when there is no such code, or it was used before. */
function spendRecoveryCode(
  person: ProofPerson,
  { codeHash, at, address }: { codeHash: string; at: Date; address: string | null },
): Promise<boolean> {
  return inTransaction(async () => {
    if (!(await takeRecoveryCode(person, codeHash, at))) return false
    await note(person, 'second_factor.recover', address)
    return true
  })
}

function note(person: ProofPerson, action: string, address: string | null): Promise<void> {
  return appendAudit(person.tenantId, { actorId: person.userId, action, detail: { address } })
}
