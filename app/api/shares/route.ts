import { type ShareList, shareFilterSchema } from '@/lib/domain/api/share'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listShareLinks } from '@/lib/server/services/shares'
import { requireViewer } from '@/lib/server/session'

/** The viewer's share links, and of people they manage: `ShareList` of lib/domain/api/share.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: ShareList = await listShareLinks(viewer, parseInput(shareFilterSchema, queryOf(request)))
  return Response.json(body)
})
