// Sends what is due, a few at once, and notes how each went. A process that dies in between leaves leases that run out; then
// another sends, so a notification comes at least once, and those who get it twice can tell by its id.

import { setTimeout as delay } from 'node:timers/promises'
import { type ClaimedNotice, claimNotices, settleNotice } from '../data/system/notify-outbox'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { deliver } from './deliver'
import type { Outcome } from './outcome'

export type OutboxSenderOptions = {
  clock?: Clock
  send?: (notice: ClaimedNotice, nowMs: number) => Promise<Outcome>
}

/** After so many tries it is given up: some 17 hours after the first. */
export const MAX_ATTEMPTS = 8
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 6 * 3_600_000
const AT_ONCE = 10
/** Longer than any way takes to say yes or no. */
const LEASE_MS = 120_000
const LOOK_EVERY_MS = 2_000
const STOP_WITHIN_MS = 1_500

export class OutboxSender {
  private readonly clock: Clock
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null
  private isWoken = false
  private isStopped = false

  constructor(private readonly options: OutboxSenderOptions = {}) {
    this.clock = options.clock ?? systemClock
  }

  /** Begins to look every few seconds. Tests call `step` themselves instead. */
  start(): void {
    this.timer ??= setInterval(() => this.wake(), LOOK_EVERY_MS).unref()
  }

  /** Looks now; while it is at work, once more when it is done. */
  wake(): void {
    if (this.isStopped) return
    this.isWoken = true
    this.running ??= this.work().finally(() => {
      this.running = null
    })
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer !== null) clearInterval(this.timer)
    // Somebody who is slow to answer must not keep the process: the lease runs out, and another sends again.
    await Promise.race([this.running, delay(STOP_WITHIN_MS, undefined, { ref: false })])
  }

  /** Sends what is due now, at most AT_ONCE; answers how many. */
  async step(): Promise<number> {
    const nowMs = this.clock.now()
    const claimed = await claimNotices(new Date(nowMs), { limit: AT_ONCE, leaseMs: LEASE_MS })
    await Promise.all(claimed.map((notice) => this.sendOne(notice)))
    return claimed.length
  }

  private async work(): Promise<void> {
    while (this.isWoken && !this.isStopped) {
      this.isWoken = false
      try {
        // As long as there is more than fits in one go.
        while ((await this.step()) === AT_ONCE && !this.isStopped);
      } catch (error) {
        log.warn({ err: error }, 'notifications not sent')
      }
    }
  }

  private async sendOne(notice: ClaimedNotice): Promise<void> {
    const outcome = await (this.options.send ?? deliver)(notice, this.clock.now())
    const at = new Date(this.clock.now())
    await settleNotice(notice, {
      ...settlementOf(outcome, notice.attempts),
      at,
      nextAttemptAt: new Date(at.getTime() + pauseMs(notice.attempts, this.clock.random())),
    })
  }
}

/** How long to wait after so many tries, ms: four times as long each time, up to six hours, a fifth more or less. */
export function pauseMs(attempts: number, random: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 4 ** Math.max(0, attempts - 1))
  return Math.round(pause * (0.8 + 0.4 * random))
}

function settlementOf({ kind, words }: Outcome, attempts: number) {
  if (kind === 'delivered') return { status: 'delivered', words } as const
  if (kind === 'gone') return { status: 'dropped', words } as const
  if (kind === 'failed') return { status: 'failed', words } as const
  if (attempts < MAX_ATTEMPTS) return { status: 'waiting', words } as const
  return { status: 'failed', words: `Given up after ${attempts} tries. The last one: ${words}` } as const
}
