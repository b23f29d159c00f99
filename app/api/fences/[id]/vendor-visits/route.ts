import type { FenceVisits } from '@/lib/domain/api/fences'
import { handleApi } from '@/lib/server/http'
import { listVendorVisits } from '@/lib/server/services/fence-visits'
import { requireViewer } from '@/lib/server/session'

/** The visits of a fence as the vendor counts them: `FenceVisits` of lib/domain/api/fences.ts. */
export const GET = handleApi(async (_request, { params }: { params: Promise<{ id: string }> }) => {
  const viewer = await requireViewer()
  const body: FenceVisits = await listVendorVisits(viewer, (await params).id)
  return Response.json(body)
})
