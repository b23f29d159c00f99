import { handleApi } from '@/lib/server/http'
import { describeDeviceCommands } from '@/lib/server/services/commands-view'
import { requireViewer } from '@/lib/server/session'

/** What one device understands: `DeviceCommands` of lib/domain/api/command.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_request, { params }) => {
  const viewer = await requireViewer()
  const { id } = await params
  return Response.json(await describeDeviceCommands(viewer, id))
})
