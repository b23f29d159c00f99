// What happened to several vehicles at once, for reports: fence visits and alarms, a question for all of them. Takes vehicles as
// `listReportVehicles` gives them, and trusts no other.

import 'server-only'
import type { FenceVisit, ReportAlarm } from '@/lib/domain/reports/vehicle-data'
import type { TimeSpan } from '@/lib/domain/track/spans'
import { canSeeAccountPath, type Viewer } from '../access'
import { db } from '../db'
import { NotFoundError } from '../errors'
import { shownSeverity } from './notify-severity'
import type { ReportDevice } from './reports'
import { visibleFences } from './scope'

/** Events of one question; what is more is left out at the end. */
const MAX_EVENTS = 200_000
/** A visit that began longer before the span than this is not looked for. */
const LONGEST_VISIT_MS = 92 * 86_400_000

/**
 * Visits of fences in scope that touch a span, ascending, by vehicle; only of some fences when any are named.
 * @throws NotFoundError for a vehicle out of scope
 */
export async function listReportVisits(
  viewer: Viewer,
  devices: readonly ReportDevice[],
  { span, fenceIds }: { span: TimeSpan; fenceIds: readonly string[] },
): Promise<Map<string, FenceVisit[]>> {
  const some = fenceIds.length === 0 ? {} : { fenceId: { in: [...fenceIds] } }
  const of = ofDevices(viewer, devices)
  const [rows, states] = await Promise.all([
    db().fenceEvent.findMany({
      where: {
        ...{ ...of, fence: visibleFences(viewer), ...some },
        enteredAt: { gte: new Date(span.fromMs - LONGEST_VISIT_MS), lt: new Date(span.toMs) },
      },
      select: {
        ...{ deviceId: true, fenceId: true, kind: true, at: true, enteredAt: true },
        fence: { select: { name: true } },
      },
      orderBy: [{ enteredAt: 'asc' }, { at: 'asc' }],
      take: MAX_EVENTS,
    }),
    db().fenceState.findMany({ where: of, select: { deviceId: true, visits: true } }),
  ])
  const inside = new Map(states.map(({ deviceId, visits }) => [deviceId, insideOf(visits)]))
  const visits = new Map<string, FenceVisit & { deviceId: string }>()
  for (const { deviceId, fenceId, kind, at, enteredAt, fence } of rows) {
    const enteredMs = enteredAt.getTime()
    const key = `${fenceId} ${enteredMs}`
    const isInside = inside.get(deviceId)?.has(key) ?? false
    const known = visits.get(`${deviceId} ${key}`)
    const visit = known ?? { deviceId, fenceId, fence: fence.name, enteredMs, leftMs: null, isInside }
    if (kind === 'exit') visit.leftMs = at.getTime()
    visits.set(`${deviceId} ${key}`, visit)
  }
  const touching = [...visits.values()].filter(({ leftMs }) => leftMs === null || leftMs >= span.fromMs)
  return byDevice(touching.map(({ deviceId, ...visit }) => [deviceId, visit]))
}

/** The visits that go on by what the fence engine saw last. */
function insideOf(visits: unknown): Set<string> {
  const inside = new Set<string>()
  for (const visit of Array.isArray(visits) ? visits : []) {
    const { fenceId, enteredAtMs } = Object(visit)
    inside.add(`${fenceId} ${enteredAtMs}`)
  }
  return inside
}

export type AlarmChoice = { span: TimeSpan; codes: readonly string[]; severities: readonly string[] }

/**
 * Alarms that began in a span, ascending, by vehicle; of some codes and shown severities when any are named.
 * @throws NotFoundError for a vehicle out of scope
 */
export async function listReportAlarms(
  viewer: Viewer,
  devices: readonly ReportDevice[],
  { span, codes, severities }: AlarmChoice,
): Promise<Map<string, ReportAlarm[]>> {
  const some = codes.length === 0 ? {} : { code: { in: [...codes] } }
  const rows = await db().alarm.findMany({
    where: { ...ofDevices(viewer, devices), startedAt: within(span), ...some },
    omit: { item: true },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    take: MAX_EVENTS,
  })
  const alarms = rows.flatMap((row): [string, ReportAlarm][] => {
    const severity = shownSeverity(row)
    if (severities.length > 0 && !severities.includes(severity)) return []
    const place: [number, number] | null = row.lat === null || row.lng === null ? null : [row.lat, row.lng]
    const alarm = {
      ...{ code: row.code, name: row.name ?? row.code, severity, speedKph: row.speedKph, place },
      startedMs: row.startedAt.getTime(),
      endedMs: row.endedAt?.getTime() ?? null,
    }
    return [[row.deviceId, alarm]]
  })
  return byDevice(alarms)
}

/** How many alarms began in a span, by vehicle. @throws NotFoundError for a vehicle out of scope */
export async function countReportAlarms(
  viewer: Viewer,
  devices: readonly ReportDevice[],
  span: TimeSpan,
): Promise<Map<string, number>> {
  const rows = await db().alarm.groupBy({
    by: ['deviceId'],
    where: { ...ofDevices(viewer, devices), startedAt: within(span) },
    _count: true,
  })
  return new Map(rows.map(({ deviceId, _count }) => [deviceId, _count]))
}

function within({ fromMs, toMs }: TimeSpan) {
  return { gte: new Date(fromMs), lt: new Date(toMs) }
}

function ofDevices(viewer: Viewer, devices: readonly ReportDevice[]) {
  if (!devices.every(({ accountPath }) => canSeeAccountPath(viewer, accountPath))) throw new NotFoundError()
  return { tenantId: viewer.tenantId, deviceId: { in: devices.map(({ id }) => id) } }
}

function byDevice<T>(pairs: readonly [string, T][]): Map<string, T[]> {
  const lists = new Map<string, T[]>()
  for (const [id, item] of pairs) {
    const list = lists.get(id)
    if (list === undefined) lists.set(id, [item])
    else list.push(item)
  }
  return lists
}
