import type { FenceArea } from '@/lib/domain/api/fences'
import { InvalidInputError } from '@/lib/server/errors'
import { handleApi } from '@/lib/server/http'
import { listFenceArea, readBox } from '@/lib/server/services/fence-area'
import { requireViewer } from '@/lib/server/session'

/** The fences of an area, `box=west,south,east,north` in degrees: `FenceArea` of lib/domain/api/fences.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const box = readBox(new URL(request.url).searchParams.get('box'))
  if (box === null) throw new InvalidInputError('That is no area.')
  const body: FenceArea = await listFenceArea(viewer, box)
  return Response.json(body)
})
