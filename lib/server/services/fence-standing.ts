// How the copy of a fence at the vendor stands as of now. The note of it is as old as the last look there, and vehicles come and
// go on our side in between.

import type { FenceDifference, FenceVendorState } from '@/lib/domain/fence-limits'
import type { Viewer } from '../access'
import type { FenceRecord } from '../data/fences'
import { isHeldAsWanted } from './fence-devices'
import { fenceDifferences } from './fence-vendor'

/** In what the copy, as last seen, differs from ours, and what state that makes. */
export async function copyStanding(
  viewer: Viewer,
  fence: FenceRecord,
): Promise<{ state: FenceVendorState; differences: FenceDifference[] }> {
  const { kind, state } = fence.vendor
  if (kind === 'device') {
    const isAsWanted = (state !== 'same' && state !== 'differs') || (await isHeldAsWanted(viewer, fence))
    return isAsWanted ? { state, differences: [] } : { state: 'differs', differences: ['devices'] }
  }
  const differences = await fenceDifferences(viewer, fence)
  if (state !== 'same' && state !== 'differs') return { state, differences }
  return { state: differences.length === 0 ? 'same' : 'differs', differences }
}
