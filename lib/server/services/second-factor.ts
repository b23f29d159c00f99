// A person's second factor from end to end: setting it up, turning it off, new recovery codes, and for which roles a tenant
// demands one. Judging typed codes is second-factor-proof.ts.

import 'server-only'
import type { PeopleProblem } from '@/lib/domain/api/people'
import type { Enrolment } from '@/lib/domain/api/security'
import type { RoleName } from '@/lib/domain/rights'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { readDemandedRoles, storeDemandedRoles } from '../data/second-factor-demand'
import {
  confirmFactor,
  deleteSecondFactor,
  type FactorOwner,
  findSecondFactor,
  replaceRecoveryCodes,
  type StoredFactor,
  storeFactorDraft,
} from '../data/system/second-factor'
import { endSessions } from '../data/system/sessions'
import { inTransaction } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { open, seal } from '../secrets'
import { forgetCachedSessions, forgetCachedUser } from '../session'
import type { SignInThrottle } from '../throttle'
import type { Actor } from './commands-facts'
import { standingInFor } from './people-standing'
import { makeRecoveryCodes, makeSecret, qrCodeOf, recoveryCodeHash, stepOfCode } from './second-factor-codes'
import { judgeProof, type ProofOutcome, type ProofPerson, SECRET_FIELD } from './second-factor-proof'

/** Somebody who sets a second factor up. `signInId` names the session, or the sign-in half way, that they do it in. */
export type EnrollingPerson = ProofPerson & { signInId: string }

/** What a try to set up or change came to. Recovery codes are told this once. */
export type FactorChange =
  | { kind: 'ok'; recoveryCodes: string[] }
  | { kind: 'gone' }
  | Exclude<ProofOutcome, { kind: 'ok' }>

/** A secret that was begun is offered again this long, so that a page loaded anew shows the code that was scanned. */
const OFFERED_MS = 900_000
/** Whoever was shown it last still has a quarter of an hour to confirm it; then it is good for nothing. */
const DRAFT_MS = OFFERED_MS + 900_000

/**
 * Begins setting up, or goes on where the same sign-in began it; null for who has a second factor already. Another sign-in is
 * told another secret, and what was begun elsewhere is void. The QR code names the person's address and tenant.
 */
export async function openEnrolment(
  person: EnrollingPerson & { tenantName: string },
): Promise<Enrolment | null> {
  const factor = await findSecondFactor(person)
  if (factor !== null && factor.confirmedAt !== null) return null
  const at = new Date()
  const known = factor !== null && isDraftOf(factor, person, { at, forMs: OFFERED_MS }) ? factor : null
  const secret = known ? open(person.tenantId, fieldOf(person), known.secretSealed) : makeSecret()
  if (known === null) {
    const secretSealed = seal(person.tenantId, fieldOf(person), secret)
    await storeFactorDraft(person, { secretSealed, begunIn: person.signInId, at })
  }
  return {
    key: secret.replaceAll(/(.{4})(?=.)/g, '$1 '),
    qr: qrCodeOf(secret, { email: person.email, issuer: person.tenantName }),
  }
}

/**
 * Puts what was set up to use, when the first code is right; `password` is asked for where a session is open already. `gone`
 * for what another sign-in began, and for what was begun too long ago.
 */
export async function confirmEnrolment(
  person: EnrollingPerson,
  typed: { code: string; password?: string; address: string | null },
  throttle?: SignInThrottle,
): Promise<FactorChange> {
  if (typed.password !== undefined) {
    const proof = { asks: 'password', password: typed.password, address: typed.address } as const
    const proven = await judgeProof(person, proof, throttle)
    if (proven.kind !== 'ok') return proven
  }
  const factor = await findSecondFactor(person)
  const at = new Date()
  if (factor === null || !isDraftOf(factor, person, { at, forMs: DRAFT_MS })) return { kind: 'gone' }
  const secret = open(person.tenantId, fieldOf(person), factor.secretSealed)
  const step = stepOfCode(secret, typed.code.slice(0, 100), at.getTime())
  if (step === null) return { kind: 'refused', field: 'code' }
  const recoveryCodes = makeRecoveryCodes()
  const use = { step, at, codeHashes: hashesOf(recoveryCodes) }
  const isConfirmed = await inTransaction(async () => {
    if (!(await confirmFactor(person, factor.secretSealed, use))) return false
    await note(person, 'second_factor.enable')
    return true
  })
  if (!isConfirmed) return { kind: 'gone' }
  forgetCachedUser(person.userId)
  return { kind: 'ok', recoveryCodes }
}

