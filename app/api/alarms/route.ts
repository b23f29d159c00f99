import { type Alarms, alarmsQuerySchema, MAX_ALARMS, USUAL_ALARMS } from '@/lib/domain/api/alarm'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { recentAlarmsOf } from '@/lib/server/services/recent-alarms'
import { requireViewer } from '@/lib/server/session'

/** The newest alarms of the viewer's devices: `Alarms` of lib/domain/api/alarm.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { limit } = parseInput(alarmsQuerySchema, queryOf(request))
  const count = Math.min(MAX_ALARMS, Math.max(1, Number(limit ?? USUAL_ALARMS)))
  const body: Alarms = { alarms: await recentAlarmsOf(viewer, count) }
  return Response.json(body)
})
