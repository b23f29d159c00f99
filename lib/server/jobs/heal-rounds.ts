// Looks for gaps that are due and queues a job for each, in every process that takes jobs. The filling itself is
// services/heal-gap.ts; it has a worker of its own, so that hours of it keep nobody else's work waiting.

import { z } from 'zod'
import { enqueueDueGaps, HEAL_GAP } from '../data/system/heal-gaps'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { healGap } from '../services/heal-gap'
import type { JobHandler } from './worker'

const LOOK_EVERY_MS = 15_000

const gapPayloadSchema = z.object({ gapId: z.uuid() })

/** Handlers of the worker that fills gaps. */
export const healHandlers: Readonly<Record<string, JobHandler>> = {
  [HEAL_GAP]: async (job, signal, report) => {
    const { gapId } = gapPayloadSchema.parse(job.payload)
    await healGap({ tenantId: job.tenantId, gapId }, { signal, report })
  },
}

export class HealRounds {
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

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await enqueueDueGaps(this.clock.now()).catch((error: unknown) =>
        log.warn({ err: error }, 'due gaps not queued'),
      )
      await this.clock.sleep(LOOK_EVERY_MS, this.stopping.signal)
    }
  }
}
