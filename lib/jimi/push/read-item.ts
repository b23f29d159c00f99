// From one item of a body to what it says, with its natural key; or to the reason why it cannot be taken.

import { type Arrival, ItemRefusal, type NaturalKey, type RefusalReason, type WireItem } from './define-push'
import { digestOf } from './digest'
import { getPush, type PushItem, type PushTopic } from './index'
import { refusalOfTexts } from './sound-texts'

export type ItemReading<T extends PushTopic> =
  | {
      ok: true
      item: PushItem<T>
      /** Null only for generalBusiness items that name no device. */
      imei: string | null
      eventAt: Date
      /** The natural key as one text, topic first. The same item has the same key however its JSON is laid out. */
      key: string
    }
  | { ok: false; reason: RefusalReason; detail: string }

export type ReadItemContext = Arrival & {
  /** From the body: false spares the search for NUL and half surrogate pairs. */
  mayHoldBadText?: boolean
}

/** Reads one item of a topic. Never throws, whatever JSON value it is given. */
export function readItem<T extends PushTopic>(
  topic: T,
  raw: unknown,
  context: ReadItemContext,
): ItemReading<T> {
  const { item: record, imeiOf, eventAtOf, keyOf } = getPush(topic)
  if (raw instanceof ItemRefusal) return refused(raw)
  if (!isWireItem(raw)) return refused(new ItemRefusal('wrong_type', 'the item is not an object'))
  const bad = context.mayHoldBadText === false ? null : refusalOfTexts(raw)
  if (bad) return refused(bad)
  const item = record.read(raw, context)
  if (item instanceof ItemRefusal) return refused(item)
  const key = keyText(topic, keyOf(item, context))
  return { ok: true, item, imei: imeiOf(item), eventAt: eventAtOf(item, context), key }
}

/** The natural key of an item as typed columns, by domain names. */
export function naturalKeyOf<T extends PushTopic>(topic: T, item: PushItem<T>, arrival: Arrival): NaturalKey {
  return getPush(topic).keyOf(item, arrival)
}

export type RowKey = {
  columns: NaturalKey
  /** As `key` of readItem, for this row alone. */
  key: string
}

/** The keys of the files or recordings an item lists, in their order, each once; null for items that are no lists. */
export function rowKeysOf<T extends PushTopic>(topic: T, item: PushItem<T>): readonly RowKey[] | null {
  const columns = getPush(topic).rowKeysOf?.(item)
  return columns?.map((each) => ({ columns: each, key: keyText(topic, each) })) ?? null
}

/** Longer parts stand in a key by their digest. */
const MAX_PART_CHARS = 128

function keyText(topic: string, columns: NaturalKey): string {
  let key = topic
  for (const name in columns) {
    const value = columns[name] ?? ''
    const part = typeof value === 'string' ? textPart(value) : value instanceof Date ? value.getTime() : value
    key += `|${part}`
  }
  return key
}

/** No text can look like two parts, or like another text's digest. */
function textPart(text: string): string {
  if (text.length > MAX_PART_CHARS) return `#${digestOf(text)}`
  return NEEDS_ESCAPE.test(text) ? text.replaceAll(/[%|#]/g, encodeURIComponent) : text
}
const NEEDS_ESCAPE = /[%|#]/

function refused({ reason, detail }: ItemRefusal): { ok: false; reason: RefusalReason; detail: string } {
  return { ok: false, reason, detail }
}

function isWireItem(raw: unknown): raw is WireItem {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}
