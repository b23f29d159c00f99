'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { signIn } from '@/lib/server/auth'
import { clientAddress } from '@/lib/server/client-address'
import { safeNextPath } from '@/lib/server/paths'
import { encodeSession, sessionCookie } from '@/lib/server/session-cookie'
import { findProblems, hasProblems, readFields, type SignInState } from './fields'

/** Signs in and goes to the page asked for, or says why not. The password is never sent back. */
export async function signInAction(previous: SignInState, form: FormData): Promise<SignInState> {
  const fields = readFields(form)
  const state = {
    tryNo: previous.tryNo + 1,
    email: fields.email,
    problems: findProblems(fields),
    notice: null,
  }
  if (hasProblems(state.problems)) return state

  const outcome = await signIn(fields, clientAddress(await headers()))
  if (outcome.kind !== 'ok') return { ...state, notice: outcome }

  const cookie = sessionCookie()
  const jar = await cookies()
  jar.set(cookie.name, await encodeSession(outcome.claims), cookie.options)
  redirect(safeNextPath(fields.next))
}
