import { reportRequestSchema } from '@/lib/domain/api/reports'
import { handleApi, readJson } from '@/lib/server/http'
import { reportStream } from '@/lib/server/services/report-stream'
import { requireSession } from '@/lib/server/session'

export const dynamic = 'force-dynamic'

/** Ten thousand ids are half a megabyte. */
const MAX_BODY_BYTES = 1_048_576

/** Runs a report: `ReportEvent`s of lib/domain/api/reports.ts, one JSON object a line. Whoever leaves ends it. */
export const POST = handleApi(async (request) => {
  const { viewer, person } = await requireSession()
  const question = await readJson(request, reportRequestSchema, MAX_BODY_BYTES)
  const { weekStart } = person.preferences
  return new Response(await reportStream(viewer, question, { signal: request.signal, weekStart }), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      // no-transform keeps proxies from compressing, which would hold lines back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
})
