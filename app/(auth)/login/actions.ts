'use server'

import { redirect } from 'next/navigation'
import { signIn } from '@/lib/server/auth'
import { settleSignIn, sourceOfRequest } from '@/lib/server/services/sign-in-cookies'
import { findProblems, hasProblems, readFields, type SignInState } from './fields'

/** Signs in and goes to the page asked for, or to the second step, or says why not. The password is never sent back. */
export async function signInAction(previous: SignInState, form: FormData): Promise<SignInState> {
  const fields = readFields(form)
  const state = {
    tryNo: previous.tryNo + 1,
    email: fields.email,
    problems: findProblems(fields),
    notice: null,
  }
  if (hasProblems(state.problems)) return state

  const outcome = await signIn(fields, await sourceOfRequest())
  if (outcome.kind !== 'ok' && outcome.kind !== 'second_step') return { ...state, notice: outcome }
  redirect(await settleSignIn(outcome, fields.next))
}
