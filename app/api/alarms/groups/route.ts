import { z } from 'zod'
import { ALARM_GROUPINGS } from '@/lib/domain/alarm-inbox-limits'
import { alarmFilterQuerySchema } from '@/lib/domain/api/alarm-inbox'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { alarmGroupsOf } from '@/lib/server/services/alarm-inbox'
import { requireViewer } from '@/lib/server/session'
import { filterOf } from '../filter'

const querySchema = alarmFilterQuerySchema.extend({ by: z.enum(ALARM_GROUPINGS) })

/** Alarms that fit by vehicle or kind: `AlarmGroups` of lib/domain/api/alarm-inbox.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const query = parseInput(querySchema, queryOf(request))
  return Response.json(await alarmGroupsOf(viewer, await filterOf(query), query.by))
})
