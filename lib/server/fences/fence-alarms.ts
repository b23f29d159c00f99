// What happened at a fence as an alarm of our own, where the fence's rules ask for one.

import { describeAlarm } from '@/lib/domain/alarm-codes'
import { FENCE_ALARM_CODES } from '@/lib/domain/alarm-table-own'
import type { FenceEvent } from '@/lib/domain/geofence-engine'
import type { AlarmReport } from '../data/system/alarm-meeting'
import type { WatchedFence } from '../data/system/fence-engine-data'

type Told = { tenantId: string; fence: WatchedFence; receivedAt: Date }

/** The alarm of an event; null where the rules want none. Its label is the fence, so that two fences crossed at once are two. */
export function fenceAlarm(event: FenceEvent, { tenantId, fence, receivedAt }: Told): AlarmReport | null {
  if (event.kind === 'enter' && !fence.alarmEnter) return null
  if (event.kind === 'exit' && !fence.alarmExit) return null
  const { code, name, severity } = describeAlarm({ code: FENCE_ALARM_CODES[event.kind] })
  const { lat, lng, speedKph, atMs } = event.fix
  return {
    tenantId,
    deviceId: event.deviceId,
    way: 'push',
    code,
    // Not the fence's: it is said to those who may see the fence, see data/alarm-fences.ts.
    name,
    severity,
    startedAt: new Date(event.atMs),
    label: fence.id,
    fixAt: new Date(atMs),
    lat,
    lng,
    speedKph,
    fenceRef: fence.id,
    receivedAt,
    item: { fenceId: fence.id, enteredAt: new Date(event.enteredAtMs).toISOString() },
  }
}
