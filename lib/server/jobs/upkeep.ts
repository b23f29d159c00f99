// Standing work on storage: days of telemetry are made ahead and dropped when past keeping, at the start and every hour.
// Each step is safe to be done by several processes at once, so that it needs no lease: an advisory lock lets one change
// parts at a time, and a lease would belong to a tenant, which this work does not. Views of customers whose time is over end too, and
// records of work and views that ended long ago go.

import { dropEndedWork } from '../data/system/ended-work'
import { makeDays } from '../data/system/partitions'
import { dropPastKeeping } from '../data/system/retention'
import { TELEMETRY_KINDS } from '../data/system/telemetry-kinds'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { endOverdue } from '../view-as-ends'

const EVERY_MS = 3_600_000
const RETRY_MS = 300_000

export class Upkeep {
  private readonly stopping = new AbortController()
  private loop: Promise<void> | null = null

  constructor(private readonly clock: Clock = systemClock) {}

  /** Begins with a first round, and goes on until stopped. */
  start(): void {
    this.loop ??= this.work()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.loop
  }

  /** One round. False when something was left for later. Never throws. */
  async round(): Promise<boolean> {
    try {
      const days = await makeDays(this.clock.now(), TELEMETRY_KINDS, this.stopping.signal)
      const kept = await dropPastKeeping(this.clock.now(), TELEMETRY_KINDS, this.stopping.signal)
      await endOverdue()
      const ended = await dropEndedWork(this.clock.now(), this.stopping.signal)
      if (days.made + kept.droppedDays + kept.deletedRows > 0) log.info({ days, kept }, 'telemetry kept up')
      if (ended > 0) log.info({ ended }, 'records of what is over dropped')
      return days.busy + kept.busy === 0
    } catch (error) {
      if (!this.stopping.signal.aborted) log.warn({ err: error }, 'upkeep of telemetry failed')
      return false
    }
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const isDone = await this.round()
      await this.clock.sleep(isDone ? EVERY_MS : RETRY_MS, this.stopping.signal)
    }
  }
}
