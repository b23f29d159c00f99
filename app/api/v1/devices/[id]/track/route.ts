import { getTrack } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { trackFor } from '@/lib/server/services/api-tracks'

export const GET = handleOperation(getTrack, ({ viewer, params, query }) =>
  trackFor(viewer, params.id, query),
)
