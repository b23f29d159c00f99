// A live listener as an HTTP body: bytes in, back-pressure out. The hub decides what is sent; this only carries it.

import { FORMAT_EVENT, type FormatFrame, LIVE_FORMAT } from '@/lib/domain/live-frame'
import type { Session } from '../session'
import type { JoinRequest, Subscription } from './hub'
import { sseEvent } from './sse'
import type { LivePort } from './tenant-room'

type Join = (request: JoinRequest) => Promise<Subscription>
export type LiveStreamRequest = Omit<JoinRequest, 'port'> & { signal: AbortSignal }

/** Chunks held for a slow reader; the rest waits, merged, in the hub. Enough for a snapshot and the health at once. */
const CHUNKS_AHEAD = 2
/** The first words of every stream: the format of its frames. */
export const FORMAT = sseEvent(FORMAT_EVENT, JSON.stringify({ format: LIVE_FORMAT } satisfies FormatFrame))

/** Heads of the answer, whoever sends it. */
export const LIVE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform keeps proxies from compressing, which would hold events back.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const

/** Who comes in with a session: what the hub must know of them, beside their port. */
export function liveJoiner({
  viewer,
  claims,
}: Pick<Session, 'viewer' | 'claims'>): Pick<JoinRequest, 'tenantId' | 'scopePath' | 'sessionKey'> {
  const { tenantId, scopePath, role } = viewer
  const { sessionId, sessionVersion } = claims
  return { tenantId, scopePath, sessionKey: [sessionId, sessionVersion, role, scopePath].join(' ') }
}

/**
 * Joins and answers the stream of events. It ends when the reader leaves, the signal aborts, or the hub says so.
 * @throws what `join` throws, before anything was answered.
 */
export async function openLiveStream(
  join: Join,
  { signal, ...request }: LiveStreamRequest,
): Promise<ReadableStream<Uint8Array>> {
  let subscription: Subscription | null = null
  let isOver = false
  const leave = () => {
    isOver = true
    signal.removeEventListener('abort', leave)
    subscription?.leave()
    subscription = null
  }
  const { stream, port } = portedStream({ onDrained: () => subscription?.drained(), onCancel: leave })
  signal.addEventListener('abort', leave)
  const joined = await join({ ...request, port })
  subscription = joined
  // The reader may have left while the fleet was being loaded.
  if (isOver || signal.aborted) leave()
  return stream
}

function portedStream(events: { onDrained: () => void; onCancel: () => void }): {
  stream: ReadableStream<Uint8Array>
  port: LivePort
} {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (started) => {
        controller = started
        started.enqueue(FORMAT)
      },
      pull: events.onDrained,
      cancel: () => {
        controller = null
        events.onCancel()
      },
    },
    { highWaterMark: CHUNKS_AHEAD, size: (chunk) => (chunk === FORMAT ? 0 : 1) },
  )
  const port: LivePort = {
    hasRoom: () => (controller?.desiredSize ?? 0) > 0,
    send: (chunk) => controller?.enqueue(chunk),
    end: () => {
      controller?.close()
      controller = null
    },
  }
  return { stream, port }
}
