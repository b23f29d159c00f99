import { type VideoDone, videoUploadSchema } from '@/lib/domain/api/video'
import { handleApi, readJson } from '@/lib/server/http'
import { answerVideo } from '@/lib/server/services/video-answer'
import { requestUpload } from '@/lib/server/services/video-orders'
import { requireViewer } from '@/lib/server/session'

/** Has a camera send a recording up to the vendor's store: `VideoDone`, or why not. */
export const POST = handleApi<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const viewer = await requireViewer()
  const { id: deviceId } = await params
  const { beginAt, ...want } = await readJson(request, videoUploadSchema)
  const answer = await answerVideo(async (): Promise<VideoDone> => {
    await requestUpload(viewer, { ...want, deviceId, beginAt: new Date(beginAt) })
    return { kind: 'done' }
  })
  return Response.json(answer)
})
