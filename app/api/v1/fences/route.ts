import { createFence, listFences } from '@/lib/domain/api-v1/operations'
import { handleOperation } from '@/lib/server/api/handle'
import { createFenceFor, fencesFor } from '@/lib/server/services/api-fences'

export const GET = handleOperation(listFences, ({ viewer, query }) => fencesFor(viewer, query))
export const POST = handleOperation(createFence, ({ viewer, body }) => createFenceFor(viewer, body))
