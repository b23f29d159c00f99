import { z } from 'zod'
import { type DeviceMessages, MAX_MESSAGE_PAGE } from '@/lib/domain/api/telemetry'
import { PUSH_TOPICS } from '@/lib/jimi/push/index'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { messagesOf } from '@/lib/server/services/device-messages'
import { requireViewer } from '@/lib/server/session'
import { isFittingSpan, rangeSchema, SPAN_WORDS } from '../range'

const pageSchema = z.codec(z.string().regex(/^[1-9]\d?$/), z.int().max(MAX_MESSAGE_PAGE), {
  decode: Number,
  encode: String,
})
const querySchema = rangeSchema
  .extend({ topic: z.enum(PUSH_TOPICS).optional(), page: pageSchema.optional() })
  .refine(isFittingSpan, SPAN_WORDS)

/** What the device sent between `from` and `to`, newest first, a page at a time: `DeviceMessages` of lib/domain/api/telemetry.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const viewer = await requireViewer()
  const { id } = await params
  const { from, to, topic, page = 1 } = parseInput(querySchema, queryOf(request))
  const body: DeviceMessages = await messagesOf(viewer, id, { fromAt: from, toAt: to, topic, page })
  return Response.json(body)
})
