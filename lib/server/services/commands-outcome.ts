// What the vendor's answer to a sent order means: whether the device obeyed, refused, waits, or nobody knows.

import type { CommandState } from '@/lib/domain/command'
import { deviceRefusalOf, type InstructOutcome } from '@/lib/jimi/contract/instruct-answer'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { TokenUnavailableError } from '../token'
import { CoolingDownError } from './call-pauses'
import { QueueFullError } from './call-queue'

/** What is known of an order after it was handed over. `outcome` is a key of the messages at `commands.outcomes`. */
export type Transmission = {
  state: CommandState
  answer: string | null
  outcome: string | null
  vendorCode: number | null
}

/** The vendor took the order; what the device makes of it is asked for. */
export const TAKEN: Transmission = { state: 'sent', answer: null, outcome: null, vendorCode: null }

/** After these the device may have got the order all the same: time-outs, and everything said to have gone wrong on the way. */
const MAY_HAVE_HAPPENED: ReadonlySet<number> = new Set([-1, 225, 229, 238, 400, 500, 600])
/** 228 and 300 offline, 252 and 302 busy. */
const OUTCOME_OF_CODE: Readonly<Record<number, string>> = {
  226: 'bad_parameter',
  200: 'bad_parameter',
  227: 'not_executed',
  228: 'offline',
  300: 'offline',
  301: 'unregistered',
  243: 'unsupported',
  252: 'busy',
  302: 'busy',
  30010: 'wrong_password',
  1004: 'token',
}

/** What a failed call says about the order; null when the failure is none of a vendor call. */
export function transmissionOfError(error: unknown): Transmission | null {
  if (error instanceof JimiTransportError) return unknown(error.kind === 'timeout' ? 'timeout' : 'no_answer')
  if (error instanceof JimiContractError)
    return error.kind === 'input' ? failed('bad_parameter', null) : unknown('unreadable')
  if (error instanceof TokenUnavailableError) return failed('token', null)
  if (error instanceof QueueFullError || error instanceof CoolingDownError) return failed('too_many', null)
  if (!(error instanceof JimiApiError)) return null
  const code = error.device?.code ?? error.code
  if (MAY_HAVE_HAPPENED.has(code)) return { ...unknown('timeout'), vendorCode: code }
  return failed(OUTCOME_OF_CODE[code] ?? 'vendor_refused', code)
}

/** What the hub's answer says about the order. */
export function transmissionOfHub(outcome: InstructOutcome, content: string | undefined): Transmission {
  if (outcome === 'delivered') return answered(content ?? '')
  if (outcome === 'accepted') return TAKEN
  if (outcome === 'offline' || outcome === 'unregistered' || outcome === 'busy') return failed(outcome, null)
  if (outcome === 'invalid') return failed('bad_parameter', null)
  return unknown(outcome === 'timedOut' ? 'timeout' : 'no_answer')
}

/** A device's own words: an answer, or one of the refusals that come dressed as answers. */
export function answered(content: string): Transmission {
  const refusal = deviceRefusalOf(content)
  if (refusal === null) return { state: 'answered', answer: content, outcome: 'answered', vendorCode: null }
  const outcome = `device_${refusal}`
  return { state: refusal === 'timedOut' ? 'unknown' : 'failed', answer: content, outcome, vendorCode: null }
}

export function failed(outcome: string, vendorCode: number | null): Transmission {
  return { state: 'failed', answer: null, outcome, vendorCode }
}

function unknown(outcome: string): Transmission {
  return { state: 'unknown', answer: null, outcome, vendorCode: null }
}
