// What is stored of one vehicle for a report. Takes vehicles as `listReportVehicles` gives them, and trusts no other.

import 'server-only'
import { READING_UNITS } from '@/lib/domain/api/reports'
import { FENCE_EVENT_KINDS } from '@/lib/domain/geofence'
import type { ClimateReading, FenceVisit, FuelReading, ReportAlarm } from '@/lib/domain/reports/vehicle-data'
import { emptyPoints, type TrackPoints } from '@/lib/domain/track/points'
import type { TimeSpan } from '@/lib/domain/track/spans'
import { canSeeAccountPath, type Viewer } from '../access'
import { db, sql } from '../db'
import { NotFoundError } from '../errors'
import { breathe } from '../reports/breathe'
import { shownSeverity } from './notify-severity'
import type { ReportDevice } from './reports'
import { visibleFences } from './scope'
import { listTrackPoints } from './tracks'

/** Fixes of one page: parsing more at once would keep everybody else waiting. */
const PAGE = 20_000
/** Five hundred thousand fixes are one each 5 s for a month. */
const MAX_POINTS = 500_000
/** Readings and alarms of one vehicle; what is more is left out at the end. */
const MAX_READINGS = 100_000
/** How far outside the span a fix may lie that says how the vehicle stood at its edge. */
const AROUND_MS = 86_400_000
/** A visit that began longer before the span than this is not looked for. */
const LONGEST_VISIT_MS = 92 * 86_400_000

/**
 * The fixes within a span (`toMs` excluded), with the last before it and the first after it where they lie within a day:
 * they tell how the vehicle stood at the edges. `cutAtMs` when there are more than can be read.
 * @throws NotFoundError for a vehicle out of scope; the signal's reason once it aborts.
 */
export async function listReportPoints(
  viewer: Viewer,
  device: ReportDevice,
  { span, signal }: { span: TimeSpan; signal: AbortSignal },
): Promise<{ points: TrackPoints; cutAtMs: number | null }> {
  assertVisible(viewer, device)
  const [beforeMs, afterMs] = await edgesOf(viewer, device, span)
  const pages: TrackPoints[] = []
  let count = 0
  let fromMs = beforeMs ?? span.fromMs
  const lastMs = afterMs ?? span.toMs - 1
  while (fromMs <= lastMs && count < MAX_POINTS) {
    signal.throwIfAborted()
    const range = { fromAt: new Date(fromMs), toAt: new Date(lastMs) }
    const { points, cutAtMs } = await listTrackPoints(viewer, device.id, { ...range, limit: PAGE })
    pages.push(points)
    count += points.atMs.length
    if (cutAtMs === null) return { points: joined(pages, count), cutAtMs: null }
    // Others of the last moment may be cut off; of one moment one fix counts, so they are no loss.
    fromMs = cutAtMs + 1
    await breathe()
  }
  return { points: joined(pages, count), cutAtMs: fromMs <= lastMs ? fromMs : null }
}

async function edgesOf(
  viewer: Viewer,
  device: ReportDevice,
  span: TimeSpan,
): Promise<[before: number | null, after: number | null]> {
  const [row] = await sql().query<{ before: Date | null; after: Date | null }>(EDGES, [
    viewer.tenantId,
    device.id,
    new Date(span.fromMs - AROUND_MS).toISOString(),
    new Date(span.fromMs).toISOString(),
    new Date(span.toMs).toISOString(),
    new Date(span.toMs + AROUND_MS).toISOString(),
  ])
  return [row?.before?.getTime() ?? null, row?.after?.getTime() ?? null]
}

const EDGES = `
  SELECT
    (SELECT max(fix_at) FROM position WHERE tenant_id = $1::uuid AND device_id = $2::uuid AND source = 'gps'
       AND fix_at >= $3::timestamptz AND fix_at < $4::timestamptz) AS before,
    (SELECT min(fix_at) FROM position WHERE tenant_id = $1::uuid AND device_id = $2::uuid AND source = 'gps'
       AND fix_at >= $5::timestamptz AND fix_at < $6::timestamptz) AS after`

function joined(pages: readonly TrackPoints[], count: number): TrackPoints {
  const [only] = pages
  if (pages.length === 1 && only !== undefined) return only
  const all = emptyPoints(count)
  let at = 0
  for (const page of pages) {
    all.atMs.set(page.atMs, at)
    all.lat.set(page.lat, at)
    all.lng.set(page.lng, at)
    all.speedKph.set(page.speedKph, at)
    all.headingDeg.set(page.headingDeg, at)
    all.ignition.set(page.ignition, at)
    all.source.set(page.source, at)
    at += page.atMs.length
  }
  return all
}

