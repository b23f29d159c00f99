// From the items of a body to what is stored and what is rejected: each item is read on its own, and its device looked up
// among those of the connection.

import { ItemRefusal } from '@/lib/jimi/push/define-push'
import type { PushTopic } from '@/lib/jimi/push/index'
import type { PushBody } from '@/lib/jimi/push/read-body'
import { type ItemReading, readItem } from '@/lib/jimi/push/read-item'
import type { ConnectionRef } from '../services/upstream-health'
import type { DeviceAnswer } from './device-book'
import type { RejectedItem, StoredItem } from './types'

/** Looks up the devices of a connection, as the device book does. */
export type FindDevices = (
  ref: ConnectionRef,
  imeis: readonly string[],
) => Promise<ReadonlyMap<string, DeviceAnswer>>

export type Post = {
  hook: { tenantId: string; connectionId: string }
  topic: PushTopic
  body: PushBody
  receivedAt: Date
}

/** Everything of a post, sorted: each item is in one of the two. */
export type ReadItems = { items: StoredItem[]; rejects: RejectedItem[] }

/** Reads the items of a post. An item that cannot be taken never costs its neighbours. @throws what `findDevices` throws. */
export async function readItems(findDevices: FindDevices, post: Post): Promise<ReadItems> {
  const read: { index: number; imei: string; reading: GoodReading }[] = []
  const rejects: RejectedItem[] = []
  const reject = (index: number, why: Pick<RejectedItem, 'reason' | 'detail' | 'imei'>) =>
    rejects.push({ topic: post.topic, ...why, raw: post.body.rawOf(index) })
  for (const [index, raw] of post.body.items.entries()) {
    const reading = readOne(post, raw)
    if (!reading.ok) reject(index, { reason: reading.reason, detail: reading.detail, imei: imeiOfRaw(raw) })
    else if (reading.imei === null) reject(index, { ...NO_DEVICE, imei: null })
    else read.push({ index, imei: reading.imei, reading })
  }
  if (read.length === 0) return { items: [], rejects }
  const { tenantId, connectionId } = post.hook
  const imeis = [...new Set(read.map(({ imei }) => imei))]
  const devices = await findDevices({ tenantId, id: connectionId }, imeis)
  const items: StoredItem[] = []
  for (const { index, imei, reading } of read) {
    const found = devices.get(imei) ?? 'unknown_device'
    if (typeof found === 'string') reject(index, { reason: found, detail: WORDS[found], imei })
    else items.push(toStored(post.topic, reading, { deviceId: found.deviceId, raw: post.body.items[index] }))
  }
  return { items, rejects }
}

type GoodReading = Extract<ItemReading<PushTopic>, { ok: true }>

function readOne({ topic, body, receivedAt }: Post, raw: unknown): ItemReading<PushTopic> {
  if (raw instanceof ItemRefusal) return { ok: false, reason: raw.reason, detail: raw.detail }
  const { msgType, mayHoldBadText } = body
  return readItem(topic, raw, { receivedAt, msgType, mayHoldBadText })
}

function toStored(
  topic: PushTopic,
  { item, eventAt, key }: GoodReading,
  { deviceId, raw }: { deviceId: string; raw: unknown },
): StoredItem {
  // `readItem` has joined this topic to this kind of item; for a topic known only at run time no type can say so.
  return { topic, deviceId, item, eventAt, key, raw } as StoredItem
}

const WORDS = {
  unknown_device: 'the connection has no device with this IMEI',
  foreign_device: 'the device belongs to another connection',
}
const NO_DEVICE = { reason: 'unknown_device', detail: 'the item names no device' } as const

/** What a person looking at a reject wants to find it by. Only what looks like an IMEI is taken. */
function imeiOfRaw(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null) return null
  for (const name of ['deviceImei', 'imei']) {
    const value: unknown = Reflect.get(raw, name)
    if (typeof value === 'string' && /^\d{14,17}$/.test(value)) return value
  }
  return null
}
