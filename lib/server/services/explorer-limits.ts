// How often one person may use the explorer, on top of the connection's own call budget.

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { TooManyRequestsError } from '../errors'
import { singleton } from '../singleton'
import type { LimiterOptions } from '../throttle'

/** Calls of one person within a minute. */
export const EXPLORER_LIMIT: LimiterOptions = { keyPrefix: 'explorer', points: 60, duration: 60 }

/**
 * Takes one of the person's calls.
 * @throws TooManyRequestsError when none is left.
 */
export async function takeExplorerCall(userId: string): Promise<void> {
  const limiter = singleton('explorer-limiter', () => new RateLimiterMemory(EXPLORER_LIMIT))
  try {
    await limiter.consume(userId)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new TooManyRequestsError(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)))
  }
}
