// Messages without a table of their own, written in bulk by the push receiver. Those that carry their time are kept by day;
// those known by their key alone, for their time is when they came, are notices.

import type { PushTopic } from '@/lib/jimi/push/index'
import { storableJson } from '../../sql'
import { byMoment, byText, defineTelemetryTable, type TelemetryRow } from './telemetry-table'

/** One message with its topic's item and the vendor's own JSON. */
export type MessageRow = TelemetryRow & {
  at: Date
  topic: PushTopic
  /** The natural key, as `readItem` gives it. */
  key: string
  item: object
  raw: unknown
}

/** `reference` is what it answers, where it says so: an instruction id or a server flag id. */
export type NoticeRow = MessageRow & { reference: string | null }

export const DEVICE_MESSAGES = defineTelemetryTable<MessageRow>({
  name: 'device_message',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['topic', 'text', (row) => row.topic],
    ['key', 'text', (row) => row.key],
    ['item', 'jsonb', (row) => ({ json: row.item })],
    ['raw', 'text', (row) => storableJson(row.raw)],
  ],
  compare: (a, b) => byMoment(a.at, b.at) || byText(a.topic, b.topic) || byText(a.key, b.key),
})

export const DEVICE_NOTICES = defineTelemetryTable<NoticeRow>({
  name: 'device_notice',
  columns: [
    ['topic', 'text', (row) => row.topic],
    ['key', 'text', (row) => row.key],
    ['at', 'timestamptz', (row) => row.at],
    ['reference', 'text', (row) => row.reference],
    ['item', 'jsonb', (row) => ({ json: row.item })],
    ['raw', 'text', (row) => storableJson(row.raw)],
  ],
  compare: (a, b) => byText(a.topic, b.topic) || byText(a.key, b.key),
})
