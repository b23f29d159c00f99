// Who is asking. Every request reads the person anew (at most 2 s old), so a session dies when the person is disabled,
// deleted, demoted, or gets another password. It does not sign anyone in; auth.ts does.

import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Preferences } from '@/lib/domain/preferences'
import type { Viewer } from './access'
import { findUserForSession, type SessionUser } from './data/system/users'
import { UnauthenticatedError } from './errors'
import { loginPath, PAGE_PATH_HEADER } from './paths'
import { decodeSession, type SessionClaims, sessionCookie } from './session-cookie'
import { singleton } from './singleton'

/** The signed-in person: what the data layer needs, and what the screen shows. */
export type Session = {
  viewer: Viewer
  person: { name: string; email: string; tenantName: string; locale: string; preferences: Preferences }
  claims: SessionClaims
}

const USER_FRESH_MS = 2000
const MAX_CACHED_USERS = 10_000

/** The viewer of this request. Without one: a page or action goes to sign-in and comes back, a route answers 401. */
export async function requireViewer(): Promise<Viewer> {
  return (await requireSession()).viewer
}

/** As `requireViewer`, with the person's name and settings. */
export async function requireSession(): Promise<Session> {
  const session = await findSession()
  if (session) return session
  const pagePath = (await headers()).get(PAGE_PATH_HEADER)
  if (pagePath !== null) redirect(loginPath(pagePath))
  throw new UnauthenticatedError()
}

/** The viewer of this request, or null when nobody is signed in. Fails when the database is away. */
export async function findViewer(): Promise<Viewer | null> {
  return (await findSession())?.viewer ?? null
}

/** As `findViewer`, with the person's name and settings. */
export async function findSession(): Promise<Session | null> {
  const jar = await cookies()
  return sessionFromCookie(jar.get(sessionCookie().name)?.value)
}

/** The session a cookie value stands for now, or null. */
export async function sessionFromCookie(value: string | undefined): Promise<Session | null> {
  const token = await decodeSession(value)
  return token && sessionFromClaims(token)
}

/** The session that genuine claims stand for now, or null when it has died. */
export async function sessionFromClaims(claims: SessionClaims): Promise<Session | null> {
  const user = await readUser(claims.userId)
  return user && admits(user, claims) ? toSession(user) : null
}

/**
 * Whether a session that was good a while ago still is, with the same rights. Long-lived streams ask this every few
 * seconds and close when it says no; the browser then reconnects with its new rights, or learns that it is signed out.
 */
export async function isSessionAlive(session: Session): Promise<boolean> {
  const now = await sessionFromClaims(session.claims)
  return now?.viewer.role === session.viewer.role && now.viewer.scopePath === session.viewer.scopePath
}

/** Makes the next request read this person from the database. Call it after changing them in this process. */
export function forgetCachedUser(userId: string): void {
  userCache().delete(userId)
}

function admits(user: SessionUser, claims: SessionClaims): boolean {
  return user.disabledAt === null && user.sessionVersion === claims.sessionVersion
}

async function readUser(userId: string): Promise<SessionUser | null> {
  const cache = userCache()
  const cached = cache.get(userId)
  if (cached && Date.now() - cached.readAtMs < USER_FRESH_MS) return cached.user
  const user = await findUserForSession(userId)
  if (cache.size >= MAX_CACHED_USERS) cache.clear()
  cache.set(userId, { user, readAtMs: Date.now() })
  return user
}

function toSession(user: SessionUser): Session {
  return {
    viewer: { tenantId: user.tenantId, userId: user.id, role: user.role, scopePath: user.scopePath },
    person: {
      name: user.name,
      email: user.email,
      tenantName: user.tenantName,
      locale: user.locale,
      preferences: user.preferences,
    },
    claims: { userId: user.id, sessionVersion: user.sessionVersion },
  }
}

function userCache(): Map<string, { user: SessionUser | null; readAtMs: number }> {
  return singleton('session-users', () => new Map())
}
