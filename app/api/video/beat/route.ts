import { videoBeatSchema } from '@/lib/domain/api/video'
import { handleApi, readJson } from '@/lib/server/http'
import { beat } from '@/lib/server/services/video-live'
import { requireViewer } from '@/lib/server/session'

/** A sign of life of all players of a page; answers how their streams stand: `VideoBeatAnswer` of lib/domain/api/video.ts. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  return Response.json({ streams: await beat(viewer, await readJson(request, videoBeatSchema)) })
})
