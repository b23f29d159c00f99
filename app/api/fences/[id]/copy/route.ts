import { type FenceVendorWork, fenceVendorWorkSchema } from '@/lib/domain/api/fences'
import type { Viewer } from '@/lib/server/access'
import { handleApi, readJson } from '@/lib/server/http'
import { pushToDevices, removeFromDevices } from '@/lib/server/services/fence-devices'
import { lookNowAndThen } from '@/lib/server/services/fence-look'
import { removeFenceWithCopy } from '@/lib/server/services/fence-removal'
import {
  checkAtPlatform,
  pushToPlatform,
  removeFromPlatform,
  takeFromPlatform,
} from '@/lib/server/services/fence-vendor'
import { requireViewer } from '@/lib/server/session'

const WORKS = {
  push: pushToPlatform,
  check: checkAtPlatform,
  look: lookNowAndThen,
  take: takeFromPlatform,
  remove: removeFromPlatform,
  pushDevices: pushToDevices,
  removeDevices: removeFromDevices,
  removeFence: removeFenceWithCopy,
} satisfies Record<FenceVendorWork, (viewer: Viewer, fenceId: string) => Promise<unknown>>

/** Does something with the copy of a fence at the vendor, who may take minutes. No action: those of a page wait for each other. */
export const POST = handleApi(async (request, { params }: { params: Promise<{ id: string }> }) => {
  const viewer = await requireViewer()
  const { work } = await readJson(request, fenceVendorWorkSchema)
  await WORKS[work](viewer, (await params).id)
  return Response.json({ done: true })
})
