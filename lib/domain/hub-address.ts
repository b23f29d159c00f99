// The address of a vendor's hub as owners type it. That it is a hub shows when something is sent.

/** The path of a hub's one method, which is ours to add. */
const METHOD_PATH = /\/api\/device\/\w+$/
const LONGEST = 300

/** The names of this very machine, where a sandbox listens. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether an address is of this very machine. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.test(new URL(address).hostname)
}

/** Whether two addresses are of the same place, so that a secret for one may go to the other. */
export function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin
}

/**
 * The address without the path of its one method; null when it is none over HTTP or HTTPS, or bears a password or a query.
 * Hubs are installations of one's own, often inside a network; whether one may be reached is not decided here.
 */
export function readHubAddress(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  if (!isPlain || !isWeb) return null
  const path = url.pathname.replace(/\/+$/, '')
  return url.origin + path.replace(METHOD_PATH, '')
}
