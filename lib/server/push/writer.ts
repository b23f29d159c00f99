// The group commit of pushes: what all requests bring is collected for a moment and committed together. It decides what is
// written with what, and what a failure means for whom; what an item becomes in the database is store-group.ts.

import { log } from '../log'
import { isDataFailure, isPassingFailure, summaryOf } from './failures'
import { rejectUnstorable } from './rejects'
import {
  type PushBatch,
  type PushWriter,
  QueueFullError,
  type RejectedItem,
  type StoredItem,
  WriterStoppedError,
} from './types'

export type WriterOptions<Effects> = {
  /** Commits batches in one transaction, all or nothing, and tells what that changed. */
  store: (batches: readonly PushBatch[]) => Promise<Effects>
  /** Tells listeners what a commit changed. */
  publish: (effects: Effects) => void
  /** Groups committed at the same time. */
  flushesAtOnce: number
  /** How long the first of a group waits for others. */
  lingerMs: number
  /** A group is full with so many items. */
  groupItems: number
  /** Items that are held at most; a batch that does not fit is refused. */
  maxItems: number
  /** Told how many items are held whenever that changes. */
  onHeld?: (items: number) => void
}

type Waiting = { batch: PushBatch; items: number; resolve: () => void; reject: (error: unknown) => void }

/** How often a group is tried again that met another writer. */
const PASSING_RETRIES = 3

export class GroupWriter<Effects> implements PushWriter {
  private waiting: Waiting[] = []
  private heldItems = 0
  private waitingItems = 0
  private flushes = 0
  private timer: NodeJS.Timeout | null = null
  private isStopped = false
  private onIdle: (() => void)[] = []

  constructor(private readonly options: WriterOptions<Effects>) {}

  write(batch: PushBatch): Promise<void> {
    const items = batch.items.length + batch.rejects.length
    if (this.isStopped) return Promise.reject(new WriterStoppedError('The writer of pushes is stopping.'))
    if (items === 0) return Promise.resolve()
    if (this.heldItems > 0 && this.heldItems + items > this.options.maxItems)
      return Promise.reject(new QueueFullError(`${this.heldItems} items are waiting to be written.`))
    return new Promise((resolve, reject) => {
      this.waiting.push({ batch, items, resolve, reject })
      this.noteHeld(items)
      this.waitingItems += items
      this.schedule()
    })
  }

  async stop(): Promise<void> {
    this.isStopped = true
    this.schedule()
    if (this.heldItems > 0) await new Promise<void>((resolve) => this.onIdle.push(resolve))
  }

  private schedule(): void {
    if (this.waiting.length === 0 || this.flushes >= this.options.flushesAtOnce) return
    if (this.isStopped || this.waitingItems >= this.options.groupItems) this.startFlush()
    else this.timer ??= setTimeout(() => this.startFlush(), this.options.lingerMs)
  }

  private startFlush(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    if (this.waiting.length === 0 || this.flushes >= this.options.flushesAtOnce) return
    this.flushes += 1
    this.flush(this.takeGroup())
      .catch((error: unknown) => log.error({ err: error }, 'writing pushes went wrong'))
      .finally(() => {
        this.flushes -= 1
        this.schedule()
      })
    this.schedule()
  }

  private takeGroup(): Waiting[] {
    let items = 0
    let count = 0
    for (const each of this.waiting) {
      if (count > 0 && items + each.items > this.options.groupItems) break
      items += each.items
      count += 1
    }
    this.waitingItems -= items
    return this.waiting.splice(0, count)
  }

  private async flush(group: readonly Waiting[]): Promise<void> {
    try {
      await this.commit(group.map(({ batch }) => batch))
      for (const each of group) this.settle(each, null)
    } catch (error) {
      if (isDataFailure(error)) await this.flushOneByOne(group)
      else this.failAll(group, error)
    }
  }

  /** Something in a group cannot be stored: each batch is on its own, so that it costs the others nothing. */
  private async flushOneByOne(group: readonly Waiting[]): Promise<void> {
    for (const [index, each] of group.entries()) {
      try {
        await this.commitInParts(each.batch)
        this.settle(each, null)
      } catch (error) {
        if (!isDataFailure(error)) return this.failAll(group.slice(index), error)
        this.settle(each, error)
      }
    }
  }

  /** Commits a batch in ever smaller parts, until the items that cannot be stored are alone; those become rejects. */
  private async commitInParts(batch: PushBatch): Promise<void> {
    const poison: RejectedItem[] = []
    await this.commitItems(batch, batch.items, poison)
    const rejects = [...batch.rejects, ...poison]
    if (rejects.length > 0) await this.commit([{ ...batch, items: [], rejects }])
  }

  private async commitItems(
    batch: PushBatch,
    items: readonly StoredItem[],
    poison: RejectedItem[],
  ): Promise<void> {
    const [first] = items
    if (first === undefined) return
    try {
      await this.commit([{ ...batch, items, rejects: [] }])
    } catch (error) {
      if (!isDataFailure(error)) throw error
      if (items.length === 1) {
        const reject = rejectUnstorable(first, error)
        if (batch.onUnstorable) batch.onUnstorable(first, reject)
        else poison.push(reject)
        return
      }
      const middle = items.length >> 1
      await this.commitItems(batch, items.slice(0, middle), poison)
      await this.commitItems(batch, items.slice(middle), poison)
    }
  }

  private async commit(batches: readonly PushBatch[]): Promise<void> {
    const effects = await this.storePatiently(batches)
    try {
      this.options.publish(effects)
    } catch (error) {
      // It is stored; that somebody was not told is no reason to have it sent again.
      log.error({ err: error }, 'telling of stored pushes failed')
    }
  }

  private async storePatiently(batches: readonly PushBatch[]): Promise<Effects> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.options.store(batches)
      } catch (error) {
        if (!isPassingFailure(error) || tries >= PASSING_RETRIES) throw error
      }
    }
  }

  /** Without a database those who wait would only wait to fail, while their senders could already try again. */
  private failAll(group: readonly Waiting[], error: unknown): void {
    log.warn({ ...summaryOf(error), batches: group.length + this.waiting.length }, 'pushes not stored')
    const waiting = this.waiting
    this.waiting = []
    this.waitingItems = 0
    for (const each of [...group, ...waiting]) this.settle(each, error)
  }

  private settle(each: Waiting, error: unknown): void {
    this.noteHeld(-each.items)
    if (error === null) each.resolve()
    else each.reject(error)
    if (this.heldItems > 0) return
    for (const resolve of this.onIdle.splice(0)) resolve()
  }

  private noteHeld(items: number): void {
    this.heldItems += items
    this.options.onHeld?.(this.heldItems)
  }
}
