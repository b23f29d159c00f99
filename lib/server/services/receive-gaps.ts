// Gaps in the form people read them.

import type { DeviceGaps, ReceiveGapView } from '@/lib/domain/api/gap'
import { GAP_STATUSES, type GapStatus } from '@/lib/domain/receive-gap'
import type { Viewer } from '../access'
import type { TimeRange } from '../data/positions'
import { type GapRecord, listDeviceGaps, listGaps, listNamesByImei } from '../data/receive-gaps'

const MAX_GAPS = 100
const MAX_DEVICE_GAPS = 500

/** The newest gaps of the viewer's tenant. @throws ForbiddenError unless the viewer is an owner. */
export async function receiveGapsOf(viewer: Viewer): Promise<ReceiveGapView[]> {
  const gaps = await listGaps(viewer, MAX_GAPS)
  const imeis = new Set(gaps.flatMap(({ detail }) => detail.failed.map(({ imei }) => imei)))
  const names = imeis.size === 0 ? new Map<string, string>() : await listNamesByImei(viewer, [...imeis])
  return gaps.map((gap) => toView(gap, names))
}

/** Spans in which nothing of a device could be received. @throws NotFoundError for a missing and a foreign device alike. */
export async function deviceGapsOf(viewer: Viewer, deviceId: string, range: TimeRange): Promise<DeviceGaps> {
  const gaps = await listDeviceGaps(viewer, deviceId, { ...range, limit: MAX_DEVICE_GAPS })
  return {
    gaps: gaps.map(({ startedAt, endedAt, status }) => ({
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      status: toStatus(status),
    })),
  }
}

function toView(gap: GapRecord, names: ReadonlyMap<string, string>): ReceiveGapView {
  const { detail } = gap
  const { done, total, positions, alarms, failedCount, isCut, waiting } = detail
  return {
    id: gap.id,
    connectionName: gap.connectionName,
    startedAt: gap.startedAt.toISOString(),
    endedAt: gap.endedAt.toISOString(),
    status: toStatus(gap.status),
    done,
    total,
    positions,
    alarms,
    failed: detail.failed.map((device) => ({ ...device, name: names.get(device.imei) ?? null })),
    failedCount,
    isCut,
    waiting: waiting && gap.status === 'open' ? { ...waiting, untilAt: gap.nextTryAt.toISOString() } : null,
    closedAt: gap.closedAt?.toISOString() ?? null,
  }
}

function toStatus(text: string): GapStatus {
  return GAP_STATUSES.find((known) => known === text) ?? 'open'
}