/** Turns the viewer's second factor off, with password and code. @throws ForbiddenError where their role must have one. */
export async function turnOffFactor(
  viewer: Viewer & { email: string },
  typed: { password: string; code: string; address: string | null },
  throttle?: SignInThrottle,
): Promise<ProofOutcome> {
  if ((await readDemandedRoles(viewer)).includes(viewer.role)) throw new ForbiddenError()
  const proven = await judgeProof(viewer, { ...typed, asks: 'both' }, throttle)
  if (proven.kind !== 'ok') return proven
  await inTransaction(async () => {
    await deleteSecondFactor(viewer)
    await note(viewer, 'second_factor.disable')
  })
  forgetCachedUser(viewer.userId)
  return proven
}

/** New recovery codes in the place of the old ones, with password and code. */
export async function renewRecoveryCodes(
  viewer: Viewer & { email: string },
  typed: { password: string; code: string; address: string | null },
  throttle?: SignInThrottle,
): Promise<FactorChange> {
  const proven = await judgeProof(viewer, { ...typed, asks: 'both' }, throttle)
  if (proven.kind !== 'ok') return proven
  if (proven.means === 'none') return { kind: 'gone' }
  const recoveryCodes = makeRecoveryCodes()
  await inTransaction(async () => {
    await replaceRecoveryCodes(viewer, hashesOf(recoveryCodes))
    await note(viewer, 'second_factor.renew_codes')
  })
  return { kind: 'ok', recoveryCodes }
}

/**
 * Takes the second factor off somebody who has lost app and codes; all their sessions end. Null when it is done, else why not.
 * @throws as `standingInFor`; NotFoundError, too, for who has none.
 */
export async function removeFactorOf(actor: Actor, userId: string): Promise<PeopleProblem | null> {
  const { tenantId, userId: actorId } = actor.viewer
  const problem = await standingInFor(actor, userId)
  if (problem !== null) return problem
  const ended = await inTransaction(async () => {
    if (!(await deleteSecondFactor({ tenantId, userId }))) throw new NotFoundError()
    const sessions = await endSessions(tenantId, userId)
    await appendAudit(tenantId, {
      ...{ actorId, action: 'second_factor.remove', target: userId },
      detail: { sessions: sessions.length },
    })
    return sessions
  })
  // Only now: what is read anew before the end of the transaction would still be as it was.
  forgetCachedSessions(ended)
  forgetCachedUser(userId)
  return null
}

/**
 * Sets for which roles a second factor is demanded. Everybody of them without one is signed out within seconds, and sets
 * one up when they sign in again.
 * @throws ForbiddenError unless the viewer is an owner, and for an owner who would shut themselves out.
 */
export async function demandSecondFactor(viewer: Viewer, roles: readonly RoleName[]): Promise<void> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  const own = await findSecondFactor(viewer)
  if (roles.includes('owner') && !own?.confirmedAt)
    throw new ForbiddenError('Set up your own second factor before you demand it of owners.')
  await inTransaction(async () => {
    await storeDemandedRoles(viewer, roles)
    await appendAudit(viewer.tenantId, {
      actorId: viewer.userId,
      action: 'second_factor.demand',
      detail: { roles: [...roles] },
    })
  })
}

/** Whether it is being set up by this very sign-in, and was begun less than `forMs` ago. */
function isDraftOf(
  { confirmedAt, begunIn, createdAt }: StoredFactor,
  { signInId }: EnrollingPerson,
  { at, forMs }: { at: Date; forMs: number },
): boolean {
  return confirmedAt === null && begunIn === signInId && at.getTime() - createdAt.getTime() < forMs
}

function fieldOf({ userId }: FactorOwner): string {
  return `${SECRET_FIELD}.${userId}`
}

function hashesOf(codes: readonly string[]): string[] {
  return codes.flatMap((code) => recoveryCodeHash(code) ?? [])
}

function note(owner: FactorOwner, action: string): Promise<void> {
  return appendAudit(owner.tenantId, { actorId: owner.userId, action })
}
