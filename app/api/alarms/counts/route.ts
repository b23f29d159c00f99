import { alarmFilterQuerySchema } from '@/lib/domain/api/alarm-inbox'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { boxCountsOf } from '@/lib/server/services/alarm-inbox'
import { requireViewer } from '@/lib/server/session'
import { filterOf } from '../filter'

/** How many alarms that fit lie in each box: `BoxCounts` of lib/domain/api/alarm-inbox.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const query = parseInput(alarmFilterQuerySchema, queryOf(request))
  return Response.json(await boxCountsOf(viewer, await filterOf(query)))
})
