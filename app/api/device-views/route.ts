import type { DeviceViews } from '@/lib/domain/api/device-table'
import { handleApi } from '@/lib/server/http'
import { deviceViews } from '@/lib/server/services/device-views'
import { requireViewer } from '@/lib/server/session'

/** The person's views of the table of devices, and its columns. */
export const GET = handleApi(async () => {
  const body: DeviceViews = await deviceViews(await requireViewer())
  return Response.json(body)
})
