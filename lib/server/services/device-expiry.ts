// When devices expire: giving many a new day. Which are about to is asked of the table of devices. The method is
// jimi.user.device.expiration.update, which sets the user's term and answers for each device; what rosters tell back
// (`expiration`) is the platform's own, and no document says that the one follows the other. Decided: there is one column of
// days, the roster's, which decides what counts as expired. A new term is written there at once, as what is expected, and the
// next roster says what holds; dialog, report and file tell people so. A column of its own would need a reading to stay true,
// and only the detail of each single device has one (`user_expiration`).

import type { ExpiryPreview } from '@/lib/domain/api/device-jobs'
import type { Viewer } from '../access'
import type { NewDeviceItem } from '../data/device-jobs'
import { getWorkDevices, type WorkDevice } from '../data/device-jobs-devices'
import { assertMay } from '../rights'
import { beginDeviceWork, DeviceJobError } from './device-jobs'
import { itemOf } from './device-transfer'

/**
 * What giving devices a last day would change.
 * @throws NotFoundError when one is not the viewer's; ForbiddenError
 */
export async function previewExpiry(
  viewer: Viewer,
  { deviceIds, date }: { deviceIds: readonly string[]; date: string },
): Promise<ExpiryPreview> {
  await assertMay(viewer, 'manage_devices')
  const devices = await getWorkDevices(viewer, deviceIds)
  const expiresAt = endOfDay(date)
  const changing = changedBy(devices, expiresAt)
  const now = changing
    .flatMap((device) => device.expiresAt ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime())
  return {
    changing: changing.length,
    already: devices.length - changing.length,
    earlier: now.filter((each) => each > expiresAt).length,
    first: now.at(0)?.toISOString() ?? null,
    last: now.at(-1)?.toISOString() ?? null,
    isPast: isOver(expiresAt),
  }
}

/**
 * Gives devices a last day, which ends at midnight UTC.
 * @throws NotFoundError when one is not the viewer's; DeviceJobError for a day that is over, or nothing to change;
 * ForbiddenError
 */
export async function beginExpiry(
  viewer: Viewer,
  { deviceIds, date }: { deviceIds: readonly string[]; date: string },
): Promise<{ jobId: string; total: number }> {
  await assertMay(viewer, 'manage_devices')
  const expiresAt = endOfDay(date)
  if (isOver(expiresAt)) throw new DeviceJobError('past')
  const devices = await getWorkDevices(viewer, deviceIds)
  const items = changedBy(devices, expiresAt).map((device) => expiryItem(device, expiresAt))
  const about = { expiresAt: expiresAt.toISOString() }
  const jobId = await beginDeviceWork(viewer, { kind: 'expiry', about, items })
  return { jobId, total: items.length }
}

function changedBy(devices: readonly WorkDevice[], expiresAt: Date): WorkDevice[] {
  return devices.filter((device) => device.expiresAt?.getTime() !== expiresAt.getTime())
}

function isOver(expiresAt: Date): boolean {
  return expiresAt.getTime() < Date.now()
}

/** A new expiry as it is written down. */
export function expiryItem(device: WorkDevice, expiresAt: Date): NewDeviceItem {
  const to = expiresAt.toISOString()
  return {
    ...itemOf(device),
    batchKey: `expiry ${device.connectionId} ${to}`,
    wish: { step: 'expiry', expiresAt: to },
    changes: [{ field: 'expiry', from: device.expiresAt?.toISOString() ?? null, to }],
  }
}

/** The last second of a day, as the vendor's own expiries have it. */
export function endOfDay(date: string): Date {
  return new Date(`${date}T23:59:59.000Z`)
}
