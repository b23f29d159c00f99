// The filling of tracks as a stream of lines. It ends with whoever reads it: nobody is left to wait for the vendor then.

import type { Viewer } from '../access'
import { getDevice } from '../data/devices'
import { log } from '../log'
import { fillTracks } from './track-fill'
import type { TracksQuestion } from './tracks'

/**
 * Events of `fillTracks`, one JSON object a line. Failures of single pieces are events; any other ends the stream.
 * @throws NotFoundError when a device is missing or foreign.
 */
export async function trackFillStream(
  viewer: Viewer,
  question: TracksQuestion,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  // While there is still an answer to refuse with.
  for (const id of question.ids) await getDevice(viewer, id)
  const left = new AbortController()
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const over = AbortSignal.any([signal, left.signal])
      try {
        await fillTracks(viewer, question, {
          signal: over,
          onEvent: (event) => {
            if (!over.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`))
          },
        })
        if (!over.aborted) controller.close()
      } catch (error) {
        if (over.aborted) return
        log.error({ err: error }, 'tracks not filled')
        controller.error(error)
      }
    },
    cancel: () => left.abort(),
  })
}
