// The session token and the cookie that carries it, and the same for who is half way in. A token says who, which session and
// which session version, nothing else. Whether that person may still come in is asked elsewhere: never the database here.

import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { env } from './env'
import { sessionSecret } from './secrets'

/** What a token carries: `sessionId` is that of user_session. `issuedAtS` is in seconds since epoch, as JWT counts. */
export type SessionClaims = { userId: string; sessionVersion: number; sessionId: string }
export type SessionToken = SessionClaims & { issuedAtS: number }

/**
 * Who has given the right password and still owes a second factor. It opens nothing. `isProven` says that the factor was
 * set up just now, with a code that was right.
 */
export type PendingClaims = { userId: string; sessionVersion: number; isProven: boolean }

const tokenSchema = z.object({
  userId: z.uuid(),
  sessionVersion: z.int(),
  sessionId: z.uuid(),
  iat: z.int(),
})
const pendingSchema = z.object({ userId: z.uuid(), sessionVersion: z.int(), isProven: z.boolean() })

/** Another salt is another key, so that neither cookie is ever taken for the other. */
const PENDING_SALT = 'milepost pending sign-in'
/** Long enough to install an app and scan a code. */
const PENDING_S = 900

/** Encrypts the claims as next-auth does, for as long as MILEPOST_SESSION_HOURS says. */
export async function encodeSession(claims: SessionClaims): Promise<string> {
  return encode({
    token: {
      userId: claims.userId,
      sessionVersion: claims.sessionVersion,
      sessionId: claims.sessionId,
    },
    secret: sessionSecret(),
    maxAge: env().sessionLifetimeMs / 1000,
  })
}

/** The claims of a cookie value, or null when it is missing, expired, forged or of another form. Never throws. */
export async function decodeSession(value: string | undefined): Promise<SessionToken | null> {
  if (!value) return null
  const payload = await decode({ token: value, secret: sessionSecret() }).catch(() => null)
  const parsed = tokenSchema.safeParse(payload)
  if (!parsed.success) return null
  return {
    userId: parsed.data.userId,
    sessionVersion: parsed.data.sessionVersion,
    sessionId: parsed.data.sessionId,
    issuedAtS: parsed.data.iat,
  }
}

/** Whether a tenth of the token's life is gone, so that people at work are never signed out. */
export function isRenewalDue(token: SessionToken, nowMs: number = Date.now()): boolean {
  return nowMs - token.issuedAtS * 1000 > env().sessionLifetimeMs / 10
}

/** Name and attributes of the session cookie: host-locked and secure when people come by https. */
export function sessionCookie() {
  const secure = isPublicHttps()
  return {
    name: secure ? '__Host-milepost.session' : 'milepost.session',
    options: {
      httpOnly: true,
      sameSite: 'lax' as const,
      path: '/',
      secure,
      maxAge: env().sessionLifetimeMs / 1000,
    },
  }
}

/** Encrypts the claims of somebody half way in, for a quarter of an hour. */
export async function encodePending({ userId, sessionVersion, isProven }: PendingClaims): Promise<string> {
  return encode({
    token: { userId, sessionVersion, isProven },
    secret: sessionSecret(),
    salt: PENDING_SALT,
    maxAge: PENDING_S,
  })
}

/** The claims of such a cookie, or null as with `decodeSession`. Never throws. */
export async function decodePending(value: string | undefined): Promise<PendingClaims | null> {
  if (!value) return null
  const payload = await decode({ token: value, secret: sessionSecret(), salt: PENDING_SALT }).catch(
    () => null,
  )
  return pendingSchema.safeParse(payload).data ?? null
}

/** Name and attributes of the cookie of somebody half way in; only the same site's own requests carry it. */
export function pendingCookie() {
  const secure = isPublicHttps()
  return {
    name: secure ? '__Host-milepost.pending' : 'milepost.pending',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, maxAge: PENDING_S },
  }
}

/** Whether the address people type begins with https. */
export function isPublicHttps(): boolean {
  return env().publicUrl?.startsWith('https://') ?? false
}
