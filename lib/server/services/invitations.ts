// Inviting people and taking invitations up. A link carries 128 bits nobody can guess, of which only the hash is stored; it is
// good for a week and once. Whatever is wrong with one, the answer is the same.

import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { InvitationDraft, PeopleProblem } from '@/lib/domain/api/people'
import { findPasswordProblem, type PasswordProblem } from '@/lib/domain/credentials'
import { isMailAddress } from '@/lib/domain/mail-address'
import { grantProblem, INVITATION_MS, needsProof, rightsBeside } from '@/lib/domain/people'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { mailSenderOf } from '../branding'
import * as data from '../data/invitations'
import { hasPersonWith } from '../data/people'
import { findGoodInvitation, type InvitationFound, takeInvitation } from '../data/system/invitations'
import { inTransaction } from '../db'
import { log } from '../log'
import { sendMail } from '../mail'
import { hashPassword } from '../passwords'
import { type SignInThrottle, signInThrottle } from '../throttle'
import { type Actor, hasJustProven } from './commands-facts'
import { invitationMail } from './invitations-mail'
import { detailOf, scopePathOf } from './people'
import { managerOf } from './people-standing'

const TENANT_BYTES = 16
const SECRET_BYTES = 16

/** A link as it was made: told once. `isMailed` says whether the mail left. */
export type InvitationMade =
  | { ok: true; path: string; isMailed: boolean }
  | { ok: false; problem: PeopleProblem }

/**
 * What came of taking an invitation up. `gone`: used, revoked, too old, or never one. `taken`: the address signs in as somebody
 * already, here or in another tenant.
 */
export type AcceptOutcome =
  | { kind: 'ok'; userId: string }
  | { kind: 'gone' | 'taken' }
  | { kind: 'unfit'; problem: PasswordProblem | 'name' }
  | { kind: 'throttled'; retryAfterS: number }

export type Mailing = { tenantName: string; invitedBy: string; locale: string; origin: string | null }

/**
 * Invites somebody. Whether the address has an account the viewer does not see, or an invitation of another tenant, is neither
 * asked nor told: an address is taken by who accepts first. @throws ForbiddenError, NotFoundError for a scope the viewer does not see */
export async function invite(
  actor: Actor,
  draft: InvitationDraft,
  mailing: Mailing,
): Promise<InvitationMade> {
  const { viewer } = actor
  const me = await managerOf(viewer)
  const { email, role } = draft
  if (!isMailAddress(email)) return { ok: false, problem: 'email' }
  const after = {
    role,
    ...rightsBeside(role, draft.rights),
    scopePath: await scopePathOf(viewer, draft.scope),
  }
  const problem = grantProblem(me, after, null)
  if (problem !== null) return { ok: false, problem }
  if (await hasPersonWith(viewer, email)) return { ok: false, problem: 'known' }
  if (needsProof(null, after) && !(await hasJustProven(actor, new Date())))
    return { ok: false, problem: 'unproven' }
  const { token, ...stored } = makeToken(viewer.tenantId)
  const { locale } = mailing
  const id = await inTransaction(async () => {
    const made = await data.storeInvitation(viewer, { ...stored, ...after, email, locale, at: new Date() })
    await note(viewer, 'invitation.create', { id: made, detail: { email, ...detailOf(after) } })
    return made
  })
  const isMailed = draft.byMail && (await mail(viewer, { id, email, token, mailing }))
  return { ok: true, path: pathOf(token), isMailed }
}

/** Makes another link of an invitation; the old one is void. @throws ForbiddenError, NotFoundError */
export async function renewLink(
  actor: Actor,
  id: string,
  { byMail, mailing }: { byMail: boolean; mailing: Mailing },
): Promise<InvitationMade> {
  const { viewer } = actor
  const me = await managerOf(viewer)
  const row = await data.getInvitation(viewer, id)
  // The one who asks now answers for what it gives, whoever made it.
  const problem = grantProblem(me, row, null)
  if (problem !== null) return { ok: false, problem }
  if (needsProof(null, row) && !(await hasJustProven(actor, new Date())))
    return { ok: false, problem: 'unproven' }
  const { token, ...stored } = makeToken(viewer.tenantId)
  await inTransaction(async () => {
    await data.renewInvitation(viewer, id, stored)
    await note(viewer, 'invitation.renew', { id, detail: { email: row.email } })
  })
  const isMailed = byMail && (await mail(viewer, { id, email: row.email, token, mailing }))
  return { ok: true, path: pathOf(token), isMailed }
}

