// Names of recordings as people send them back to us. They go on to the device, and nobody outside knows within what, so that
// only names pass which the device itself gave.

import 'server-only'
import { isPlainDeviceText } from '@/lib/domain/device-text'
import type { Viewer } from '../access'
import { isListed } from '../data/video-lists'
import { InvalidInputError } from '../errors'

/** @throws InvalidInputError for a name that no list of this channel has, or that could be read as more than a name */
export async function assertListed(
  viewer: Viewer,
  { deviceId, channel, fileName }: { deviceId: string; channel: number; fileName: string | null },
): Promise<void> {
  if (fileName === null) return
  if (!isPlainDeviceText(fileName) || !(await isListed(viewer, { deviceId, channel, fileName })))
    throw new InvalidInputError('There is no such recording.')
}
