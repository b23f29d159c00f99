// The address of a vendor's hub as owners type it. That it is a hub shows when something is sent.

/** The path of a hub's one method, which is ours to add. */
const METHOD_PATH = /\/api\/device\/\w+$/
const LONGEST = 300

/** The address without the path of its one method; null when it is none over HTTP, or bears a password or a query. */
export function readHubAddress(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!isPlain || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  const path = url.pathname.replace(/\/+$/, '')
  return url.origin + path.replace(METHOD_PATH, '')
}
