// Who is asking. Every request reads person and session anew (at most 2 s old), so a session dies when it is ended, or when
// the person is disabled, deleted, gets another password, or owes a second factor. auth.ts signs people in.

import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Preferences } from '@/lib/domain/preferences'
import type { Viewer } from './access'
import { findSessionRow, type SessionRow, touchSession } from './data/system/sessions'
import { findUserForSession, type SessionUser } from './data/system/users'
import { UnauthenticatedError } from './errors'
import { log } from './log'
import { loginPath, PAGE_PATH_HEADER } from './paths'
import { decodeSession, type SessionClaims, sessionCookie } from './session-cookie'
import { singleton } from './singleton'
import { refuseActionsWhileViewing, type ViewAs, withView } from './view-as'

/** The signed-in person: what the data layer needs, and what the screen shows. */
export type Session = {
  viewer: Viewer
  person: { name: string; email: string; tenantName: string; locale: string; preferences: Preferences }
  claims: SessionClaims
  /** Set while they look as a customer does; `viewer` is narrowed to it then. */
  viewAs: ViewAs | null
}

const USER_FRESH_MS = 2000
const MAX_CACHED_USERS = 10_000
const SEEN_EVERY_MS = 60_000

/** The viewer of this request. Without one: a page or action goes to sign-in and comes back, a route answers 401. */
export async function requireViewer(): Promise<Viewer> {
  return (await requireSession()).viewer
}

/** As `requireViewer`, with the person's name and settings. */
export async function requireSession(): Promise<Session> {
  const session = await findSession()
  if (session) {
    await refuseActionsWhileViewing(session)
    return session
  }
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
  if (!user || !admits(user, claims)) return null
  return (await isOpen(user, claims.sessionId)) ? withView(toSession(user, claims.sessionId)) : null
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

/** Makes the next request of these sessions read them from the database. Call it after ending them in this process. */
export function forgetCachedSessions(sessionIds: readonly string[]): void {
  for (const id of sessionIds) rowCache().delete(id)
}

// Whoever owes a second factor has no session anywhere until they have set it up, which they do while signing in.
function admits(user: SessionUser, claims: SessionClaims): boolean {
  const owesFactor = user.needsSecondFactor && !user.hasSecondFactor
  return user.disabledAt === null && user.sessionVersion === claims.sessionVersion && !owesFactor
}

async function isOpen({ tenantId, id: userId }: SessionUser, sessionId: string): Promise<boolean> {
  const row = await readRow(tenantId, sessionId)
  if (row === null || row.userId !== userId || row.endedAt !== null) return false
  noteSeen(tenantId, sessionId, row)
  return true
}

async function readRow(tenantId: string, sessionId: string): Promise<SessionRow | null> {
  const cache = rowCache()
  const cached = cache.get(sessionId)
  if (cached && Date.now() - cached.readAtMs < USER_FRESH_MS) return cached.row
  const row = await findSessionRow(tenantId, sessionId)
  if (cache.size >= MAX_CACHED_USERS) cache.clear()
  cache.set(sessionId, { row, readAtMs: Date.now() })
  return row
}

/** Not awaited: nobody waits for a note of when they were seen. */
function noteSeen(tenantId: string, sessionId: string, row: SessionRow): void {
  const now = new Date()
  if (now.getTime() - row.lastSeenAt.getTime() < SEEN_EVERY_MS) return
  row.lastSeenAt = now
  touchSession(tenantId, sessionId, now).catch((error: unknown) =>
    log.warn({ err: error }, 'when a session was last seen could not be noted'),
  )
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

function toSession(user: SessionUser, sessionId: string): Session {
  return {
    viewer: { tenantId: user.tenantId, userId: user.id, role: user.role, scopePath: user.scopePath },
    person: {
      name: user.name,
      email: user.email,
      tenantName: user.tenantName,
      locale: user.locale,
      preferences: user.preferences,
    },
    claims: { userId: user.id, sessionVersion: user.sessionVersion, sessionId },
    viewAs: null,
  }
}

function userCache(): Map<string, { user: SessionUser | null; readAtMs: number }> {
  return singleton('session-users', () => new Map())
}

function rowCache(): Map<string, { row: SessionRow | null; readAtMs: number }> {
  return singleton('session-rows', () => new Map())
}
