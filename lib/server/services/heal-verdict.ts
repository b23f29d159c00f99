// What a failed question means for the filling of a gap: that one device cannot be had, or that the vendor is to be asked
// again later. Anything else is a failure of ours and thrown on.

import type { GapProblem, GapWait } from '@/lib/domain/receive-gap'
import { JimiApiError, JimiContractError, JimiTransportError, upstreamHealthOf } from '@/lib/jimi/errors'
import { NotFoundError } from '../errors'
import { TokenUnavailableError } from '../token'
import { TooMuchDataError } from './call-pages'
import { PartSkippedError } from './call-parts'
import { CoolingDownError } from './call-pauses'
import { QueueFullError } from './call-queue'
import { isRefusalOfOne } from './upstream-health'

export type HealVerdict =
  | { about: 'device'; problem: GapProblem; words: string | null }
  /** `untilMs` is null where only trying tells. */
  | { about: 'vendor'; wait: GapWait; untilMs: number | null; words: string | null }

/** @throws the error itself when it says nothing about the vendor, such as a database that went away or our own stop. */
export function verdictOf(error: unknown): HealVerdict {
  if (error instanceof PartSkippedError) return verdictOf(error.cause)
  if (error instanceof CoolingDownError)
    return { about: 'vendor', wait: 'quota', untilMs: error.untilMs, words: error.reason }
  if (error instanceof TooMuchDataError) return { about: 'device', problem: 'too_much', words: null }
  if (error instanceof JimiApiError) return verdictOfRefusal(error)
  if (error instanceof JimiContractError && error.kind === 'too_large')
    return { about: 'device', problem: 'too_much', words: null }
  if (error instanceof JimiContractError && (error.kind === 'payload' || error.kind === 'envelope'))
    return { about: 'device', problem: 'unreadable', words: null }
  if (isAway(error)) return { about: 'vendor', wait: 'away', untilMs: null, words: null }
  // The connection was switched off or removed.
  if (error instanceof NotFoundError) return { about: 'vendor', wait: 'refused', untilMs: null, words: null }
  throw error
}

function verdictOfRefusal(error: JimiApiError): HealVerdict {
  const words = error.vendorMessage
  if (error.retry === 'quota') return { about: 'vendor', wait: 'quota', untilMs: null, words }
  if (isRefusalOfOne(error))
    return { about: 'device', problem: /expired/i.test(words) ? 'expired' : 'refused', words }
  const isTrouble = error.retry !== 'never' || upstreamHealthOf(error) === 'busy'
  return { about: 'vendor', wait: isTrouble ? 'away' : 'refused', untilMs: null, words }
}

function isAway(error: unknown): boolean {
  if (error instanceof JimiTransportError) return error.kind !== 'aborted'
  return (
    (error instanceof JimiContractError && error.kind === 'not_json') ||
    error instanceof TokenUnavailableError ||
    error instanceof QueueFullError
  )
}
