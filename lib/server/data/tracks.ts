// Tracks as people may see them: stored fixes of long spans, the spans the vendor was asked for, alarms on the way, and the
// tenant's rules for trips. Storing is the business of system/positions.ts and system/track-coverage.ts.

import 'server-only'
import { tripSettingsSchema } from '@/lib/domain/api/trip-settings'
import { emptyPoints, reordered, type TrackPoints } from '@/lib/domain/track/points'
import { DEFAULT_TRIP_SETTINGS, type TripSettings } from '@/lib/domain/track/settings'
import type { TimeSpan } from '@/lib/domain/track/spans'
import { FIX_SOURCES } from '@/lib/domain/vehicle'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { getDevice } from './devices'
import type { TimeRange } from './positions'
import { type Alarm, toFixSource } from './records'

/** A span the vendor was asked for, and when. */
export type AskedSpan = TimeSpan & { askedMs: number }

/**
 * The fixes of a device in scope within a time range, ascending: when there are more than `limit`, the oldest, and the
 * time of the last of them.
 * @throws NotFoundError as `getDevice`.
 */
export async function listTrackPoints(
  viewer: Viewer,
  deviceId: string,
  { fromAt, toAt, limit }: TimeRange & { limit: number },
): Promise<{ points: TrackPoints; cutAtMs: number | null }> {
  const device = await getDevice(viewer, deviceId)
  return readTrackPoints(viewer, device.id, { fromAt, toAt, limit })
}

/** As `listTrackPoints`, of a device that the caller has found to be in scope already: for many of them, one after another. */
export async function readTrackPoints(
  viewer: Viewer,
  deviceId: string,
  { fromAt, toAt, limit }: TimeRange & { limit: number },
): Promise<{ points: TrackPoints; cutAtMs: number | null }> {
  const [columns] = await sql().query<TextColumns>(TRACK_COLUMNS, [
    viewer.tenantId,
    deviceId,
    fromAt.toISOString(),
    toAt.toISOString(),
    limit + 1,
  ])
  const points = pointsOf(columns)
  if (points.atMs.length <= limit) return { points, cutAtMs: null }
  const kept = reordered(
    points,
    new Uint32Array(limit).map((_, index) => index),
  )
  return { points: kept, cutAtMs: kept.atMs[limit - 1] ?? 0 }
}

// One row of seven texts instead of a hundred thousand rows: that is where the time went, four fifths of it.
const TRACK_COLUMNS = `
  SELECT string_agg(at::text, ',') AS at, string_agg(lat::text, ',') AS lat, string_agg(lng::text, ',') AS lng,
    string_agg(speed::text, ',') AS speed, string_agg(heading::text, ',') AS heading,
    string_agg(ignition::text, ',') AS ignition, string_agg(source, ',') AS source
  FROM (
    SELECT (extract(epoch FROM fix_at) * 1000)::bigint AS at, round(lat * 1e6)::int AS lat,
      round(lng * 1e6)::int AS lng, COALESCE(round(speed_kph * 10)::int, -1) AS speed,
      COALESCE(heading_deg, -1) AS heading, COALESCE(ignition::int, -1) AS ignition, source
    FROM position
    WHERE tenant_id = $1::uuid AND device_id = $2::uuid AND fix_at BETWEEN $3::timestamptz AND $4::timestamptz
    ORDER BY fix_at LIMIT $5
  ) AS fixes`

/**
 * The spans that the vendor was asked for about a device in scope and that touch a time range.
 * @throws NotFoundError as `getDevice`.
 */
export async function listAskedSpans(
  viewer: Viewer,
  deviceId: string,
  { fromAt, toAt }: TimeRange,
): Promise<AskedSpan[]> {
  const device = await getDevice(viewer, deviceId)
  const rows = await db().trackCoverage.findMany({
    where: { tenantId: viewer.tenantId, deviceId: device.id, fromAt: { lt: toAt }, toAt: { gt: fromAt } },
    orderBy: { fromAt: 'asc' },
  })
  return rows.map((row) => ({
    fromMs: row.fromAt.getTime(),
    toMs: row.toAt.getTime(),
    askedMs: row.askedAt.getTime(),
  }))
}

/**
 * Alarms of a device in scope that began within a time range, ascending; the newest when there are more than `limit`.
 * @throws NotFoundError as `getDevice`.
 */
export async function listTrackAlarms(
  viewer: Viewer,
  deviceId: string,
  { fromAt, toAt, limit }: TimeRange & { limit: number },
): Promise<Pick<Alarm, 'id' | 'code' | 'name' | 'severity' | 'startedAt' | 'lat' | 'lng'>[]> {
  const device = await getDevice(viewer, deviceId)
  const rows = await db().alarm.findMany({
    where: { tenantId: viewer.tenantId, deviceId: device.id, startedAt: { gte: fromAt, lte: toAt } },
    orderBy: { startedAt: 'desc' },
    take: limit,
    select: { id: true, code: true, name: true, severity: true, startedAt: true, lat: true, lng: true },
  })
  return rows.reverse()
}

/** By what rules the viewer's tenant tells trips and stops: its own, or the defaults. */
export async function getTripSettings(viewer: Viewer): Promise<TripSettings> {
  const row = await db().tripRules.findUnique({ where: { tenantId: viewer.tenantId } })
  const own = tripSettingsSchema.partial().safeParse(row?.settings ?? {})
  return { ...DEFAULT_TRIP_SETTINGS, ...own.data }
}

/** Numbers with commas between; null without any fix. Places in millionths of a degree, speeds in tenths. */
type TextColumns = Record<'at' | 'lat' | 'lng' | 'speed' | 'heading' | 'ignition' | 'source', string | null>

function pointsOf(columns: TextColumns | undefined): TrackPoints {
  const cellsOf = (name: keyof TextColumns) => columns?.[name]?.split(',') ?? []
  const sources = cellsOf('source')
  const points = emptyPoints(sources.length)
  fill(points.atMs, cellsOf('at'), Number)
  fill(points.lat, cellsOf('lat'), (text) => Number(text) / 1e6)
  fill(points.lng, cellsOf('lng'), (text) => Number(text) / 1e6)
  fill(points.speedKph, cellsOf('speed'), (text) => (text === '-1' ? Number.NaN : Number(text) / 10))
  fill(points.headingDeg, cellsOf('heading'), Number)
  fill(points.ignition, cellsOf('ignition'), Number)
  fill(points.source, sources, (text) => FIX_SOURCES.indexOf(toFixSource(text)))
  return points
}

function fill(
  column: { [index: number]: number },
  cells: readonly string[],
  read: (text: string) => number,
): void {
  cells.forEach((text, index) => {
    column[index] = read(text)
  })
}
