import { videoSpanSchema } from '@/lib/domain/api/video'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listEvents } from '@/lib/server/services/video-media'
import { requireViewer } from '@/lib/server/session'

/** The alarms with files of a vehicle from `from` to `to`, 40 days at most: `VideoEvents` of lib/domain/api/video.ts. */
export const GET = handleApi(async (request, { params }: { params: Promise<{ id: string }> }) => {
  const viewer = await requireViewer()
  const { from, to } = parseInput(videoSpanSchema, queryOf(request))
  const span = { fromAt: new Date(from), toAt: new Date(to) }
  return Response.json(await listEvents(viewer, (await params).id, span))
})
