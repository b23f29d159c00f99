import type { PushRejects } from '@/lib/domain/api/push'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listPushRejects } from '@/lib/server/services/push-rejects'
import { requireViewer } from '@/lib/server/session'
import { rejectQuerySchema, withoutEmpty } from './query'

/** Rejected items by reason, topic and page, for owners: `PushRejects` of lib/domain/api/push.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { page = 1, ...filter } = parseInput(rejectQuerySchema, withoutEmpty(queryOf(request)))
  const body: PushRejects = await listPushRejects(viewer, filter, page)
  return Response.json(body)
})
