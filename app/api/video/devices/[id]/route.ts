import { z } from 'zod'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { startVideo } from '@/lib/server/services/video-live'
import { requireViewer } from '@/lib/server/session'

const querySchema = z.object({ month: z.iso.datetime() })

/** What may be done with a vehicle's camera, and what it took since `month`: `VideoStart` of lib/domain/api/video.ts. */
export const GET = handleApi(async (request, { params }: { params: Promise<{ id: string }> }) => {
  const viewer = await requireViewer()
  const { month } = parseInput(querySchema, queryOf(request))
  return Response.json(await startVideo(viewer, (await params).id, { monthAt: new Date(month) }))
})
