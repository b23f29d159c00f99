import { trackFillRequestSchema } from '@/lib/domain/api/track'
import { handleApi, readJson } from '@/lib/server/http'
import { trackFillStream } from '@/lib/server/services/track-fill-stream'
import { requireViewer } from '@/lib/server/session'
import { fittingSpan } from '../query'

export const dynamic = 'force-dynamic'

/** Asks the vendor for what is missing: `TrackFillEvent`s of lib/domain/api/track.ts, one JSON object a line. Whoever leaves ends it. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body = await readJson(request, trackFillRequestSchema)
  const question = { ids: [...new Set(body.ids)], span: fittingSpan(body) }
  return new Response(await trackFillStream(viewer, question, request.signal), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      // no-transform keeps proxies from compressing, which would hold lines back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
})
