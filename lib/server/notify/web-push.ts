// Web push: a message sealed for one browser, handed to the push service that the browser named. The protocol is RFC 8030,
// 8188, 8291 and 8292 (VAPID); the sealing is the web-push package's, the post is ours, so that it goes nowhere inside.

import webPush from 'web-push'
import { env } from '../env'
import { OutboundRefusedError } from './outbound-guard'
import { type OutboundAnswer, OutboundFailedError, postOutbound } from './outbound-post'
import type { Outcome } from './outcome'

/** A browser's subscription, opened. */
export type PushTarget = { endpoint: string; p256dh: string; auth: string }
export type PushKeys = { publicKey: string; privateKey: string }

/**
 * What public/sw.js shows. `tag` replaces an earlier one of the same tag; `path` is opened on a click; `icon` is the
 * path of a picture.
 */
export type PushMessage = { title: string; body: string; tag: string; path: string; icon: string }

/** An alarm of hours ago wakes nobody. */
const TIME_TO_LIVE_S = 4 * 3600

/** A new pair of VAPID keys, base64url. */
export function newPushKeys(): PushKeys {
  return webPush.generateVAPIDKeys()
}

/** Seals a message and hands it to the push service. 404 and 410 mean that the browser takes no more. */
export async function sendPush(
  target: PushTarget,
  { message, keys, isUrgent }: { message: PushMessage; keys: PushKeys; isUrgent: boolean },
): Promise<Outcome> {
  try {
    const details = webPush.generateRequestDetails(
      { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } },
      JSON.stringify(message),
      {
        vapidDetails: { subject: subject(), ...keys },
        TTL: TIME_TO_LIVE_S,
        urgency: isUrgent ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
      },
    )
    const headers = Object.fromEntries(
      Object.entries(details.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    return judgeAnswer(await postOutbound({ url: details.endpoint, headers, body: details.body }))
  } catch (error) {
    if (error instanceof OutboundRefusedError)
      return { kind: error.isFinal ? 'failed' : 'later', words: error.words }
    if (error instanceof OutboundFailedError)
      return { kind: 'later', words: `The browser's push service: ${error.words}` }
    // The package refuses keys that are none: they came from a browser, or from somebody who made them up.
    return { kind: 'failed', words: 'The browser gave keys that nothing can be sealed for.' }
  }
}

function judgeAnswer(answer: OutboundAnswer): Outcome {
  return { ...judgeStatus(answer.status), httpStatus: answer.status }
}

function judgeStatus(status: number): Outcome {
  if (status >= 200 && status < 300)
    return { kind: 'delivered', words: `The push service of the browser took it (${status}).` }
  if (status === 404 || status === 410)
    return { kind: 'gone', words: 'The browser takes no more notifications; it was taken off the list.' }
  if (status === 429 || status >= 500)
    return { kind: 'later', words: `The push service of the browser asks to wait (${status}).` }
  return { kind: 'failed', words: `The push service of the browser refused it (${status}).` }
}

/** Whom a push service may write to about us. It must be an address, even where we have none. */
function subject(): string {
  const { publicUrl, mailFrom } = env()
  if (publicUrl?.startsWith('https:')) return publicUrl
  const address = mailFrom?.match(/[^\s<>@]+@[^\s<>@]+/)?.[0]
  return `mailto:${address ?? 'nobody@milepost.invalid'}`
}
