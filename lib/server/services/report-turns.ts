// How many reports for screens and files are made at once: a few for each person, and for this process in all, so that one who
// asks over and over does not keep everybody else waiting. Scheduled reports have the turns of jobs.

import { AppError } from '../errors'
import { singleton } from '../singleton'

const MOST_EACH = 3
const MOST_IN_ALL = 8

/** Who asks, and what ends when they leave. */
export type TurnOf = { userId: string; signal: AbortSignal }

/**
 * Has a report made in a turn that lasts until its stream ends, breaks, or is left.
 * @throws AppError 429 with words when there are too many already; whatever `make` throws.
 */
export async function inReportTurn(
  { userId, signal }: TurnOf,
  make: () => Promise<ReadableStream<Uint8Array>>,
): Promise<ReadableStream<Uint8Array>> {
  const release = takeTurn(userId)
  signal.addEventListener('abort', release, { once: true })
  try {
    const stream = await make()
    if (signal.aborted) release()
    return releasing(stream, release)
  } catch (error) {
    release()
    throw error
  }
}

function takeTurn(userId: string): () => void {
  const turns = singleton('report-turns', () => new Map<string, Set<symbol>>())
  const own = turns.get(userId) ?? new Set<symbol>()
  if (own.size >= MOST_EACH)
    throw tooMany(`You have ${MOST_EACH} reports under way. Wait until one is done, or end one.`)
  const all = [...turns.values()].reduce((sum, { size }) => sum + size, 0)
  if (all >= MOST_IN_ALL) throw tooMany('Too many reports are being made right now. Try again in a moment.')
  const turn = Symbol(userId)
  turns.set(userId, own.add(turn))
  return () => {
    own.delete(turn)
    if (own.size === 0 && turns.get(userId) === own) turns.delete(userId)
  }
}

function tooMany(userMessage: string): AppError {
  return new AppError({ code: 'report_turns_taken', userMessage, status: 429, retryAfterS: 10 })
}

function releasing(stream: ReadableStream<Uint8Array>, release: () => void): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        release()
        controller.close()
      } catch (error) {
        release()
        controller.error(error)
      }
    },
    cancel(reason) {
      release()
      return reader.cancel(reason)
    },
  })
}
