import { acknowledgeAlarm } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { stepAlarmFor } from '@/lib/server/services/api-alarms'

export const POST = handleOperation(acknowledgeAlarm, ({ viewer, params }) =>
  stepAlarmFor(viewer, params.id, { kind: 'acknowledge' }),
)
