// Takes queued jobs, a few at once, and does them under leases that are prolonged meanwhile. What a kind of job does is
// in handlers.ts; queueing is data/system/jobs.ts.

import { randomUUID } from 'node:crypto'
import {
  type ClaimedJob,
  claimJob,
  finishJob,
  type JobData,
  postponeJob,
  renewJobLease,
} from '../data/system/jobs'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { LEASE_MS } from './lease-keeper'

/**
 * Does one job. It must stop soon after `signal` aborts: then the job is another's, or the process ends. `report` notes how
 * far it is.
 */
export type JobHandler = (job: ClaimedJob, signal: AbortSignal, report: ReportProgress) => Promise<void>

/** What a handler throws that can do nothing for a while: the job is put back, and others have the worker meanwhile. */
export class JobRests extends Error {
  override name = 'JobRests'
  constructor(readonly forMs: number) {
    super('the job rests')
  }
}

/** Never rejects: progress that cannot be noted is made up for by the next. */
export type ReportProgress = (progress: JobData) => Promise<void>

export type JobWorkerOptions = {
  owner: string
  handlers: Readonly<Record<string, JobHandler>>
  clock?: Clock
}

const RENEW_EVERY_MS = 2_500
/** When a process dies, another has its job after LEASE_MS and one look: 15 s at most. */
const LOOK_EVERY_MS = 5_000
/** Long work, such as filling a gap of days, must not keep short work waiting, nor what a dead process left behind. */
const JOBS_AT_ONCE = 3

export class JobWorker {
  private readonly stopping = new AbortController()
  private readonly clock: Clock
  private loops: Promise<void>[] = []

  constructor(private readonly options: JobWorkerOptions) {
    this.clock = options.clock ?? systemClock
  }

  /** Looks for jobs every few seconds until stopped. */
  start(): void {
    if (this.loops.length === 0) this.loops = Array.from({ length: JOBS_AT_ONCE }, () => this.work())
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await Promise.all(this.loops)
  }

  /** Does the oldest job there is; false when there is none. A job that fails is noted as failed, with words. */
  async runNext(): Promise<boolean> {
    const { handlers } = this.options
    // A name for this claim alone: should the lease run out, our own next look may be the one that takes the job.
    const owner = `${this.options.owner} ${randomUUID()}`
    const job = await claimJob(Object.keys(handlers), { owner, leaseMs: LEASE_MS })
    if (job === null) return false
    const end = await this.doJob(job, owner)
    // A job cut off by our own end stays claimed, and another process takes it when the lease runs out.
    if (this.stopping.signal.aborted) return true
    if (end instanceof JobRests) await postponeJob(job, owner, end.forMs)
    else await finishJob(job, owner, end)
    return true
  }

  private async doJob(job: ClaimedJob, owner: string): Promise<JobRests | string | null> {
    const over = new AbortController()
    const signal = AbortSignal.any([this.stopping.signal, over.signal])
    const lease = { owner, leaseMs: LEASE_MS }
    const renewing = this.keepLease(job, lease, over)
    const report: ReportProgress = (progress) => noteProgress(job, { ...lease, progress })
    try {
      await this.options.handlers[job.kind]?.(job, signal, report)
      return null
    } catch (error) {
      if (error instanceof JobRests) return error
      log.warn({ err: error, jobId: job.id, kind: job.kind }, 'job failed')
      return error instanceof Error ? error.message : String(error)
    } finally {
      over.abort()
      await renewing
    }
  }

  private async keepLease(job: ClaimedJob, lease: Lease, over: AbortController): Promise<void> {
    for (;;) {
      await this.clock.sleep(RENEW_EVERY_MS, over.signal)
      if (over.signal.aborted) return
      const isOurs = await renewJobLease(job, lease).catch(() => true)
      if (!isOurs) over.abort()
    }
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const found = await this.runNext().catch((error: unknown) => {
        log.warn({ err: error }, 'looking for jobs failed')
        return false
      })
      if (!found) await this.clock.sleep(LOOK_EVERY_MS, this.stopping.signal)
    }
  }
}

type Lease = { owner: string; leaseMs: number }

async function noteProgress(job: ClaimedJob, lease: Lease & { progress: JobData }): Promise<void> {
  await renewJobLease(job, lease).catch((error: unknown) =>
    log.debug({ err: error, jobId: job.id }, 'progress not noted'),
  )
}
