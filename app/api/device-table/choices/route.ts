import type { DeviceChoices } from '@/lib/domain/api/device-table'
import { handleApi } from '@/lib/server/http'
import { deviceChoices } from '@/lib/server/services/device-table'
import { requireViewer } from '@/lib/server/session'

/** What the table of devices can be narrowed by. */
export const GET = handleApi(async () => {
  const body: DeviceChoices = await deviceChoices(await requireViewer())
  return Response.json(body)
})
