import { rejectFilterSchema } from '@/lib/domain/api/push'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { exportPushRejects } from '@/lib/server/services/push-rejects'
import { requireViewer } from '@/lib/server/session'
import { withoutEmpty } from '../query'

/** All rejected items that fit the filter as a file of JSON lines, for owners. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const filter = parseInput(rejectFilterSchema, withoutEmpty(queryOf(request)))
  const day = new Date().toISOString().slice(0, 10)
  return new Response(await exportPushRejects(viewer, filter), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      // The name holds nothing of what was sent in.
      'content-disposition': `attachment; filename="milepost-rejects-${day}.jsonl"`,
      'x-content-type-options': 'nosniff',
    },
  })
})
