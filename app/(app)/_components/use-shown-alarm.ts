'use client'

import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import type { ShownAlarm } from './alarm-words'

/** Names the vehicles of alarms that came by the stream, which tells their ids only. */
export function useShownAlarm(): (alarm: LiveAlarm) => ShownAlarm {
  const store = useLiveStore()
  // The vehicles may come after the alarm.
  useLiveVersion(5_000)
  return ({ id, deviceId, name, severity, startedAtMs }) => {
    const slot = store.slotOf(deviceId)
    const vehicle = slot === undefined ? null : store.identity(slot)
    return { id, deviceId, name, severity, startedAtMs, endedAtMs: null, vehicle }
  }
}
