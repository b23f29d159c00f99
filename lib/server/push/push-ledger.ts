// Counts what came through the hooks, in memory first: a post must not cost a further write. The counts, and when each hook
// was last posted to, reach the database every few seconds and at the stop.

import { addPushDays, type PushCounts, removeOldPushDays, touchHooks } from '../data/system/push-hooks'
import { isDbInUse } from '../db'
import { log } from '../log'
import { singleton } from '../singleton'
import { receiverKind } from './receiver-kind'

type Touch = { tenantId: string; id: string; receivedAt: Date }

/** What one request brought of one topic. */
export type PushTally = {
  hook: { tenantId: string; id: string; connectionId: string }
  topic: string
  receivedAt: Date
  stored: number
  rejected: number
}

const STORE_EVERY_MS = 5_000
/** While storage is away no more rows than this wait. */
const MAX_WAITING_ROWS = 5_000

export class PushLedger {
  private counts = new Map<string, PushCounts>()
  private touches = new Map<string, Touch>()
  private storing: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | null = null
  private tidiedDay = ''

  /** Counts one request. */
  note({ hook, topic, receivedAt, stored, rejected }: PushTally): void {
    const { tenantId, connectionId } = hook
    this.touches.set(hook.id, { tenantId, id: hook.id, receivedAt })
    const day = receivedAt.toISOString().slice(0, 10)
    this.add({ tenantId, connectionId, day, topic, stored, rejected })
    this.timer ??= setTimeout(() => void this.flush(), STORE_EVERY_MS).unref()
  }

  /** Stores what has come together. One at a time; never throws. What cannot be stored waits for the next time. */
  flush(): Promise<void> {
    this.storing = this.storing.then(() => this.storeNow())
    return this.storing
  }

  private add(row: PushCounts): void {
    const key = `${row.connectionId} ${row.day} ${row.topic}`
    const known = this.counts.get(key)
    if (known) {
      known.stored += row.stored
      known.rejected += row.rejected
    } else if (this.counts.size < MAX_WAITING_ROWS) this.counts.set(key, { ...row })
  }

  private async storeNow(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    if (!isDbInUse()) return
    const [counts, touches] = [[...this.counts.values()], [...this.touches.values()]]
    this.counts = new Map()
    this.touches = new Map()
    try {
      if (touches.length > 0) await touchHooks(touches, receiverKind())
      if (counts.length > 0) await addPushDays(counts)
    } catch (error) {
      log.warn({ err: error }, 'counts of pushed items could not be stored')
      for (const row of counts) this.add(row)
    }
    await this.tidy().catch((error: unknown) => log.warn({ err: error }, 'old push days not removed'))
  }

  private async tidy(): Promise<void> {
    const nowMs = Date.now()
    const day = new Date(nowMs).toISOString().slice(0, 10)
    if (this.tidiedDay === day) return
    this.tidiedDay = day
    await removeOldPushDays(nowMs)
  }
}

/** The push ledger of this process. */
export function pushLedger(): PushLedger {
  return singleton('push-ledger', () => new PushLedger())
}
