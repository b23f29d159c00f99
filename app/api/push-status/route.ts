import type { PushStatuses } from '@/lib/domain/api/push'
import { handleApi } from '@/lib/server/http'
import { publicOrigin } from '@/lib/server/public-origin'
import { listPushStatus } from '@/lib/server/services/push-status'
import { requireViewer } from '@/lib/server/session'

/** How the vendor's pushes fare, for owners: `PushStatuses` of lib/domain/api/push.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: PushStatuses = await listPushStatus(viewer, {
    origin: publicOrigin(request.headers),
    nowMs: Date.now(),
  })
  return Response.json(body)
})
