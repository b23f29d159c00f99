// A sender that keeps at it, as at-least-once delivery means it: a post counts when it was answered with 200 and code 0, and
// is sent again until then. Some are sent once more although they were acknowledged.

import { Agent, request } from 'node:http'
import type { KillBody, KillItem } from './kill-items'
import { type Chance, seeded } from './seeded'

export type SenderOptions = {
  port: number
  seed: number
  /** Null when there is nothing more to send. */
  next: () => KillBody | null
  connections: number
  /** Posts a second, all connections together; no bound when null. */
  postsPerS: number | null
  /** Share of acknowledged posts that are sent again. */
  repeatShare: number
}

export type SenderTally = { bodies: number; acknowledged: KillItem[]; unanswered: number; repeated: number }

export type Sender = {
  tally: Readonly<SenderTally>
  /** As fast as the receiver answers, for as long as it is set. */
  rush(on: boolean): void
  /** Takes no new bodies; resolves when all that were taken are acknowledged. Throws for what no receiver may answer. */
  finish(): Promise<void>
}

/** Begins to send. */
export function startSender(options: SenderOptions): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  const tally: SenderTally = { bodies: 0, acknowledged: [], unanswered: 0, repeated: 0 }
  const chance = seeded(options.seed + 1)
  let isFinishing = false
  let isRushing = false
  let nextAtMs = performance.now()
  const pace = async () => {
    if (options.postsPerS === null || isRushing) return
    nextAtMs = Math.max(nextAtMs + 1000 / options.postsPerS, performance.now() - 100)
    await sleep(nextAtMs - performance.now())
  }
  const deliver = async (body: KillBody) => {
    while (!(await post(agent, options.port, body))) {
      tally.unanswered += 1
      await sleep(chance.whole(20, 150))
    }
  }
  const line = async () => {
    while (!isFinishing) {
      await pace()
      const body = isFinishing ? null : options.next()
      if (body === null) return
      tally.bodies += 1
      await deliver(body)
      for (const item of body.items) tally.acknowledged.push(item)
      if (!isRepeated(chance, options.repeatShare)) continue
      await deliver(body)
      tally.repeated += 1
    }
  }
  const lines = Promise.all(Array.from({ length: options.connections }, line))
  // Seen by `finish`, which may come much later.
  lines.catch(() => {})
  return {
    tally,
    rush: (on) => {
      isRushing = on
    },
    finish: async () => {
      isFinishing = options.postsPerS !== null
      await lines
      agent.destroy()
    },
  }
}

function isRepeated(chance: Chance, share: number): boolean {
  return chance.next() < share
}

const ANSWER_WITHIN_MS = 15_000

/** True when it was acknowledged. A refusal that says the post is wrong is a fault of the test or of the receiver. */
function post(agent: Agent, port: number, { url, contentType, text }: KillBody): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }
    const sent = request(
      { agent, port, host: '127.0.0.1', path: url, method: 'POST', headers },
      (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => {
          answer += piece
        })
        response.on('error', () => resolve(false))
        response.on('end', () => {
          const status = response.statusCode ?? 0
          if (status >= 400 && status < 500)
            return reject(
              new Error(`${url.split('/').at(-1)} was refused with ${status}: ${answer.slice(0, 200)}`),
            )
          resolve(status === 200 && isCodeZero(answer))
        })
      },
    )
    sent.setTimeout(ANSWER_WITHIN_MS, () => sent.destroy(new Error('no answer')))
    sent.on('error', () => resolve(false))
    sent.on('close', () => resolve(false))
    sent.end(text)
  })
}

function isCodeZero(answer: string): boolean {
  try {
    return JSON.parse(answer)?.code === 0
  } catch {
    return false
  }
}

function sleep(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}
