// Outgoing webhooks: what is posted and how it is signed, as Standard Webhooks (standardwebhooks.com) say and docs/notifications.md
// tells receivers. Whether the address may be reached is judged in outbound-guard.ts.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Notice } from '@/lib/domain/api/notify'
import { env } from '../env'
import { OutboundRefusedError } from './outbound-guard'
import { type OutboundAnswer, OutboundFailedError, postOutbound } from './outbound-post'
import type { Outcome } from './outcome'

/** A secret of 256 bits, as it is shown to the owner once. */
export function newWebhookSecret(): string {
  return `${SECRET_PREFIX}${randomBytes(32).toString('base64')}`
}

const SECRET_PREFIX = 'whsec_'

/** What is signed: the id of the message, when it is sent (whole seconds since epoch), and the body as it is posted. */
export type SignedPost = { id: string; timestampS: number; body: string }

/** `v1,` and the HMAC-SHA256 of `<id>.<timestamp>.<body>`, base64. */
export function signWebhook(secret: string, { id, timestampS, body }: SignedPost): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestampS}.${body}`).digest('base64')}`
}

/** Secrets of before (`mwh_…`) are keys as they stand. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(SECRET_PREFIX)
    ? Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8')
}

/** `Milepost-Signature`, for receivers that were made before Standard Webhooks were spoken: hex, and without the id. */
export function signAsBefore(secret: string, timestampS: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestampS}.${body}`).digest('hex')}`
}

/** What a receiver does: one of the signatures fits, and the post is not older than `toleranceS`. */
export function isWebhookGenuine(
  {
    secret,
    id,
    timestamp,
    signature,
    body,
  }: { secret: string; id: string; timestamp: string; signature: string; body: string },
  { nowS, toleranceS = 300 }: { nowS: number; toleranceS?: number },
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowS - Number(timestamp)) > toleranceS) return false
  const expected = Buffer.from(signWebhook(secret, { id, timestampS: Number(timestamp), body }))
  return signature.split(' ').some((text) => {
    const given = Buffer.from(text)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** The body of a notification's post. It is the same at every attempt. */
export function webhookBody(id: string, notice: Notice): string {
  const { publicUrl } = env()
  const { alarm, vehicle, rule, isTest } = notice
  const link = publicUrl === null ? null : `${publicUrl}/alarms?alarm=${alarm.id}`
  return JSON.stringify({ id, type: isTest ? 'test' : 'alarm', rule, alarm, vehicle, link })
}

export type WebhookPost = {
  id: string
  url: string
  secret: string
  body: string
  attempt: number
  nowMs: number
}

/** Posts a notification to a receiver. Any 2xx is a yes; 410 says that nothing is wanted any more. */
export async function postWebhook({ id, url, secret, body, attempt, nowMs }: WebhookPost): Promise<Outcome> {
  const timestampS = Math.floor(nowMs / 1000)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Milepost-Webhook/1',
    'webhook-id': id,
    'webhook-timestamp': String(timestampS),
    'webhook-signature': signWebhook(secret, { id, timestampS, body }),
    'milepost-delivery': id,
    'milepost-attempt': String(attempt),
    'milepost-timestamp': String(timestampS),
    'milepost-signature': signAsBefore(secret, timestampS, body),
  }
  try {
    const answer = await postOutbound({ url, headers, body })
    return { ...judgeAnswer(answer), httpStatus: answer.status, body }
  } catch (error) {
    if (error instanceof OutboundRefusedError)
      return { kind: error.isFinal ? 'failed' : 'later', words: error.words }
    if (error instanceof OutboundFailedError) return { kind: 'later', words: error.words, body }
    throw error
  }
}

function judgeAnswer({ status, text }: OutboundAnswer): Outcome {
  const said = oneLine(text)
  const answered = `The receiver answered ${status}${said === '' ? '.' : `: ${said}`}`
  if (status >= 200 && status < 300) return { kind: 'delivered', words: answered }
  if (status === 410) return { kind: 'failed', words: `${answered} (nothing is wanted there any more)` }
  if (status >= 300 && status < 400)
    return { kind: 'later', words: `${answered} (redirects are not followed)` }
  return { kind: 'later', words: answered }
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 120)
}
