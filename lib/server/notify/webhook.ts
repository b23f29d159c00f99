// Outgoing webhooks: what is posted and how it is signed, as docs/notifications.md tells receivers. Whether the address may be
// reached is judged in outbound-guard.ts.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Notice } from '@/lib/domain/api/notify'
import { env } from '../env'
import { OutboundRefusedError } from './outbound-guard'
import { type OutboundAnswer, OutboundFailedError, postOutbound } from './outbound-post'
import type { Outcome } from './outcome'

/** A secret of 256 bits, as it is shown to the owner once. */
export function newWebhookSecret(): string {
  return `mwh_${randomBytes(32).toString('base64url')}`
}

/** `v1=` and the HMAC-SHA256 of `<timestamp>.<body>` under the secret, hex. The timestamp is whole seconds since epoch. */
export function signWebhook(secret: string, timestampS: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestampS}.${body}`).digest('hex')}`
}

/** What a receiver does: the signature fits, and is not older than `toleranceS`. Also the example of the documents. */
export function isWebhookGenuine(
  {
    secret,
    timestamp,
    signature,
    body,
  }: { secret: string; timestamp: string; signature: string; body: string },
  { nowS, toleranceS = 300 }: { nowS: number; toleranceS?: number },
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowS - Number(timestamp)) > toleranceS) return false
  const expected = Buffer.from(signWebhook(secret, Number(timestamp), body))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
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
  notice: Notice
  attempt: number
  nowMs: number
}

/** Posts a notification to a receiver. Any 2xx is a yes; 410 says that nothing is wanted any more. */
export async function postWebhook({
  id,
  url,
  secret,
  notice,
  attempt,
  nowMs,
}: WebhookPost): Promise<Outcome> {
  const body = webhookBody(id, notice)
  const timestampS = Math.floor(nowMs / 1000)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Milepost-Webhook/1',
    'milepost-delivery': id,
    'milepost-attempt': String(attempt),
    'milepost-timestamp': String(timestampS),
    'milepost-signature': signWebhook(secret, timestampS, body),
  }
  try {
    return judgeAnswer(await postOutbound({ url, headers, body }))
  } catch (error) {
    if (error instanceof OutboundRefusedError)
      return { kind: error.isFinal ? 'failed' : 'later', words: error.words }
    if (error instanceof OutboundFailedError) return { kind: 'later', words: error.words }
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
