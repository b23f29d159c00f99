// The order in which calls of one connection leave: commands before people before background work, at the pace of a bucket,
// never too many at once. The vendor publishes no limit; its advice is one request at a time and 200 ms between requests.

import { SharedError } from '@/lib/domain/shared-error'
import type { Clock } from '../live/clock'
import type { TokenBucket } from './token-bucket'

/** `commands`: writes. `people`: somebody waits for the answer. `background`: polls, roster, alarms. In this order. */
export const CALL_LANES = ['commands', 'people', 'background'] as const
export type CallLane = (typeof CALL_LANES)[number]

/** The lane of a call, which may rise until it leaves: somebody more urgent may want the same answer. */
export class Standing {
  private onRaise: (() => void) | null = null

  constructor(private current: CallLane) {}

  get lane(): CallLane {
    return this.current
  }

  /** Moves a call that still waits to `lane`, if that goes first. One that has left stays what it was when it left. */
  raiseTo(lane: CallLane): void {
    if (CALL_LANES.indexOf(lane) >= CALL_LANES.indexOf(this.current)) return
    this.current = lane
    this.onRaise?.()
  }

  /** Tells the queue that has the call waiting; null when none does any more. */
  tellRaises(listener: (() => void) | null): void {
    this.onRaise = listener
  }
}

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
export const RESERVE: Record<CallLane, number> = { commands: 0, people: 1, background: 2 }
/** Background work that has waited this long goes before people: a map that stands still serves nobody. */
export const BACKGROUND_PATIENCE_MS = 10_000

type Waiting = { start: (lane: CallLane) => void; sinceMs: number }
type Pause = { untilMs: number; over: AbortController }

export class CallQueue {
  private waiting: Record<CallLane, Waiting[]> = { commands: [], people: [], background: [] }
  private running: Record<CallLane, number> = { commands: 0, people: 0, background: 0 }
  private pause: Pause | null = null

  constructor(private readonly options: CallQueueOptions) {}

  /**
   * Runs `work` when its turn comes, told the lane it left in. Rejects with the signal's reason when the caller gives up
   * before that.
   * @throws QueueFullError
   */
  async run<T>(standing: Standing, work: (lane: CallLane) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.waiting[standing.lane].length >= this.options.maxWaiting) {
      throw new QueueFullError(`More than ${this.options.maxWaiting} calls are waiting for this connection.`)
    }
    const lane = await this.turn(standing, signal)
    try {
      return await work(lane)
    } finally {
      this.running[lane] -= 1
      this.pump()
    }
  }

  private turn(standing: Standing, signal: AbortSignal | undefined): Promise<CallLane> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      let waitsIn = standing.lane
      const leave = () => {
        this.dequeue(waitsIn, entry)
        standing.tellRaises(null)
      }
      const giveUp = () => {
        leave()
        reject(signal?.reason)
      }
      const entry: Waiting = {
        sinceMs: this.options.clock.now(),
        start: (lane) => {
          signal?.removeEventListener('abort', giveUp)
          leave()
          resolve(lane)
        },
      }
      standing.tellRaises(() => {
        this.dequeue(waitsIn, entry)
        waitsIn = standing.lane
        this.enqueue(waitsIn, entry)
      })
      signal?.addEventListener('abort', giveUp, { once: true })
      this.enqueue(waitsIn, entry)
    })
  }

  /** By how long they wait: one that rises loses nothing of the time it has waited. */
  private enqueue(lane: CallLane, entry: Waiting): void {
    const later = this.waiting[lane].findIndex(({ sinceMs }) => sinceMs > entry.sinceMs)
    this.waiting[lane].splice(later === -1 ? this.waiting[lane].length : later, 0, entry)
    this.pump()
  }

  private dequeue(lane: CallLane, entry: Waiting): void {
    this.waiting[lane] = this.waiting[lane].filter((other) => other !== entry)
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
      this.waiting[next.lane][0]?.start(next.lane)
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
