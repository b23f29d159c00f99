import type { DeviceJobList } from '@/lib/domain/api/device-jobs'
import { handleApi } from '@/lib/server/http'
import { deviceJobList } from '@/lib/server/services/device-jobs'
import { requireViewer } from '@/lib/server/session'

/** The newest work on many devices: `DeviceJobList` of lib/domain/api/device-jobs.ts. */
export const GET = handleApi(async () => {
  const body: DeviceJobList = await deviceJobList(await requireViewer())
  return Response.json(body)
})
