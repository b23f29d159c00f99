import { getDevice } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { deviceFor } from '@/lib/server/services/api-devices'

export const GET = handleOperation(getDevice, ({ viewer, params }) => deviceFor(viewer, params.id))
