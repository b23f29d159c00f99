// Reports of what was told of vehicles: fence visits, alarms, and how devices stand.

import { describeAlarm } from '../alarm-codes'
import { dayKeys, dayOf, edgeOf, type ReportBuilder, type ReportContext, type RequestOf } from './builder'
import { Bars } from './charts'
import type { Cells } from './columns'
import {
  type FenceVisit,
  isoOf,
  type LastKnown,
  type ReportAlarm,
  secondsOf,
  type VehicleData,
} from './vehicle-data'

/** Visits that lie in the span at least in part, as much of each as does; or sums for each vehicle and fence. */
export function fenceVisitsReport(context: ReportContext<RequestOf<'fence_visits'>>): ReportBuilder {
  const { minSec, detail } = context.request.params
  const bars = new Bars({ id: 'visits_by_fence', x: 'text', y: 'count' }, ['count'])
  return {
    add: (data) => {
      const visits = data.visits
        .flatMap((visit) => cutVisit(visit, context))
        .filter((visit) => visit.toMs - visit.fromMs >= minSec * 1000)
      for (const { fence } of visits) bars.add(fence, [1])
      const vehicle = { vehicle: data.vehicle.id }
      if (detail === 'list') return visits.map((visit) => ({ ...vehicle, ...visitCells(visit) }))
      return groupedBy(visits, ({ fenceId }) => fenceId).map((group) => ({
        ...vehicle,
        ...sumOfVisits(group),
      }))
    },
    charts: () => bars.charts(),
  }
}

type CutVisit = FenceVisit & { fromMs: number; toMs: number; edge: string | null }

function cutVisit(visit: FenceVisit, { span }: ReportContext): CutVisit[] {
  // Where the end was not seen, nothing is known of the time after.
  const leftMs = visit.leftMs ?? (visit.isInside ? Number.POSITIVE_INFINITY : visit.enteredMs)
  const fromMs = Math.max(visit.enteredMs, span.fromMs)
  const toMs = Math.max(fromMs, Math.min(leftMs, span.toMs))
  if (visit.enteredMs >= span.toMs || leftMs < span.fromMs) return []
  const cut = edgeOf({ beganBefore: visit.enteredMs < span.fromMs, goesOn: leftMs > span.toMs })
  const isEndUnseen = visit.leftMs === null && !visit.isInside
  const isInside = visit.leftMs === null && visit.isInside && cut === 'goes_on'
  const edge = isEndUnseen ? 'no_end' : isInside ? 'inside' : cut
  return [{ ...visit, fromMs, toMs, edge }]
}

function visitCells({ fence, fromMs, toMs, edge }: CutVisit): Cells {
  const hasEnd = edge !== 'no_end'
  return {
    fence,
    enteredAt: isoOf(fromMs),
    leftAt: hasEnd ? isoOf(toMs) : null,
    durationSec: hasEnd ? secondsOf({ fromMs, toMs }) : null,
    edge,
  }
}

function sumOfVisits(visits: readonly CutVisit[]): Cells {
  const seconds = visits.map(secondsOf)
  return {
    fence: visits[0]?.fence ?? '',
    visits: visits.length,
    durationSec: seconds.reduce((sum, sec) => sum + sec, 0),
    longestSec: Math.max(...seconds),
    firstAt: isoOf(Math.min(...visits.map(({ fromMs }) => fromMs))),
    lastAt: isoOf(Math.max(...visits.map(({ toMs }) => toMs))),
  }
}

/** Alarms that began in the span one by one, or how many of each kind. */
export function alarmsReport({ request, days }: ReportContext<RequestOf<'alarms'>>): ReportBuilder {
  const byDay = new Bars({ id: 'alarms_by_day', x: 'day', y: 'count' }, [
    'critical',
    'warning',
    'info',
  ]).prepare(dayKeys(days))
  const byKind = new Bars({ id: 'alarms_by_kind', x: 'alarm', y: 'count' }, ['count'])
  return {
    add: (data) => {
      for (const alarm of data.alarms) {
        const { severity, startedMs } = alarm
        byKind.add(kindOf(alarm), [1])
        const day = dayOf(days, startedMs)
        if (day !== null)
          byDay.add(day, [
            Number(severity === 'critical'),
            Number(severity === 'warning'),
            Number(severity === 'info'),
          ])
      }
      const vehicle = { vehicle: data.vehicle.id }
      if (request.params.detail === 'list')
        return data.alarms.map((alarm) => ({ ...vehicle, ...alarmCells(alarm) }))
      return groupedBy(data.alarms, ({ code, severity }) => `${code} ${severity}`).map((group) => ({
        ...vehicle,
        ...sumOfAlarms(group),
      }))
    },
    charts: () => [...(days.length > 1 ? byDay.charts() : []), ...byKind.charts()],
  }
}

