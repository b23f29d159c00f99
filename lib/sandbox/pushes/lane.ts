// One receiver: its queue, the posts under way to it, and what becomes of their items.

import { toPost } from './body'
import type { Counts } from './counts'
import type { PushedItem } from './item'
import type { Ledger } from './ledger'
import { type Carrier, createCarrier } from './post'
import { createQueue, type Retry } from './queue'
import type { PushSettings, PushTarget } from './settings'

/** What lanes share. */
export type LaneDesk = {
  readonly settings: () => PushSettings
  readonly now: () => number
  readonly counts: Counts
  readonly ledger: Ledger
  /** How many items may be posted now, and takes what was posted. */
  readonly budget: { left(): number; spend(items: number): void }
  /** Called after each post, so that whoever waits for quiet can look again. */
  readonly onPosted: () => void
}

export type LaneReport = {
  url: string
  account: string | null
  queued: number
  underWay: number
  waitingRetries: number
  requests: number
  refusedRequests: number
  /** Why the last refused post was refused. */
  lastRefusal: string | null
}

export type Lane = {
  readonly target: PushTarget
  push(item: PushedItem): void
  /** Posts what may be posted now, until the line is full, the queue empty or the budget spent. */
  pump(): void
  /** Nothing under way and nothing that could be posted now. */
  isQuiet(): boolean
  queued(): number
  report(): LaneReport
  clear(): void
  close(): void
}

/** A lane to the target of that number. */
export function createLane(desk: LaneDesk, target: PushTarget, number: number): Lane {
  const { counts, settings } = desk
  const queue = createQueue(settings, (topic, count) => counts.add(topic, 'dropped', count))
  const carrier: Carrier = createCarrier(new URL(target.url).protocol)
  const tally = { underWay: 0, requests: 0, refusedRequests: 0, lastRefusal: null as string | null }
  let isClosed = false

  const carry = async (batch: Retry): Promise<void> => {
    const { topic, items } = batch
    tally.underWay += 1
    tally.requests += 1
    counts.add(topic, 'sent', items.length)
    const verdict = await carrier.post(toPost(batch, target, settings()), settings().timeoutMs)
    tally.underWay -= 1
    if (isClosed) return
    if (verdict.ok) {
      desk.ledger.write(items, number, settings().logForm)
      counts.add(topic, 'acknowledged', items.length)
    } else {
      tally.refusedRequests += 1
      tally.lastRefusal = verdict.reason
      counts.add(topic, 'refused', items.length)
      putBack(batch)
    }
    pump()
    desk.onPosted()
  }

  const putBack = ({ topic, items, tries }: Retry): void => {
    const pauseMs = settings().retryMs[tries]
    if (pauseMs === undefined) counts.add(topic, 'gaveUp', items.length)
    else queue.putBack({ topic, items, tries: tries + 1, dueMs: desk.now() + pauseMs })
  }

  const pump = (): void => {
    while (!isClosed && !settings().paused && tally.underWay < settings().concurrency) {
      const left = Math.floor(desk.budget.left())
      const batch = left < 1 ? null : queue.take(desk.now(), left)
      if (!batch || batch.items.length === 0) return
      desk.budget.spend(batch.items.length)
      void carry(batch)
    }
  }

  return {
    target,
    push: queue.push,
    pump,
    isQuiet: () => tally.underWay === 0,
    queued: queue.size,
    report: () => ({
      url: target.url,
      account: target.account ?? null,
      queued: queue.size(),
      waitingRetries: queue.waitingRetries(),
      ...tally,
    }),
    clear: queue.clear,
    close() {
      isClosed = true
      queue.clear()
      carrier.close()
    },
  }
}
