// The items waiting for one receiver: in order within a topic, bounded, with the posts that are to be tried again.
// It knows nothing of networks; lane.ts takes batches out and brings refused ones back.

import { type Batch, batchSizeOf } from './body'
import type { PushedItem } from './item'
import type { PushSettings } from './settings'
import type { Topic } from './topics'

/** A batch that was refused `tries` times. */
export type Retry = Batch & { tries: number; dueMs: number }

export type Queue = {
  /** Takes an item; beyond the limit the oldest of its topic is dropped, or the item itself. */
  push(item: PushedItem): void
  /** The next batch, at most `limit` items: a due retry, else items of the topic that waits longest. */
  take(nowMs: number, limit: number): Retry | null
  /** Keeps a refused batch for later; drops it when there is no room. */
  putBack(retry: Retry): void
  /** Items waiting for their first post, and in batches waiting for another. */
  size(): number
  waitingRetries(): number
  clear(): void
}

type Waiting = { items: { item: PushedItem; order: number }[]; head: number }
export type DropItems = (topic: Topic, count: number) => void

/** An empty queue. `settings` is read at each step, so changes work at once. */
export function createQueue(settings: () => PushSettings, drop: DropItems): Queue {
  const lines = new Map<Topic, Waiting>()
  let retries: Retry[] = []
  let fresh = 0
  let retried = 0
  let order = 0

  const shift = (line: Waiting): PushedItem | null => {
    const entry = line.items[line.head]
    if (!entry) return null
    line.head += 1
    fresh -= 1
    // The spent front is cut off in large steps; cutting each time would move all that waits.
    if (line.head > 1024 && line.head * 2 > line.items.length) {
      line.items.splice(0, line.head)
      line.head = 0
    }
    return entry.item
  }

  const takeRetry = (nowMs: number): Retry | null => {
    const index = retries.findIndex(({ dueMs }) => dueMs <= nowMs)
    const [retry] = index < 0 ? [] : retries.splice(index, 1)
    if (retry) retried -= retry.items.length
    return retry ?? null
  }

  return {
    push(item) {
      const line = lines.get(item.topic) ?? { items: [], head: 0 }
      lines.set(item.topic, line)
      if (fresh + retried >= settings().maxQueued) {
        drop(item.topic, 1)
        if (shift(line) === null) return
      }
      line.items.push({ item, order: order++ })
      fresh += 1
    },
    take(nowMs, limit) {
      const retry = takeRetry(nowMs)
      if (retry) return retry
      for (const [topic, line] of lines)
        dropOld(line, { topic, oldestMs: nowMs - settings().maxAgeMs, shift, drop })
      const topic = oldestTopic(lines)
      const line = topic === null ? undefined : lines.get(topic)
      if (topic === null || !line) return null
      const items = takeItems(line, Math.min(limit, batchSizeOf(topic, settings())), shift)
      return { topic, items, tries: 0, dueMs: nowMs }
    },
    putBack(retry) {
      if (fresh + retried + retry.items.length > settings().maxQueued) {
        drop(retry.topic, retry.items.length)
      } else {
        retries.push(retry)
        retried += retry.items.length
      }
    },
    size: () => fresh + retried,
    waitingRetries: () => retries.length,
    clear() {
      lines.clear()
      retries = []
      fresh = 0
      retried = 0
    },
  }
}

type Shift = (line: Waiting) => PushedItem | null

function dropOld(
  line: Waiting,
  { topic, oldestMs, shift, drop }: { topic: Topic; oldestMs: number; shift: Shift; drop: DropItems },
): void {
  for (
    let entry = line.items[line.head];
    entry && entry.item.dueMs < oldestMs;
    entry = line.items[line.head]
  ) {
    shift(line)
    drop(topic, 1)
  }
}

function oldestTopic(lines: ReadonlyMap<Topic, Waiting>): Topic | null {
  let found: Topic | null = null
  let oldest = Number.POSITIVE_INFINITY
  for (const [topic, { items, head }] of lines) {
    const order = items[head]?.order
    if (order === undefined || order >= oldest) continue
    oldest = order
    found = topic
  }
  return found
}

// Items of a post share its form fields.
function takeItems(line: Waiting, count: number, shift: Shift): PushedItem[] {
  const items: PushedItem[] = []
  const msgType = line.items[line.head]?.item.msgType
  while (items.length < count && line.items[line.head]?.item.msgType === msgType) {
    const item = shift(line)
    if (!item) break
    items.push(item)
  }
  return items
}
