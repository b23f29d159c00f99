import { reportExportQuerySchema, reportRequestSchema } from '@/lib/domain/api/reports'
import { handleApi, parseInput, queryOf, readJson } from '@/lib/server/http'
import { dispositionOf, fileStream, reportFile } from '@/lib/server/services/report-file'
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
  const file = await reportFile(viewer, { request: question, format, name: null, reader: person, signal })
  return new Response(fileStream(file, left), {
    headers: {
      'content-type': file.contentType,
      'content-disposition': dispositionOf(file.fileName),
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
})
