// The one receiver of pushes, the same behind a route handler and behind a bare server: it judges who posts, reads what
// came item by item, and says yes only when everything is kept. It knows no topic and no table.

import { findTopic, type PushTopic } from '@/lib/jimi/push/index'
import { MAX_BODY_BYTES, type PushBody, readBody } from '@/lib/jimi/push/read-body'
import { log } from '../log'
import { countPushItem, observePushRequest } from '../metrics'
import { TokenBucket } from '../services/token-bucket'
import { singleton } from '../singleton'
import { accepted, badBody, forbidden, notFound, type PushAnswer, tryLater, wrongToken } from './answers'
import { BodyBudget, type BodyPieces, takeBody } from './body-intake'
import type { Hook } from './hooks'
import type { PushTally } from './push-ledger'
import type { Post, ReadItems } from './read-items'
import { type PushBatch, QueueFullError, WriterStoppedError } from './types'

/** One request, as far as the receiver cares. */
export type PushRequest = {
  method: 'GET' | 'POST'
  /** The path behind the address, as in `/api/push/{hook}/{topic}`. */
  hook: string
  /** Empty for posts to the hook itself. In any letter case. */
  topicPath: string
  contentType: string | null
  body: Uint8Array | BodyPieces | null
  /** Of the sender, behind proxies; null when not known. */
  remoteAddress: string | null
  now: Date
}

/** What the receiver works with. */
export type ReceiverParts = {
  findHook(path: string, nowMs: number): Promise<Hook | null>
  readItems(post: Post): Promise<ReadItems>
  /** Resolves when the batch is committed. */
  write(batch: PushBatch): Promise<void>
  note(tally: PushTally): void
  /** Told of each post to a hook that was not taken for no fault of its own: it may not come again. */
  noteRefusal(hookPath: string, atMs: number): void
}

export type Receiver = {
  /** Answers, never throws. */
  receive(request: PushRequest): Promise<PushAnswer>
}

/** Bodies that all requests together may hold: what comes of them in memory is about ten times as much. */
const MAX_HELD_BYTES = 32 * 1024 * 1024
/** Requests of one hook under way at once. */
const MAX_RUNNING = 512
/** Requests of one hook: 5,000 a second, 50 items each, and as many again at once after a rest. */
const RATE = { capacity: 5_000, refillMs: 0.2 }
/** Hooks watched at once; those at rest are forgotten then. */
const MAX_GATES = 1_000
const BUSY_RETRY_S = 1
const AWAY_RETRY_S = 5
const UNAVAILABLE = 503

type Gate = { running: number; bucket: TokenBucket }

/** A receiver over its parts; the process's own is in process.ts. */
export function createReceiver(parts: ReceiverParts): Receiver {
  const budget = new BodyBudget(MAX_HELD_BYTES)
  const gates = new Map<string, Gate>()
  return {
    async receive(request) {
      const startedAt = performance.now()
      const answer = await judge(request).catch(unexpected)
      // The vendor does not promise to try again. While nobody can be looked up, strangers are noted too, and sorted out later.
      if (answer.status === UNAVAILABLE && request.method === 'POST')
        parts.noteRefusal(request.hook, request.now.getTime())
      observePushRequest({ status: answer.status, durationMs: performance.now() - startedAt })
      return answer
    },
  }

  async function judge(request: PushRequest): Promise<PushAnswer> {
    const hook = await parts.findHook(request.hook, request.now.getTime())
    const named = request.topicPath === '' ? null : findTopic(request.topicPath)
    if (hook === null || (named === null && request.topicPath !== '')) return notFound()
    if (!hook.mayPost(request.remoteAddress)) return forbidden()
    if (request.method === 'GET') return accepted()
    const gate = gateOf(hook.id)
    const nowMs = request.now.getTime()
    if (gate.running >= MAX_RUNNING || gate.bucket.waitMs(nowMs, 0) > 0) return tryLater(BUSY_RETRY_S)
    gate.bucket.take(nowMs)
    gate.running += 1
    try {
      return await takeIn(hook, named, request)
    } finally {
      gate.running -= 1
    }
  }

  async function takeIn(hook: Hook, named: PushTopic | null, request: PushRequest): Promise<PushAnswer> {
    const intake = await takeBody(request.body, { budget, maxBytes: MAX_BODY_BYTES })
    if ('refused' in intake) return refusalOf(intake.refused)
    try {
      const body = readBody(request.contentType, intake.bytes)
      if ('check' in body) return accepted()
      if ('refusal' in body) return badBody(body.refusal, body.words)
      const topic = named ?? findTopic('', body.msgType)
      if (topic === null) return notFound()
      if (!hasToken(hook, topic, body)) return wrongToken()
      return await keep({ hook, topic, body, receivedAt: request.now })
    } finally {
      intake.release()
    }
  }

  async function keep(post: { hook: Hook; topic: PushTopic; body: PushBody; receivedAt: Date }) {
    const { hook, topic, receivedAt } = post
    const { items, rejects } = await parts.readItems(post)
    if (items.length + rejects.length > 0) {
      const { tenantId, connectionId } = hook
      await parts.write({ tenantId, connectionId, receivedAt, items, rejects })
    }
    countPushItem({ topic, outcome: 'stored', count: items.length })
    for (const { reason } of rejects) countPushItem({ topic, outcome: reason, count: 1 })
    parts.note({ hook, topic, receivedAt, stored: items.length, rejected: rejects.length })
    return accepted()
  }

  function gateOf(hookId: string): Gate {
    const gate = gates.get(hookId) ?? { running: 0, bucket: new TokenBucket(RATE) }
    if (gates.size >= MAX_GATES && !gates.has(hookId)) forgetResting(gates)
    gates.set(hookId, gate)
    return gate
  }
}

/**
 * Legacy messages carry no token by the vendor's documents: for them the unguessable path is what only the vendor knows. A
 * token that does come along must be right there too.
 */
function hasToken(hook: Hook, topic: PushTopic, body: PushBody): boolean {
  if (body.token === undefined && topic.startsWith(LEGACY)) return true
  return hook.isToken(body.token)
}

const LEGACY = 'jimi.'

function refusalOf(refused: 'too_large' | 'busy' | 'broken'): PushAnswer {
  if (refused === 'busy') return tryLater(BUSY_RETRY_S)
  if (refused === 'broken') return badBody('broken', 'the body ended early')
  return badBody('too_large', 'the body is larger than 1 MiB')
}

/** Whatever failed, nothing is acknowledged that may not be kept. */
function unexpected(error: unknown): PushAnswer {
  if (isPassing(error)) return tryLater(BUSY_RETRY_S)
  noteTrouble(error)
  return tryLater(AWAY_RETRY_S)
}

/** Whether another try within a second or two is likely to be taken. */
function isPassing(error: unknown): boolean {
  return error instanceof QueueFullError || error instanceof WriterStoppedError
}

const TROUBLE_EVERY_MS = 10_000

/** While the database is away every post fails in the same way: one line in a while says so. */
function noteTrouble(error: unknown): void {
  const seen = singleton('push-trouble', () => ({ loggedAtMs: 0, silent: 0 }))
  const nowMs = Date.now()
  if (nowMs - seen.loggedAtMs < TROUBLE_EVERY_MS) {
    seen.silent += 1
    return
  }
  log.error({ err: error, alsoRefused: seen.silent }, 'pushes are refused')
  Object.assign(seen, { loggedAtMs: nowMs, silent: 0 })
}

function forgetResting(gates: Map<string, Gate>): void {
  for (const [id, gate] of gates) if (gate.running === 0) gates.delete(id)
}
