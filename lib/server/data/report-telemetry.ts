// What is stored of one vehicle for a report. Takes vehicles as `listReportVehicles` gives them, and trusts no other.

import 'server-only'
import { READING_UNITS } from '@/lib/domain/api/report-table'
import type { ClimateReading, FuelReading } from '@/lib/domain/reports/vehicle-data'
import { emptyPoints, type TrackPoints } from '@/lib/domain/track/points'
import type { TimeSpan } from '@/lib/domain/track/spans'
import { canSeeDevice, type Viewer } from '../access'
import { db, sql } from '../db'
import { NotFoundError } from '../errors'
import { breathe } from '../reports/breathe'
import { textArray } from '../sql'
import type { ReportDevice } from './reports'
import { type AskedSpan, readTrackPoints } from './tracks'

/** Fixes of one page: parsing more at once would keep everybody else waiting. */
const PAGE = 20_000
/** Five hundred thousand fixes are one each 5 s for a month. */
const MAX_POINTS = 500_000
/** Three sensors that tell each 30 s for a month. */
const MAX_READINGS = 300_000
/** How far outside the span a fix may lie that says how the vehicle stood at its edge. */
const AROUND_MS = 86_400_000

/** What is known around the edges of a span, and what the vendor was asked for in it. */
export type TrackEdges = { beforeMs: number | null; afterMs: number | null; asked: AskedSpan[] }

/** The edges of the tracks of several vehicles, by id: one question for all. @throws NotFoundError for one out of scope */
export async function listReportEdges(
  viewer: Viewer,
  devices: readonly ReportDevice[],
  span: TimeSpan,
): Promise<Map<string, TrackEdges>> {
  for (const device of devices) assertVisible(viewer, device)
  const ids = devices.map(({ id }) => id)
  const iso = (ms: number) => new Date(ms).toISOString()
  const [rows, asked] = await Promise.all([
    sql().query<{ id: string; before: Date | null; after: Date | null }>(EDGES, [
      ...[viewer.tenantId, textArray(ids), iso(span.fromMs - AROUND_MS), iso(span.fromMs), iso(span.toMs)],
      iso(span.toMs + AROUND_MS),
    ]),
    db().trackCoverage.findMany({
      where: {
        ...{ tenantId: viewer.tenantId, deviceId: { in: ids } },
        ...{ fromAt: { lt: new Date(span.toMs) }, toAt: { gt: new Date(span.fromMs) } },
      },
      orderBy: { fromAt: 'asc' },
    }),
  ])
  const edges = new Map<string, TrackEdges>()
  for (const { id, before, after } of rows)
    edges.set(id, { beforeMs: before?.getTime() ?? null, afterMs: after?.getTime() ?? null, asked: [] })
  for (const { deviceId, fromAt, toAt, askedAt } of asked)
    edges.get(deviceId)?.asked.push({
      ...{ fromMs: fromAt.getTime(), toMs: toAt.getTime(), askedMs: askedAt.getTime() },
    })
  return edges
}

const EDGES = `
  SELECT id,
    (SELECT max(fix_at) FROM position WHERE tenant_id = $1::uuid AND device_id = d.id AND source = 'gps'
       AND fix_at >= $3::timestamptz AND fix_at < $4::timestamptz) AS before,
    (SELECT min(fix_at) FROM position WHERE tenant_id = $1::uuid AND device_id = d.id AND source = 'gps'
       AND fix_at >= $5::timestamptz AND fix_at < $6::timestamptz) AS after
  FROM (SELECT text::uuid AS id FROM unnest($2::text[]) AS text) AS d`

/**
 * The fixes within a span (`toMs` excluded), with the last before it and the first after it where they lie within a day:
 * they tell how the vehicle stood at the edges. `cutAtMs` when there are more than can be read.
 * @throws NotFoundError for a vehicle out of scope; the signal's reason once it aborts.
 */