/** What alarms of one code are called together: the name of one may tell of its fence. */
function kindOf({ code, name }: ReportAlarm): string {
  return describeAlarm({ code, vendorName: name }).name
}

function lengthOf({ startedMs, endedMs }: ReportAlarm): number | null {
  return endedMs === null ? null : Math.max(0, Math.round((endedMs - startedMs) / 1000))
}

function alarmCells(alarm: ReportAlarm): Cells {
  return {
    alarm: alarm.name,
    severity: alarm.severity,
    startedAt: isoOf(alarm.startedMs),
    endedAt: isoOf(alarm.endedMs),
    durationSec: lengthOf(alarm),
    speedKph: alarm.speedKph,
    place: alarm.place,
  }
}

function sumOfAlarms(alarms: readonly [ReportAlarm, ...ReportAlarm[]]): Cells {
  const lengths = alarms.flatMap((alarm) => lengthOf(alarm) ?? [])
  const starts = alarms.map(({ startedMs }) => startedMs)
  return {
    alarm: kindOf(alarms[0]),
    severity: alarms[0].severity,
    alarms: alarms.length,
    durationSec: lengths.length === 0 ? null : lengths.reduce((sum, sec) => sum + sec, 0),
    longestSec: lengths.length === 0 ? null : lengths.reduce((most, sec) => Math.max(most, sec), 0),
    firstAt: isoOf(starts.reduce((least, ms) => Math.min(least, ms), Number.POSITIVE_INFINITY)),
    lastAt: isoOf(starts.reduce((most, ms) => Math.max(most, ms), 0)),
  }
}

const DAY_MS = 86_400_000

/** Vehicles that are silent or expire, the reason beside; all of them when neither is asked for. */
export function deviceStatusReport({
  request,
  nowMs,
}: ReportContext<RequestOf<'device_status'>>): ReportBuilder {
  const { silentHours, expiringDays } = request.params
  const bars = new Bars({ id: 'vehicles_by_reason', x: 'word', y: 'count' }, ['count'])
  return {
    add: (data) => {
      const reason = reasonOf(data.last, { silentHours, expiringDays, nowMs })
      const isAll = silentHours === null && expiringDays === null
      if (!isAll && reason === 'fine') return []
      bars.add(reason, [1])
      return [{ ...statusCells(data, nowMs), reason }]
    },
    charts: () => bars.charts(),
  }
}

type StatusRule = { silentHours: number | null; expiringDays: number | null; nowMs: number }

/** The gravest first: a term that is over explains the silence. */
function reasonOf(last: LastKnown | null, { silentHours, expiringDays, nowMs }: StatusRule): string {
  const leftMs = last === null || last.expiresMs === null ? null : last.expiresMs - nowMs
  if (leftMs !== null && leftMs <= 0) return 'expired'
  const heardMs = last?.heardMs ?? null
  if (silentHours !== null && heardMs === null) return 'never'
  if (silentHours !== null && heardMs !== null && nowMs - heardMs >= silentHours * 3_600_000) return 'silent'
  if (expiringDays !== null && leftMs !== null && leftMs <= expiringDays * DAY_MS) return 'expiring'
  return 'fine'
}

function statusCells({ vehicle, last }: VehicleData, nowMs: number): Cells {
  const heardMs = last?.heardMs ?? null
  const expiresMs = last?.expiresMs ?? null
  return {
    vehicle: vehicle.id,
    account: vehicle.account,
    group: vehicle.group,
    imei: vehicle.imei,
    model: last?.model ?? null,
    status: last?.status ?? 'unknown',
    heardAt: isoOf(heardMs),
    silentSec: heardMs === null ? null : Math.max(0, Math.round((nowMs - heardMs) / 1000)),
    fixAt: isoOf(last?.fixMs ?? null),
    place: last?.place ?? null,
    batteryPercent: last?.batteryPercent ?? null,
    expiresAt: isoOf(expiresMs),
    // A term that ran out an hour ago is over by 0 days, not by one.
    expiresInDays: expiresMs === null ? null : Math.trunc((expiresMs - nowMs) / DAY_MS),
  }
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return [...groups.values()]
}
