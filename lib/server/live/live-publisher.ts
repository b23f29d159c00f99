// The door through which the writers of pushes and the polls tell what they have just stored. Call it after the commit.

import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import type { NewAlarm } from '../data/system/alarms'
import { env } from '../env'
import { log } from '../log'
import { setLiveBusConnected } from '../metrics'
import { connectRedis } from '../redis'
import { installationName } from '../secrets'
import { findSingleton, forgetSingleton, singleton } from '../singleton'
import { type LiveBus, type LiveNews, localBus } from './live-bus'
import { redisBus } from './redis-bus'
import type { StatePatch } from './state-patch'

/** The bus of this process: by Redis where there may be other processes. */
export function liveBus(): LiveBus {
  return singleton('live-bus', () => {
    const local = localBus((error) => log.error({ err: error }, 'live news not taken'))
    const { databaseUrl, redisUrl } = env()
    // An embedded database has one process only.
    if (databaseUrl === null || redisUrl === null) return local
    setLiveBusConnected(false)
    const connect = () => connectRedis(redisUrl)
    return redisBus({ local, connect, prefix: `milepost:${installationName()}`, onConnected: noteConnected })
  })
}

/** Ends the connections of the bus, if there ever was one. */
export function closeLiveBus(): void {
  findSingleton<LiveBus>('live-bus')?.close()
  forgetSingleton('live-bus')
}

function noteConnected(isConnected: boolean): void {
  setLiveBusConnected(isConnected)
  if (isConnected) log.info('live news cross by redis')
  else log.warn('redis does not answer: live news are read from the database until it does')
}

/** Tells the listeners of all tenants what was stored. It never throws. */
export function livePublisher(): { publish(news: LiveNews): void } {
  return liveBus()
}

/** What was stored of several tenants as news of each. */
export function newsByTenant({
  patches,
  alarms,
}: {
  patches: readonly (StatePatch & { tenantId: string })[]
  alarms: readonly NewAlarm[]
}): LiveNews[] {
  const news = new Map<string, { tenantId: string; patches: StatePatch[]; alarms: LiveAlarm[] }>()
  const of = (tenantId: string) => {
    const known = news.get(tenantId) ?? { tenantId, patches: [], alarms: [] }
    news.set(tenantId, known)
    return known
  }
  for (const { tenantId, ...patch } of patches) of(tenantId).patches.push(patch)
  for (const alarm of alarms) of(alarm.tenantId).alarms.push(toLiveAlarm(alarm))
  return [...news.values()]
}

function toLiveAlarm(alarm: NewAlarm): LiveAlarm {
  const { id, deviceId, code, name, startedAt, lat, lng, speedKph } = alarm
  const severity = ALARM_SEVERITIES.find((known) => known === alarm.severity) ?? 'warning'
  return {
    id,
    deviceId,
    code,
    name: name ?? code,
    severity,
    startedAtMs: startedAt.getTime(),
    lat,
    lng,
    speedKph,
  }
}
