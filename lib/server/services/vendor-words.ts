// Failures of vendor calls in words for people, with a status, and how long to wait where waiting helps. The vendor's own
// texts, addresses and everything else from the inside stay in the log: http.ts writes them there.

import { CODE_MEANINGS } from '@/lib/jimi/contract/codes'
import { JimiApiError, JimiContractError, JimiTransportError, upstreamHealthOf } from '@/lib/jimi/errors'
import { AppError } from '../errors'
import { TokenUnavailableError } from '../token'
import { TooMuchDataError } from './call-pages'
import { PartSkippedError } from './call-parts'
import { CoolingDownError } from './call-pauses'
import { QueueFullError } from './call-queue'

/** A busy vendor, or a queue of our own, is worth another try after this. */
const SOON_S = 10
/** Least time between two requests for a token. */
const TOKEN_AGAIN_S = 60
/** A silence tells its end; before one is known, this. */
const QUOTA_AGAIN_S = 60

/** What to tell of a failed vendor call, as of `nowMs`; null when the failure is none of a vendor call. */
export function vendorFailure(error: unknown, nowMs: number): AppError | null {
  if (error instanceof CoolingDownError) return quotaUsedUp(error, nowMs)
  if (error instanceof QueueFullError) return queueFull(error)
  if (error instanceof TokenUnavailableError) return noToken(error)
  if (error instanceof JimiApiError) return refused(error)
  if (error instanceof JimiTransportError) return unanswered(error)
  if (error instanceof JimiContractError) return unreadable(error)
  if (error instanceof TooMuchDataError) return tooMuch(error)
  // It was not asked for, because of what befell the parts before.
  if (error instanceof PartSkippedError) return vendorFailure(error.cause, nowMs) ?? notReached(error)
  return null
}

function quotaUsedUp(cause: CoolingDownError, nowMs: number): AppError {
  const untilAt = new Date(cause.untilMs)
  return new AppError({
    code: 'vendor_quota',
    userMessage: `The vendor's quota for Milepost is used up. It can be asked again from ${untilAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    status: 503,
    retryAfterS: Math.max(1, Math.ceil((cause.untilMs - nowMs) / 1000)),
    values: { untilAt },
    cause,
  })
}

function queueFull(cause: unknown): AppError {
  return new AppError({
    code: 'vendor_queue',
    userMessage: 'Too many questions to the vendor are waiting already. Try again in a moment.',
    status: 503,
    retryAfterS: SOON_S,
    cause,
  })
}

function noToken(cause: unknown): AppError {
  return new AppError({
    code: 'vendor_token',
    userMessage:
      'Milepost is signing in to the vendor anew, which it may do once a minute. Try again in a minute.',
    status: 503,
    retryAfterS: TOKEN_AGAIN_S,
    cause,
  })
}

function refused(cause: JimiApiError): AppError {
  if (cause.retry === 'quota')
    return new AppError({
      code: 'vendor_limited',
      userMessage: 'The vendor takes no more requests from Milepost for now. Try again in a few minutes.',
      status: 503,
      retryAfterS: QUOTA_AGAIN_S,
      cause,
    })
  if (cause.device) return deviceRefused(cause, cause.device.code)
  if (isOfConnection(cause))
    return new AppError({
      code: 'vendor_setup',
      userMessage:
        'The vendor refuses this connection: its key, its account or the clock. An owner sees more under Settings, Vendor connection.',
      status: 502,
      cause,
    })
  if (cause.code === BUSY)
    return new AppError({
      code: 'vendor_busy',
      userMessage: 'The vendor says it is busy. Try again in a moment.',
      status: 503,
      retryAfterS: SOON_S,
      cause,
    })
  if (cause.retry === 'later') return deviceRefused(cause, cause.code)
  const { code } = cause
  return new AppError({
    code: 'vendor_refused',
    userMessage: `The vendor refused this with code ${code}: ${meaningOf(code)}`,
    status: 422,
    values: { code, meaning: meaningOf(code) },
    cause,
  })
}

const BUSY = -1
const TOKEN_REFUSED = 1004

function isOfConnection(error: JimiApiError): boolean {
  const isOfToken = error.code === TOKEN_REFUSED || error.method.startsWith('jimi.oauth.')
  return isOfToken || ['app_key', 'region', 'password', 'clock'].includes(upstreamHealthOf(error))
}

/** The device is away, or said no itself. */
function deviceRefused(cause: JimiApiError, code: number): AppError {
  return new AppError({
    code: 'vendor_device',
    userMessage: `The device did not do this (code ${code}): ${meaningOf(code)}`,
    status: 409,
    values: { code, meaning: meaningOf(code) },
    cause,
  })
}

function meaningOf(code: number): string {
  return CODE_MEANINGS[code] ?? 'The vendor does not document this code.'
}

function unanswered(cause: JimiTransportError): AppError {
  if (cause.kind === 'unreachable') return notReached(cause)
  return new AppError({
    code: 'vendor_timeout',
    userMessage:
      'The vendor did not answer in time. If this was to change something, look whether it did before you try again.',
    status: 504,
    retryAfterS: SOON_S,
    cause,
  })
}

function notReached(cause: unknown): AppError {
  return new AppError({
    code: 'vendor_unreachable',
    userMessage: 'The vendor cannot be reached right now. Try again in a moment.',
    status: 503,
    retryAfterS: SOON_S,
    cause,
  })
}

function unreadable(cause: JimiContractError): AppError {
  // Nothing was sent: what was asked for is not possible.
  if (cause.kind === 'input')
    return new AppError({
      code: 'vendor_input',
      userMessage: "What was asked for does not fit the vendor's rules, so it was not sent.",
      status: 400,
      cause,
    })
  return new AppError({
    code: 'vendor_garbled',
    userMessage:
      'The vendor sent an answer that Milepost cannot read. Try again; if it stays, tell an owner.',
    status: 502,
    cause,
  })
}

function tooMuch(cause: unknown): AppError {
  return new AppError({
    code: 'vendor_too_much',
    userMessage: 'There is more than can be fetched at once. Choose fewer vehicles or a shorter time.',
    status: 422,
    cause,
  })
}
