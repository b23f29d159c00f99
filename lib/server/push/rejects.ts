// Items that were not taken as rows of the reject table. Why an item is refused is decided where it happens.

import type { RejectRow } from '../data/system/push-rejects'
import { storableJson } from '../sql'
import { failureWords } from './failures'
import type { PushBatch, RejectedItem, StoredItem } from './types'

/** One refused item as a row. Long words are cut: they are for reading, the bytes are all there. */
export function toRejectRow(reject: RejectedItem, batch: PushBatch): RejectRow {
  return {
    tenantId: batch.tenantId,
    connectionId: batch.connectionId,
    topic: reject.topic.slice(0, 100),
    reason: reject.reason,
    detail: reject.detail.slice(0, 500),
    imei: reject.imei?.slice(0, 40) ?? null,
    raw: bytesOf(reject.raw),
    receivedAt: batch.receivedAt,
  }
}

/** An item that the database refused although it was read well. */
export function rejectUnstorable(stored: StoredItem, error: unknown): RejectedItem {
  const { topic, item, raw } = stored
  return { topic, reason: 'not_storable', detail: failureWords(error), imei: item.imei, raw }
}

function bytesOf(raw: unknown): Uint8Array {
  if (raw instanceof Uint8Array) return raw
  return Buffer.from(typeof raw === 'string' ? raw : storableJson(raw), 'utf8')
}
