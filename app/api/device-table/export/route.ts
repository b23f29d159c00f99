import { deviceExportSchema } from '@/lib/domain/api/device-table'
import { handleApi, readJson } from '@/lib/server/http'
import { deviceFile } from '@/lib/server/services/device-table-export'
import { dispositionOf } from '@/lib/server/services/report-file'
import { streamOf } from '@/lib/server/services/report-stream'
import { inReportTurn } from '@/lib/server/services/report-turns'
import { requireSession } from '@/lib/server/session'

export const dynamic = 'force-dynamic'

/** The devices that match as a file, streamed. Whoever leaves ends it. */
export const POST = handleApi(async (request) => {
  const { viewer, person } = await requireSession()
  const order = await readJson(request, deviceExportSchema)
  const left = new AbortController()
  const signal = AbortSignal.any([request.signal, left.signal])
  const headers: Record<string, string> = {}
  const stream = await inReportTurn({ userId: viewer.userId, signal: request.signal }, async () => {
    const file = await deviceFile(viewer, { ...order, reader: person, signal })
    headers['content-type'] = file.contentType
    headers['content-disposition'] = dispositionOf(file.fileName)
    return streamOf(file.chunks, { left, encode: (chunk) => chunk })
  })
  return new Response(stream, {
    headers: { ...headers, 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
})
