// The order in which calls of one connection leave: people before background work, spaced, never too many at once.
// The vendor publishes no limit; its advice is one request at a time and 200 ms between requests.

import { SharedError } from '@/lib/domain/shared-error'
import type { Clock } from '../live/clock'

/** `people`: somebody waits for the answer. `background`: polls, roster, alarms. */
export type CallLane = 'people' | 'background'

export type CallQueueOptions = {
  clock: Clock
  /** Least time between the starts of two calls of either lane. */
  spacingMs: number
  /** Shared by all queues whose calls count against one limit of the vendor. */
  pacing: Pacing
  /** How many calls of each lane may be under way. A slow track of one person must not stop the poll. */
  atOnce: Record<CallLane, number>
  /** More waiting calls than this are refused: nobody would live to see their answers. */
  maxWaiting: number
}

/** When the next call may start, ms since epoch. */
export type Pacing = { nextStartMs: number }

/** The connection has more calls waiting than it will ever make in useful time. */
export class QueueFullError extends SharedError {
  static override readonly brand = 'QueueFullError'
  override readonly name = 'QueueFullError'
}

type Waiting = { start: () => void; signal: AbortSignal | undefined }

const LANES: readonly CallLane[] = ['people', 'background']

export class CallQueue {
  private waiting: Record<CallLane, Waiting[]> = { people: [], background: [] }
  private running: Record<CallLane, number> = { people: 0, background: 0 }
  private isPausing = false

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
        signal,
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

  private pump(): void {
    if (this.isPausing) return
    const lane = LANES.find(
      (each) => this.waiting[each].length > 0 && this.running[each] < this.options.atOnce[each],
    )
    if (lane === undefined) return
    const pauseMs = this.options.pacing.nextStartMs - this.options.clock.now()
    if (pauseMs > 0) {
      this.pauseThenPump(pauseMs)
      return
    }
    this.running[lane] += 1
    this.options.pacing.nextStartMs = this.options.clock.now() + this.options.spacingMs
    this.waiting[lane].shift()?.start()
    this.pump()
  }

  private pauseThenPump(pauseMs: number): void {
    this.isPausing = true
    void this.options.clock.sleep(pauseMs).then(() => {
      this.isPausing = false
      this.pump()
    })
  }
}
