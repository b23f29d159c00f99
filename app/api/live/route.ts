import { handleApi } from '@/lib/server/http'
import { live } from '@/lib/server/live/live'
import { openLiveStream } from '@/lib/server/live/stream'
import { isSessionAlive, requireSession } from '@/lib/server/session'

export const dynamic = 'force-dynamic'

/** The live stream of the viewer's scope: events of lib/domain/live-frame.ts, resumable by Last-Event-ID. */
export const GET = handleApi(async (request) => {
  const session = await requireSession()
  const { tenantId, scopePath, role } = session.viewer
  const { sessionId, sessionVersion } = session.claims
  const service = live()
  const stream = await openLiveStream((joining) => service.join(joining), {
    tenantId,
    scopePath,
    sessionKey: [sessionId, sessionVersion, role, scopePath].join(' '),
    isStillAllowed: () => isSessionAlive(session),
    lastEventId: request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId'),
    signal: request.signal,
  })
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform keeps proxies from compressing, which would hold events back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
})