/** Takes an invitation back. @throws ForbiddenError, NotFoundError */
export async function revoke(viewer: Viewer, id: string): Promise<void> {
  await managerOf(viewer)
  const { email } = await data.getInvitation(viewer, id)
  await inTransaction(async () => {
    await data.revokeInvitation(viewer, id, new Date())
    await note(viewer, 'invitation.revoke', { id, detail: { email } })
  })
}

/** What a link stands for while it is good; null for any other text, and while too many are tried from there. */
export async function findInvitation(
  token: string,
  address: string | null,
  throttle: SignInThrottle = signInThrottle(),
): Promise<Pick<InvitationFound, 'email' | 'tenantName'> | null> {
  const attempt = { account: 'invitation', address }
  if (!(await throttle.admit(attempt)).allowed) return null
  const found = await lookUp(token)
  if (found === null) await throttle.fail(attempt)
  else await throttle.release(attempt)
  return found
}

/**
 * Makes the invited person with the name and password they chose. Only here does it show that an address is taken, to who holds
 * the link; the audit trail of the inviting tenant is not told, or it would list who works elsewhere.
 */
export async function acceptInvitation(
  token: string,
  { name, password, address }: { name: string; password: string; address: string | null },
  throttle: SignInThrottle = signInThrottle(),
): Promise<AcceptOutcome> {
  const attempt = { account: 'invitation', address }
  const admission = await throttle.admit(attempt)
  if (!admission.allowed) return { kind: 'throttled', retryAfterS: admission.retryAfterS }
  try {
    const outcome = await accept(token, { name: name.trim(), password })
    // Whoever makes invitations could find out by them which addresses are taken: that counts as guessing, too.
    const isGuess = outcome.kind === 'gone' || outcome.kind === 'taken'
    await (isGuess ? throttle.fail(attempt) : throttle.release(attempt))
    return outcome
  } catch (error) {
    await throttle.release(attempt)
    throw error
  }
}

async function accept(
  token: string,
  { name, password }: { name: string; password: string },
): Promise<AcceptOutcome> {
  const found = await lookUp(token)
  if (found === null) return { kind: 'gone' }
  if (name === '' || name.length > 100) return { kind: 'unfit', problem: 'name' }
  const problem = findPasswordProblem(password, found.email)
  if (problem !== null) return { kind: 'unfit', problem }
  const tenantId = tenantOf(token) ?? ''
  const key = { tenantId, tokenHash: hashOf(token), at: new Date() }
  const passwordHash = await hashPassword(password)
  return inTransaction(async () => {
    const taking = await takeInvitation(key, { name, passwordHash })
    if (taking.kind !== 'ok') return taking
    const { userId } = taking
    const detail = { email: found.email, invitation: found.id, ...detailOf(found) }
    await appendAudit(tenantId, { actorId: userId, action: 'invitation.accept', target: userId, detail })
    return taking
  })
}

async function lookUp(token: string): Promise<InvitationFound | null> {
  const tenantId = tenantOf(token)
  return tenantId === null ? null : findGoodInvitation(tenantId, hashOf(token), new Date())
}

function makeToken(tenantId: string) {
  const token = Buffer.concat([
    Buffer.from(tenantId.replaceAll('-', ''), 'hex'),
    randomBytes(SECRET_BYTES),
  ]).toString('base64url')
  return { token, tokenHash: hashOf(token), expiresAt: new Date(Date.now() + INVITATION_MS) }
}

/** The first half says whose invitation it is, so that it is looked for within one tenant. */
function tenantOf(token: string): string | null {
  const bytes = Buffer.from(token.slice(0, 100), 'base64url')
  if (bytes.length !== TENANT_BYTES + SECRET_BYTES || bytes.toString('base64url') !== token) return null
  return bytes.toString('hex', 0, TENANT_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function hashOf(token: string): string {
  return createHash('sha256').update(`milepost invitation ${token}`).digest('hex')
}

function pathOf(token: string): string {
  return `/invite/${token}`
}

type Mail = { id: string; email: string; token: string; mailing: Mailing }

/** Whether it left. One that did not is no reason to lose the link. */
async function mail(viewer: Viewer, { id, email, token, mailing }: Mail): Promise<boolean> {
  if (mailing.origin === null) return false
  try {
    await sendMail({
      to: email,
      ...(await mailSenderOf(viewer.tenantId)),
      ...invitationMail(mailing, `${mailing.origin}${pathOf(token)}`),
    })
    await data.noteMailed(viewer, id, new Date())
    return true
  } catch (error) {
    log.warn({ err: error }, 'an invitation could not be mailed')
    return false
  }
}

type Noted = { id: string; detail: NonNullable<Parameters<typeof appendAudit>[1]['detail']> }

function note(viewer: Viewer, action: string, { id, detail }: Noted): Promise<void> {
  return appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: id, detail })
}
