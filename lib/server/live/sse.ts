// The text of server-sent events, made into bytes once so that many listeners can share them.

import type { ENDED_EVENT, FORMAT_EVENT, LiveEventName } from '@/lib/domain/live-frame'

const encoder = new TextEncoder()

/** One event. `data` must be one line, as JSON.stringify writes it; `id` is what a browser sends back as Last-Event-ID. */
export function sseEvent(
  name: LiveEventName | typeof ENDED_EVENT | typeof FORMAT_EVENT,
  data: string,
  id?: string,
): Uint8Array<ArrayBuffer> {
  const idLine = id === undefined ? '' : `id: ${id}\n`
  return encoder.encode(`${idLine}event: ${name}\ndata: ${data}\n\n`)
}

/** A line browsers ignore: opens the stream, or says goodbye to whoever reads along. */
export function sseComment(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`: ${text}\n\n`)
}
