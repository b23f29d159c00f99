// The order in which calls of one connection leave: commands before people before background work, at the pace of a bucket,
// never too many at once. The vendor publishes no limit; its advice is one request at a time and 200 ms between requests.

import { SharedError } from '@/lib/domain/shared-error'
import type { Clock } from '../live/clock'
import type { TokenBucket } from './token-bucket'

/** `commands`: writes. `people`: somebody waits for the answer. `background`: polls, roster, alarms. In this order. */
export const CALL_LANES = ['commands', 'people', 'background'] as const
export type CallLane = (typeof CALL_LANES)[number]

export type CallQueueOptions = {
  clock: Clock
  /** Shared by all queues whose calls count against one limit of the vendor. */
  bucket: TokenBucket
  /** How many calls of each lane may be under way. A slow track of one person must not stop the poll. */
  atOnce: Record<CallLane, number>
  /** More waiting calls than this in a lane are refused: nobody would live to see their answers. */
  maxWaiting: number
}

/** The connection has more calls waiting than it will ever make in useful time. */
export class QueueFullError extends SharedError {
  static override readonly brand = 'QueueFullError'
  override readonly name = 'QueueFullError'
}

/** Places of the bucket that a lane leaves for those before it, of this connection and of others with its app key. */
const RESERVE: Record<CallLane, number> = { commands: 0, people: 1, background: 2 }
/** Background work that has waited this long goes before people: a map that stands still serves nobody. */
const BACKGROUND_PATIENCE_MS = 10_000

type Waiting = { start: () => void; sinceMs: number }
type Pause = { untilMs: number; over: AbortController }

export class CallQueue {
  private waiting: Record<CallLane, Waiting[]> = { commands: [], people: [], background: [] }
  private running: Record<CallLane, number> = { commands: 0, people: 0, background: 0 }
  private pause: Pause | null = null

  constructor(private readonly options: CallQueueOptions) {}

  /**
   * Runs `work` when its turn comes. Rejects with the signal's reason when the caller gives up before that.
   * @throws QueueFullError
   */
  async run<T>(lane: CallLane, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.waiting[lane].length >= this.options.maxWaiting) {
      throw new QueueFullError(`More than ${this.options.maxWaiting} calls are waiting for this connection.`)
    }
    await this.turn(lane, signal)
    try {
      return await work()
    } finally {
      this.running[lane] -= 1
      this.pump()
    }
  }

  private turn(lane: CallLane, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.waiting[lane] = this.waiting[lane].filter((other) => other !== entry)
        reject(signal?.reason)
      }
      const entry: Waiting = {
        sinceMs: this.options.clock.now(),
        start: () => {
          signal?.removeEventListener('abort', giveUp)
          resolve()
        },
      }
      if (signal?.aborted) return reject(signal.reason)
      signal?.addEventListener('abort', giveUp, { once: true })
      this.waiting[lane].push(entry)
      this.pump()
    })
  }

  /** Starts whoever may start now, and comes back when the next one may. */
  private pump(): void {
    const { bucket, clock } = this.options
    for (;;) {
      const next = this.next()
      if (next === null) return
      const waitMs = bucket.waitMs(clock.now(), next.reserve)
      if (waitMs > 0) {
        this.pumpAfter(waitMs)
        return
      }
      bucket.take(clock.now())
      this.running[next.lane] += 1
      this.waiting[next.lane].shift()?.start()
    }
  }

  private next(): { lane: CallLane; reserve: number } | null {
    if (this.canStart('commands')) return { lane: 'commands', reserve: RESERVE.commands }
    const oldest = this.waiting.background[0]
    const isOverdue =
      oldest !== undefined && this.options.clock.now() - oldest.sinceMs > BACKGROUND_PATIENCE_MS
    if (isOverdue && this.canStart('background')) return { lane: 'background', reserve: RESERVE.people }
    if (this.canStart('people')) return { lane: 'people', reserve: RESERVE.people }
    return this.canStart('background') ? { lane: 'background', reserve: RESERVE.background } : null
  }

  private canStart(lane: CallLane): boolean {
    return this.waiting[lane].length > 0 && this.running[lane] < this.options.atOnce[lane]
  }

  /** Whoever came meanwhile may be allowed to start earlier than the one the pause was made for. */
  private pumpAfter(waitMs: number): void {
    const { clock } = this.options
    const untilMs = clock.now() + waitMs
    if (this.pause !== null && this.pause.untilMs <= untilMs) return
    this.pause?.over.abort()
    const pause = { untilMs, over: new AbortController() }
    this.pause = pause
    void clock.sleep(waitMs, pause.over.signal).then(() => {
      if (this.pause !== pause) return
      this.pause = null
      this.pump()
    })
  }
}
