import type { MatchingIds } from '@/lib/domain/api/device-table'
import { handleApi } from '@/lib/server/http'
import { matchingDevices } from '@/lib/server/services/device-table'
import { requireViewer } from '@/lib/server/session'
import { askedOf } from '../asked'

/** Whom "all that match" means. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: MatchingIds = await matchingDevices(viewer, askedOf(request))
  return Response.json(body)
})
