// What devices told, as people may see it: readings by kind, and all messages together as they came. Storing them is the
// business of the push receiver.

import 'server-only'
import type { PushItem, PushTopic } from '@/lib/jimi/push/index'
import type { Viewer } from '../access'
import { sql } from '../db'
import { getDevice } from './devices'
import type { TimeRange } from './positions'
import { reviveItem } from './pushed-items'
import { MESSAGE_SOURCES, type MessageSource, rebuildItem, type SourceRow } from './telemetry-sources'

/** One pushed item of a device. */
export type TelemetryMessageOf<Topic extends PushTopic> = {
  topic: Topic
  /** When it happened; of what carries no time, when it arrived. */
  at: Date
  receivedAt: Date
  item: PushItem<Topic>
  /** The vendor's own JSON text, of kinds that keep it. */
  raw: string | null
}

/** One pushed item of any topic; telling `topic` apart tells `item` apart. */
export type TelemetryMessage = { [Topic in PushTopic]: TelemetryMessageOf<Topic> }[PushTopic]

export type MessageQuery = TimeRange & { limit: number; topics?: readonly PushTopic[] }

/**
 * What a device in scope told within a time range, of all topics or some, newest first and at most `limit`.
 * @throws NotFoundError as `getDevice`.
 */
export async function listMessages(
  viewer: Viewer,
  deviceId: string,
  query: MessageQuery,
): Promise<TelemetryMessage[]> {
  const device = await getDevice(viewer, deviceId)
  const ref = { tenantId: viewer.tenantId, deviceId: device.id, imei: device.imei }
  const sources = MESSAGE_SOURCES.filter(
    ({ topics }) => query.topics === undefined || topics.some((topic) => query.topics?.includes(topic)),
  )
  const lists = await Promise.all(sources.map((source) => readSource(source, ref, query)))
  return lists
    .flat()
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, query.limit)
}

/**
 * What a device in scope told of one topic within a time range, ascending. When there is more than `limit`, the newest.
 * For charts and lists of one kind, such as `pushobd`, `pushfaultinfo`, `pushoil`, `pushtem`, `pushevent`, `pushhb`.
 * @throws NotFoundError as `getDevice`.
 */
export async function listReadings<Topic extends PushTopic>(
  viewer: Viewer,
  deviceId: string,
  { topic, ...range }: TimeRange & { topic: Topic; limit: number },
): Promise<TelemetryMessageOf<Topic>[]> {
  const messages = await listMessages(viewer, deviceId, { ...range, topics: [topic] })
  return messages.filter((message) => isOf(message, topic)).reverse()
}

function isOf<Topic extends PushTopic>(
  message: { topic: PushTopic },
  topic: Topic,
): message is TelemetryMessageOf<Topic> {
  return message.topic === topic
}

type DeviceRef = { tenantId: string; deviceId: string; imei: string }

async function readSource(
  source: MessageSource,
  { tenantId, deviceId, imei }: DeviceRef,
  { fromAt, toAt, limit, topics }: MessageQuery,
): Promise<TelemetryMessage[]> {
  const wanted = source.topics.filter((topic) => topics === undefined || topics.includes(topic))
  const condition = source.topicColumn === null ? '' : `AND topic = ANY($6::text[])`
  const values = [tenantId, deviceId, fromAt.toISOString(), toAt.toISOString(), limit]
  const rows = await sql().query<SourceRow>(
    `SELECT ${source.columns}, ${source.timeColumn} AS "at", received_at AS "receivedAt" FROM ${source.table}
     WHERE tenant_id = $1::uuid AND device_id = $2::uuid
       AND ${source.timeColumn} BETWEEN $3::timestamptz AND $4::timestamptz ${source.condition} ${condition}
     ORDER BY ${source.timeColumn} DESC LIMIT $5`,
    source.topicColumn === null ? values : [...values, `{${wanted.map((topic) => `"${topic}"`).join()}}`],
  )
  return rows.map((row) => toMessage(source, row, imei))
}

function toMessage(source: MessageSource, row: SourceRow, imei: string): TelemetryMessage {
  const topic = source.topicColumn === null ? source.topics[0] : row.topic
  const item = source.isApart ? rebuildItem(topic, row, imei) : reviveItem(topic, row.item ?? {})
  // The row says which topic it is of, and was written by that topic's sink; no type can say so.
  return { topic, at: row.at, receivedAt: row.receivedAt, item, raw: row.raw ?? null } as TelemetryMessage
}
