// Writes that wait for a vendor. They are no actions: of those a page runs one after another, and one slow vendor would hold
// up whatever else somebody does there. Like `fetchJson` it owns transport only.

/** What the server answered; where it refused, with its words for people if it has some. */
export type Posted<T> = { ok: true; value: T } | { ok: false; status: number; message: string | null }

/** POST to our own API, which checks that it comes from our own pages. Throws TypeError without a network. */
export async function postJson<T>(path: string, body: unknown): Promise<Posted<T>> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return { ok: true, value: answer as T }
  return { ok: false, status: response.status, message: messageOf(answer) }
}

function messageOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('message' in answer)) return null
  return typeof answer.message === 'string' ? answer.message : null
}
