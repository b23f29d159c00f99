'use server'

import { z } from 'zod'
import type { Enrolment } from '@/lib/domain/api/security'
import { MAX_PASSWORD_LENGTH, type PasswordProblem } from '@/lib/domain/credentials'
import { ROLES } from '@/lib/domain/rights'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { changePassword } from '@/lib/server/services/password-change'
import {
  confirmEnrolment,
  demandSecondFactor,
  openEnrolment,
  renewRecoveryCodes,
  turnOffFactor,
} from '@/lib/server/services/second-factor'
import { putSession, sourceOfRequest } from '@/lib/server/services/sign-in-cookies'
import { endOtherSessions, endOwnSession } from '@/lib/server/services/sign-in-sessions'
import { requireSession } from '@/lib/server/session'

/** What was typed was not right, or not now; `failed` is anything nobody foresaw. */
export type Refusal =
  | { kind: 'refused'; field: 'password' | 'code' | 'no_code' }
  | { kind: 'throttled'; retryAfterS: number }
  | { kind: 'gone' | 'failed' | 'forbidden' }

export type FactorAnswer = { kind: 'ok'; recoveryCodes: string[] } | Refusal
export type EnrolmentAnswer = { kind: 'ok'; enrolment: Enrolment } | Refusal
export type DoneAnswer = { kind: 'ok'; count: number } | Refusal
export type PasswordAnswer =
  | { kind: 'ok' | 'wrong' }
  | { kind: 'unfit'; problem: PasswordProblem | 'same' }
  | Refusal

const proofSchema = z.strictObject({
  password: z.string().max(MAX_PASSWORD_LENGTH + 1),
  code: z.string().max(100),
})
const passwordSchema = z.strictObject({
  current: z.string().max(MAX_PASSWORD_LENGTH + 1),
  next: z.string().max(MAX_PASSWORD_LENGTH + 1),
})

/** Begins setting a second factor up: the key for the app. */
export async function openEnrolmentAction(): Promise<EnrolmentAnswer> {
  return guarded(async ({ viewer, person, claims }): Promise<EnrolmentAnswer> => {
    const enrolment = await openEnrolment({ ...viewer, ...person, signInId: claims.sessionId })
    return enrolment === null ? { kind: 'gone' } : { kind: 'ok', enrolment }
  })
}

/** Puts it to use, with the password and the first code. */
export async function confirmEnrolmentAction(input: unknown): Promise<FactorAnswer> {
  return guarded(async (me) => {
    const typed = { ...proofSchema.parse(input), address: me.address }
    const person = { ...me.viewer, email: me.person.email, signInId: me.claims.sessionId }
    return confirmEnrolment(person, typed)
  })
}

/** New recovery codes in the place of the old ones. */
export async function renewCodesAction(input: unknown): Promise<FactorAnswer> {
  return guarded(async (me) => {
    const typed = { ...proofSchema.parse(input), address: me.address }
    return renewRecoveryCodes({ ...me.viewer, email: me.person.email }, typed)
  })
}

/** Turns the second factor off. */
export async function turnOffAction(input: unknown): Promise<FactorAnswer> {
  return guarded(async (me): Promise<FactorAnswer> => {
    const typed = { ...proofSchema.parse(input), address: me.address }
    const outcome = await turnOffFactor({ ...me.viewer, email: me.person.email }, typed)
    return outcome.kind === 'ok' ? { kind: 'ok', recoveryCodes: [] } : outcome
  })
}

/** Changes the password; this session goes on under a new cookie. */
export async function changePasswordAction(input: unknown): Promise<PasswordAnswer> {
  return guarded(async (me): Promise<PasswordAnswer> => {
    const viewer = { ...me.viewer, email: me.person.email, sessionId: me.claims.sessionId }
    const outcome = await changePassword(viewer, { ...passwordSchema.parse(input), address: me.address })
    if (outcome.kind !== 'ok') return outcome
    await putSession(outcome.claims)
    return { kind: 'ok' }
  })
}

/** Signs the person out in one other place. */
export async function endSessionAction(id: unknown): Promise<DoneAnswer> {
  return guarded(async ({ viewer }): Promise<DoneAnswer> => {
    await endOwnSession(viewer, z.uuid().parse(id))
    return { kind: 'ok', count: 1 }
  })
}

/** Signs the person out everywhere else. */
export async function endOthersAction(): Promise<DoneAnswer> {
  return guarded(
    async ({ viewer, claims }): Promise<DoneAnswer> => ({
      kind: 'ok',
      count: await endOtherSessions(viewer, claims.sessionId),
    }),
  )
}

/** Sets for which roles a second factor is demanded; for owners. */
export async function demandAction(roles: unknown): Promise<DoneAnswer> {
  return guarded(async ({ viewer }): Promise<DoneAnswer> => {
    await demandSecondFactor(viewer, z.array(z.enum(ROLES)).max(ROLES.length).parse(roles))
    return { kind: 'ok', count: 0 }
  })
}

type Me = Awaited<ReturnType<typeof requireSession>> & { address: string | null }

async function guarded<T>(work: (me: Me) => Promise<T>): Promise<T | Refusal> {
  const session = await requireSession()
  const { address } = await sourceOfRequest()
  try {
    return await work({ ...session, address })
  } catch (error) {
    if (error instanceof ForbiddenError) return { kind: 'forbidden' }
    if (error instanceof NotFoundError) return { kind: 'gone' }
    if (!(error instanceof z.ZodError)) log.error({ err: error }, 'security settings could not be changed')
    return { kind: 'failed' }
  }
}
