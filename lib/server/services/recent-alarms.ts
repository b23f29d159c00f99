// The newest alarms as the bell shows them, in our own terms.

import type { AlarmSummary } from '@/lib/domain/api/alarm'
import type { Viewer } from '../access'
import { listRecentAlarms } from '../data/alarms'
import { shownSeverity } from '../data/notify-severity'

/** The newest `limit` alarms of devices in the viewer's scope, newest first. */
export async function recentAlarmsOf(viewer: Viewer, limit: number): Promise<AlarmSummary[]> {
  const rows = await listRecentAlarms(viewer, { limit })
  return rows.map(({ device, ...row }) => ({
    id: row.id,
    deviceId: row.deviceId,
    imei: device.imei,
    deviceName: device.name,
    plate: device.plate,
    code: row.code,
    name: row.name ?? row.code,
    severity: shownSeverity(row),
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    receivedAt: row.receivedAt.toISOString(),
    lat: row.lat,
    lng: row.lng,
    speedKph: row.speedKph,
  }))
}
