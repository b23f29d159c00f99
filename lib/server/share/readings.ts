// What the share page reads from storage: latest states of a link's vehicles, their recent speeds, and their trails within the
// time of the link. Asked only with the device ids of a judged link.

import type { ShareTrails } from '@/lib/domain/share-view'
import { toLatestState } from '../data/records'
import { db, sql } from '../db'
import type { Telemetry } from '../live/telemetry'
import { textArray } from '../sql'
import type { JudgedLink } from './links'
import { hiddenCheck, type Reading } from './view'

/** The latest stored state of each vehicle of a link that has one, by device id. */
export async function readStates(link: JudgedLink): Promise<Map<string, Reading>> {
  const ids = link.vehicles.map(({ deviceId }) => deviceId)
  const rows = await db().deviceState.findMany({
    where: { tenantId: link.tenantId, deviceId: { in: ids } },
  })
  return new Map(
    rows.map((row) => {
      const state = toLatestState(row)
      const { fixAt, lat, lng, heartbeatAt } = state
      const fixAtMs = fixAt?.getTime() ?? 0
      const position = fixAt === null || lat === null || lng === null ? null : { lat, lng }
      const heardAtMs = Math.max(fixAtMs, heartbeatAt?.getTime() ?? 0)
      return [state.deviceId, { ...state, fixAtMs, heardAtMs, position }]
    }),
  )
}

/** The same from memory. */
export function readingOf(telemetry: Telemetry): Reading {
  return { ...telemetry, heardAtMs: Math.max(telemetry.fixAtMs, telemetry.heartbeatAtMs) }
}

/** How far back "recent" reaches. */
const RECENT_MS = 10 * 60_000
/** Below this it stood: stops are no part of how fast it gets on, or one red light would double the time left. */
const STANDING_KPH = 5

/**
 * The mean speed of each vehicle's moving fixes in the last ten minutes, km/h. What the link does not show is not counted.
 * Nothing is asked for a link without arrival times.
 */
export async function readMeanSpeeds(link: JudgedLink, nowMs: number): Promise<Map<string, number>> {
  if (!link.fields.has('eta') || link.destination === null) return new Map()
  const sinceMs = Math.max(link.shownFrom.getTime(), nowMs - RECENT_MS)
  const fixes = await readFixes(link, { sinceMs, untilMs: nowMs, most: 3000 })
  const isHidden = hiddenCheck(link)
  const counted = fixes.filter((fix) => (fix.speedKph ?? 0) >= STANDING_KPH && !isHidden(fix))
  return new Map(
    [...byDevice(counted)].map(([id, own]) => [
      id,
      own.reduce((sum, { speedKph }) => sum + (speedKph ?? 0), 0) / own.length,
    ]),
  )
}

/** No trail goes back further, however long the link has been going on. */
const TRAIL_MS = 24 * 3_600_000
/** Fixes further apart than this are not one drive. */
const GAP_MS = 10 * 60_000
/** Fixes of all vehicles of a link together, shared out evenly; each vehicle's are spread over the whole time. */
const FIXES_AT_MOST = 20_000
/** Fixes of each vehicle at least: one in four minutes of a day, so that a drive stays one line however many vehicles there are. */
const FIXES_AT_LEAST = 360
/** Fixes of each vehicle where places are hidden: one in 15 s of a day, so that what is thinned steps over no zone. */
const ZONED_FIXES = 6_000
const POINTS_AT_MOST = 1500

/** Where the vehicles have been since the link shows them. Hidden stretches are left out and break the line. */
export async function readTrails(link: JudgedLink, nowMs: number): Promise<ShareTrails> {
  if (!link.fields.has('trail')) return { trails: [] }
  const sinceMs = Math.max(link.shownFrom.getTime(), nowMs - TRAIL_MS)
  const untilMs = Math.min(nowMs, link.endsAt.getTime())
  const isHidden = hiddenCheck(link)
  const count = Math.max(1, link.vehicles.length)
  const most =
    link.zoneMode === 'none' ? Math.max(FIXES_AT_LEAST, Math.ceil(FIXES_AT_MOST / count)) : ZONED_FIXES
  const trails: ShareTrails['trails'] = []
  // One after the other: only one vehicle's fixes are in memory.
  for (const { k, deviceId } of link.vehicles) {
    const fixes = await readThinned(link, deviceId, { sinceMs, untilMs, most })
    const step = Math.max(1, Math.ceil((fixes.length * count) / POINTS_AT_MOST))
    trails.push({ k, lines: linesOf(fixes, { isHidden, step }) })
  }
  return { trails }
}

