// Taking a fence away, with its copy at the vendor if that should go too.

import type { Viewer } from '../access'
import { getFence } from '../data/fences'
import { AppError } from '../errors'
import { removeFromDevices } from './fence-devices'
import { removeFromPlatform } from './fence-vendor'
import { mayEdit, removeFence } from './fences'

/**
 * Deletes the copy first: when that fails, the fence stays, and so does the way to try again.
 * @throws ForbiddenError, NotFoundError; AppError when devices still hold it; what the vendor said of the copy.
 */
export async function removeFenceWithCopy(viewer: Viewer, fenceId: string): Promise<void> {
  await mayEdit(viewer)
  const { vendor } = await getFence(viewer, fenceId)
  if (vendor.kind === 'platform') await removeFromPlatform(viewer, fenceId)
  if (vendor.kind === 'device') await takeOutOfAll(viewer, fenceId)
  await removeFence(viewer, fenceId)
}

async function takeOutOfAll(viewer: Viewer, fenceId: string): Promise<void> {
  const { failed } = await removeFromDevices(viewer, fenceId)
  if (failed === 0) return
  const userMessage =
    'Some devices still hold the fence, because they are offline or refused. Nothing else was deleted.'
  throw new AppError({ code: 'fence_still_held', userMessage, status: 409 })
}
