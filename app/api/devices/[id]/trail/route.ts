import { z } from 'zod'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { trailOf } from '@/lib/server/services/trail'
import { requireViewer } from '@/lib/server/session'

const querySchema = z.object({
  /** Up to a day. */
  minutes: z.codec(z.string().regex(/^\d{1,4}$/), z.int().min(1).max(1440), {
    decode: Number,
    encode: String,
  }),
})

/** Where the device was in the last `minutes` (default 60): `Trail` of lib/domain/api/device.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const viewer = await requireViewer()
  const { id } = await params
  const { minutes } = parseInput(querySchema, { minutes: '60', ...queryOf(request) })
  return Response.json(await trailOf(viewer, id, { minutes }))
})
