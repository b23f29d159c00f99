// The beginning and the orderly end of this process's background work.

import { randomUUID } from 'node:crypto'
import { closeDbForGood } from '../db'
import { env } from '../env'
import { startFences, stopFences } from '../fences/fences'
import { healthStored } from '../jimi'
import { stopLive } from '../live/live'
import { closeLiveBus } from '../live/live-publisher'
import { log } from '../log'
import { startNotify, stopNotify } from '../notify/notify'
import { outageWatch } from '../push/outage-watch'
import { stopPushes } from '../push/process'
import { closeRedis, redis } from '../redis'
import { storeCallCounts } from '../services/call-books'
import { CommandFollower } from '../services/commands-follower'
import { VideoRounds } from '../services/video-close'
import { startMediaHosts } from '../services/video-hosts'
import { findSingleton, singleton } from '../singleton'
import { deviceHandlers } from './device-work'
import { enqueueFirstImports, jobHandlers } from './handlers'
import { HealRounds, healHandlers } from './heal-rounds'
import { ReportRounds, reportHandlers } from './report-rounds'
import { Upkeep } from './upkeep'
import { JobWorker } from './worker'

/** Begins what runs without anybody asking, and listens for the end. Returns at once; calling it again does nothing. */
export function startBackground(): void {
  singleton('background', () => {
    // Begins to connect, so that the first who counts something there does not find it away.
    redis()
    const { role } = env()
    if (role !== 'worker') startMediaHosts()
    if (role === 'worker' || role === 'all') {
      startJobs()
      startFences()
      startNotify()
    }
    // A worker serves no address that could be posted to.
    if (role !== 'worker') outageWatch().start()
    for (const signal of ['SIGTERM', 'SIGINT'] as const) endInOrder(signal)
    return true
  })
}

/** How long all of the stop may take before the process goes anyway. */
const STOP_WITHIN_MS = 4_500

/** Stops polls and jobs, closes the database for good, and ends the live streams last. Never throws. */
export async function stopBackground(): Promise<void> {
  const endTheRest = async () => {
    await stopFences()
    await stopNotify()
    await findSingleton<CommandFollower>('command-follower')?.stop()
    await findSingleton<JobWorker>('job-worker')?.stop()
    await findSingleton<Upkeep>('upkeep')?.stop()
    await findSingleton<HealRounds>('heal-rounds')?.stop()
    await findSingleton<VideoRounds>('video-rounds')?.stop()
    await findSingleton<JobWorker>('heal-worker')?.stop()
    await findSingleton<ReportRounds>('report-rounds')?.stop()
    await findSingleton<JobWorker>('report-worker')?.stop()
    await findSingleton<JobWorker>('device-worker')?.stop()
    await stopPushes()
    closeLiveBus()
    closeRedis()
    await storeCallCounts()
    await healthStored()
    await closeDbForGood()
  }
  try {
    await stopLive({ beforeStreamsEnd: endTheRest })
    // Without any live service there was nobody to call it.
    await endTheRest()
  } catch (error) {
    log.error({ err: error }, 'stopping failed')
  }
}

/**
 * The web server listens for the signal too, and ends the process as soon as its last answer has left, whatever we are
 * in the middle of. So its turn comes after ours.
 */
function endInOrder(signal: 'SIGTERM' | 'SIGINT'): void {
  const servers = process.listeners(signal)
  process.removeAllListeners(signal)
  process.once(signal, async () => {
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    await stopBackground()
    // Being asked to stop and stopping in order is no failure, whatever code the web server ends with.
    process.once('exit', () => {
      process.exitCode = 0
    })
    if (servers.length === 0) process.exit()
    for (const endServer of servers) endServer(signal)
  })
}

function startJobs(): void {
  singleton('upkeep', () => new Upkeep()).start()
  const worker = singleton('job-worker', () => new JobWorker({ owner: randomUUID(), handlers: jobHandlers }))
  enqueueFirstImports()
    .catch((error: unknown) => log.warn({ err: error }, 'first rosters not queued'))
    .finally(() => worker.start())
  singleton('command-follower', () => new CommandFollower()).start()
  singleton('heal-rounds', () => new HealRounds()).start()
  singleton('video-rounds', () => new VideoRounds()).start()
  singleton('heal-worker', () => new JobWorker({ owner: randomUUID(), handlers: healHandlers })).start()
  singleton('report-rounds', () => new ReportRounds()).start()
  singleton('report-worker', () => new JobWorker({ owner: randomUUID(), handlers: reportHandlers })).start()
  singleton('device-worker', () => new JobWorker({ owner: randomUUID(), handlers: deviceHandlers })).start()
}
