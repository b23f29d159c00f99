// Whether a changing request comes from our own pages. Pure: the same check serves route handlers and the middleware.

/** What a browser tells about the sender, as header values; null when absent. */
export type RequestOrigin = {
  method: string
  host: string | null
  origin: string | null
  fetchSite: string | null
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/**
 * True for reads, and for writes whose `Origin` is this host or the public address. `Origin: null` (sandboxed frames,
 * redirects across sites) is refused. A write without `Origin` passes only when the browser does not call it foreign:
 * browsers always send `Origin` with writes, and other clients hold no cookies that could be abused.
 */
export function isOwnOrigin(request: RequestOrigin, publicUrl: string | null): boolean {
  if (SAFE_METHODS.includes(request.method)) return true
  const { origin, fetchSite } = request
  if (origin === null) return fetchSite === null || fetchSite === 'same-origin' || fetchSite === 'none'
  if (!URL.canParse(origin)) return false
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true
  return request.host !== null && new URL(origin).host === request.host.toLowerCase()
}

/** The parts of a request that `isOwnOrigin` looks at. */
export function originOf(request: Request): RequestOrigin {
  return {
    method: request.method,
    host: request.headers.get('host'),
    origin: request.headers.get('origin'),
    fetchSite: request.headers.get('sec-fetch-site'),
  }
}
