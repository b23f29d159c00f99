import { type NextRequest, NextResponse } from 'next/server'
import type { ApiError } from '@/lib/domain/api/device'
import { basemapOrigins, ONLINE_BASEMAPS, operatorBasemap } from '@/lib/domain/basemaps'
import { policySources } from '@/lib/domain/video-address'
import { stampPeerAddresses } from '@/lib/server/client-address'
import { env } from '@/lib/server/env'
import { type AppError, ForeignOriginError, UnauthenticatedError } from '@/lib/server/errors'
import { knownMediaHosts } from '@/lib/server/media-hosts'
import { isOwnOrigin, originOf } from '@/lib/server/origin'
import { loginPath, NONCE_HEADER, PAGE_PATH_HEADER } from '@/lib/server/paths'
import { contentSecurityPolicy, SECURITY_HEADERS } from '@/lib/server/security-headers'
import {
  decodeSession,
  encodeSession,
  isRenewalDue,
  type SessionToken,
  sessionCookie,
} from '@/lib/server/session-cookie'

export const config = {
  // Built files and icons carry nothing of anybody and need no policy of their own. Pushes come from the vendor's machines,
  // many a second: they have neither a session nor an origin, and their receiver heads its answers itself. So do share
  // links, and pictures of a tenant's look.
  matcher: [
    '/((?!_next/static|api/push/|s/|share/|api/branding/|_next/image|basemap/|maplibre/|fonts/|icons/|manifest\\.webmanifest|favicon\\.ico|icon\\.svg|sw\\.js|robots\\.txt).*)',
  ],
  runtime: 'nodejs',
}

/**
 * Reachable without a session. Everything else is refused here for convenience, and again by whoever reads data. Under api/v1
 * a token in a header counts, and a session for nothing.
 */
const PUBLIC_PATHS =
  /^\/(offline|login|forgot|reset|invite|setup|developers|api\/(auth|domains|health|metrics|v1))(\/|$)/

stampPeerAddresses()

/**
 * Before every page and route: refuses writes from foreign origins, sends strangers to sign-in (or 401), renews the
 * session of people at work, and sets the security headers. The real access check is in lib/server/session.ts.
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const requestId = crypto.randomUUID()
  const media = policySources(knownMediaHosts())
  const policy = contentSecurityPolicy({
    nonce,
    mapOrigins: mapOrigins(),
    media,
    production: env().production,
  })
  const token = await decodeSession(request.cookies.get(sessionCookie().name)?.value)
  const response =
    refuse(request, token) ??
    NextResponse.next({ request: { headers: headersFor(request, { nonce, policy, requestId }) } })
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value)
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-request-id', requestId)
  // Such an address is as good as a password: no other site learns of it. Never 'no-referrer', which has browsers post forms
  // with the origin "null" when no script sends them, and that is refused.
  if (/^\/(reset|invite)\//.test(request.nextUrl.pathname))
    response.headers.set('referrer-policy', 'same-origin')
  if (request.method === 'GET' && token && isRenewalDue(token)) await renew(response, token)
  return response
}

function refuse(request: NextRequest, token: SessionToken | null): NextResponse | null {
  if (!isOwnOrigin(originOf(request), env().publicUrl)) return failure(new ForeignOriginError())
  const { pathname } = request.nextUrl
  if (token || PUBLIC_PATHS.test(pathname)) return null
  if (isApi(pathname)) return failure(new UnauthenticatedError())
  // Next turns an address of its own origin into a relative one, which is right behind any proxy and on any host name.
  const response = NextResponse.redirect(new URL(loginPath(pagePath(request)), request.nextUrl.origin))
  response.headers.set('cache-control', 'no-store')
  return response
}

function failure(error: AppError): NextResponse {
  const body: ApiError = { code: error.code, message: error.userMessage }
  return NextResponse.json(body, { status: error.status, headers: { 'cache-control': 'no-store' } })
}

type Stamp = { nonce: string; policy: string; requestId: string }

function headersFor(request: NextRequest, { nonce, policy, requestId }: Stamp): Headers {
  const headers = new Headers(request.headers)
  headers.set(NONCE_HEADER, nonce)
  // Next reads the nonce for its own scripts from this one.
  headers.set('content-security-policy', policy)
  headers.set('x-request-id', requestId)
  if (isApi(request.nextUrl.pathname)) headers.delete(PAGE_PATH_HEADER)
  else headers.set(PAGE_PATH_HEADER, pagePath(request))
  const origin = request.headers.get('origin')
  // Next compares the origin of a server action with this header; we have judged the origin already, by MILEPOST_URL too.
  if (origin !== null && request.method === 'POST') headers.set('x-forwarded-host', new URL(origin).host)
  return headers
}

function pagePath(request: NextRequest): string {
  const { pathname, searchParams } = request.nextUrl
  const query = new URLSearchParams(searchParams)
  query.delete('_rsc')
  return query.size > 0 ? `${pathname}?${query}` : pathname
}

function isApi(pathname: string): boolean {
  return pathname === '/api' || pathname.startsWith('/api/')
}

function mapOrigins(): string[] {
  const { mapStyleUrl, mapStyleName } = env()
  return basemapOrigins(
    mapStyleUrl ? [...ONLINE_BASEMAPS, operatorBasemap(mapStyleUrl, mapStyleName)] : ONLINE_BASEMAPS,
  )
}

async function renew(response: NextResponse, token: SessionToken): Promise<void> {
  const { name, options } = sessionCookie()
  response.cookies.set(name, await encodeSession(token), options)
}
