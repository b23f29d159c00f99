import { videoLeaveSchema } from '@/lib/domain/api/video'
import { handleApi, readJson } from '@/lib/server/http'
import { leave } from '@/lib/server/services/video-live'
import { requireViewer } from '@/lib/server/session'

/** Takes players of a page off their streams; also sent by pages that are being closed. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  await leave(viewer, await readJson(request, videoLeaveSchema))
  return Response.json({ left: true })
})
