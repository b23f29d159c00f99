// Keeps the marks that say until when posts could be received, and so finds the spans in which they could not: this process,
// or all of them, were away, or the database was. What is done about a gap is the business of lib/server/jobs.

import { GAP_AFTER_MS } from '@/lib/domain/receive-gap'
import { digestOf } from '../data/system/push-hooks'
import { type FoundGap, type ReceiveReport, recordReceiving } from '../data/system/receive-marks'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { findSingleton, singleton } from '../singleton'
import { summaryOf } from './failures'
import { receiverKind } from './receiver-kind'

const BEAT_EVERY_MS = 5_000
/** Longer than a mark gets old that another process keeps: one that is older than this process by then, nobody kept. */
const FIRST_BEAT_AFTER_MS = 15_000
/** Hooks remembered at once. While nobody can be looked up, strangers can name any number of them. */
const MAX_REFUSED = 20_000

export type OutageWatchOptions = {
  clock: Clock
  /** Stores that posts can be received now, and tells the gaps which that ends. */
  record: (report: ReceiveReport) => Promise<FoundGap[]>
}

export class OutageWatch {
  private readonly stopping = new AbortController()
  private loop: Promise<void> | null = null
  /** When this process began, until its first mark is stored. */
  private beganMs: number | null = null
  /** By the digest of a hook's path: since when posts to it were refused. */
  private readonly refusedFromMs = new Map<string, number>()

  constructor(private readonly options: OutageWatchOptions) {}

  /**
   * Goes on until stopped. The first mark waits until others would have made theirs, so that a restart shows as a gap
   * however short it was, and the start of one process beside others does not.
   */
  start(): void {
    if (this.loop !== null) return
    this.beganMs = this.options.clock.now()
    this.loop = this.work()
  }

  /** Notes that a post to a hook was put off: what it held may be lost. */
  noteRefusal(hookPath: string, atMs: number): void {
    this.remember(digestOf(hookPath), atMs)
  }

  /** One mark. False when it could not be stored. Never throws. */
  async beat(): Promise<boolean> {
    const { clock, record } = this.options
    const refused = [...this.refusedFromMs]
    this.refusedFromMs.clear()
    try {
      const nowMs = clock.now()
      const refusals = refused.map(([pathHash, fromMs]) => ({ pathHash, agoMs: Math.max(0, nowMs - fromMs) }))
      const gaps = await record({ keptBy: receiverKind(), lateAfterMs: this.lateAfterMs(nowMs), refusals })
      this.beganMs = null
      for (const { connectionId, startedAt, endedAt } of gaps)
        log.warn({ connectionId, startedAt, endedAt }, 'nothing could be received for a while')
      return true
    } catch (error) {
      for (const [pathHash, fromMs] of refused) this.remember(pathHash, fromMs)
      log.debug(summaryOf(error), 'receiving could not be marked')
      return false
    }
  }

  /** A last mark, so that the gap until the next start is no longer than it was. */
  async stop(): Promise<void> {
    if (this.loop === null) return
    this.stopping.abort()
    await this.loop
    await this.beat()
  }

  /** At first a mark is late that is older than this process. */
  private lateAfterMs(nowMs: number): number {
    if (this.beganMs === null) return GAP_AFTER_MS
    return Math.min(GAP_AFTER_MS, Math.max(0, nowMs - this.beganMs))
  }

  private remember(pathHash: string, atMs: number): void {
    const knownMs = this.refusedFromMs.get(pathHash)
    if (knownMs === undefined && this.refusedFromMs.size >= MAX_REFUSED) return
    this.refusedFromMs.set(pathHash, Math.min(knownMs ?? atMs, atMs))
  }

  private async work(): Promise<void> {
    const { clock } = this.options
    await clock.sleep(FIRST_BEAT_AFTER_MS, this.stopping.signal)
    while (!this.stopping.signal.aborted) {
      await this.beat()
      await clock.sleep(BEAT_EVERY_MS, this.stopping.signal)
    }
  }
}

/** The watch of this process. It watches once it is started. */
export function outageWatch(): OutageWatch {
  return singleton(NAME, () => new OutageWatch({ clock: systemClock, record: recordReceiving }))
}

/** Ends the watch of this process, if it has one. Call it before the database closes. */
export async function stopOutageWatch(): Promise<void> {
  await findSingleton<OutageWatch>(NAME)?.stop()
}

const NAME = 'outage-watch'
