// What the fence engine of a tenant works on: fences, vehicles, how far each was held against them, and the fixes since. For
// background work: no viewer.

import { z } from 'zod'
import { fenceShapeSchema } from '@/lib/domain/api/fence-shape'
import type { DeviceTrack, EngineFence, EngineFix } from '@/lib/domain/geofence-engine'
import { FIX_SOURCES, type FixSource } from '@/lib/domain/vehicle'
import { db, sql } from '../../db'
import { defineBatch } from '../../sql'

/** A fence with what an alarm of it says. */
export type WatchedFence = EngineFence & {
  name: string
  alarmEnter: boolean
  alarmExit: boolean
  version: number
}

/** Tenants that have fences, each with a text that changes whenever one of them does, whatever clocks say. */
export async function listFenceVersions(): Promise<Map<string, string>> {
  const rows = await sql().query<{ tenantId: string; version: string }>(LIST_VERSIONS)
  return new Map(rows.map(({ tenantId, version }) => [tenantId, version]))
}

const LIST_VERSIONS = `
  SELECT f.tenant_id AS "tenantId", count(*) || ' ' || coalesce(max(c.value), 0) AS version
  FROM fence f LEFT JOIN fence_counter c ON c.tenant_id = f.tenant_id
  WHERE f.enabled AND f.removed_at IS NULL GROUP BY f.tenant_id`

/**
 * The fences of a tenant that are switched on; those of `known` that have not changed since are the same objects, as preparing
 * thousands of shapes takes long. One that cannot be read is left out. Shapes are checked when they are written.
 */
export async function listWatchedFences(
  tenantId: string,
  known: ReadonlyMap<string, WatchedFence> = new Map(),
): Promise<WatchedFence[]> {
  const rows = await db().fence.findMany({
    where: { tenantId, enabled: true, removedAt: null },
    include: { devices: { where: { chosen: true }, select: { deviceId: true } } },
  })
  return rows.flatMap((row) => {
    const before = known.get(row.id)
    const { version } = row
    if (before?.version === version) return [before]
    const shape = fenceShapeSchema.safeParse(row.shape)
    if (!shape.success) return []
    const { id, name, scopePath, dwellMin, alarmEnter, alarmExit, shapeAt } = row
    return [
      {
        id,
        name,
        scopePath,
        alarmEnter,
        alarmExit,
        version,
        shape: shape.data,
        deviceIds: row.allDevices ? null : new Set(row.devices.map(({ deviceId }) => deviceId)),
        dwellMs: dwellMin === null ? null : dwellMin * 60_000,
        fromMs: shapeAt.getTime(),
      },
    ]
  })
}

/** The scope path of each device in the tenant's roster. */
export async function listDevicePaths(tenantId: string): Promise<Map<string, string>> {
  const rows = await sql().query<{ id: string; path: string }>(LIST_PATHS, [tenantId])
  return new Map(rows.map(({ id, path }) => [id, path]))
}

const LIST_PATHS = `
  SELECT d.id, d.scope_path AS path FROM device d
  WHERE d.tenant_id = $1::uuid AND d.removed_at IS NULL`

/** When each device was last seen anywhere, ms since epoch: only fixes after `since`. */
export async function listLastFixes(tenantId: string, since: Date): Promise<Map<string, number>> {
  const rows = await sql().query<{ deviceId: string; fixAt: Date }>(LIST_LAST_FIXES, [
    tenantId,
    since.toISOString(),
  ])
  return new Map(rows.map(({ deviceId, fixAt }) => [deviceId, fixAt.getTime()]))
}

const LIST_LAST_FIXES = `
  SELECT device_id AS "deviceId", fix_at AS "fixAt" FROM device_state
  WHERE tenant_id = $1::uuid AND received_at >= $2::timestamptz AND fix_at IS NOT NULL`

const visitsSchema = z
  .array(z.object({ fenceId: z.uuid(), enteredAtMs: z.number(), hasDwelled: z.boolean() }))
  .max(100_000)

/** How far each device was held against the fences, and where it was inside. */
export async function listTracks(tenantId: string): Promise<Map<string, DeviceTrack>> {
  const rows = await db().fenceState.findMany({ where: { tenantId } })
  return new Map(
    rows.map(({ deviceId, fixAt, lat, lng, speedKph, visits }) => {
      const parsed = visitsSchema.safeParse(visits)
      const entries = (parsed.data ?? []).map(({ fenceId, ...visit }) => [fenceId, visit] as const)
      const track = { lat, lng, speedKph, atMs: fixAt.getTime(), doubted: null }
      return [deviceId, { ...track, visits: entries.length > 0 ? new Map(entries) : null }]
    }),
  )
}

/** A stretch of a device's fixes: later than the one, up to the other. */
export type FixSpan = { deviceId: string; afterMs: number; untilMs: number }

const SPANS = defineBatch<FixSpan>([
  ['device_id', 'uuid', (row) => row.deviceId],
  ['after_at', 'timestamptz', (row) => new Date(row.afterMs)],
  ['until_at', 'timestamptz', (row) => new Date(row.untilMs)],
])

/** Fixes of one device that are read at once. */
export const FIXES_AT_ONCE = 1000

/** Fixes of a tenant's devices, each device's in order of time and at most FIXES_AT_ONCE of them. */
export async function readFixes(
  tenantId: string,
  spans: readonly FixSpan[],
): Promise<Omit<EngineFix, 'devicePath'>[]> {
  const rows = await sql().query<FixRow>(READ_FIXES, [tenantId, ...SPANS.values(spans)])
  return rows.map(({ fixAt, source, ...row }) => ({
    ...row,
    atMs: fixAt.getTime(),
    source: toSource(source),
  }))
}

type FixRow = {
  deviceId: string
  fixAt: Date
  lat: number
  lng: number
  speedKph: number | null
  source: string
}

// Of two fixes of one moment the satellites' counts.
const READ_FIXES = `
  SELECT n.device_id AS "deviceId", p.fix_at AS "fixAt", p.lat, p.lng, p.speed_kph AS "speedKph", p.source
  FROM ${SPANS.from(2, 'n')}
  CROSS JOIN LATERAL (
    SELECT fix_at, lat, lng, speed_kph, source FROM position
    WHERE tenant_id = $1::uuid AND device_id = n.device_id AND fix_at > n.after_at AND fix_at <= n.until_at
    ORDER BY fix_at, (source <> 'gps') LIMIT ${FIXES_AT_ONCE}
  ) AS p
  ORDER BY n.device_id, p.fix_at, (p.source <> 'gps')`

/** A way we do not know is trusted no more than Wi-Fi. */
function toSource(source: string): FixSource {
  return FIX_SOURCES.find((known) => known === source) ?? 'wifi'
}
