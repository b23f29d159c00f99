import { z } from 'zod'
import { READING_KINDS, type Readings } from '@/lib/domain/api/telemetry'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { readingsOf } from '@/lib/server/services/device-readings'
import { requireViewer } from '@/lib/server/session'
import { isFittingSpan, rangeSchema, SPAN_WORDS } from '../range'

const kindsSchema = z.codec(z.string().max(200), z.array(z.enum(READING_KINDS)).min(1).max(20), {
  // What is no kind is found by the schema above.
  decode: (text) => text.split(',') as (typeof READING_KINDS)[number][],
  encode: (kinds) => kinds.join(),
})
const querySchema = rangeSchema.extend({ kinds: kindsSchema }).refine(isFittingSpan, SPAN_WORDS)

/** What the device told between `from` and `to`, by kind: `Readings` of lib/domain/api/telemetry.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const viewer = await requireViewer()
  const { id } = await params
  const { kinds, from, to } = parseInput(querySchema, queryOf(request))
  const body: Readings = await readingsOf(viewer, id, { kinds, fromAt: from, toAt: to })
  return Response.json(body)
})
