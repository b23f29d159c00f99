import { listDevices } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { devicesFor } from '@/lib/server/services/api-devices'

export const GET = handleOperation(listDevices, ({ viewer, query }) => devicesFor(viewer, query))
