// Spans in which nothing could be received, as people may see them, and a further try that owners ask for. Finding and filling
// them is system/receive-marks.ts and system/heal-gaps.ts.

import 'server-only'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { db, inTransaction } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { storableJson } from '../sql'
import { getDevice } from './devices'
import { isUuid } from './ids'
import type { TimeRange } from './positions'
import { detailOfRetry, type GapDetail, toGapDetail } from './system/gap-detail'

/** A gap with how far its filling is. */
export type GapRecord = {
  id: string
  connectionName: string
  startedAt: Date
  endedAt: Date
  status: string
  nextTryAt: Date
  closedAt: Date | null
  detail: GapDetail
}

/** A span without reception, as it concerns one device. */
export type DeviceGap = { startedAt: Date; endedAt: Date; status: string }

/** The newest gaps of the tenant's connections. @throws ForbiddenError unless the viewer is an owner. */
export async function listGaps(viewer: Viewer, limit: number): Promise<GapRecord[]> {
  assertOwner(viewer)
  const { tenantId } = viewer
  const [gaps, connections] = await Promise.all([
    db().receiveGap.findMany({
      where: { tenantId },
      omit: { tenantId: true, failures: true, jobId: true },
      orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
      take: limit,
    }),
    db().jimiConnection.findMany({ where: { tenantId }, select: { id: true, name: true } }),
  ])
  const nameOf = new Map(connections.map(({ id, name }) => [id, name]))
  return gaps.map(({ connectionId, detail, ...gap }) => ({
    ...gap,
    connectionName: nameOf.get(connectionId) ?? '',
    detail: toGapDetail(detail),
  }))
}

/**
 * Lets a gap be filled at once where that waits, and tried again where something could not be had; one that is being filled, or
 * is filled, stays as it is.
 * @throws ForbiddenError unless the viewer is an owner, NotFoundError for a foreign or missing gap.
 */
export async function retryGap(viewer: Viewer, gapId: string, at: Date): Promise<void> {
  assertOwner(viewer)
  if (!isUuid(gapId)) throw new NotFoundError()
  await inTransaction(async (tx) => {
    const [gap] = await tx.query<{ status: string; detail: unknown }>(
      'SELECT status, detail FROM receive_gap WHERE tenant_id = $1::uuid AND id = $2::uuid FOR UPDATE',
      [viewer.tenantId, gapId],
    )
    if (gap === undefined) throw new NotFoundError()
    if (gap.status !== 'open' && gap.status !== 'partly') return
    const known = toGapDetail(gap.detail)
    const detail = gap.status === 'partly' ? detailOfRetry(known) : { ...known, waiting: null }
    await tx.query(
      `UPDATE receive_gap SET status = 'open', detail = $3::jsonb, next_try_at = $4::timestamptz, failures = 0,
         closed_at = NULL
       WHERE tenant_id = $1::uuid AND id = $2::uuid`,
      [viewer.tenantId, gapId, storableJson(detail), at.toISOString()],
    )
    await appendAudit(viewer.tenantId, {
      actorId: viewer.userId,
      action: 'receive_gap.retry',
      target: gapId,
      detail: { status: gap.status },
    })
  })
}

/** What owners call the tenant's devices, by IMEI, of those that are asked for. @throws ForbiddenError as `listGaps`. */
export async function listNamesByImei(
  viewer: Viewer,
  imeis: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  assertOwner(viewer)
  const devices = await db().device.findMany({
    where: { tenantId: viewer.tenantId, removedAt: null, imei: { in: [...imeis] } },
    select: { imei: true, name: true, plate: true },
  })
  return new Map(devices.map(({ imei, name, plate }) => [imei, plate ?? name]))
}

/**
 * The spans within a time range in which nothing of a device in scope could be received, the oldest first; the newest `limit`
 * of them.
 * @throws NotFoundError as `getDevice`.
 */
export async function listDeviceGaps(
  viewer: Viewer,
  deviceId: string,
  { fromAt, toAt, limit }: TimeRange & { limit: number },
): Promise<DeviceGap[]> {
  const { connectionId } = await getDevice(viewer, deviceId)
  const newestFirst = await db().receiveGap.findMany({
    where: { tenantId: viewer.tenantId, connectionId, startedAt: { lt: toAt }, endedAt: { gt: fromAt } },
    select: { startedAt: true, endedAt: true, status: true },
    orderBy: { startedAt: 'desc' },
    take: limit,
  })
  return newestFirst.reverse()
}

function assertOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
