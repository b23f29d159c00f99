import { inboxQuerySchema } from '@/lib/domain/api/alarm-inbox'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { inboxPageOf } from '@/lib/server/services/alarm-inbox'
import { requireViewer } from '@/lib/server/session'
import { filterOf } from '../filter'

/** Alarms that fit, the newest first: `InboxPage` of lib/domain/api/alarm-inbox.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const query = parseInput(inboxQuerySchema, queryOf(request))
  const { cursor, limit } = query
  return Response.json(await inboxPageOf(viewer, await filterOf(query), { cursor, limit }))
})
