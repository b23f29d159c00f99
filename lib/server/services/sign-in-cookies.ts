// What signing in does to the browser: which cookie it gets, and which page it goes to. Only within server actions and route
// handlers, where cookies can be set.

import 'server-only'
import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import type { LetIn } from '../auth'
import { clientAddress } from '../client-address'
import type { SignInSource } from '../data/system/sessions'
import { HOME_PATH, safeNextPath } from '../paths'
import {
  encodePending,
  encodeSession,
  type PendingClaims,
  pendingCookie,
  type SessionClaims,
  sessionCookie,
} from '../session-cookie'
import { findPending, type PendingSignIn } from './sign-in-steps'

/** Where this request comes from. */
export async function sourceOfRequest(): Promise<SignInSource> {
  const all = await headers()
  return { address: clientAddress(all), userAgent: all.get('user-agent') }
}

/** Who is half way in in this browser; null for nobody. */
export async function pendingOfRequest(): Promise<PendingSignIn | null> {
  return findPending((await cookies()).get(pendingCookie().name)?.value)
}

/** Lets the browser in, or half way in; tells the page that is next. `next` is any text; only pages of this app count. */
export async function settleSignIn(outcome: LetIn, next: unknown): Promise<Route> {
  const path = safeNextPath(next)
  if (outcome.kind === 'ok') {
    await putSession(outcome.claims)
    return path
  }
  await putPending(outcome.pending)
  return path === HOME_PATH ? '/login/second-step' : `/login/second-step?next=${encodeURIComponent(path)}`
}

/** Gives the browser a session; it is no longer half way in. */
export async function putSession(claims: SessionClaims): Promise<void> {
  const { name, options } = sessionCookie()
  const jar = await cookies()
  jar.set(name, await encodeSession(claims), options)
  const pending = pendingCookie()
  if (jar.has(pending.name)) jar.set(pending.name, '', { ...pending.options, maxAge: 0 })
}

/** Notes in the browser how far somebody is. */
export async function putPending(claims: PendingClaims): Promise<void> {
  const { name, options } = pendingCookie()
  ;(await cookies()).set(name, await encodePending(claims), options)
}
