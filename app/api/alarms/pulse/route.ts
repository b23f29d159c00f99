import { handleApi } from '@/lib/server/http'
import { alarmPulseOf } from '@/lib/server/services/alarm-inbox'
import { requireViewer } from '@/lib/server/session'

/** Whether anything changed, and how much is unread: `AlarmPulse` of lib/domain/api/alarm-inbox.ts. */
export const GET = handleApi(async () => Response.json(await alarmPulseOf(await requireViewer())))
