// How often somebody may try tokens and passwords of share links. 128 bits are not found by trying anyway; passwords that
// people make up are. Nobody can shut another person out: a flooded link only slows each address down.

import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import { addressKey } from '../address-key'
import { singleton } from '../singleton'
import { commonLimiter, type LimiterOptions } from '../throttle'

/** Addresses that lead nowhere, from one network address: a person mistypes a few, a program tries thousands. */
export const MISS_LIMIT: LimiterOptions = { keyPrefix: 'share-miss', points: 20, duration: 600 }
/** The same one again from there. */
const TRIED_LIMIT: LimiterOptions = { keyPrefix: 'share-tried', points: 1, duration: 600 }
/** Wrong passwords for one link from one network address. */
export const PAIR_LIMIT: LimiterOptions = { keyPrefix: 'share-pair', points: 5, duration: 300 }
/** Wrong passwords for one link from everywhere; beyond it each address gets FLOODED_LIMIT. */
export const LINK_LIMIT: LimiterOptions = { keyPrefix: 'share-link', points: 60, duration: 600 }
/** Tries at a flooded link from one network address: nobody can keep another out who has the password. */
export const FLOODED_LIMIT: LimiterOptions = { keyPrefix: 'share-flooded', points: 1, duration: 120 }

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
  const flooded = makeLimiter(FLOODED_LIMIT)
  const pairOf = (linkId: string, address: string | null) => `${addressKey(address) ?? 'unknown'} ${linkId}`
  return {
    async missWaitS(address) {
      const key = addressKey(address)
      const counted = key === null ? null : await misses.get(key)
      return counted !== null && counted.consumedPoints >= MISS_LIMIT.points ? secondsOf(counted) : null
    },
    async countMiss(address, tried) {
      const key = addressKey(address)
      if (key === null) return
      const isNew = (await consume(tries, `${key} ${tried}`)) === null
      if (isNew) await misses.penalty(key)
    },
    async passwordWaitS(linkId, address) {
      const pair = pairOf(linkId, address)
      const pairWaitS = await consume(pairs, pair)
      if (pairWaitS !== null) return pairWaitS
      // Each wrong one counts here before it is known to be wrong, so that many at once do not slip through.
      const { consumedPoints } = await links.penalty(linkId)
      // Before the flood a try is counted as well: the last of it and the first beyond it are two minutes apart.
      const floodedWaitS = await consume(flooded, pair)
      if (consumedPoints <= LINK_LIMIT.points || floodedWaitS === null) return null
      await Promise.all([pairs.reward(pair), links.reward(linkId)])
      return floodedWaitS
    },
    async forgive(linkId, address) {
      const pair = pairOf(linkId, address)
      await Promise.all([pairs.delete(pair), flooded.delete(pair), links.reward(linkId)])
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
