import { z } from 'zod'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { followLists } from '@/lib/server/services/video-recordings'
import { requireViewer } from '@/lib/server/session'

const querySchema = z.object({ ids: z.string().max(200) })

/** How far lists of recordings are, by their ids with commas between: `VideoLists` of lib/domain/api/video.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const ids = parseInput(querySchema, queryOf(request)).ids.split(',').slice(0, 3)
  return Response.json({ lists: await followLists(viewer, [...new Set(ids)]) })
})
