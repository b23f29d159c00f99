// What passes from the receiver to the storage of pushes: items that were read, items that were refused, and the writer that
// keeps both. It knows neither bodies nor tables.

import { SharedError } from '@/lib/domain/shared-error'
import type { RefusalReason } from '@/lib/jimi/push/define-push'
import type { PushItem, PushTopic } from '@/lib/jimi/push/index'

/** One item that was read, of a device that its connection has. */
export type StoredItemOf<Topic extends PushTopic> = {
  topic: Topic
  deviceId: string
  item: PushItem<Topic>
  /** When it happened; of what carries no time, when it arrived. */
  eventAt: Date
  /** The natural key as one text, as `readItem` gives it. */
  key: string
  /** The parsed JSON of the item, as it came. */
  raw: unknown
}

/** One item of any topic; telling `topic` apart tells `item` apart. */
export type StoredItem = { [Topic in PushTopic]: StoredItemOf<Topic> }[PushTopic]

/**
 * Why an item stands in the reject table: it could not be read, its device is not ours (`unknown_device`) or is another
 * connection's of the same tenant (`foreign_device`), or the database refused it alone (`not_storable`).
 */
export type RejectReason = RefusalReason | 'unknown_device' | 'foreign_device' | 'not_storable'

/** An item that was not taken, kept for its owner to see and to replay. */
export type RejectedItem = {
  /** The topic, or for a topic we do not know the path. */
  topic: string
  reason: RejectReason
  /** What is wrong, in words and without the item's content. */
  detail: string
  imei: string | null
  /** Bytes (a Uint8Array) are kept as they are, a text as UTF-8; any other value is kept as its JSON text. */
  raw: unknown
}

/** What one request brought. */
export type PushBatch = {
  tenantId: string
  connectionId: string
  receivedAt: Date
  items: readonly StoredItem[]
  rejects: readonly RejectedItem[]
  /** Told of each item that the database refuses alone, in place of keeping it as a reject: for who keeps it already. */
  onUnstorable?: (stored: StoredItem, reject: RejectedItem) => void
}

/** Keeps batches: of all requests together, a few times in a hundredth of a second. */
export type PushWriter = {
  /**
   * Resolves when all of the batch is committed. An item that the database refuses alone is a reject by then, and no error.
   * @throws QueueFullError when too much is waiting, WriterStoppedError after `stop`, else what the database said.
   */
  write(batch: PushBatch): Promise<void>
  /** Takes nothing more, and resolves when everything that was taken is committed or has failed. */
  stop(): Promise<void>
}

/** More is waiting to be written than the writer keeps. Nothing of the batch was taken: the sender shall try later. */
export class QueueFullError extends SharedError {
  static override readonly brand = 'QueueFullError'
  override readonly name = 'QueueFullError'
}

/** The writer is stopping. Nothing of the batch was taken. */
export class WriterStoppedError extends SharedError {
  static override readonly brand = 'WriterStoppedError'
  override readonly name = 'WriterStoppedError'
}
