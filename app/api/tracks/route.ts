import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { tracksOf } from '@/lib/server/services/tracks'
import { requireViewer } from '@/lib/server/session'
import { fittingSpan, tracksQuerySchema } from './query'

/** What is stored of the tracks of up to ten vehicles: `Tracks` of lib/domain/api/track.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const query = parseInput(tracksQuerySchema, queryOf(request))
  return Response.json(await tracksOf(viewer, { ids: query.ids, span: fittingSpan(query) }))
})
