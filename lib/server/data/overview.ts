// What stands on the overview: terms that end, and on how many days vehicles drove. Each query asks for what the viewer may see.

import 'server-only'
import type { LocalDay } from '@/lib/domain/time'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { visibleDevices } from './scope'

/** How many terms have ended at `now`, or end within so many days from then. */
export async function countExpiring(viewer: Viewer, now: Date) {
  const until = (days: number) => new Date(now.getTime() + days * DAY_MS)
  const within = (days: number) =>
    db().device.count({ where: { ...visibleDevices(viewer), expiresAt: { gt: now, lte: until(days) } } })
  const expired = db().device.count({ where: { ...visibleDevices(viewer), expiresAt: { lte: now } } })
  const [over, in30, in60, in90] = await Promise.all([expired, within(30), within(60), within(90)])
  return { expired: over, 30: in30, 60: in60, 90: in90 }
}

/** The devices whose term ends next after `now`, the soonest first. */
export async function listNextExpiring(viewer: Viewer, now: Date, limit: number) {
  const rows = await db().device.findMany({
    where: { ...visibleDevices(viewer), expiresAt: { gt: now } },
    select: { id: true, imei: true, name: true, plate: true, expiresAt: true },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    take: limit,
  })
  return rows.flatMap(({ expiresAt, ...row }) => (expiresAt === null ? [] : [{ ...row, expiresAt }]))
}

/**
 * How many vehicles drove on each of the days: those with a satellite fix of at least `fromKph` on it. At most `limit`
 * vehicles are looked at; `vehicles` says how many there are. One look into the index for each vehicle and day ends at the
 * first such fix.
 */
export async function countDrivenDays(
  viewer: Viewer,
  days: readonly LocalDay[],
  { fromKph, limit }: { fromKph: number; limit: number },
): Promise<{ vehicles: number; looked: number; drove: number[] }> {
  const where = { ...visibleDevices(viewer), enabled: true }
  const [vehicles, devices] = await Promise.all([
    db().device.count({ where }),
    db().device.findMany({ where, select: { id: true }, orderBy: { id: 'asc' }, take: limit }),
  ])
  const rows = await sql().query<{ at: number; drove: number }>(DROVE, [
    viewer.tenantId,
    devices.map(({ id }) => id),
    days.map(({ startsAt }) => startsAt),
    days.map(({ endsAt }) => endsAt),
    fromKph,
  ])
  const byDay = new Map(rows.map(({ at, drove }) => [Number(at), drove]))
  return { vehicles, looked: devices.length, drove: days.map((_, at) => byDay.get(at + 1) ?? 0) }
}

const DAY_MS = 86_400_000

const DROVE = `
  SELECT day.at::int AS at, count(*)::int AS drove
  FROM unnest($3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY AS day (starts_at, ends_at, at)
  CROSS JOIN unnest($2::uuid[]) AS device (id)
  WHERE EXISTS (SELECT 1 FROM position p WHERE p.tenant_id = $1::uuid AND p.device_id = device.id
    AND p.fix_at >= day.starts_at AND p.fix_at < day.ends_at AND p.source = 'gps' AND p.speed_kph >= $5::float8)
  GROUP BY day.at`
