// Reads of our own route handlers. It owns transport errors; each feature's queries own addresses and types.

/** A route answered with an error. `status` is the HTTP status, `code` our own error code or "unknown". */
export class RequestFailedError extends Error {
  override name = 'RequestFailedError'
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`Request failed with ${status} ${code}`)
  }
}

/**
 * GET of our own API. The answer is typed, not validated: server and browser are one build, and the schemas would add
 * 90 KB of script to every page. Throws RequestFailedError for error answers, TypeError without a network.
 */
export async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new RequestFailedError(response.status, errorCode(body))
  return body as T
}

function errorCode(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('code' in body)) return 'unknown'
  return typeof body.code === 'string' ? body.code : 'unknown'
}
