'use server'

import { redirect } from 'next/navigation'
import { log } from '@/lib/server/log'
import { loginPath, safeNextPath } from '@/lib/server/paths'
import { confirmEnrolment } from '@/lib/server/services/second-factor'
import {
  pendingOfRequest,
  putPending,
  putSession,
  sourceOfRequest,
} from '@/lib/server/services/sign-in-cookies'
import { finishProven, finishWithCode, personOf } from '@/lib/server/services/sign-in-steps'
import { type EnrolState, readStep, type StepState } from './fields'

/** Judges the code and goes to the page asked for, or says why not. */
export async function codeAction(previous: StepState, form: FormData): Promise<StepState> {
  const { code, next, way } = readStep(form)
  const state = { tryNo: previous.tryNo + 1, way, notice: null }
  if (code.trim() === '') return { ...state, notice: { kind: 'missing' } }
  const pending = await pendingOfRequest().catch(() => 'unavailable' as const)
  if (pending === 'unavailable') return { ...state, notice: { kind: 'unavailable' } }
  if (pending === null) return { ...state, notice: { kind: 'gone' } }
  const outcome = await finishWithCode(pending, code, await sourceOfRequest())
  if (outcome.kind !== 'ok') return { ...state, notice: outcome }
  await putSession(outcome.claims)
  redirect(safeNextPath(next))
}

/** Puts the second factor to use when the first code is right. The recovery codes are in the answer, this once. */
export async function enrolAction(previous: EnrolState, form: FormData): Promise<EnrolState> {
  const { code } = readStep(form)
  const tryNo = previous.tryNo + 1
  if (code.trim() === '') return { tryNo, notice: { kind: 'missing' }, recoveryCodes: null }
  const told = (notice: EnrolState['notice']): EnrolState => ({ tryNo, notice, recoveryCodes: null })
  try {
    const pending = await pendingOfRequest()
    if (pending?.step !== 'enrol') return told({ kind: 'gone' })
    const { address } = await sourceOfRequest()
    const outcome = await confirmEnrolment(personOf(pending), { code, address })
    if (outcome.kind !== 'ok') return told(outcome.kind === 'throttled' ? outcome : { kind: outcome.kind })
    const { id: userId, sessionVersion } = pending.user
    await putPending({ userId, sessionVersion, isProven: true })
    return { tryNo, notice: null, recoveryCodes: outcome.recoveryCodes }
  } catch (error) {
    log.error({ err: error }, 'a second factor could not be set up while signing in')
    return told({ kind: 'unavailable' })
  }
}

/** Goes in, once the recovery codes are kept. */
export async function continueAction(form: FormData): Promise<void> {
  const next = safeNextPath(readStep(form).next)
  const pending = await pendingOfRequest()
  const outcome = pending === null ? null : await finishProven(pending, await sourceOfRequest())
  if (outcome?.kind !== 'ok') redirect(loginPath(next))
  await putSession(outcome.claims)
  redirect(next)
}
