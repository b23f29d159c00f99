import { type DeviceJobDetail, deviceJobQuerySchema } from '@/lib/domain/api/device-jobs'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { deviceJobDetail } from '@/lib/server/services/device-jobs'
import { requireViewer } from '@/lib/server/session'

type Context = { params: Promise<{ id: string }> }

/** One piece of work with a page of its items: `DeviceJobDetail` of lib/domain/api/device-jobs.ts. */
export const GET = handleApi<Context>(async (request, { params }) => {
  const viewer = await requireViewer()
  const { state, skip } = parseInput(deviceJobQuerySchema, queryOf(request))
  const body: DeviceJobDetail = await deviceJobDetail(viewer, (await params).id, {
    state,
    skip: Number(skip ?? '0'),
  })
  return Response.json(body)
})
