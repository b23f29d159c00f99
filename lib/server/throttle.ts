// How often somebody may try to sign in. It counts tries by address and by account; it knows neither users nor words.
// Nobody can shut another person out: a flooded account only slows each address down to one try a minute.

import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import { addressKey } from './address-key'
import { redis } from './redis'
import { installationName } from './secrets'
import { singleton } from './singleton'

/** One try: the account as typed, and where it comes from (null when unknown). */
export type SignInAttempt = { account: string; address: string | null }
export type Admission = { allowed: true } | { allowed: false; retryAfterS: number }

/** Every admitted attempt must be settled by exactly one of `fail`, `succeed` or `release`; until then it counts as failed. */
export type SignInThrottle = {
  /** Takes a place, or says how many whole seconds to wait. Refusals cost nothing, so waiting always helps. */
  admit(attempt: SignInAttempt): Promise<Admission>
  fail(attempt: SignInAttempt): Promise<void>
  succeed(attempt: SignInAttempt): Promise<void>
  /** Gives the place back: the password was never judged. */
  release(attempt: SignInAttempt): Promise<void>
}

export type LimiterOptions = { keyPrefix: string; points: number; duration: number }
/** Where counts are kept. Several processes share theirs by giving limiters on a common store. */
export type MakeLimiter = (options: LimiterOptions) => RateLimiterAbstract

/** Failures of one account from one address within five minutes. */
export const PAIR_LIMIT: LimiterOptions = { keyPrefix: 'pair', points: 5, duration: 300 }
/** Failures from one address, whatever the account: an office behind one address has many people. */
export const ADDRESS_LIMIT: LimiterOptions = { keyPrefix: 'address', points: 30, duration: 600 }
/** Failures of one account from everywhere; beyond it each address gets FLOODED_PAIR_LIMIT. */
export const ACCOUNT_LIMIT: LimiterOptions = { keyPrefix: 'account', points: 20, duration: 600 }
export const FLOODED_PAIR_LIMIT: LimiterOptions = { keyPrefix: 'flooded', points: 1, duration: 60 }

/** The throttle of this process: counting for all processes where they share a Redis, in memory otherwise. */
export function signInThrottle(): SignInThrottle {
  return singleton('sign-in-throttle', () => createSignInThrottle(commonLimiter))
}

/** A limiter in the common store, or of this process. While Redis is away each process counts for itself: nobody is kept out, and nobody gets in unlimited. */
export function commonLimiter(options: LimiterOptions): RateLimiterAbstract {
  const insuranceLimiter = new RateLimiterMemory(options)
  const storeClient = redis()
  if (storeClient === null) return insuranceLimiter
  const keyPrefix = `milepost:${installationName()}:${options.keyPrefix}`
  return new RateLimiterRedis({
    ...options,
    keyPrefix,
    storeClient,
    rejectIfRedisNotReady: true,
    insuranceLimiter,
  })
}

/** A throttle of its own; the counts live where `makeLimiter` puts them. */
export function createSignInThrottle(
  makeLimiter: MakeLimiter = (options) => new RateLimiterMemory(options),
): SignInThrottle {
  const pairs = makeLimiter(PAIR_LIMIT)
  const addresses = makeLimiter(ADDRESS_LIMIT)
  const accounts = makeLimiter(ACCOUNT_LIMIT)
  const floodedPairs = makeLimiter(FLOODED_PAIR_LIMIT)

  async function limitersFor(attempt: SignInAttempt): Promise<[RateLimiterAbstract, string][]> {
    const chosen: [RateLimiterAbstract, string][] = []
    const address = addressKey(attempt.address)
    // Without an address everybody would share one count, and one person could stop all others.
    if (address !== null) chosen.push([addresses, address])
    chosen.push([pairs, pairKey(attempt)])
    const failures = await accounts.get(accountKey(attempt))
    if (failures && failures.consumedPoints >= ACCOUNT_LIMIT.points)
      chosen.push([floodedPairs, pairKey(attempt)])
    return chosen
  }

  return {
    async admit(attempt) {
      const taken: [RateLimiterAbstract, string][] = []
      for (const [limiter, key] of await limitersFor(attempt)) {
        const waitMs = await consume(limiter, key)
        taken.push([limiter, key])
        if (waitMs === null) continue
        await Promise.all(taken.map(([used, usedKey]) => used.reward(usedKey)))
        return { allowed: false, retryAfterS: Math.max(1, Math.ceil(waitMs / 1000)) }
      }
      return { allowed: true }
    },
    async fail(attempt) {
      await accounts.penalty(accountKey(attempt))
    },
    async succeed(attempt) {
      const address = addressKey(attempt.address)
      if (address !== null) await addresses.reward(address)
      await Promise.all([pairs.delete(pairKey(attempt)), floodedPairs.delete(pairKey(attempt))])
    },
    async release(attempt) {
      const address = addressKey(attempt.address)
      if (address !== null) await addresses.reward(address)
      await Promise.all([pairs.reward(pairKey(attempt)), floodedPairs.delete(pairKey(attempt))])
    },
  }
}

/** Takes one point; milliseconds to wait when there is none left, else null. */
async function consume(limiter: RateLimiterAbstract, key: string): Promise<number | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext
    throw refusal
  }
}

function accountKey(attempt: SignInAttempt): string {
  return attempt.account.trim().toLowerCase()
}

function pairKey(attempt: SignInAttempt): string {
  return `${addressKey(attempt.address) ?? 'unknown'} ${accountKey(attempt)}`
}
