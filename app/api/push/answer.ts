import { clientAddress } from '@/lib/server/client-address'
import { pushReceiver } from '@/lib/server/push/process'

type Address = { hook: string; topicPath: string }

/**
 * Hands a request of the vendor to the receiver. No session, cookie or origin is looked at: who posts is known by the
 * address and the token alone, and nothing but the receiver's words is told.
 */
export async function answerPush(request: Request, { hook, topicPath }: Address): Promise<Response> {
  const { status, body, headers } = await pushReceiver().receive({
    method: request.method === 'POST' ? 'POST' : 'GET',
    hook,
    topicPath,
    contentType: request.headers.get('content-type'),
    body: request.body === null ? null : piecesOf(request.body),
    remoteAddress: clientAddress(request.headers),
    now: new Date(),
  })
  return new Response(body, { status, headers })
}

/** The pieces of a web stream. Whoever stops half way closes it. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
