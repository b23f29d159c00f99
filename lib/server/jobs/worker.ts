// Takes queued jobs one after another and does them under a lease that is prolonged meanwhile. What a kind of job does is
// in handlers.ts; queueing is data/system/jobs.ts.

import { type ClaimedJob, claimJob, finishJob, renewJobLease } from '../data/system/jobs'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'

/** Does one job. It must stop soon after `signal` aborts: then the job is another's, or the process ends. */
export type JobHandler = (job: ClaimedJob, signal: AbortSignal) => Promise<void>

export type JobWorkerOptions = {
  owner: string
  handlers: Readonly<Record<string, JobHandler>>
  clock?: Clock
}

const LEASE_MS = 60_000
const RENEW_EVERY_MS = 20_000
const LOOK_EVERY_MS = 5_000

export class JobWorker {
  private readonly stopping = new AbortController()
  private readonly clock: Clock
  private loop: Promise<void> | null = null

  constructor(private readonly options: JobWorkerOptions) {
    this.clock = options.clock ?? systemClock
  }

  /** Looks for jobs every few seconds until stopped. */
  start(): void {
    this.loop ??= this.work()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.loop
  }

  /** Does the oldest job there is; false when there is none. A job that fails is noted as failed, with words. */
  async runNext(): Promise<boolean> {
    const { owner, handlers } = this.options
    const job = await claimJob(Object.keys(handlers), { owner, leaseMs: LEASE_MS })
    if (job === null) return false
    const error = await this.doJob(job)
    // A job cut off by our own end stays claimed, and another process takes it when the lease runs out.
    if (!this.stopping.signal.aborted) await finishJob(job, owner, error)
    return true
  }

  private async doJob(job: ClaimedJob): Promise<string | null> {
    const over = new AbortController()
    const signal = AbortSignal.any([this.stopping.signal, over.signal])
    const renewing = this.keepLease(job, over)
    try {
      await this.options.handlers[job.kind]?.(job, signal)
      return null
    } catch (error) {
      log.warn({ err: error, jobId: job.id, kind: job.kind }, 'job failed')
      return error instanceof Error ? error.message : String(error)
    } finally {
      over.abort()
      await renewing
    }
  }

  private async keepLease(job: ClaimedJob, over: AbortController): Promise<void> {
    for (;;) {
      await this.clock.sleep(RENEW_EVERY_MS, over.signal)
      if (over.signal.aborted) return
      const isOurs = await renewJobLease(job, { owner: this.options.owner, leaseMs: LEASE_MS }).catch(
        () => true,
      )
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
