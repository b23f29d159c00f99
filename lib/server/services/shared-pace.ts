// The pace of calls that all processes with one app key keep together: the bucket of token-bucket.ts, kept in Redis. Each
// process keeps the same pace by itself first, and alone counts while there is no Redis or it does not answer.

import type { Redis } from 'ioredis'
import type { Clock } from '../live/clock'
import { log } from '../log'
import { BACKGROUND_PATIENCE_MS, type CallLane, RESERVE } from './call-queue'
import type { BucketOptions } from './token-bucket'

export type SharedPaceOptions = {
  clock: Clock
  bucket: BucketOptions
  /** Where the bucket lies: one for each app key. */
  key: string
  /** The connection to Redis, which may be away; null where there is none. */
  redis: () => Redis | null
}

export class SharedPace {
  constructor(private readonly options: SharedPaceOptions) {}

  /** Resolves when a call of this lane may leave, as far as the other processes are concerned. Rejects when the caller gives up. */
  async turn(lane: CallLane, signal?: AbortSignal): Promise<void> {
    const { clock, bucket } = this.options
    const sinceMs = clock.now()
    for (;;) {
      const isOverdue = lane === 'background' && clock.now() - sinceMs > BACKGROUND_PATIENCE_MS
      const usable = Math.max(1, bucket.capacity - RESERVE[isOverdue ? 'people' : lane])
      const waitMs = await this.take((usable - 1) * bucket.refillMs)
      if (waitMs <= 0) return
      await clock.sleep(waitMs, signal)
      signal?.throwIfAborted()
    }
  }

  /** Counts a call that leaves whether there is a place or not. Never rejects. */
  async count(): Promise<void> {
    await this.take(MOST_BEHIND_MS)
  }

  /** Takes a place if the bucket is at most `behindMs` from being full, and answers 0; else how long to wait for that. */
  private async take(behindMs: number): Promise<number> {
    const redis = this.options.redis()
    if (redis?.status !== 'ready') return 0
    try {
      return Number(await redis.eval(TAKE, 1, this.options.key, behindMs, this.options.bucket.refillMs))
    } catch (error) {
      log.debug({ err: error }, 'pace not shared')
      return 0
    }
  }
}

const MOST_BEHIND_MS = 60_000

// The time to live of the key is the time until the bucket is full, so that nobody's clock matters but that of Redis.
const TAKE = `
  local behind = math.max(0, redis.call('PTTL', KEYS[1]))
  local wait = behind - tonumber(ARGV[1])
  if wait > 0 then return wait end
  redis.call('SET', KEYS[1], '', 'PX', behind + tonumber(ARGV[2]))
  return 0`
