// Stored fixes as people may see them. Storing them is the business of system/positions.ts.

import 'server-only'
import type { Viewer } from '../access'
import { db } from '../db'
import { getDevice } from './devices'
import { type PositionRecord, toFixSource } from './records'

/** Both ends included. */
export type TimeRange = { fromAt: Date; toAt: Date }

/**
 * The fixes of a device in scope within a time range, ascending. When there are more than `limit`, the newest.
 * @throws NotFoundError as `getDevice`.
 */
export async function listPositions(
  viewer: Viewer,
  deviceId: string,
  { fromAt, toAt, limit }: TimeRange & { limit: number },
): Promise<PositionRecord[]> {
  const device = await getDevice(viewer, deviceId)
  const rows = await db().position.findMany({
    where: { tenantId: viewer.tenantId, deviceId: device.id, fixAt: { gte: fromAt, lte: toAt } },
    orderBy: { fixAt: 'desc' },
    take: limit,
    omit: OMITTED,
  })
  return rows.reverse().map((row) => ({ ...row, source: toFixSource(row.source) }))
}

/** What no trail needs. */
const OMITTED = {
  tenantId: true,
  altitudeM: true,
  odometerKm: true,
  arrivedAt: true,
  resent: true,
  reason: true,
  extra: true,
}
