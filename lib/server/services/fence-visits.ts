// Visits of a fence as the vendor counts them, beside ours: two ways of counting that should agree.

import type { FenceVisits } from '@/lib/domain/api/fences'
import type { Viewer } from '../access'
import { listFenceEvents } from '../data/fence-events'
import { getFence } from '../data/fences'
import { callJimi } from '../jimi'
import { accountFor, ourCopy } from './fence-account'

const SPAN_MS = 24 * 3_600_000
/** The vendor is asked for so many vehicles at most. */
const MAX_VEHICLES = 50
const MAX_SHOWN = 200
const MAX_OURS = 1000

/**
 * The visits of the last 24 hours at a fence that has a copy on the platform; none for others.
 * @throws NotFoundError, and what the vendor call throws
 */
export async function listVendorVisits(viewer: Viewer, fenceId: string): Promise<FenceVisits> {
  const fence = await getFence(viewer, fenceId)
  const { kind, fenceId: vendorFenceId } = fence.vendor
  const empty = { visits: [], vendorCount: 0, ownCount: 0, vehicles: 0 }
  if (kind !== 'platform' || vendorFenceId === null) return empty
  const [{ login }, { imeis: all }] = await Promise.all([accountFor(viewer, fence), ourCopy(viewer, fence)])
  const imeis = all.slice(0, MAX_VEHICLES)
  if (imeis.length === 0) return empty
  const endAt = new Date()
  const beginAt = new Date(endAt.getTime() - SPAN_MS)
  const input = {
    accountLogin: login,
    imeis,
    beginAt,
    endAt,
    startRow: 0,
    pageSize: 100,
    fenceId: vendorFenceId,
  }
  const { rows } = await callJimi(viewer, 'jimi.open.platform.fence.duration', input)
  const ours = await listFenceEvents(viewer, fenceId, { limit: MAX_OURS })
  return {
    visits: rows.slice(0, MAX_SHOWN).map(({ imei, deviceName, enterAt, exitAt }) => ({
      deviceName: deviceName ?? imei,
      enterAt: enterAt.toISOString(),
      exitAt: exitAt?.toISOString() ?? null,
    })),
    vendorCount: rows.length,
    ownCount: ours.filter(({ kind: what, at }) => what === 'enter' && at >= beginAt).length,
    vehicles: imeis.length,
  }
}
