// Carries posts to one receiver over lasting connections and says whether it took them.

import http from 'node:http'
import https from 'node:https'
import type { Post } from './body'

/** `ok` is HTTP 200 with code 0; everything else, silence and cut lines too, is a refusal with its reason. */
export type Verdict = { ok: true } | { ok: false; reason: string }

export type Carrier = {
  post(post: Post, timeoutMs: number): Promise<Verdict>
  /** Cuts what is under way. */
  close(): void
}

const MAX_REPLY_BYTES = 64 * 1024

/** A carrier to receivers of one protocol. */
export function createCarrier(protocol: string): Carrier {
  const client = protocol === 'https:' ? https : http
  const agent = new client.Agent({ keepAlive: true, maxSockets: 512 })
  return {
    post: (post, timeoutMs) => send({ client, agent, timeoutMs }, post),
    close: () => agent.destroy(),
  }
}

type Line = { client: typeof http | typeof https; agent: http.Agent; timeoutMs: number }

function send({ client, agent, timeoutMs }: Line, { url, contentType, body }: Post): Promise<Verdict> {
  return new Promise((resolve) => {
    const refuse = (error: Error) => resolve({ ok: false, reason: error.message || 'no connection' })
    const headers = { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) }
    const request = client.request(url, { method: 'POST', agent, headers }, (response) => {
      readVerdict(response)
        .then(resolve, refuse)
        .finally(() => clearTimeout(timer))
    })
    // Counts from the start, not from the last byte: a reply that drips in is late as well.
    const timer = setTimeout(() => request.destroy(new Error(`no reply in ${timeoutMs} ms`)), timeoutMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      refuse(error)
    })
    request.end(body)
  })
}

async function readVerdict(response: http.IncomingMessage): Promise<Verdict> {
  let text = ''
  for await (const chunk of response) {
    text += String(chunk)
    if (text.length > MAX_REPLY_BYTES) throw new Error('reply over 64 KiB')
  }
  if (response.statusCode !== 200) return { ok: false, reason: `HTTP ${response.statusCode}` }
  const code = codeOf(text)
  return code === 0 ? { ok: true } : { ok: false, reason: `code ${code ?? 'missing'}` }
}

function codeOf(text: string): unknown {
  try {
    const reply: unknown = JSON.parse(text)
    return typeof reply === 'object' && reply !== null && 'code' in reply ? reply.code : undefined
  } catch {
    return undefined
  }
}
