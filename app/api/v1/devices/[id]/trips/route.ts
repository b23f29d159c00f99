import { listTrips } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { tripsFor } from '@/lib/server/services/api-tracks'

export const GET = handleOperation(listTrips, ({ viewer, params, query }) =>
  tripsFor(viewer, params.id, query),
)
