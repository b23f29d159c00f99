// One item on its way to a receiver: its wire text and the identity by which the vendor's dedupe rules tell it.

import { createHash } from 'node:crypto'
import type { Flaw } from './flaws'
import type { Topic } from './topics'

export type PushedItem = {
  readonly topic: Topic
  readonly imei: string
  /** Topic and dedupe fields, joined by `|`; equal for equal items, also across runs. */
  readonly id: string
  readonly json: string
  /** Wall time from which on the vendor has it, ms. */
  readonly dueMs: number
  /** Form field beside the list; command answers only. 1 asynchronous, 2 offline. */
  readonly msgType?: 1 | 2
  /** Posted before, or to be posted again. */
  readonly isCopy?: boolean
  /** What is wrong with it, on purpose. */
  readonly flaw?: Flaw
}

/** What identity and wire text are made of. */
export type ItemDraft = {
  topic: Topic
  imei: string
  /** The dedupe fields after the IMEI, as they travel; absent ones as ''. */
  key: readonly (string | number)[]
  row: Readonly<Record<string, unknown>>
  dueMs: number
  msgType?: 1 | 2
}

/** Writes a draft as an item. */
export function toItem({ topic, imei, key, row, dueMs, msgType }: ItemDraft): PushedItem {
  const item = { topic, imei, id: identityOf(topic, imei, key), json: JSON.stringify(row), dueMs }
  return msgType === undefined ? item : { ...item, msgType }
}

/** `topic|imei|field|field`. */
export function identityOf(topic: Topic, imei: string, key: readonly (string | number)[]): string {
  return key.length === 0 ? `${topic}|${imei}` : `${topic}|${imei}|${key.join('|')}`
}

/** Short digest of a text, for keys that contain content. */
export function digestOf(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('hex').slice(0, 16)
}
