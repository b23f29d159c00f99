import { deleteFence } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { removeFence } from '@/lib/server/services/fences'

export const DELETE = handleOperation(deleteFence, async ({ viewer, params }) => {
  await removeFence(viewer, params.id)
  return null
})
