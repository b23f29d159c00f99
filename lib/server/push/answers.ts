// What the receiver of pushes answers. Whatever the vendor reads of it says `code` 0 for "kept" and anything else for "not
// kept"; the words are for whoever looks at the vendor's logs.

/** An answer that any kind of server can send. */
export type PushAnswer = { status: number; body: string; headers: Readonly<Record<string, string>> }

/** Kept, durably. */
export function accepted(): PushAnswer {
  // The legacy family reads `message`, the hub `msg`; one answer serves both.
  return ACCEPTED
}

/** No such hook, or no such topic: nobody learns which. */
export function notFound(): PushAnswer {
  return answer(404, { code: 404, msg: 'not found' })
}

/** Posted from an address that is not on the list. */
export function forbidden(): PushAnswer {
  return answer(403, { code: 403, msg: 'forbidden' })
}

/** The vendor's own words for it. */
export function wrongToken(): PushAnswer {
  return answer(401, { code: 1, msg: 'invalid token' })
}

/** The body as a whole cannot be taken, at this try or any other. */
export function badBody(reason: string, words: string): PushAnswer {
  return answer(reason === 'too_large' ? 413 : 400, { code: 400, msg: words, reason })
}

/** Not kept, for now: to be sent again. */
export function tryLater(seconds: number): PushAnswer {
  return answer(503, { code: 503, msg: 'try again later' }, { 'retry-after': String(seconds) })
}

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

const ACCEPTED: PushAnswer = {
  status: 200,
  body: JSON.stringify({ code: 0, msg: 'success', message: 'success' }),
  headers: HEADERS,
}

function answer(
  status: number,
  content: Record<string, unknown>,
  headers: Record<string, string> = {},
): PushAnswer {
  return { status, body: JSON.stringify(content), headers: { ...HEADERS, ...headers } }
}
