// Attaching devices to users of the vendor's mobile app, and detaching them. Nobody can ask the vendor who is bound to what, so
// an answer that never came stays unknown.

import type { Viewer } from '../access'
import { getWorkDevices } from '../data/device-jobs-devices'
import { assertMay } from '../rights'
import { beginDeviceWork, DeviceJobError } from './device-jobs'
import { itemOf } from './device-transfer'

/**
 * Begins it, one device after another.
 * @throws NotFoundError when one is not the viewer's; DeviceJobError when the connection has no such method; ForbiddenError
 */
export async function beginBinding(
  viewer: Viewer,
  {
    deviceIds,
    appUserLogin,
    step,
  }: { deviceIds: readonly string[]; appUserLogin: string; step: 'bind' | 'unbind' },
): Promise<{ jobId: string; total: number }> {
  await assertMay(viewer, 'manage_devices')
  const devices = await getWorkDevices(viewer, deviceIds)
  if (devices.some(({ connection }) => connection.profile !== 'pro'))
    throw new DeviceJobError('not_supported')
  const items = devices.map((device) => ({
    ...itemOf(device),
    // Each goes alone.
    batchKey: `${step} ${device.id}`,
    wish: { step, appUserLogin },
    changes: [{ field: 'appUser' as const, from: null, to: appUserLogin }],
  }))
  const jobId = await beginDeviceWork(viewer, { kind: step, about: { appUserLogin }, items })
  return { jobId, total: items.length }
}
