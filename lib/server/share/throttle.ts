// How often somebody may try tokens and passwords of share links. 128 bits are not found by trying anyway; passwords that
// people make up are.

import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import { singleton } from '../singleton'
import { commonLimiter, type LimiterOptions } from '../throttle'

/** Addresses that lead nowhere, from one network address: a person mistypes a few, a program tries thousands. */
export const MISS_LIMIT: LimiterOptions = { keyPrefix: 'share-miss', points: 20, duration: 600 }
/** The same one again from there. */
const TRIED_LIMIT: LimiterOptions = { keyPrefix: 'share-tried', points: 1, duration: 600 }
/** Wrong passwords for one link from one network address. */
export const PAIR_LIMIT: LimiterOptions = { keyPrefix: 'share-pair', points: 5, duration: 300 }
/** Wrong passwords for one link from everywhere. */
export const LINK_LIMIT: LimiterOptions = { keyPrefix: 'share-link', points: 60, duration: 600 }

/** Counts tries; every question answers the seconds to wait, or null when one may go on. */
export type ShareThrottle = {
  /** Whether this address has missed too often. Asking costs nothing. */
  missWaitS(address: string | null): Promise<number | null>
  /** Counts what was tried in vain, once however often it is tried again: a page that reloads is no search. */
  countMiss(address: string | null, tried: string): Promise<void>
  /** Takes a try at a password; `forgive` gives it back when it was right. */
  passwordWaitS(linkId: string, address: string | null): Promise<number | null>
  forgive(linkId: string, address: string | null): Promise<void>
}

/** The throttle of this process: counting for all where they share a Redis. */
export function shareThrottle(): ShareThrottle {
  return singleton('share-throttle', () => createShareThrottle(commonLimiter))
}

/** A throttle of its own; the counts live where `makeLimiter` puts them. */
export function createShareThrottle(
  makeLimiter: (options: LimiterOptions) => RateLimiterAbstract,
): ShareThrottle {
  const misses = makeLimiter(MISS_LIMIT)
  const tries = makeLimiter(TRIED_LIMIT)
  const pairs = makeLimiter(PAIR_LIMIT)
  const links = makeLimiter(LINK_LIMIT)
  const pairOf = (linkId: string, address: string | null) => `${address ?? 'unknown'} ${linkId}`
  return {
    async missWaitS(address) {
      const counted = address === null ? null : await misses.get(address)
      return counted !== null && counted.consumedPoints >= MISS_LIMIT.points ? secondsOf(counted) : null
    },
    async countMiss(address, tried) {
      if (address === null) return
      const isNew = (await consume(tries, `${address} ${tried}`)) === null
      if (isNew) await misses.penalty(address)
    },
    async passwordWaitS(linkId, address) {
      return (await consume(pairs, pairOf(linkId, address))) ?? (await consume(links, linkId))
    },
    async forgive(linkId, address) {
      await Promise.all([pairs.delete(pairOf(linkId, address)), links.reward(linkId)])
    },
  }
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<number | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return secondsOf(refusal)
    throw refusal
  }
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000))
}
