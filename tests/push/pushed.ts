// Items as the receiver hands them to the writer, made by hand or read from the vendor's own examples.

import type { PushTopic } from '@/lib/jimi/push/index'
import type { GpsPush, HeartbeatPush } from '@/lib/jimi/push/items'
import type { PushBatch, RejectedItem, StoredItem, StoredItemOf } from '@/lib/server/push/types'
import { imeiOf, type makeFleet } from '../db/fixtures'

export type Fleet = Awaited<ReturnType<typeof makeFleet>>

export const T0 = Date.parse('2026-03-01T08:00:00Z')
/** Seconds after T0. */
export const at = (seconds: number) => new Date(T0 + seconds * 1000)

/** A fix of the fleet's first device unless told otherwise. */
export function gps(
  fleet: Fleet,
  seconds: number,
  over: Partial<GpsPush> = {},
  index = 0,
): StoredItemOf<'pushgps'> {
  const imei = imeiOf(index)
  const item: GpsPush = {
    imei,
    fixAt: at(seconds),
    gatewayAt: at(seconds + 1),
    lat: 41.15,
    lng: -8.61,
    source: 'gps',
    satellites: 9,
    speedKph: 42,
    headingDeg: 90,
    ignition: true,
    resent: false,
    reasonCode: 3,
    statusBits: 0,
    altitudeM: 31,
    odometerM: 125_400,
    ...over,
  }
  const key = `pushgps|${imei}|${item.fixAt.toISOString()}|${item.source ?? ''}`
  const raw = { deviceImei: imei, gpsTime: item.fixAt.toISOString() }
  return { topic: 'pushgps', deviceId: fleet.deviceIds[index] ?? '', item, eventAt: item.fixAt, key, raw }
}

/** A heartbeat of the fleet's first device unless told otherwise. */
export function heartbeat(
  fleet: Fleet,
  seconds: number,
  over: Partial<HeartbeatPush> = {},
  index = 0,
): StoredItemOf<'pushhb'> {
  const imei = imeiOf(index)
  const item: HeartbeatPush = {
    imei,
    at: at(seconds),
    batteryPercent: 90,
    signalPercent: 80,
    ignition: true,
    charging: true,
    armed: false,
    ...over,
  }
  const key = `pushhb|${imei}|${item.at.getTime()}`
  return {
    topic: 'pushhb',
    deviceId: fleet.deviceIds[index] ?? '',
    item,
    eventAt: item.at,
    key,
    raw: { deviceImei: imei },
  }
}

export function batchOf(
  fleet: Pick<Fleet, 'tenantId' | 'connectionId'>,
  items: readonly StoredItem[],
  rejects: readonly RejectedItem[] = [],
): PushBatch {
  const { tenantId, connectionId } = fleet
  return { tenantId, connectionId, receivedAt: at(3600), items, rejects }
}

export function reject(topic: PushTopic, raw: string): RejectedItem {
  return { topic, reason: 'wrong_type', detail: 'gpsTime is of another type than expected', imei: null, raw }
}
