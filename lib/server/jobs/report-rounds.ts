// Looks for scheduled reports that are due and queues a job for each, in every process that takes jobs. Making and sending is
// services/report-due.ts; it has a worker of its own, so that long reports keep nobody else's work waiting.

import { z } from 'zod'
import { enqueueDueRuns, REPORT_RUN } from '../data/system/report-runs'
import { startDueRuns } from '../data/system/report-schedules'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { runScheduledReport } from '../services/report-due'
import type { JobHandler } from './worker'

const LOOK_EVERY_MS = 15_000

const runPayloadSchema = z.object({ runId: z.uuid() })

/** Handlers of the worker that sends reports. */
export const reportHandlers: Readonly<Record<string, JobHandler>> = {
  [REPORT_RUN]: async (job, signal) => {
    const { runId } = runPayloadSchema.parse(job.payload)
    await runScheduledReport({ tenantId: job.tenantId, runId }, { signal })
  },
}

export class ReportRounds {
  private readonly stopping = new AbortController()
  private loop: Promise<void> | null = null

  constructor(private readonly clock: Clock = systemClock) {}

  /** Begins with a first look, and goes on until stopped. */
  start(): void {
    this.loop ??= this.work()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.loop
  }

  /** One look. Never throws. */
  async round(): Promise<void> {
    try {
      await startDueRuns(this.clock.now())
      await enqueueDueRuns(this.clock.now())
    } catch (error) {
      log.warn({ err: error }, 'due reports not queued')
    }
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.round()
      await this.clock.sleep(LOOK_EVERY_MS, this.stopping.signal)
    }
  }
}
