import { reportExportQuerySchema, reportRequestSchema } from '@/lib/domain/api/reports'
import { handleApi, parseInput, queryOf, readJson } from '@/lib/server/http'
import { dispositionOf, exportReport, fileStream } from '@/lib/server/services/report-file'
import { inReportTurn } from '@/lib/server/services/report-turns'
import { requireSession } from '@/lib/server/session'

export const dynamic = 'force-dynamic'

/** Ten thousand ids are half a megabyte. */
const MAX_BODY_BYTES = 1_048_576

/** A report as a file, streamed. Whoever leaves ends it. */
export const POST = handleApi(async (request) => {
  const { viewer, person } = await requireSession()
  const { format } = parseInput(reportExportQuerySchema, queryOf(request))
  const question = await readJson(request, reportRequestSchema, MAX_BODY_BYTES)
  const left = new AbortController()
  const signal = AbortSignal.any([request.signal, left.signal])
  const headers: Record<string, string> = {}
  const stream = await inReportTurn({ userId: viewer.userId, signal: request.signal }, async () => {
    const file = await exportReport(viewer, { request: question, format, name: null, reader: person, signal })
    headers['content-type'] = file.contentType
    headers['content-disposition'] = dispositionOf(file.fileName)
    return fileStream(file, left)
  })
  return new Response(stream, {
    headers: {
      ...headers,
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
})
