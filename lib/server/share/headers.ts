// The headers of everything under /s/: nothing of it is stored, indexed, framed, or told to other sites, and the page runs
// nothing but its own bundle.

import { SECURITY_HEADERS } from '../security-headers'

const PRIVATE = {
  ...SECURITY_HEADERS,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  // Only the map is shown: nothing of the phone is asked for.
  'permissions-policy': 'geolocation=(), camera=(), microphone=()',
} as const

/** Headers of an answer without a page: nothing in it may run or load anything. */
export function shareHeaders(over: Record<string, string> = {}): Headers {
  return new Headers({ ...PRIVATE, 'content-security-policy': "default-src 'none'", ...over })
}

/** Headers of the page. `mapOrigins` are those of the operator's own map style. */
export function sharePageHeaders(nonce: string, mapOrigins: readonly string[]): Headers {
  const origins = mapOrigins.map((origin) => ` ${origin}`).join('')
  const policy = [
    "default-src 'none'",
    // The page's one script has the nonce, and loads the map itself.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `img-src 'self' data: blob:${origins}`,
    `connect-src 'self'${origins}`,
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return new Headers({
    ...PRIVATE,
    'content-security-policy': policy.join('; '),
    'content-type': 'text/html; charset=utf-8',
    vary: 'accept-language',
  })
}
