import { reportRequestSchema } from '@/lib/domain/api/reports'
import { handleApi, readJson } from '@/lib/server/http'
import { reportStream } from '@/lib/server/services/report-stream'
import { inReportTurn } from '@/lib/server/services/report-turns'
import { requireSession } from '@/lib/server/session'

export const dynamic = 'force-dynamic'

/** Ten thousand ids are half a megabyte. */
const MAX_BODY_BYTES = 1_048_576

/** Runs a report: `ReportEvent`s of lib/domain/api/reports.ts, one JSON object a line. Whoever leaves ends it. */
export const POST = handleApi(async (request) => {
  const { viewer, person } = await requireSession()
  const question = await readJson(request, reportRequestSchema, MAX_BODY_BYTES)
  const { weekStart } = person.preferences
  const { signal } = request
  const stream = await inReportTurn({ userId: viewer.userId, signal }, () =>
    reportStream(viewer, question, { signal, weekStart }),
  )
  return new Response(stream, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      // no-transform keeps proxies from compressing, which would hold lines back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
})
