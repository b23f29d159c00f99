import type { FenceDetail } from '@/lib/domain/api/fences'
import { handleApi } from '@/lib/server/http'
import { getFenceDetail } from '@/lib/server/services/fences'
import { requireViewer } from '@/lib/server/session'

/** One fence with its vehicles and its copy at the vendor: `FenceDetail` of lib/domain/api/fences.ts. */
export const GET = handleApi(async (_request, { params }: { params: Promise<{ id: string }> }) => {
  const viewer = await requireViewer()
  const body: FenceDetail = await getFenceDetail(viewer, (await params).id)
  return Response.json(body)
})
