import { handleApi } from '@/lib/server/http'
import { alarmMediaOf } from '@/lib/server/services/alarm-media'
import { requireViewer } from '@/lib/server/session'

type Context = { params: Promise<{ id: string }> }

/** Photos and clips of an alarm: `AlarmMedia` of lib/domain/api/alarm-inbox.ts. */
export const GET = handleApi<Context>(async (request, { params }) => {
  const viewer = await requireViewer()
  return Response.json(await alarmMediaOf(viewer, (await params).id, request.signal))
})
