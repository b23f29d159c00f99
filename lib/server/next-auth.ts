// next-auth's settings and its route handler. Its own forms are not used: the sign-in page calls signIn in auth.ts and
// writes the same cookie, so this door serves scripts and next-auth's client, behind the same judgement and throttle.

import NextAuth, { type NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { credentialsSchema, noteSignOut, signIn } from './auth'
import { clientAddress } from './client-address'
import { env, provideAuthUrl } from './env'
import { log } from './log'
import { safeNextPath } from './paths'
import { sessionSecret } from './secrets'
import { forgetCachedSessions, sessionFromClaims } from './session'
import { isPublicHttps, sessionCookie } from './session-cookie'

declare module 'next-auth' {
  interface User {
    sessionVersion: number
    sessionId: string
  }
}

/** The context Next gives to app/api/auth/[...nextauth]. */
export type NextAuthContext = { params: Promise<{ nextauth: string[] }> }

const claimsSchema = z.object({ userId: z.uuid(), sessionVersion: z.int(), sessionId: z.uuid() })

/**
 * Serves /api/auth/*. Redirects leave as relative addresses: next-auth builds them on NEXTAUTH_URL, or on a guess where
 * that is not set, and only a relative one is right on every host name, port and proxy.
 */
export async function handleNextAuth(request: Request, context: NextAuthContext): Promise<Response> {
  provideAuthUrl()
  const response: Response = await NextAuth(authOptions())(request, context)
  const location = response.headers.get('location')
  if (location !== null) response.headers.set('location', withoutOrigin(location))
  response.headers.set('cache-control', 'no-store')
  return response
}

function authOptions(): NextAuthOptions {
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt', maxAge: env().sessionLifetimeMs / 1000 },
    useSecureCookies: isPublicHttps(),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: '/login', signOut: '/login', error: '/login' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials, request) =>
          authorize(credentials, new Headers(textEntries(request.headers))),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        claimsFor(
          user ? { userId: user.id, sessionVersion: user.sessionVersion, sessionId: user.sessionId } : token,
        ),
      session: async ({ session, token }) => {
        const found = await sessionFromClaims(claimsSchema.parse(token))
        return { expires: session.expires, user: { name: found?.person.name, email: found?.person.email } }
      },
      redirect: ({ url, baseUrl }) =>
        `${baseUrl}${safeNextPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url)}`,
    },
    events: {
      signOut: async ({ token }) => {
        const session = await sessionFromClaims(claimsSchema.parse(token))
        if (!session) return
        await noteSignOut(session.viewer, session.claims.sessionId)
        forgetCachedSessions([session.claims.sessionId])
      },
    },
    logger: {
      error: (code, detail) => log.warn({ code, detail }, 'next-auth'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => {},
    },
  }
}

async function authorize(credentials: unknown, headers: Headers) {
  const typed = credentialsSchema.safeParse(credentials)
  if (!typed.success) return null
  const source = { address: clientAddress(headers), userAgent: headers.get('user-agent') }
  const outcome = await signIn(typed.data, source)
  if (outcome.kind === 'throttled') throw new Error(`TooManyTries-${outcome.retryAfterS}`)
  if (outcome.kind === 'unavailable') throw new Error('Unavailable')
  // A second factor is asked for by the sign-in page only; this door stays shut without one.
  if (outcome.kind === 'second_step') throw new Error('SecondFactorNeeded')
  if (outcome.kind === 'refused') return null
  const { userId: id, sessionVersion, sessionId } = outcome.claims
  return { id, sessionVersion, sessionId }
}

/** Only our claims go into a token; one whose session died makes next-auth answer "nobody" and drop the cookie. */
async function claimsFor(source: unknown) {
  const claims = claimsSchema.parse(source)
  if (!(await sessionFromClaims(claims))) throw new Error('the session has ended')
  return claims
}

function textEntries(headers: Record<string, unknown> | undefined): [string, string][] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
}

function withoutOrigin(location: string): string {
  if (!URL.canParse(location)) return location
  const url = new URL(location)
  return `${url.pathname}${url.search}${url.hash}`
}
