'use client'

import { useAlarmNames } from '@/lib/client/alarm-names'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import type { ShownAlarm } from './alarm-words'

/** Names alarms that came by the stream in the reader's language, and their vehicles, of which it tells the ids only. */
export function useShownAlarm(): (alarm: LiveAlarm) => ShownAlarm {
  const store = useLiveStore()
  const alarmName = useAlarmNames()
  // The vehicles may come after the alarm.
  useLiveVersion(5_000)
  return ({ id, deviceId, name, severity, startedAtMs }) => {
    const slot = store.slotOf(deviceId)
    const vehicle = slot === undefined ? null : store.identity(slot)
    return { id, deviceId, name: alarmName(name), severity, startedAtMs, endedAtMs: null, vehicle }
  }
}
