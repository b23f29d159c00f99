import { resolveAlarm } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { stepAlarmFor } from '@/lib/server/services/api-alarms'

export const POST = handleOperation(resolveAlarm, ({ viewer, params, body }) =>
  stepAlarmFor(viewer, params.id, { kind: 'resolve', ...body }),
)
