import { auditQuerySchema } from '@/lib/domain/api/audit'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { auditPage } from '@/lib/server/services/audit-log'
import { requireViewer } from '@/lib/server/session'

/** A page of the audit log, for owners. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { before = null, ...filter } = parseInput(auditQuerySchema, queryOf(request))
  return Response.json(await auditPage(viewer, filter, before))
})