type Fix = { deviceId: string; lat: number; lng: number; speedKph: number | null; atMs: number }

function byDevice(fixes: readonly Fix[]): Map<string, Fix[]> {
  const groups = new Map<string, Fix[]>()
  for (const fix of fixes) {
    const own = groups.get(fix.deviceId) ?? []
    own.push(fix)
    groups.set(fix.deviceId, own)
  }
  return groups
}

/** Ascending; when there are more than `most`, the newest. */
async function readFixes(
  { tenantId, vehicles }: JudgedLink,
  { sinceMs, untilMs, most }: { sinceMs: number; untilMs: number; most: number },
): Promise<Fix[]> {
  if (untilMs <= sinceMs) return []
  const rows = await sql().query<Omit<Fix, 'atMs'> & { fixAt: Date }>(
    `SELECT device_id AS "deviceId", lat, lng, speed_kph AS "speedKph", fix_at AS "fixAt" FROM position
     WHERE tenant_id = $1 AND device_id = ANY($2::uuid[]) AND fix_at >= $3 AND fix_at <= $4 AND source = 'gps'
     ORDER BY fix_at DESC LIMIT ${Math.trunc(most)}`,
    [tenantId, textArray(vehicles.map(({ deviceId }) => deviceId)), new Date(sinceMs), new Date(untilMs)],
  )
  return rows.reverse().map(({ fixAt, ...fix }) => ({ ...fix, atMs: fixAt.getTime() }))
}

/** Ascending, one vehicle's: the newest of each of at most `most` equal stretches of the time. */
async function readThinned(
  { tenantId }: JudgedLink,
  deviceId: string,
  { sinceMs, untilMs, most }: { sinceMs: number; untilMs: number; most: number },
): Promise<Fix[]> {
  if (untilMs <= sinceMs) return []
  const stretchS = (untilMs - sinceMs) / 1000 / most
  const rows = await sql().query<Omit<Fix, 'atMs'> & { fixAt: Date }>(
    `SELECT DISTINCT ON (floor(extract(epoch FROM fix_at - $3::timestamptz) / $5::float8))
       device_id AS "deviceId", lat, lng, speed_kph AS "speedKph", fix_at AS "fixAt" FROM position
     WHERE tenant_id = $1 AND device_id = $2 AND fix_at >= $3 AND fix_at < $4 AND source = 'gps'
     ORDER BY floor(extract(epoch FROM fix_at - $3::timestamptz) / $5::float8), fix_at DESC`,
    [tenantId, deviceId, new Date(sinceMs), new Date(untilMs + 1), stretchS],
  )
  return rows.map(({ fixAt, ...fix }) => ({ ...fix, atMs: fixAt.getTime() }))
}

function linesOf(
  fixes: readonly Fix[],
  { isHidden, step }: { isHidden: (at: Fix) => boolean; step: number },
): [number, number][][] {
  const lines: [number, number][][] = []
  let line: [number, number][] = []
  let lastMs = 0
  for (const [index, fix] of fixes.entries()) {
    const hidden = isHidden(fix)
    if (hidden || fix.atMs - lastMs > GAP_MS) {
      if (line.length > 1) lines.push(line)
      line = []
    }
    lastMs = fix.atMs
    const isKept = index % step === 0 || index === fixes.length - 1 || line.length === 0
    if (!hidden && isKept) line.push([Math.round(fix.lng * 1e5) / 1e5, Math.round(fix.lat * 1e5) / 1e5])
  }
  if (line.length > 1) lines.push(line)
  return lines
}
