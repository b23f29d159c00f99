import { handleApi } from '@/lib/server/http'
import { deviceDetailOf } from '@/lib/server/services/device-detail'
import { requireViewer } from '@/lib/server/session'

/** Everything the vehicle card shows: `DeviceDetail` of lib/domain/api/device.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_request, { params }) => {
  const viewer = await requireViewer()
  const { id } = await params
  return Response.json(await deviceDetailOf(viewer, id, Date.now()))
})
