// Alarms of a push item and of a row of the vendor's list as reports of ours: one code, one name, one severity for both ways.
// Where the two meet is decided in data/system/alarm-meeting.ts.

import { describeAlarm } from '@/lib/domain/alarm-codes'
import type { MethodOutput } from '@/lib/jimi/contract'
import type { AlarmPush } from '@/lib/jimi/push/items'
import type { AlarmEndReport } from '../data/system/alarm-ends'
import type { AlarmReport } from '../data/system/alarm-meeting'

/** Whose alarm it is, and when we got it. */
export type AlarmContext = { tenantId: string; deviceId: string; receivedAt: Date }

/** A pushed alarm, or the end of one. */
export type PushedAlarm = AlarmContext & { item: AlarmPush }

/** What pushed items tell: alarms, and ends of alarms. */
export function toldByPush(pushed: readonly PushedAlarm[]): {
  alarms: AlarmReport[]
  ends: AlarmEndReport[]
} {
  const alarms = pushed.filter(({ item }) => item.kind === 'alarm' && !item.ended)
  const ends = pushed.filter(({ item }) => item.kind === 'alarm' && item.ended)
  return { alarms: alarms.map(pushedReport), ends: ends.map(endReport) }
}

/** A row of the vendor's alarm list as a report. */
export function polledReport(
  row: MethodOutput<'jimi.device.alarm.list'>[number],
  context: AlarmContext,
): AlarmReport {
  const { code, name, severity } = describeAlarm({ code: row.code, vendorName: row.name })
  return {
    ...context,
    way: 'poll',
    code,
    name,
    severity,
    startedAt: row.alarmAt,
    label: '',
    fixAt: row.fixAt ?? null,
    lat: row.lat ?? null,
    lng: row.lng ?? null,
    speedKph: row.speedKph ?? null,
    fenceRef: row.geofenceId ?? null,
    item: null,
  }
}

function pushedReport({ item, ...context }: PushedAlarm): AlarmReport {
  const { standardBits } = item
  const { code, name, severity } = describeAlarm({ code: item.code, vendorName: item.name, standardBits })
  return {
    ...context,
    way: 'push',
    code,
    name,
    severity,
    startedAt: item.startedAt,
    label: item.label ?? item.serial?.toString() ?? '',
    fixAt: null,
    lat: item.lat ?? null,
    lng: item.lng ?? null,
    speedKph: item.speedKph ?? null,
    fenceRef: item.fenceRef ?? null,
    item,
  }
}

function endReport({ item, ...context }: PushedAlarm): AlarmEndReport {
  return { ...context, code: item.code, endedAt: item.startedAt, item }
}
