import { overviewQuerySchema } from '@/lib/domain/api/overview'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { fleetUseOf } from '@/lib/server/services/overview'
import { requireViewer } from '@/lib/server/session'

/** How many vehicles drove on each of the last days of a zone: `FleetUse` of lib/domain/api/overview.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { zone } = parseInput(overviewQuerySchema, queryOf(request))
  return Response.json(await fleetUseOf(viewer, zone))
})
