import { handleApi } from '@/lib/server/http'
import { alarmDetailOf } from '@/lib/server/services/alarm-inbox'
import { requireViewer } from '@/lib/server/session'

type Context = { params: Promise<{ id: string }> }

/** One alarm with its history: `AlarmDetail` of lib/domain/api/alarm-inbox.ts. */
export const GET = handleApi<Context>(async (_, { params }) => {
  const viewer = await requireViewer()
  return Response.json(await alarmDetailOf(viewer, (await params).id))
})
