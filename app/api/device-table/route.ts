import type { DevicePage } from '@/lib/domain/api/device-table'
import { handleApi } from '@/lib/server/http'
import { devicePage } from '@/lib/server/services/device-table'
import { requireViewer } from '@/lib/server/session'
import { askedOf, offsetOf } from './asked'

/** A page of the devices that match: `DevicePage` of lib/domain/api/device-table.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: DevicePage = await devicePage(viewer, { ...askedOf(request), offset: offsetOf(request) })
  return Response.json(body)
})
