// Another password for who has forgotten theirs: a link by mail, or from who manages them, good once and for an hour. It never tells
// who has an account, and never signs anybody in: the second factor is asked for at the next sign-in as always.

import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { PeopleProblem } from '@/lib/domain/api/people'
import { findPasswordProblem, MAX_EMAIL_LENGTH, type PasswordProblem } from '@/lib/domain/credentials'
import { appendAudit } from '../audit'
import { mailSenderOf } from '../branding'
import { countResets, isResetGood, lockForReset, storeReset, takeReset } from '../data/system/password-resets'
import { endSessions } from '../data/system/sessions'
import {
  changePasswordHash,
  findUserForSession,
  findUserForSignIn,
  type SessionUser,
} from '../data/system/users'
import { inTransaction } from '../db'
import { NotFoundError } from '../errors'
import { log } from '../log'
import { sendMail } from '../mail'
import { hashPassword } from '../passwords'
import { type SignInThrottle, signInThrottle } from '../throttle'
import type { Actor } from './commands-facts'
import { RESET_MS, resetMail, tellOfNewPassword } from './password-mail'
import { standingInFor } from './people-standing'
import { forgetEnded } from './sign-in-sessions'

/** So many mailed links of one person at once; a mailbox is not flooded by who knows its address. */
const MAX_RESETS = 3
const HALF_BYTES = 16

/** The same answer for everybody, known or not. */
export type ResetRequest = { kind: 'sent' } | { kind: 'throttled'; retryAfterS: number }

/** A link as it was made, or why none was. */
export type ResetLinkMade =
  | { ok: true; path: string; expiresAt: Date }
  | { ok: false; problem: PeopleProblem }

/** What came of a link. `gone`: used, too old, or never one. */
export type ResetOutcome =
  | { kind: 'ok' }
  | { kind: 'gone' }
  | { kind: 'unfit'; problem: PasswordProblem }
  | { kind: 'throttled'; retryAfterS: number }

/**
 * Mails a link to the person of an address, if there is one. The mail is written after the answer, so that neither words nor
 * time tell whether there is. `origin` must be known to be ours: never what a request says of itself.
 */
export async function requestReset(
  email: string,
  { address, origin }: { address: string | null; origin: string },
  throttle: SignInThrottle = signInThrottle(),
): Promise<ResetRequest> {
  const account = email.trim().toLowerCase().slice(0, MAX_EMAIL_LENGTH)
  // An account of its own: asking for links must not keep anybody from signing in.
  const attempt = { account: `reset ${account}`, address }
  const admission = await throttle.admit(attempt)
  if (!admission.allowed) return { kind: 'throttled', retryAfterS: admission.retryAfterS }
  await throttle.fail(attempt)
  mailLink(account, address, origin).catch((error: unknown) =>
    log.error({ err: error }, 'a password link could not be mailed'),
  )
  return { kind: 'sent' }
}

/**
 * Makes a link for somebody, to be handed over, in the place of any made before; tells its path, this once. It is worth what
 * the actor may do on the day it is used.
 * @throws as `standingInFor`; NotFoundError, too, for who is shut out.
 */
export async function createResetLink(actor: Actor, userId: string): Promise<ResetLinkMade> {
  const { tenantId, userId: actorId } = actor.viewer
  const problem = await standingInFor(actor, userId)
  if (problem !== null) return { ok: false, problem }
  const user = await findUserForSession(userId)
  if (user === null || user.disabledAt !== null) throw new NotFoundError()
  const { token, expiresAt } = await inTransaction(async () => {
    await lockForReset(ownerOf(user))
    // The record first: its writers queue up, so of two who make a link at once the later one takes the earlier back.
    await appendAudit(tenantId, { actorId, action: 'password.link', target: user.id })
    return makeLink(user, actorId)
  })
  return { ok: true, path: pathOf(token), expiresAt }
}

