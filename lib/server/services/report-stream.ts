// A report on its way to the browser: one event a line, made as fast as it is read and no faster.

import type { ReportEvent } from '@/lib/domain/api/report-table'
import type { ReportRequest } from '@/lib/domain/api/reports'
import type { Viewer } from '../access'
import { log } from '../log'
import { planReport, type RunOptions } from './report-run'

/**
 * The events of a report, one JSON object a line. Whoever stops reading ends it.
 * @throws as `planReport`, before anything is sent.
 */
export async function reportStream(
  viewer: Viewer,
  request: ReportRequest,
  options: RunOptions,
): Promise<ReadableStream<Uint8Array>> {
  const left = new AbortController()
  const signal = AbortSignal.any([options.signal, left.signal])
  const { events } = await planReport(viewer, request, { ...options, signal })
  const encoder = new TextEncoder()
  return streamOf(events, { left, encode: (event) => encoder.encode(`${JSON.stringify(event)}\n`) })
}

type StreamOptions<Item> = { left: AbortController; encode: (item: Item) => Uint8Array }

/** Items as a stream of bytes that is pulled: a slow reader holds the work back, one that leaves ends it. */
export function streamOf<Item = ReportEvent>(
  items: AsyncGenerator<Item>,
  { left, encode }: StreamOptions<Item>,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await items.next()
        if (next.done) controller.close()
        else controller.enqueue(encode(next.value))
      } catch (error) {
        if (!left.signal.aborted) log.error({ err: error }, 'report not streamed')
        controller.error(error)
      }
    },
    async cancel() {
      left.abort()
      await items.return(undefined).catch(() => undefined)
    },
  })
}