export async function listReportPoints(
  viewer: Viewer,
  device: ReportDevice,
  { span, edges, signal }: { span: TimeSpan; edges: TrackEdges; signal: AbortSignal },
): Promise<{ points: TrackPoints; cutAtMs: number | null }> {
  assertVisible(viewer, device)
  const pages: TrackPoints[] = []
  let count = 0
  let fromMs = edges.beforeMs ?? span.fromMs
  const lastMs = edges.afterMs ?? span.toMs - 1
  while (fromMs <= lastMs && count < MAX_POINTS) {
    signal.throwIfAborted()
    const range = { fromAt: new Date(fromMs), toAt: new Date(lastMs) }
    const { points, cutAtMs } = await readTrackPoints(viewer, device.id, { ...range, limit: PAGE })
    pages.push(points)
    count += points.atMs.length
    if (cutAtMs === null) return { points: joined(pages, count), cutAtMs: null }
    // Others of the last moment may be cut off; of one moment one fix counts, so they are no loss.
    fromMs = cutAtMs + 1
    await breathe()
  }
  return { points: joined(pages, count), cutAtMs: fromMs <= lastMs ? fromMs : null }
}

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

/** Readings of one vehicle, ascending; `cutAtMs` when there are more than can be read: those from then on are missing. */
export type ReadReadings<T> = { readings: T[]; cutAtMs: number | null }

export type ReadingChoice = { span: TimeSpan; signal: AbortSignal; limit?: number; page?: number }

/**
 * Readings of fuel sensors within a span.
 * @throws NotFoundError for a vehicle out of scope; the signal's reason once it aborts.
 */
export async function listReportFuel(
  viewer: Viewer,
  device: ReportDevice,
  choice: ReadingChoice,
): Promise<ReadReadings<FuelReading>> {
  assertVisible(viewer, device)
  const { rows, cutAtMs } = await inPages(choice, (span, take) =>
    db().fuelReading.findMany({
      where: { tenantId: viewer.tenantId, deviceId: device.id, at: within(span) },
      select: { at: true, sensor: true, value: true, unit: true },
      orderBy: [{ at: 'asc' }, { sensor: 'asc' }],
      take,
    }),
  )
  const readings = rows.flatMap(({ at, sensor, value, unit }) => {
    const known = READING_UNITS.find((each) => each === unit)
    return known === undefined ? [] : [{ atMs: at.getTime(), sensor, value, unit: known }]
  })
  return { readings, cutAtMs }
}

/**
 * Temperatures within a span.
 * @throws NotFoundError for a vehicle out of scope; the signal's reason once it aborts.
 */
export async function listReportClimate(
  viewer: Viewer,
  device: ReportDevice,
  choice: ReadingChoice,
): Promise<ReadReadings<ClimateReading>> {
  assertVisible(viewer, device)
  const { rows, cutAtMs } = await inPages(choice, (span, take) =>
    db().climateReading.findMany({
      where: {
        ...{ tenantId: viewer.tenantId, deviceId: device.id },
        ...{ at: within(span), temperatureC: { not: null } },
      },
      select: { at: true, temperatureC: true },
      orderBy: { at: 'asc' },
      take,
    }),
  )
  const readings = rows.flatMap(({ at, temperatureC }) =>
    temperatureC === null ? [] : [{ atMs: at.getTime(), temperatureC }],
  )
  return { readings, cutAtMs }
}

/** Rows page by page. A page holds all of one moment, so the last moment of a full one is read again with the next. */
async function inPages<Row extends { at: Date }>(
  { span, signal, limit = MAX_READINGS, page = PAGE }: ReadingChoice,
  read: (span: TimeSpan, take: number) => Promise<Row[]>,
): Promise<{ rows: Row[]; cutAtMs: number | null }> {
  const rows: Row[] = []
  let fromMs = span.fromMs
  while (rows.length < limit) {
    signal.throwIfAborted()
    const told = await read({ fromMs, toMs: span.toMs }, page)
    const lastMs = told.at(-1)?.at.getTime() ?? span.toMs
    const isAll = told.length < page
    for (const row of told) if (isAll || row.at.getTime() < lastMs) rows.push(row)
    if (isAll) return { rows, cutAtMs: null }
    // A moment that fills a page has no end that could be seen.
    fromMs = lastMs > fromMs ? lastMs : fromMs + 1
    await breathe()
  }
  return { rows, cutAtMs: fromMs }
}

function within({ fromMs, toMs }: TimeSpan) {
  return { gte: new Date(fromMs), lt: new Date(toMs) }
}

function assertVisible(viewer: Viewer, device: ReportDevice): void {
  if (!canSeeDevice(viewer, device)) throw new NotFoundError()
}
