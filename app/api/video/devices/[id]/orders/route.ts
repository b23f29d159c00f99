import { type VideoDone, videoCaptureSchema } from '@/lib/domain/api/video'
import { handleApi, readJson } from '@/lib/server/http'
import { answerVideo } from '@/lib/server/services/video-answer'
import { capture, ordersOf } from '@/lib/server/services/video-orders'
import { requireViewer } from '@/lib/server/session'

/** What a vehicle's camera was asked for, and whether it has come: `VideoOrders` of lib/domain/api/video.ts. */
export const GET = handleApi(async (_, { params }: { params: Promise<{ id: string }> }) =>
  Response.json(await ordersOf(await requireViewer(), (await params).id)),
)

/** Has a camera take a photo or a clip now: `VideoDone`, or why not. No action: those of a page wait for each other. */
export const POST = handleApi<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const viewer = await requireViewer()
  const [{ id: deviceId }, want] = [await params, await readJson(request, videoCaptureSchema)]
  const answer = await answerVideo(async (): Promise<VideoDone> => {
    await capture(viewer, { ...want, deviceId })
    return { kind: 'done' }
  })
  return Response.json(answer)
})
