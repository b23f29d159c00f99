// Pages of devices, latest positions and fixes as programs read them: by keys that stay, so that nothing is told twice or
// left out while the fleet changes. What the pages of people read is devices.ts and positions.ts.

import 'server-only'
import { FIX_SOURCES, type FixSource } from '@/lib/domain/vehicle'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { NotFoundError } from '../errors'
import { storableText } from '../sql'
import { type Device, getDevice } from './devices'
import type { TimeRange } from './positions'
import { type LatestState, toDeviceKind, toFixSource, toLatestState } from './records'
import { visibleDevices } from './scope'

/** A page: what comes after this id, and how many. */
export type IdPage = { afterId: string | null; limit: number }

/** A page of the devices in scope by id, those whose name, plate or IMEI has `search` in it. */
export async function pageOfDevices(
  viewer: Viewer,
  search: string | null,
  { afterId, limit }: IdPage,
): Promise<Omit<Device, 'accountPath'>[]> {
  // LIKE would read these three as wildcards.
  const part = search === null ? null : storableText(search).replace(/[\\%_]/g, '\\$&')
  const contains = { contains: part ?? '', mode: 'insensitive' as const }
  const rows = await db().device.findMany({
    where: {
      ...visibleDevices(viewer),
      ...(afterId === null ? {} : { id: { gt: afterId } }),
      ...(part === null ? {} : { OR: [{ name: contains }, { plate: contains }, { imei: contains }] }),
    },
    include: { account: { select: { name: true } } },
    orderBy: { id: 'asc' },
    take: limit,
  })
  return rows.map(({ account, kind, ...row }) => ({
    ...row,
    kind: toDeviceKind(kind),
    accountName: account.name,
  }))
}

export type DeviceState = { deviceId: string; expiresAt: Date | null; state: LatestState }

/** A page of what is last known of devices in scope, by id; devices that never reported are not there. */
export async function pageOfStates(
  viewer: Viewer,
  deviceIds: readonly string[] | null,
  { afterId, limit }: IdPage,
): Promise<DeviceState[]> {
  const ids = {
    ...(deviceIds === null ? {} : { in: [...deviceIds] }),
    ...(afterId === null ? {} : { gt: afterId }),
  }
  const rows = await db().device.findMany({
    where: { ...visibleDevices(viewer), id: ids, state: { isNot: null } },
    select: { id: true, expiresAt: true, state: true },
    orderBy: { id: 'asc' },
    take: limit,
  })
  return rows.flatMap(({ id, expiresAt, state }) =>
    state === null ? [] : [{ deviceId: id, expiresAt, state: toLatestState(state) }],
  )
}

/** @throws NotFoundError when one of the devices is missing or not the viewer's */
export async function assertDevices(viewer: Viewer, deviceIds: readonly string[]): Promise<void> {
  const where = { ...visibleDevices(viewer), id: { in: [...deviceIds] } }
  if ((await db().device.count({ where })) < new Set(deviceIds).size) throw new NotFoundError()
}

/** One stored fix, and its place in the order of fixes. */
export type StoredFix = {
  at: Date
  source: FixSource
  lat: number
  lng: number
  speedKph: number | null
  headingDeg: number | null
  ignition: boolean | null
}
export type FixPlace = { atMs: number; source: string }

/**
 * A page of the fixes of a device in scope, ascending by time and source, which together name a fix.
 * @throws NotFoundError as `getDevice`
 */
export async function pageOfFixes(
  viewer: Viewer,
  deviceId: string,
  { fromAt, toAt, after, limit }: TimeRange & { after: FixPlace | null; limit: number },
): Promise<StoredFix[]> {
  const device = await getDevice(viewer, deviceId)
  const rows = await sql().query<Omit<StoredFix, 'source'> & { source: string }>(
    `SELECT fix_at AS at, source, lat, lng, speed_kph AS "speedKph", heading_deg AS "headingDeg", ignition
     FROM position
     WHERE tenant_id = $1 AND device_id = $2::uuid AND fix_at BETWEEN $3::timestamptz AND $4::timestamptz
       AND ($5::timestamptz IS NULL OR (fix_at >= $5::timestamptz AND (fix_at, source) > ($5::timestamptz, $6::text)))
     ORDER BY fix_at, source LIMIT ${Math.trunc(limit)}`,
    [
      ...[viewer.tenantId, device.id, fromAt, toAt],
      ...[after === null ? null : new Date(after.atMs), after?.source ?? FIX_SOURCES[0]],
    ],
  )
  return rows.map((row) => ({ ...row, source: toFixSource(row.source) }))
}
