import { handleApi } from '@/lib/server/http'
import { alarmStartOf } from '@/lib/server/services/alarm-inbox'
import { requireViewer } from '@/lib/server/session'

/** Who may be given alarms: `AlarmStart` of lib/domain/api/alarm-inbox.ts. */
export const GET = handleApi(async () => Response.json(await alarmStartOf(await requireViewer())))
