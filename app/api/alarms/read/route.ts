import { alarmReadSchema } from '@/lib/domain/api/alarm-inbox'
import { markAllRead, markRead } from '@/lib/server/data/alarm-reads'
import { handleApi, readJson } from '@/lib/server/http'
import { requireViewer } from '@/lib/server/session'

/** Marks alarms as read by the viewer. No action: those wait for each other, and reading on must not wait. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  const wanted = await readJson(request, alarmReadSchema)
  if ('all' in wanted) await markAllRead(viewer, new Date())
  else await markRead(viewer, wanted.ids, new Date())
  return new Response(null, { status: 204 })
})
