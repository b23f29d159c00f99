// The session token and the cookie that carries it. The token says who and which session version, nothing else.
// Whether that person may still come in is asked in session.ts; this file never touches the database.

import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { env } from './env'
import { sessionSecret } from './secrets'

/** What a token carries. `issuedAtS` is in seconds since epoch, as JWT counts. */
export type SessionClaims = { userId: string; sessionVersion: number }
export type SessionToken = SessionClaims & { issuedAtS: number }

const tokenSchema = z.object({ userId: z.uuid(), sessionVersion: z.int(), iat: z.int() })

/** Encrypts the claims as next-auth does, for as long as MILEPOST_SESSION_HOURS says. */
export async function encodeSession(claims: SessionClaims): Promise<string> {
  return encode({
    token: { userId: claims.userId, sessionVersion: claims.sessionVersion },
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

/** Whether the address people type begins with https. */
export function isPublicHttps(): boolean {
  return env().publicUrl?.startsWith('https://') ?? false
}
