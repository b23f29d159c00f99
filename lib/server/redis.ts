// Connections to Redis, which several processes of one installation share. It knows addresses and patience; what is kept or
// said there is the business of whoever asks. Redis may be away at any time: then commands fail at once and nothing waits.

import { Redis } from 'ioredis'
import { env } from './env'
import { log } from './log'
import { findSingleton, forgetSingleton, singleton } from './singleton'

/** An answer that takes longer counts as none, and its connection as broken: the next ones must not wait for it again. */
const PATIENCE_MS = 1_000
const RECONNECT_AT_MOST_MS = 1_000

/** The connection of this process for keys of its own making; null without REDIS_URL. */
export function redis(): Redis | null {
  const { redisUrl } = env()
  return redisUrl === null ? null : singleton('redis', () => connectRedis(redisUrl))
}

/** A connection of its own, which comes up and comes back by itself. Commands fail while it is not there. */
export function connectRedis(url: string): Redis {
  const client = new Redis(url, {
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    commandTimeout: PATIENCE_MS,
    connectTimeout: PATIENCE_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    socketTimeout: PATIENCE_MS,
    retryStrategy: (tries) => Math.min(100 * tries, RECONNECT_AT_MOST_MS),
  })
  // Each try to connect that fails says so; those who use the connection say once what it means to them.
  client.on('error', (error: unknown) => log.debug({ err: error }, 'redis'))
  return client
}

/** Closes the connection for keys, if there is one. */
export function closeRedis(): void {
  findSingleton<Redis>('redis')?.disconnect()
  forgetSingleton('redis')
}
