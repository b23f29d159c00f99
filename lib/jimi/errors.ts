// The three ways a vendor call fails, what each says about trying again, and about the health of the connection.
// Words for people are made elsewhere; messages here are for logs and never hold keys, tokens or passwords.

import { SharedError } from '@/lib/domain/shared-error'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'

/**
 * `never`: the same call will fail again. `backoff`: try again soon, waiting longer each time. `later`: when the device
 * is back. `relogin`: get a new token once and repeat once. `quota`: wait an hour or for the next UTC day.
 */
export type Retry = 'never' | 'backoff' | 'later' | 'relogin' | 'quota'

/** What a device made of a command, as the vendor passes it on: 228 offline, 226 wrong parameter, 243 not supported. */
export type DeviceVerdict = { code: number; message: string }

/** The vendor answered with a code other than success, or with success around a device's refusal. */
export class JimiApiError extends SharedError {
  static override readonly brand = 'JimiApiError'
  override readonly name = 'JimiApiError'
  readonly code: number
  readonly method: string
  /** The vendor's own words, cut to 300 characters. */
  readonly vendorMessage: string
  /** The verdict of the device, where it was the device that failed; its words cut to 300 characters. */
  readonly device: DeviceVerdict | null
  /** The devices the vendor names as the cause, where a call of many failed for some. */
  readonly offendingImeis: readonly string[]
  readonly retry: Retry

  constructor(details: {
    code: number
    method: string
    vendorMessage: string
    device?: DeviceVerdict | null
    offendingImeis?: readonly string[]
  }) {
    const vendorMessage = details.vendorMessage.slice(0, 300)
    const device = details.device
      ? { ...details.device, message: details.device.message.slice(0, 300) }
      : null
    const byDevice = device ? ` (device: ${device.code} ${device.message})` : ''
    super(`${details.method} was refused with code ${details.code}: ${vendorMessage}${byDevice}`)
    this.code = details.code
    this.method = details.method
    this.vendorMessage = vendorMessage
    this.device = device
    this.offendingImeis = details.offendingImeis ?? []
    this.retry = retryOfCode(device?.code ?? details.code, vendorMessage)
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

/** Whether the vendor refused a call because of the time it was stamped with. Such a call was not looked at any further. */
export function isTimestampRefusal(error: unknown): error is JimiApiError {
  // No document names this refusal. As no call of ours goes without a timestamp, the word alone tells.
  return error instanceof JimiApiError && !error.device && /\btime ?stamp\b/i.test(error.vendorMessage)
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

function healthOfRefusal(error: JimiApiError): UpstreamHealthKind {
  const { code, method, vendorMessage, device, retry } = error
  if (retry === 'quota') return 'limited'
  // Trouble of one device, not of the connection.
  if (device) return 'error'
  if (isTimestampRefusal(error)) return 'clock'
  // Questions about streams and recordings are refused with it whenever the camera is away.
  if (code === 1100 && method.startsWith('jimi.device.media.')) return 'error'
  if (code === -1 || code === 1100) return 'busy'
  // The codes of these refusals are not documented, the texts are. A key is known at one node only.
  if (/invalid app_?key/i.test(vendorMessage)) return 'region'
  if (/\bsign(ature)?\b/i.test(vendorMessage)) return 'app_key'
  if (/incorrect user ?name or password/i.test(vendorMessage)) return 'password'
  if (method === 'jimi.oauth.token.get' && /account/i.test(vendorMessage)) return 'password'
  return 'error'
}

const TOO_FREQUENT = /too frequent|frequency is too high/i

/** -1 and 1100 busy, 229 and (of scooters) 400 network error, 1207 a list that is not there yet. */
const SOON_GONE: ReadonlySet<number> = new Set([-1, 229, 400, 1100, 1207])
/** 225 time-out, 228 and 41003 offline, 252 busy; for scooters 300 offline and 600 time-out. */
const DEVICE_AWAY: ReadonlySet<number> = new Set([225, 228, 252, 300, 600, 41003])

function retryOfCode(code: number, vendorMessage: string): Retry {
  // A rate limit also arrives as 1001, which otherwise means a bad parameter.
  if (code === 1005 || code === 1006 || TOO_FREQUENT.test(vendorMessage)) return 'quota'
  if (code === 1004) return 'relogin'
  if (SOON_GONE.has(code)) return 'backoff'
  return DEVICE_AWAY.has(code) ? 'later' : 'never'
}
