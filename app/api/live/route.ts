import { handleApi } from '@/lib/server/http'
import { live } from '@/lib/server/live/live'
import { LIVE_HEADERS, liveJoiner, openLiveStream } from '@/lib/server/live/stream'
import { isSessionAlive, requireSession } from '@/lib/server/session'

export const dynamic = 'force-dynamic'

/**
 * The live stream of the viewer's scope: events of lib/domain/live-frame.ts, resumable by Last-Event-ID. Most are answered before
 * they come here, by lib/server/live/live-door.ts.
 */
export const GET = handleApi(async (request) => {
  const session = await requireSession()
  const service = live()
  const stream = await openLiveStream((joining) => service.join(joining), {
    ...liveJoiner(session),
    isStillAllowed: () => isSessionAlive(session),
    lastEventId: request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId'),
    signal: request.signal,
  })
  return new Response(stream, { headers: LIVE_HEADERS })
})
