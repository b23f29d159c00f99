import { type TargetList, targetsQuerySchema } from '@/lib/domain/api/device-jobs'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listTargets } from '@/lib/server/services/device-transfer'
import { requireViewer } from '@/lib/server/session'

/** Accounts that devices can be moved to: `TargetList` of lib/domain/api/device-jobs.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { q } = parseInput(targetsQuerySchema, queryOf(request))
  const body: TargetList = await listTargets(viewer, q ?? '')
  return Response.json(body)
})
