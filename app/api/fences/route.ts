import type { Fences } from '@/lib/domain/api/fences'
import { handleApi } from '@/lib/server/http'
import { listFences } from '@/lib/server/services/fences'
import { requireViewer } from '@/lib/server/session'

/** The fences in the viewer's scope: `Fences` of lib/domain/api/fences.ts. */
export const GET = handleApi(async () => {
  const body: Fences = await listFences(await requireViewer())
  return Response.json(body)
})
