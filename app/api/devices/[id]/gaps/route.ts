import type { DeviceGaps } from '@/lib/domain/api/gap'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { deviceGapsOf } from '@/lib/server/services/receive-gaps'
import { requireViewer } from '@/lib/server/session'
import { isFittingSpan, rangeSchema, SPAN_WORDS } from '../range'

const querySchema = rangeSchema.refine(isFittingSpan, SPAN_WORDS)

/** Spans between `from` and `to` in which nothing of the device could be received: `DeviceGaps` of lib/domain/api/gap.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const viewer = await requireViewer()
  const { id } = await params
  const { from, to } = parseInput(querySchema, queryOf(request))
  const body: DeviceGaps = await deviceGapsOf(viewer, id, { fromAt: from, toAt: to })
  return Response.json(body)
})
