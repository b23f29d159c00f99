// The three ways a vendor call fails, what each says about trying again, and about the health of the connection.
// Words for people are made elsewhere; messages here are for logs and never hold keys, tokens or passwords.

import { SharedError } from '@/lib/domain/shared-error'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'

/**
 * `never`: the same call will fail again. `backoff`: try again soon, waiting longer each time. `later`: when the device
 * is back. `relogin`: get a new token once and repeat once. `quota`: wait an hour or for the next UTC day.
 */
export type Retry = 'never' | 'backoff' | 'later' | 'relogin' | 'quota'

/** The vendor answered with a code other than success. */
export class JimiApiError extends SharedError {
  static override readonly brand = 'JimiApiError'
  override readonly name = 'JimiApiError'
  readonly code: number
  readonly method: string
  /** The vendor's own words, cut to 300 characters. */
  readonly vendorMessage: string
  readonly retry: Retry

  constructor(details: { code: number; method: string; vendorMessage: string }) {
    const vendorMessage = details.vendorMessage.slice(0, 300)
    super(`${details.method} was refused with code ${details.code}: ${vendorMessage}`)
    this.code = details.code
    this.method = details.method
    this.vendorMessage = vendorMessage
    this.retry = retryOfCode(details.code, vendorMessage)
  }
}

/** No answer came: the network failed, time ran out, or the caller stopped waiting. A write may still have happened. */
export class JimiTransportError extends SharedError {
  static override readonly brand = 'JimiTransportError'
  override readonly name = 'JimiTransportError'
  readonly kind: 'unreachable' | 'timeout' | 'aborted'
  readonly method: string
  readonly retry: Retry

  constructor(details: {
    kind: JimiTransportError['kind']
    method: string
    message: string
    cause?: unknown
  }) {
    super(details.message, { cause: details.cause })
    this.kind = details.kind
    this.method = details.method
    this.retry = details.kind === 'aborted' ? 'never' : 'backoff'
  }
}

/**
 * Something does not fit the contract. `input`: our own call, nothing was sent. `not_json`, `too_large`, `envelope`,
 * `payload`: an answer we can't read.
 */
export class JimiContractError extends SharedError {
  static override readonly brand = 'JimiContractError'
  override readonly name = 'JimiContractError'
  readonly kind: 'input' | 'not_json' | 'too_large' | 'envelope' | 'payload'
  readonly method: string
  readonly retry: Retry

  constructor(details: {
    kind: JimiContractError['kind']
    method: string
    message: string
    cause?: unknown
  }) {
    super(`${details.method}: ${details.message}`, { cause: details.cause })
    this.kind = details.kind
    this.method = details.method
    // Proxy pages and cut answers pass; an answer of the wrong shape or size comes again.
    this.retry = details.kind === 'not_json' ? 'backoff' : 'never'
  }
}

/** What a failed call tells about the connection. `unknown` when it tells nothing (we gave up waiting ourselves). */
export function upstreamHealthOf(error: unknown): UpstreamHealthKind {
  if (error instanceof JimiTransportError) return healthOfTransport(error.kind)
  if (error instanceof JimiContractError) return error.kind === 'input' ? 'error' : 'garbled'
  if (error instanceof JimiApiError) return healthOfRefusal(error)
  return 'error'
}

function healthOfTransport(kind: JimiTransportError['kind']): UpstreamHealthKind {
  if (kind === 'timeout') return 'slow'
  return kind === 'unreachable' ? 'unreachable' : 'unknown'
}

function healthOfRefusal({ code, method, vendorMessage, retry }: JimiApiError): UpstreamHealthKind {
  if (retry === 'quota') return 'limited'
  if (code === -1 || code === 1100) return 'busy'
  // The codes of these refusals are not documented, the texts are. A key is known at one node only.
  if (/invalid app_?key/i.test(vendorMessage)) return 'region'
  if (/\bsign(ature)?\b/i.test(vendorMessage)) return 'app_key'
  if (/incorrect user ?name or password/i.test(vendorMessage)) return 'password'
  if (method === 'jimi.oauth.token.get' && /account/i.test(vendorMessage)) return 'password'
  return 'error'
}

const TOO_FREQUENT = /too frequent|frequency is too high/i

function retryOfCode(code: number, vendorMessage: string): Retry {
  // A rate limit also arrives as 1001, which otherwise means a bad parameter.
  if (code === 1005 || code === 1006 || TOO_FREQUENT.test(vendorMessage)) return 'quota'
  if (code === 1004) return 'relogin'
  if (code === -1 || code === 229 || code === 1100) return 'backoff'
  // 225 time-out, 228 and 41003 device offline, 252 device busy.
  if (code === 225 || code === 228 || code === 252 || code === 41003) return 'later'
  return 'never'
}
