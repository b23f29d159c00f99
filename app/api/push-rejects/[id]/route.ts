import type { PushRejectRaw } from '@/lib/domain/api/push'
import { handleApi } from '@/lib/server/http'
import { showPushReject } from '@/lib/server/services/push-rejects'
import { requireViewer } from '@/lib/server/session'

/** One rejected item as it came, for owners: `PushRejectRaw` of lib/domain/api/push.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_request, { params }) => {
  const viewer = await requireViewer()
  const { id } = await params
  const body: PushRejectRaw = await showPushReject(viewer, id)
  return Response.json(body)
})
