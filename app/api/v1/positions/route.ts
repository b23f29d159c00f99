import { listPositions } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { positionsFor } from '@/lib/server/services/api-devices'

export const GET = handleOperation(listPositions, ({ viewer, query }) => positionsFor(viewer, query))
