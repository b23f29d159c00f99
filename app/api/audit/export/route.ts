import { z } from 'zod'
import { auditFilterSchema } from '@/lib/domain/api/audit'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { exportAudit } from '@/lib/server/services/audit-log'
import { requireViewer } from '@/lib/server/session'

const querySchema = auditFilterSchema.extend({ format: z.enum(['csv', 'jsonl']) })

/** The audit log as a file, for owners. It is noted in the log, so it takes a POST. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { format, ...filter } = parseInput(querySchema, queryOf(request))
  const day = new Date().toISOString().slice(0, 10)
  return new Response(await exportAudit(viewer, filter, format), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="milepost-audit-${day}.${format}"`,
      'x-content-type-options': 'nosniff',
    },
  })
})
