// One post to an address of somebody else's choosing: connected to what was judged, no redirects, a time limit for all of it,
// and no more read than is needed to say what came back.

import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { env } from '../env'
import { judgeTarget, OutboundRefusedError, type OutboundRules, type OutboundTarget } from './outbound-guard'

export type OutboundPost = { url: string; headers: Readonly<Record<string, string>>; body: string | Buffer }

/** What the other side said: its status and the beginning of its text. */
export type OutboundAnswer = { status: number; text: string }

export type OutboundLimits = { timeoutMs: number; maxAnswerBytes: number }

/** The other side did not answer, or not in time. Worth another try. */
export class OutboundFailedError extends Error {
  override readonly name = 'OutboundFailedError'

  constructor(
    readonly words: string,
    cause?: unknown,
  ) {
    super(words, { cause })
  }
}

const LIMITS: OutboundLimits = { timeoutMs: 10_000, maxAnswerBytes: 4096 }

/**
 * Posts once and answers with whatever status came.
 * @throws OutboundRefusedError where nothing may be sent, OutboundFailedError where nothing came back.
 */
export async function postOutbound(
  post: OutboundPost,
  {
    rules = { allow: env().webhookAllow },
    limits = LIMITS,
  }: { rules?: OutboundRules; limits?: OutboundLimits } = {},
): Promise<OutboundAnswer> {
  const deadline = AbortSignal.timeout(limits.timeoutMs)
  try {
    const target = await withDeadline(judgeTarget(post.url, rules), deadline)
    return await send(target, post, { limits, deadline })
  } catch (error) {
    if (error instanceof OutboundRefusedError) throw error
    throw new OutboundFailedError(wordsOf(error, deadline), error)
  }
}

type Sending = { limits: OutboundLimits; deadline: AbortSignal }

function send(target: OutboundTarget, { headers, body }: OutboundPost, { limits, deadline }: Sending) {
  const { url, address, family } = target
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise<OutboundAnswer>((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        // A connection of its own: one that is kept was judged for another post.
        agent: false,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: deadline,
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
      },
      (response) => {
        const status = response.statusCode ?? 0
        const chunks: Buffer[] = []
        let bytes = 0
        const finish = () => {
          resolve({ status, text: Buffer.concat(chunks).toString('utf8').slice(0, limits.maxAnswerBytes) })
          outgoing.destroy()
        }
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          bytes += chunk.length
          if (bytes >= limits.maxAnswerBytes) finish()
        })
        response.on('end', finish)
        response.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function withDeadline<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true })
    work.then(resolve, reject)
  })
}

const NETWORK_WORDS: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: the connection was refused.',
  ECONNRESET: 'The connection was cut.',
  EHOSTUNREACH: 'The address cannot be reached.',
  ENETUNREACH: 'The address cannot be reached.',
  ETIMEDOUT: 'No answer came in time.',
}

function wordsOf(error: unknown, deadline: AbortSignal): string {
  if (deadline.aborted) return 'No answer came in time.'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code)) return `The certificate does not hold (${code}).`
  return NETWORK_WORDS[code] ?? `No answer came${code ? ` (${code})` : ''}.`
}
