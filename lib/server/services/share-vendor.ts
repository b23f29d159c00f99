// The vendor's own public link to one vehicle. It cannot be ended, by us or anybody, so that it was asked for is written down
// before it is.

import 'server-only'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { getDevice } from '../data/devices'
import { callJimi } from '../jimi'
import { assertMay } from '../rights'

/**
 * Asks the vendor for its public link to a device in scope.
 * @throws ForbiddenError without the right to share, NotFoundError, and what `callJimi` throws.
 */
export async function readVendorShareUrl(viewer: Viewer, deviceId: string): Promise<string> {
  await assertMay(viewer, 'share')
  const device = await getDevice(viewer, deviceId)
  await appendAudit(viewer.tenantId, {
    actorId: viewer.userId,
    action: 'share_link.vendor_url',
    target: device.id,
    detail: { imei: device.imei },
  })
  const { url } = await callJimi(viewer, 'jimi.device.location.URL.share', { imei: device.imei })
  return url
}
