// The beginning and the orderly end of this process's background work.

import { randomUUID } from 'node:crypto'
import { closeDb } from '../db'
import { env } from '../env'
import { stopLive } from '../live/live'
import { log } from '../log'
import { findSingleton, singleton } from '../singleton'
import { enqueueFirstImports, jobHandlers } from './handlers'
import { JobWorker } from './worker'

/** Begins what runs without anybody asking, and listens for the end. Returns at once; calling it again does nothing. */
export function startBackground(): void {
  singleton('background', () => {
    if (env().role !== 'web') startJobs()
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void exitAfterStop(signal))
    return true
  })
}

/** How long all of the stop may take before the process goes anyway. */
const STOP_WITHIN_MS = 4_500
/** Time for answers under way to leave, once everything of ours has stopped. */
const LAST_ANSWERS_MS = 300

/**
 * Stops polls and jobs, closes the database, and ends the live streams last: the web server waits for those, so that
 * it does not take the process down before the database is closed. Never throws.
 */
export async function stopBackground(): Promise<void> {
  const endTheRest = async () => {
    await findSingleton<JobWorker>('job-worker')?.stop()
    await closeDb()
  }
  try {
    await stopLive({ beforeStreamsEnd: endTheRest })
    // Without any live service there was nobody to call it.
    await endTheRest()
  } catch (error) {
    log.error({ err: error }, 'stopping failed')
  }
}

async function exitAfterStop(signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
  log.info({ signal }, 'stopping')
  // The shell's convention: 128 and the number of the signal.
  const code = signal === 'SIGTERM' ? 143 : 130
  setTimeout(() => process.exit(code), STOP_WITHIN_MS).unref()
  await stopBackground()
  setTimeout(() => process.exit(code), LAST_ANSWERS_MS).unref()
}

function startJobs(): void {
  const worker = singleton('job-worker', () => new JobWorker({ owner: randomUUID(), handlers: jobHandlers }))
  enqueueFirstImports()
    .catch((error: unknown) => log.warn({ err: error }, 'first rosters not queued'))
    .finally(() => worker.start())
}