/** Whose link a token is, while it is good; null for any other text. */
export async function findReset(token: string): Promise<SessionUser | null> {
  const userId = userIdOf(token)
  const user = userId === null ? null : await findUserForSession(userId)
  if (user === null || user.disabledAt !== null) return null
  return (await isResetGood(ownerOf(user), hashOf(token), new Date())) ? user : null
}

/** Sets the password a link's holder chose. The link is used up, and every session of the person ends. */
export async function redeemReset(
  token: string,
  password: string,
  address: string | null,
  throttle: SignInThrottle = signInThrottle(),
): Promise<ResetOutcome> {
  const attempt = { account: 'reset link', address }
  const admission = await throttle.admit(attempt)
  if (!admission.allowed) return { kind: 'throttled', retryAfterS: admission.retryAfterS }
  const user = await findReset(token)
  if (user === null) {
    await throttle.fail(attempt)
    return { kind: 'gone' }
  }
  await throttle.release(attempt)
  const problem = findPasswordProblem(password, user.email)
  if (problem !== null) return { kind: 'unfit', problem }
  const digest = await hashPassword(password)
  const ended = await storeChosen(user, hashOf(token), { digest, address })
  if (ended === null) return { kind: 'gone' }
  forgetEnded(user.id, ended)
  tellOfNewPassword(user)
  return { kind: 'ok' }
}

/** Together: a link is not used up for a password that was never stored or put on record. Ids of ended sessions; null when gone. */
function storeChosen(
  user: SessionUser,
  tokenHash: string,
  { digest, address }: { digest: string; address: string | null },
): Promise<string[] | null> {
  return inTransaction(async () => {
    if (!(await takeReset(ownerOf(user), tokenHash, new Date()))) return null
    await changePasswordHash(user.id, digest)
    const ended = await endSessions(user.tenantId, user.id)
    await appendAudit(user.tenantId, {
      actorId: null,
      action: 'password.reset',
      target: user.id,
      detail: { address, sessions: ended.length },
    })
    return ended
  })
}

async function mailLink(email: string, address: string | null, origin: string): Promise<void> {
  const user = email.includes('\0') ? null : await findUserForSignIn(email)
  if (user === null || user.disabledAt !== null) return
  if ((await countResets(ownerOf(user), new Date())) >= MAX_RESETS) return
  const { token } = await inTransaction(async () => {
    const made = await makeLink(user, null)
    await appendAudit(user.tenantId, {
      actorId: null,
      action: 'password.request',
      target: user.id,
      detail: { address },
    })
    return made
  })
  await sendMail({
    to: user.email,
    ...(await mailSenderOf(user.tenantId)),
    ...resetMail(user, `${origin}${pathOf(token)}`),
  })
}

async function makeLink(
  user: SessionUser,
  createdById: string | null,
): Promise<{ token: string; expiresAt: Date }> {
  const at = new Date()
  const expiresAt = new Date(at.getTime() + RESET_MS)
  const token = Buffer.concat([
    Buffer.from(user.id.replaceAll('-', ''), 'hex'),
    randomBytes(HALF_BYTES),
  ]).toString('base64url')
  await storeReset(ownerOf(user), { tokenHash: hashOf(token), at, expiresAt, createdById })
  return { token, expiresAt }
}

/** The first half says whose it is, so that it is found within its tenant; the second half is 128 bits nobody can guess. */
function userIdOf(token: string): string | null {
  const bytes = Buffer.from(token.slice(0, 100), 'base64url')
  if (bytes.length !== 2 * HALF_BYTES || bytes.toString('base64url') !== token) return null
  return bytes.toString('hex', 0, HALF_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function hashOf(token: string): string {
  return createHash('sha256').update(`milepost reset ${token}`).digest('hex')
}

function pathOf(token: string): string {
  return `/reset/${token}`
}

function ownerOf({ tenantId, id: userId }: SessionUser): { tenantId: string; userId: string } {
  return { tenantId, userId }
}
