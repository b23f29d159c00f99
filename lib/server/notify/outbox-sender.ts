// Sends what is due, a few at once, and notes how each went. Whoever is slow to answer holds up their own only: a recipient and
// a tenant get so many places, and a place that is free again is filled at once. A process that dies in between leaves leases
// that run out; then another sends, so a notification comes at least once, and those who get it twice can tell by its id.

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

/** After so many tries it is given up: some 17 hours after the first, or after somebody had it sent again. */
export const MAX_ATTEMPTS = 8
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 6 * 3_600_000
const AT_ONCE = 20
const PER_TENANT = 10
const PER_RECIPIENT = 2
/** Longer than any way takes to say yes or no. */
const LEASE_MS = 120_000
const LOOK_EVERY_MS = 2_000
const STOP_WITHIN_MS = 1_500

export class OutboxSender {
  private readonly clock: Clock
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null
  private readonly underWay = new Map<ClaimedNotice, Promise<void>>()
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
      if (this.isWoken) this.wake()
    })
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer !== null) clearInterval(this.timer)
    // Somebody who is slow to answer must not keep the process: the lease runs out, and another sends again.
    const ends = [this.running, ...this.underWay.values()]
    await Promise.race([Promise.all(ends), delay(STOP_WITHIN_MS, undefined, { ref: false })])
  }

  /** Sends what is due now, as far as there are places, and waits for it; answers how many. */
  async step(): Promise<number> {
    const begun = await this.fill()
    await Promise.all(this.underWay.values())
    return begun
  }

  private async work(): Promise<void> {
    while (this.isWoken && !this.isStopped) {
      this.isWoken = false
      try {
        // As long as there is something for the places that are left.
        while (!this.isStopped && (await this.fill()) > 0);
      } catch (error) {
        log.warn({ err: error }, 'notifications not sent')
      }
    }
  }

  /** Begins to send what the free places take, without waiting for it; answers how many. */
  private async fill(): Promise<number> {
    const limit = AT_ONCE - this.underWay.size
    if (limit <= 0) return 0
    const limits = { limit, perTenant: PER_TENANT, perRecipient: PER_RECIPIENT, leaseMs: LEASE_MS }
    const claimed = await claimNotices(new Date(this.clock.now()), limits, [...this.underWay.keys()])
    for (const notice of claimed) this.underWay.set(notice, this.sendInItsPlace(notice))
    return claimed.length
  }

  private async sendInItsPlace(notice: ClaimedNotice): Promise<void> {
    try {
      await this.sendOne(notice)
    } catch (error) {
      log.warn(
        { err: error, tenantId: notice.tenantId, notificationId: notice.id },
        'notification not settled',
      )
    } finally {
      this.underWay.delete(notice)
      if (this.timer !== null) this.wake()
    }
  }

  private async sendOne(notice: ClaimedNotice): Promise<void> {
    const outcome = await (this.options.send ?? deliver)(notice, this.clock.now())
    const at = new Date(this.clock.now())
    const tries = notice.attempts - notice.attemptsBefore
    await settleNotice(notice, {
      ...settlementOf(outcome, tries),
      outcome,
      at,
      nextAttemptAt: new Date(at.getTime() + pauseMs(tries, this.clock.random())),
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
