import { type ExpiringList, expiringQuerySchema } from '@/lib/domain/api/device-jobs'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { expiringDevices } from '@/lib/server/services/device-expiry'
import { requireViewer } from '@/lib/server/session'

/** Devices whose term is over or ends soon: `ExpiringList` of lib/domain/api/device-jobs.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { days } = parseInput(expiringQuerySchema, queryOf(request))
  const body: ExpiringList = await expiringDevices(viewer, days)
  return Response.json(body)
})
