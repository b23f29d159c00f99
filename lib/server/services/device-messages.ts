// What a device sent, message by message, for its page. Who may see what is decided by lib/server/data.

import { type DeviceMessages, MESSAGES_PER_PAGE } from '@/lib/domain/api/telemetry'
import type { PushTopic } from '@/lib/jimi/push/index'
import type { Viewer } from '../access'
import type { TimeRange } from '../data/positions'
import { listMessages, type TelemetryMessage } from '../data/telemetry'

export type MessagesQuery = TimeRange & { topic?: PushTopic; page: number }

/**
 * A page of the messages within the range, newest first.
 * @throws NotFoundError for a missing and a foreign device alike.
 */
export async function messagesOf(
  viewer: Viewer,
  deviceId: string,
  { topic, page, ...range }: MessagesQuery,
): Promise<DeviceMessages> {
  const end = page * MESSAGES_PER_PAGE
  const topics = topic === undefined ? undefined : [topic]
  const messages = await listMessages(viewer, deviceId, { ...range, topics, limit: end + 1 })
  return {
    messages: messages.slice(end - MESSAGES_PER_PAGE, end).map(toMessage),
    hasMore: messages.length > end,
  }
}

function toMessage({
  topic,
  at,
  receivedAt,
  item,
  raw,
}: TelemetryMessage): DeviceMessages['messages'][number] {
  return {
    topic,
    at: at.toISOString(),
    receivedAt: receivedAt.toISOString(),
    json: raw ?? JSON.stringify(item),
    isVendorText: raw !== null,
  }
}
