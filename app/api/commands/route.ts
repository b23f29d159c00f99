import { commandCursorSchema, commandFilterSchema } from '@/lib/domain/api/command'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listCommandPage } from '@/lib/server/services/commands-list'
import { requireViewer } from '@/lib/server/session'

const querySchema = commandFilterSchema.extend({ before: commandCursorSchema.optional() })

/** Commands that fit, the newest first: `CommandPage` of lib/domain/api/command.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { before, ...filter } = parseInput(querySchema, queryOf(request))
  return Response.json(await listCommandPage(viewer, filter, before))
})
