// The newest alarms as the bell shows them, in our own terms.

import { alarmNameWithFence } from '@/lib/domain/alarm-table-own'
import type { AlarmSummary } from '@/lib/domain/api/alarm'
import type { Viewer } from '../access'
import { listFenceNames } from '../data/alarm-fences'
import { listRecentAlarms } from '../data/alarms'
import { shownSeverity } from '../data/notify-severity'

/** The newest `limit` alarms of devices in the viewer's scope, newest first. */
export async function recentAlarmsOf(viewer: Viewer, limit: number): Promise<AlarmSummary[]> {
  const rows = await listRecentAlarms(viewer, { limit })
  const fences = await listFenceNames(viewer, rows)
  return rows.map(({ device, ...row }) => ({
    id: row.id,
    deviceId: row.deviceId,
    imei: device.imei,
    deviceName: device.name,
    plate: device.plate,
    code: row.code,
    name: alarmNameWithFence(row, fences),
    severity: shownSeverity(row),
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    receivedAt: row.receivedAt.toISOString(),
    lat: row.lat,
    lng: row.lng,
    speedKph: row.speedKph,
  }))
}
