// Addresses inside the app that sign-in needs: where to go after it, and how to get there. Pure.

import type { Route } from 'next'

/** Request header by which the middleware tells a page its own path and query; absent for /api. */
export const PAGE_PATH_HEADER = 'x-milepost-page'

/** Request header by which the middleware hands the CSP nonce to the root layout. */
export const NONCE_HEADER = 'x-milepost-nonce'

/** The first screen after sign-in. */
export const HOME_PATH: Route = '/map'

const LOCAL_BASE = 'http://milepost.invalid'
const MAX_PATH_LENGTH = 2000

/** The sign-in page that returns to `nextPath` afterwards. */
export function loginPath(nextPath: string): Route {
  const safe = safeNextPath(nextPath)
  return safe === HOME_PATH ? '/login' : `/login?next=${encodeURIComponent(safe)}`
}

/**
 * A path of this app to go to after sign-in. Anything that could lead elsewhere (another origin, `//host`, backslashes,
 * control characters), back to sign-in or into /api becomes the home screen.
 */
export function safeNextPath(value: unknown): Route {
  if (typeof value !== 'string' || value.length > MAX_PATH_LENGTH) return HOME_PATH
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value) || !URL.canParse(value, LOCAL_BASE)) return HOME_PATH
  const url = new URL(value, LOCAL_BASE)
  const path = `${url.pathname}${url.search}${url.hash}`
  return url.origin === LOCAL_BASE && isPagePath(path) ? path : HOME_PATH
}

// Whether such a page exists is only known when it is asked for; a missing one shows its own "not found".
function isPagePath(path: string): path is Route {
  return !path.startsWith('//') && !/^\/($|[?#])/.test(path) && !/^\/(login|api)($|[/?#])/.test(path)
}
