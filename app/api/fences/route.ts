import { type Fences, fenceFilterSchema } from '@/lib/domain/api/fences'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listFences } from '@/lib/server/services/fences'
import { requireViewer } from '@/lib/server/session'

/** The fences in the viewer's scope that fit: `Fences` of lib/domain/api/fences.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: Fences = await listFences(viewer, parseInput(fenceFilterSchema, queryOf(request)))
  return Response.json(body)
})
