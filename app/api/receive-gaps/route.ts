import type { ReceiveGaps } from '@/lib/domain/api/gap'
import { handleApi } from '@/lib/server/http'
import { receiveGapsOf } from '@/lib/server/services/receive-gaps'
import { requireViewer } from '@/lib/server/session'

/** Spans in which nothing could be received, for owners: `ReceiveGaps` of lib/domain/api/gap.ts. */
export const GET = handleApi(async () => {
  const body: ReceiveGaps = { gaps: await receiveGapsOf(await requireViewer()) }
  return Response.json(body)
})
