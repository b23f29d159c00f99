'use server'

import { headers } from 'next/headers'
import { log } from '@/lib/server/log'
import { resetOrigin } from '@/lib/server/services/password-mail'
import { requestReset } from '@/lib/server/services/password-reset'
import { sourceOfRequest } from '@/lib/server/services/sign-in-cookies'
import { findProblems, readFields } from '../login/fields'
import type { ForgotState } from './fields'

/** Mails a link to choose another password. The answer is the same whether or not the address is anybody's. */
export async function forgotAction(previous: ForgotState, form: FormData): Promise<ForgotState> {
  const { email } = readFields(form)
  const state: ForgotState = { tryNo: previous.tryNo + 1, email, problem: null, notice: null, isSent: false }
  const problem = findProblems({ email, password: '-', next: '' }).email
  if (problem !== undefined) return { ...state, problem }
  const origin = resetOrigin(await headers())
  if (origin === null) return { ...state, notice: { kind: 'unavailable' } }
  try {
    const { address } = await sourceOfRequest()
    const outcome = await requestReset(email, { address, origin })
    return outcome.kind === 'sent' ? { ...state, isSent: true } : { ...state, notice: outcome }
  } catch (error) {
    log.error({ err: error }, 'a password link could not be asked for')
    return { ...state, notice: { kind: 'unavailable' } }
  }
}
