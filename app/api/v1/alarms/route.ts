import { listAlarms } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { alarmsFor } from '@/lib/server/services/api-alarms'

export const GET = handleOperation(listAlarms, ({ viewer, query }) => alarmsFor(viewer, query))