/** Readings of fuel sensors within a span, ascending. @throws NotFoundError for a vehicle out of scope */
export async function listReportFuel(
  viewer: Viewer,
  device: ReportDevice,
  span: TimeSpan,
): Promise<FuelReading[]> {
  assertVisible(viewer, device)
  const rows = await db().fuelReading.findMany({
    where: { tenantId: viewer.tenantId, deviceId: device.id, at: within(span) },
    select: { at: true, sensor: true, value: true, unit: true },
    orderBy: [{ at: 'asc' }, { sensor: 'asc' }],
    take: MAX_READINGS,
  })
  return rows.flatMap(({ at, sensor, value, unit }) => {
    const known = READING_UNITS.find((each) => each === unit)
    return known === undefined ? [] : [{ atMs: at.getTime(), sensor, value, unit: known }]
  })
}

/** Temperatures within a span, ascending. @throws NotFoundError for a vehicle out of scope */
export async function listReportClimate(
  viewer: Viewer,
  device: ReportDevice,
  span: TimeSpan,
): Promise<ClimateReading[]> {
  assertVisible(viewer, device)
  const rows = await db().climateReading.findMany({
    where: { tenantId: viewer.tenantId, deviceId: device.id, at: within(span), temperatureC: { not: null } },
    select: { at: true, temperatureC: true },
    orderBy: { at: 'asc' },
    take: MAX_READINGS,
  })
  return rows.flatMap(({ at, temperatureC }) =>
    temperatureC === null ? [] : [{ atMs: at.getTime(), temperatureC }],
  )
}

/**
 * Visits of fences in scope that touch a span, ascending; only of some fences when any are named.
 * @throws NotFoundError for a vehicle out of scope
 */
export async function listReportVisits(
  viewer: Viewer,
  device: ReportDevice,
  { span, fenceIds }: { span: TimeSpan; fenceIds: readonly string[] },
): Promise<FenceVisit[]> {
  assertVisible(viewer, device)
  const some = fenceIds.length === 0 ? {} : { fenceId: { in: [...fenceIds] } }
  const [rows, state] = await Promise.all([
    db().fenceEvent.findMany({
      where: {
        ...{ tenantId: viewer.tenantId, deviceId: device.id, fence: visibleFences(viewer), ...some },
        enteredAt: { gte: new Date(span.fromMs - LONGEST_VISIT_MS), lt: new Date(span.toMs) },
      },
      select: { fenceId: true, kind: true, at: true, enteredAt: true, fence: { select: { name: true } } },
      orderBy: [{ enteredAt: 'asc' }, { at: 'asc' }],
      take: MAX_READINGS,
    }),
    db().fenceState.findUnique({
      where: { tenantId_deviceId: { tenantId: viewer.tenantId, deviceId: device.id } },
      select: { visits: true },
    }),
  ])
  const inside = insideOf(state?.visits)
  const visits = new Map<string, FenceVisit>()
  for (const { fenceId, kind, at, enteredAt, fence } of rows) {
    const enteredMs = enteredAt.getTime()
    const key = `${fenceId} ${enteredMs}`
    const visit = visits.get(key) ?? {
      fenceId,
      fence: fence.name,
      enteredMs,
      leftMs: null,
      isInside: inside.has(key),
    }
    if (kind === LEFT) visit.leftMs = at.getTime()
    visits.set(key, visit)
  }
  return [...visits.values()].filter(({ leftMs }) => leftMs === null || leftMs >= span.fromMs)
}

const [, LEFT] = FENCE_EVENT_KINDS

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
 * Alarms that began in a span, ascending, of some codes and shown severities when any are named.
 * @throws NotFoundError for a vehicle out of scope
 */
export async function listReportAlarms(
  viewer: Viewer,
  device: ReportDevice,
  { span, codes, severities }: AlarmChoice,
): Promise<ReportAlarm[]> {
  assertVisible(viewer, device)
  const some = codes.length === 0 ? {} : { code: { in: [...codes] } }
  const rows = await db().alarm.findMany({
    where: { tenantId: viewer.tenantId, deviceId: device.id, startedAt: within(span), ...some },
    omit: { item: true },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    take: MAX_READINGS,
  })
  return rows.flatMap((row) => {
    const severity = shownSeverity(row)
    if (severities.length > 0 && !severities.includes(severity)) return []
    const place: [number, number] | null = row.lat === null || row.lng === null ? null : [row.lat, row.lng]
    return [
      {
        ...{ code: row.code, name: row.name ?? row.code, severity, speedKph: row.speedKph, place },
        startedMs: row.startedAt.getTime(),
        endedMs: row.endedAt?.getTime() ?? null,
      },
    ]
  })
}

/** How many alarms began in a span. @throws NotFoundError for a vehicle out of scope */
export async function countReportAlarms(
  viewer: Viewer,
  device: ReportDevice,
  span: TimeSpan,
): Promise<number> {
  assertVisible(viewer, device)
  return db().alarm.count({
    where: { tenantId: viewer.tenantId, deviceId: device.id, startedAt: within(span) },
  })
}

function within({ fromMs, toMs }: TimeSpan) {
  return { gte: new Date(fromMs), lt: new Date(toMs) }
}

function assertVisible(viewer: Viewer, device: ReportDevice): void {
  if (!canSeeAccountPath(viewer, device.accountPath)) throw new NotFoundError()
}
