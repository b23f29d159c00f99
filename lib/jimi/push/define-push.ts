// The form in which one kind of push is declared: everything the receiver, the storage and the docs need to know of it.

import type { z } from 'zod'

/** A member of a natural key. What the vendor left out stands as an empty text, never as null: keys are compared. */
export type KeyValue = string | number | Date
/** A natural key by domain names. Storage may use these as columns of a unique key, after the tenant. */
export type NaturalKey = Readonly<Record<string, KeyValue>>

/** What is known of an item besides its text. */
export type Arrival = {
  receivedAt: Date
  /** The `msgType` of the body it came in. */
  msgType?: unknown
}

/** Why an item was not taken. */
export const REFUSAL_REASONS = [
  'wrong_type',
  'missing',
  'out_of_range',
  'not_finite',
  'impossible_time',
  'bad_text',
  'bad_imei',
  'too_large',
  'unreadable_content',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** An item that could not be read. `detail` names the wire member and says what is wrong, without quoting its content. */
export class ItemRefusal {
  constructor(
    readonly reason: RefusalReason,
    readonly detail: string,
  ) {}
}

export type WireItem = Readonly<Record<string, unknown>>

/** The two directions of one kind of item. `read` never throws for a JSON value. */
export type ItemRecord<Item> = {
  read(wire: WireItem, arrival: Arrival): Item | ItemRefusal
  /** Throws on values outside the contract. */
  write(item: Item): WireItem
  /** The same two as a zod codec. */
  codec: z.ZodCodec<z.ZodType<WireItem, WireItem>, z.ZodType<Item, Item>>
}

export type Push<Topic extends string, Item> = {
  topic: Topic
  /** Where it is posted, below the hook. Null for the legacy messages, which go to the hook itself. */
  path: string | null
  /** One line saying what it tells, in our own words. */
  summary: string
  /** What a reader must know beyond the types. */
  docs: string
  item: ItemRecord<Item>
  /** Null when the item names no device. */
  imeiOf(item: Item): string | null
  /** When it happened; of what carries no time, when it arrived. */
  eventAtOf(item: Item, arrival: Arrival): Date
  /** What makes two items the same item. */
  keyOf(item: Item, arrival: Arrival): NaturalKey
  /** For an item that is a list of files or recordings: the natural key of each of them. */
  rowKeysOf?(item: Item): readonly NaturalKey[]
  /** Verbatim `data_list` texts (for legacy messages `data` texts), the vendor's where there is one. */
  examples: readonly string[]
}

/** Declares a push topic. */
export function definePush<const Topic extends string, Item>(
  declaration: Push<Topic, Item>,
): Push<Topic, Item> {
  return declaration
}
