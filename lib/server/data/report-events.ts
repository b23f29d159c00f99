// What happened to several vehicles at once, for reports: fence visits and alarms, a question for all of them. Takes vehicles as
// `listReportVehicles` gives them, and trusts no other.

import 'server-only'
import type { FenceVisit, ReportAlarm } from '@/lib/domain/reports/vehicle-data'
import type { TimeSpan } from '@/lib/domain/track/spans'
import { canSeeDevice, type Viewer } from '../access'
import { db } from '../db'
import { NotFoundError } from '../errors'
import { shownSeverity } from './notify-severity'
import type { ReportDevice } from './reports'
import { visibleFences } from './scope'

/** Events of one question; from the moment of the next one on nothing is told. */
const MAX_EVENTS = 200_000

/** What was told of each vehicle, by id; `cutAtMs` when there is more than can be read: what came from then on is missing. */
export type ReadEvents<T> = { byDevice: Map<string, T[]>; cutAtMs: number | null }

export type VisitChoice = { span: TimeSpan; fenceIds: readonly string[]; limit?: number }

/**
 * Visits of fences in scope that touch a span, ascending, by vehicle; only of some fences when any are named.
 * @throws NotFoundError for a vehicle out of scope
 */
export async function listReportVisits(
  viewer: Viewer,
  devices: readonly ReportDevice[],
  { span, fenceIds, limit = MAX_EVENTS }: VisitChoice,
): Promise<ReadEvents<FenceVisit>> {
  const some = fenceIds.length === 0 ? {} : { fenceId: { in: [...fenceIds] } }
  const of = ofDevices(viewer, devices)
  const where = { ...of, fence: visibleFences(viewer) }
  const states = await db().fenceState.findMany({ where: of, select: { deviceId: true, visits: true } })
  const inside = new Map(states.map(({ deviceId, visits }) => [deviceId, insideOf(visits)]))
  const open = [...inside.values()].flatMap((own) => [...own.values()])
  const enteredAts = new Set(open.flatMap(({ enteredMs }) => (enteredMs < span.fromMs ? enteredMs : [])))
  const [before, told] = await Promise.all([
    // Whoever is within still came in at one of these moments, however long ago.
    db().fenceEvent.findMany({
      where: {
        ...{ AND: [where, { fenceId: { in: open.map(({ fenceId }) => fenceId) } }, some], kind: 'enter' },
        at: { in: [...enteredAts].map((ms) => new Date(ms)) },
      },
      select: EVENT_COLUMNS,
    }),
    db().fenceEvent.findMany({
      where: {
        ...{ ...where, ...some, kind: { in: ['enter', 'exit'] } },
        ...{ at: { gte: new Date(span.fromMs) }, enteredAt: { lt: new Date(span.toMs) } },
      },
      select: EVENT_COLUMNS,
      orderBy: { at: 'asc' },
      take: limit + 1,
    }),
  ])
  const { rows, cutAtMs } = cutAfter(told, limit, ({ at }) => at)
  const visits = new Map<string, FenceVisit & { deviceId: string }>()
  for (const { deviceId, fenceId, kind, at, enteredAt, fence } of [...before, ...rows]) {
    const enteredMs = enteredAt.getTime()
    const key = `${fenceId} ${enteredMs}`
    const isInside = inside.get(deviceId)?.has(key) ?? false
    const known = visits.get(`${deviceId} ${key}`)
    const visit = known ?? { deviceId, fenceId, fence: fence.name, enteredMs, leftMs: null, isInside }
    if (kind === 'exit') visit.leftMs = at.getTime()
    visits.set(`${deviceId} ${key}`, visit)
  }
  const ascending = [...visits.values()].sort((a, b) => a.enteredMs - b.enteredMs)
  return { byDevice: byDevice(ascending.map(({ deviceId, ...visit }) => [deviceId, visit])), cutAtMs }
}

const EVENT_COLUMNS = {
  ...{ deviceId: true, fenceId: true, kind: true, at: true, enteredAt: true },
  fence: { select: { name: true } },
} as const

/** The visits that go on by what the fence engine saw last. */
function insideOf(visits: unknown): Map<string, { fenceId: string; enteredMs: number }> {
  const inside = new Map<string, { fenceId: string; enteredMs: number }>()
  for (const visit of Array.isArray(visits) ? visits : []) {
    const { fenceId, enteredAtMs } = Object(visit)
    inside.set(`${fenceId} ${enteredAtMs}`, { fenceId: String(fenceId), enteredMs: Number(enteredAtMs) })
  }
  return inside
}

/** The rows of whole moments that fit; the moment of the first that does not where there are more. */
function cutAfter<Row>(read: readonly Row[], limit: number, atOf: (row: Row) => Date) {
  const first = read[limit]
  if (first === undefined) return { rows: read, cutAtMs: null }
  const cutAtMs = atOf(first).getTime()
  return { rows: read.slice(0, limit).filter((row) => atOf(row).getTime() < cutAtMs), cutAtMs }
}

export type AlarmChoice = {
  span: TimeSpan
  codes: readonly string[]
  severities: readonly string[]
  limit?: number
}

/**
 * Alarms that began in a span, ascending, by vehicle; of some codes and shown severities when any are named.
 * @throws NotFoundError for a vehicle out of scope
 */
export async function listReportAlarms(
  viewer: Viewer,
  devices: readonly ReportDevice[],
  { span, codes, severities, limit = MAX_EVENTS }: AlarmChoice,
): Promise<ReadEvents<ReportAlarm>> {
  const some = codes.length === 0 ? {} : { code: { in: [...codes] } }
  const told = await db().alarm.findMany({
    where: { ...ofDevices(viewer, devices), startedAt: within(span), ...some },
    omit: { item: true },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
  })
  const { rows, cutAtMs } = cutAfter(told, limit, ({ startedAt }) => startedAt)
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
  return { byDevice: byDevice(alarms), cutAtMs }
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
  if (!devices.every((device) => canSeeDevice(viewer, device))) throw new NotFoundError()
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
