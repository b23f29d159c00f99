// Keeps the leases of one kind of standing work alive by a heartbeat, so that they can be short: when this process dies,
// another has its work within seconds. What the work is and when it is due is the business of whoever takes the lease.

import { log } from '../log'
import { type LeaseRequest, releaseLeases, takeLeases } from './leases'

/** How long a lease outlives the last sign of life of the process that holds it. */
export const LEASE_MS = 8_000
/** A busy process or a slow statement may cost one beat, and even two. */
const BEAT_EVERY_MS = 2_500

export class LeaseKeeper {
  /** By id: until when the lease is to be kept, on the clock of `performance.now`. */
  private readonly kept = new Map<string, number>()
  private timer: NodeJS.Timeout | null = null
  private beating: Promise<void> = Promise.resolve()

  constructor(private readonly options: Omit<LeaseRequest, 'ids' | 'ttlMs'>) {}

  /**
   * Takes or prolongs leases and answers the ids for which that worked. They are kept for `keepMs`, unless this is called
   * again, as long as this process lives.
   */
  async take(ids: readonly string[], keepMs: number): Promise<Set<string>> {
    const taken = await takeLeases({ ...this.options, ids, ttlMs: Math.min(LEASE_MS, keepMs) })
    const untilMs = performance.now() + keepMs
    for (const id of ids) {
      if (taken.has(id)) this.kept.set(id, untilMs)
      else this.kept.delete(id)
    }
    if (this.kept.size > 0) this.startBeating()
    return taken
  }

  /** Gives all leases back. */
  async release(): Promise<void> {
    this.kept.clear()
    this.stopBeating()
    // A beat that is under way would take them again.
    await this.beating
    await releaseLeases(this.options)
  }

  // Leases are judged by the database's clock, so the heart beats in real time, whatever clock the work goes by.
  private startBeating(): void {
    this.timer ??= setInterval(() => {
      this.beating = this.beating.then(() => this.beat())
    }, BEAT_EVERY_MS).unref()
  }

  private stopBeating(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.timer = null
  }

  private async beat(): Promise<void> {
    const nowMs = performance.now()
    for (const [id, untilMs] of this.kept) if (untilMs <= nowMs) this.kept.delete(id)
    const ids = [...this.kept.keys()]
    if (ids.length === 0) return this.stopBeating()
    try {
      const taken = await takeLeases({ ...this.options, ids, ttlMs: LEASE_MS })
      for (const id of ids) if (!taken.has(id)) this.kept.delete(id)
    } catch (error) {
      // Without the database nobody can take them from us either; the next beat tries again.
      log.debug({ err: error, kind: this.options.kind }, 'leases not prolonged')
    }
  }
}
