import { z } from 'zod'
import { commandFilterSchema } from '@/lib/domain/api/command'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listCommandPage } from '@/lib/server/services/commands-list'
import { requireViewer } from '@/lib/server/session'

const querySchema = commandFilterSchema.extend({
  page: z.codec(z.string().regex(/^[1-9]\d{0,4}$/), z.int(), { decode: Number, encode: String }).optional(),
})

/** Commands that fit, the newest first: `CommandPage` of lib/domain/api/command.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { page = 1, ...filter } = parseInput(querySchema, queryOf(request))
  return Response.json(await listCommandPage(viewer, filter, page))
})
