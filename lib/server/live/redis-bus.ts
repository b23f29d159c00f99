// The bus of a process that is not alone: what it says reaches its own listeners at once, and those of the other processes
// by Redis pub/sub. Whether Redis carries anything at all it knows from its own beats, which go out and must come back.

import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { LiveBus, LiveNews } from './live-bus'
import { decodeNews, encodeNews } from './news-wire'

export type RedisBusOptions = {
  /** The bus within this process. */
  local: LiveBus
  connect: () => Redis
  /** Begins the name of every channel; processes with another prefix hear nothing of each other. */
  prefix: string
  /** News of other processes began to come, or come no more; or after a while, that they never did. */
  onConnected: (isConnected: boolean) => void
}

const BEAT_EVERY_MS = 500
/** Without a beat for so long, Redis counts as away, whatever its sockets say. */
const SILENCE_MS = 2_000
/** A line that stands and brings nothing for so long may be cut somewhere on the way, and is made anew. */
const RENEW_AFTER_MS = 5_000
/** So many messages may wait for Redis; what comes then the others find in the database. */
const MAX_UNDER_WAY = 500

/** A bus over Redis. It connects by itself, also again and again; nothing waits for it. */
export function redisBus({ local, connect, prefix, onConnected }: RedisBusOptions): LiveBus {
  const self = randomUUID()
  const beatChannel = `${prefix}:beat:${self}`
  const newsChannels = `${prefix}:news:`
  const wanting = new Set<(tenantId: string) => boolean>()
  const talker = connect()
  const hearer = connect()
  let beatMs = Number.NEGATIVE_INFINITY
  let readyMs = Number.POSITIVE_INFINITY
  let underWay = 0
  let wasConnected: boolean | null = null
  const startedMs = performance.now()

  const isConnected = () => performance.now() - beatMs < SILENCE_MS
  const noteChange = () => {
    const isStarting = performance.now() - startedMs < SILENCE_MS
    if (isConnected() === wasConnected || (wasConnected === null && isStarting && !isConnected())) return
    wasConnected = isConnected()
    onConnected(wasConnected)
  }
  const noteLoss = () => {
    beatMs = Number.NEGATIVE_INFINITY
    noteChange()
  }
  const renewHearer = () => {
    if (hearer.status !== 'ready' || performance.now() - Math.max(readyMs, beatMs) < RENEW_AFTER_MS) return
    hearer.disconnect(true)
  }
  const say = (channel: string, message: string) => {
    if (talker.status !== 'ready' || underWay >= MAX_UNDER_WAY) return
    underWay += 1
    talker
      .publish(channel, message)
      .catch(noteLoss)
      .finally(() => {
        underWay -= 1
      })
  }
  const hearNews = () => {
    if (hearer.status !== 'ready' || wanting.size === 0) return
    hearer.psubscribe(`${newsChannels}*`).catch(noteLoss)
  }

  hearer.on('ready', () => {
    readyMs = performance.now()
    // News first: when the first beat is heard, nothing can be missed any more.
    hearNews()
    hearer.subscribe(beatChannel).catch(noteLoss)
  })
  for (const client of [hearer, talker]) client.on('close', noteLoss)
  hearer.on('message', () => {
    beatMs = performance.now()
    noteChange()
  })
  hearer.on('pmessage', (_pattern: string, channel: string, message: string) => {
    const [tenantId = '', from] = channel.slice(newsChannels.length).split(':')
    if (from === self || ![...wanting].some((wants) => wants(tenantId))) return
    const news = decodeNews(tenantId, message)
    if (news !== null) local.publish(news)
  })
  const timer = setInterval(() => {
    noteChange()
    renewHearer()
    say(beatChannel, '')
  }, BEAT_EVERY_MS).unref()

  return {
    publish: (news: LiveNews) => {
      local.publish(news)
      for (const message of encodeNews(news)) say(`${newsChannels}${news.tenantId}:${self}`, message)
    },
    subscribe: (listener, wants = () => true) => {
      const ask = (tenantId: string) => wants(tenantId)
      const leave = local.subscribe(listener)
      wanting.add(ask)
      if (wanting.size === 1) hearNews()
      return () => {
        wanting.delete(ask)
        leave()
      }
    },
    isConnected,
    close: () => {
      clearInterval(timer)
      talker.disconnect()
      hearer.disconnect()
    },
  }
}
