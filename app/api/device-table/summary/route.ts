import type { DeviceSummary } from '@/lib/domain/api/device-table'
import { handleApi } from '@/lib/server/http'
import { deviceSummary } from '@/lib/server/services/device-table'
import { requireViewer } from '@/lib/server/session'
import { askedOf } from '../asked'

/** What of the devices that match expires when, and what the viewer may do with them. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: DeviceSummary = await deviceSummary(viewer, askedOf(request))
  return Response.json(body)
})
