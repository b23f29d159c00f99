import { z } from 'zod'
import type { DeviceGroups } from '@/lib/domain/api/device-table'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listDeviceGroups } from '@/lib/server/services/device-groups'
import { requireViewer } from '@/lib/server/session'

const querySchema = z.object({ account: z.uuid() })

/** The groups the vendor has for an account: `DeviceGroups` of lib/domain/api/device-table.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { account } = parseInput(querySchema, queryOf(request))
  const body: DeviceGroups = await listDeviceGroups(viewer, account)
  return Response.json(body)
})
