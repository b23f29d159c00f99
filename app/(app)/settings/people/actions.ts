'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { invitationDraftSchema, type PeopleProblem, personChangeSchema } from '@/lib/domain/api/people'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { requestLocale } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import { requireActor } from '@/lib/server/services/commands-actor'
import { type ProofAnswer, proveHere } from '@/lib/server/services/commands-proof'
import {
  type InvitationMade,
  invite,
  type Mailing,
  renewLink,
  revoke,
} from '@/lib/server/services/invitations'
import { invitationOrigin } from '@/lib/server/services/invitations-mail'
import { createResetLink } from '@/lib/server/services/password-reset'
import { changePerson, disablePerson, removePerson } from '@/lib/server/services/people'
import { removeFactorOf } from '@/lib/server/services/second-factor'
import { endSessionsOf } from '@/lib/server/services/sign-in-sessions'
import { requireViewer, type Session } from '@/lib/server/session'

export type PeopleFailure = { ok: false; problem: PeopleProblem }
export type PeopleAnswer = { ok: true } | PeopleFailure
/** `expiresAt` in ISO UTC. */
export type ResetLinkAnswer = { ok: true; path: string; expiresAt: string } | PeopleFailure
export type SignOutAnswer = { ok: true; count: number } | PeopleFailure

const idSchema = z.uuid()

/** Changes what somebody may do, and where. */
export async function changePersonAction(id: unknown, change: unknown): Promise<PeopleAnswer> {
  const actor = await requireActor()
  const [userId, parsed] = [idSchema.safeParse(id), personChangeSchema.safeParse(change)]
  if (!userId.success || !parsed.success) return INVALID
  return settled(() => changePerson(actor, userId.data, parsed.data))
}

/** Shuts somebody out, or lets them in again. */
export async function disablePersonAction(id: unknown, isDisabled: unknown): Promise<PeopleAnswer> {
  const actor = await requireActor()
  const userId = idSchema.safeParse(id)
  if (!userId.success) return INVALID
  return settled(() => disablePerson(actor, userId.data, isDisabled === true))
}

/** Deletes somebody. */
export async function removePersonAction(id: unknown): Promise<PeopleAnswer> {
  const actor = await requireActor()
  const userId = idSchema.safeParse(id)
  if (!userId.success) return INVALID
  return settled(() => removePerson(actor, userId.data))
}

/** A link by which somebody sets a new password; it is told this once. */
export async function resetLinkAction(id: unknown): Promise<ResetLinkAnswer> {
  const actor = await requireActor()
  const userId = idSchema.safeParse(id)
  if (!userId.success) return INVALID
  return guarded<ResetLinkAnswer>(async () => {
    const made = await createResetLink(actor, userId.data)
    return made.ok ? { ...made, expiresAt: made.expiresAt.toISOString() } : made
  })
}

/** Takes the second factor off somebody. */
export async function removeFactorAction(id: unknown): Promise<PeopleAnswer> {
  const actor = await requireActor()
  const userId = idSchema.safeParse(id)
  if (!userId.success) return INVALID
  return settled(() => removeFactorOf(actor, userId.data))
}

/** Signs somebody out everywhere. */
export async function signOutAction(id: unknown): Promise<SignOutAnswer> {
  const viewer = await requireViewer()
  const userId = idSchema.safeParse(id)
  if (!userId.success) return INVALID
  return guarded<SignOutAnswer>(async () => ({ ok: true, count: await endSessionsOf(viewer, userId.data) }))
}

/** Invites somebody; the link is told this once. */
export async function inviteAction(draft: unknown): Promise<InvitationMade> {
  const actor = await requireActor()
  const parsed = invitationDraftSchema.safeParse(draft)
  if (!parsed.success) {
    const isEmail = parsed.error.issues.some(({ path }) => path[0] === 'email')
    return isEmail ? { ok: false, problem: 'email' } : INVALID
  }
  return guarded(async () => invite(actor, parsed.data, await mailingOf(actor)))
}

/** Another link of an invitation; the old one is void. */
export async function renewAction(id: unknown, byMail: unknown): Promise<InvitationMade> {
  const actor = await requireActor()
  const invitationId = idSchema.safeParse(id)
  if (!invitationId.success) return INVALID
  return guarded(async () =>
    renewLink(actor, invitationId.data, { byMail: byMail === true, mailing: await mailingOf(actor) }),
  )
}

/** Takes an invitation back. */
export async function revokeAction(id: unknown): Promise<PeopleAnswer> {
  const viewer = await requireViewer()
  const invitationId = idSchema.safeParse(id)
  if (!invitationId.success) return INVALID
  return settled(async () => {
    await revoke(viewer, invitationId.data)
    return null
  })
}

/** Proves who one is, for the next five minutes of this session. */
export async function proveAction(password: unknown, code: unknown): Promise<ProofAnswer> {
  return proveHere(password, code)
}

const INVALID: PeopleFailure = { ok: false, problem: 'invalid' }

type AskingPerson = Pick<Session, 'viewer' | 'person'>

async function mailingOf({ viewer, person }: AskingPerson): Promise<Mailing> {
  const origin = await invitationOrigin(viewer, await headers())
  return { tenantName: person.tenantName, invitedBy: person.name, locale: await requestLocale(), origin }
}

function settled(work: () => Promise<PeopleProblem | null>): Promise<PeopleAnswer> {
  return guarded<PeopleAnswer>(async () => {
    const problem = await work()
    return problem === null ? { ok: true } : { ok: false, problem }
  })
}

async function guarded<Answer>(work: () => Promise<Answer>): Promise<Answer | PeopleFailure> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ForbiddenError) return { ok: false, problem: 'refused' }
    if (error instanceof NotFoundError) return { ok: false, problem: 'gone' }
    log.error({ err: error }, 'people: action failed')
    return { ok: false, problem: 'failed' }
  }
}
