// Carries out calls that are larger than the vendor allows: parts, a few at a time, and what each came to. How a method is
// split is batching.ts, how a part is paged call-pages.ts; who may call, and the way to the vendor, are jimi.ts.

import { SharedError } from '@/lib/domain/shared-error'
import { getMethod, type MethodInput, type MethodName, type MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError, JimiTransportError } from '@/lib/jimi/errors'
import type { Profile } from '@/lib/jimi/wire/profile'
import { InvalidInputError } from '../errors'
import { TokenUnavailableError } from '../token'
import { findBatching, type Span } from './batching'
import { type MethodBatching, type PageWalk, walkPages } from './call-pages'
import { CoolingDownError } from './call-pauses'
import { QueueFullError } from './call-queue'

/** One part of a large call: what it was about, where that was split, and how it ended. */
export type CallPart = { imeis?: readonly string[]; range?: Span } & (
  | { ok: true }
  /** What had come before the failure is in the output all the same. */
  | { ok: false; error: unknown }
)

export type PartsResult<Output> = { output: Output; parts: CallPart[] }

export type PartsOptions = {
  signal?: AbortSignal
  /** Told after each part that ended. */
  onProgress?: (progress: { done: number; total: number }) => void
}

type Work<N extends MethodName> = {
  method: N
  input: MethodInput<N>
  profile: Profile
  /** The present moment by the vendor's clock: spans must end before it. */
  vendorNowMs: number
  call: (input: MethodInput<N>) => Promise<MethodOutput<N>>
}

/** The part was not asked for, because those before it failed as it would have; `cause` is how the last of them did. */
export class PartSkippedError extends SharedError {
  static override readonly brand = 'PartSkippedError'
  override readonly name = 'PartSkippedError'
}

const READS_AT_ONCE = 3
const MAX_PARTS = 500
/** After so many parts in a row that found no way to the vendor the rest is not tried. A write might have happened, so one is enough. */
const GIVE_UP_AFTER = { read: 3, write: 1 }
const SECOND_MS = 1_000

/**
 * Asks for all parts of `input` and joins what came, in order. A part that fails costs only itself; a method that is never
 * split throws what its one call throws.
 * @throws the signal's reason once it aborts: nothing more is sent then. InvalidInputError for more parts than are sensible.
 */
export async function callInParts<N extends MethodName>(
  work: Work<N>,
  { signal, onProgress }: PartsOptions = {},
): Promise<PartsResult<MethodOutput<N>>> {
  const batching = findBatching(work.method)
  if (batching === null) return { output: await work.call(work.input), parts: [{ ok: true }] }
  const plan = planParts(work, batching)
  if (plan.length > MAX_PARTS)
    throw new InvalidInputError('This asks for too much at once. Choose fewer vehicles or a shorter time.')
  const results = new Map<Planned<N>, PartResult<N>>()
  const waiting = [...plan]
  const patience = new Patience(work.method)
  const form = { at: 0 }
  const takeParts = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      signal?.throwIfAborted()
      const result = patience.isOver
        ? { outputs: [], failure: patience.skip() }
        : await runPart(work, { batching, input: part.input, signal, form })
      signal?.throwIfAborted()
      patience.note(result.failure)
      results.set(part, result)
      onProgress?.({ done: results.size, total: plan.length })
    }
  }
  const atOnce = getMethod(work.method).access === 'read' ? READS_AT_ONCE : 1
  await Promise.all(Array.from({ length: Math.min(atOnce, plan.length) }, takeParts))
  const outputs = plan.flatMap((part) => results.get(part)?.outputs ?? [])
  return { output: batching.join(outputs), parts: plan.map((part) => toPart(part, results.get(part))) }
}

type Planned<N extends MethodName> = { input: MethodInput<N>; imeis?: string[]; range?: Span }
type PartResult<N extends MethodName> = { outputs: MethodOutput<N>[]; failure: { error: unknown } | null }

function planParts<N extends MethodName>(
  { input, profile, vendorNowMs }: Work<N>,
  { imeis, span }: MethodBatching<N>,
): Planned<N>[] {
  const byImeis: Planned<N>[] =
    imeis === undefined
      ? [{ input }]
      : chunksOf([...new Set(imeis.of(input))], imeis.perCall[profile]).map((chunk) => ({
          input: imeis.with(input, chunk),
          imeis: chunk,
        }))
  // No IMEIs at all: whatever that means to the vendor is one call.
  const parts = byImeis.length === 0 ? [{ input }] : byImeis
  const whole = span?.of(input) ?? null
  if (span === undefined || whole === null) return parts
  const ranges = rangesOf(endedBefore(whole, vendorNowMs), span.maxMs[profile])
  return parts.flatMap((part) =>
    ranges.map((range) => ({ ...part, input: span.with(part.input, range), range })),
  )
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

/**
 * A span that lies in the future as a whole is left alone: the vendor says what is wrong with it. Times travel in whole
 * seconds, and questions are shared only when they are told alike.
 */
function endedBefore({ beginAt, endAt }: Span, vendorNowMs: number): Span {
  const lastMs = Math.floor(vendorNowMs / SECOND_MS - 1) * SECOND_MS
  const isTooLate = endAt.getTime() > lastMs && beginAt.getTime() < lastMs
  return { beginAt, endAt: isTooLate ? new Date(lastMs) : endAt }
}

/** Both ends of a range belong to it, so each begins where the one before ended; joining drops what came twice. */
function rangesOf({ beginAt, endAt }: Span, maxMs: number): Span[] {
  const [beginMs, endMs] = [beginAt.getTime(), endAt.getTime()]
  const count = Math.min(MAX_PARTS + 1, Math.max(1, Math.ceil((endMs - beginMs) / maxMs)))
  return Array.from({ length: count }, (_, index) => ({
    beginAt: new Date(beginMs + index * maxMs),
    endAt: new Date(Math.min(endMs, beginMs + (index + 1) * maxMs)),
  }))
}

/** Never throws: what had come before a failure counts. */
async function runPart<N extends MethodName>(
  work: Work<N>,
  walk: Omit<PageWalk<N>, 'outputs' | 'call' | 'profile'>,
): Promise<PartResult<N>> {
  const outputs: MethodOutput<N>[] = []
  try {
    await walkPages({ ...walk, call: work.call, profile: work.profile, outputs })
    return { outputs, failure: null }
  } catch (error) {
    return { outputs, failure: { error } }
  }
}

/** Ends a large call early when the vendor is away or wants silence, so that nobody waits for five hundred time-outs. */
class Patience {
  private unanswered = 0
  private last: unknown = null
  private readonly limit: number

  constructor(method: MethodName) {
    this.limit = GIVE_UP_AFTER[getMethod(method).access]
  }

  get isOver(): boolean {
    return this.unanswered >= this.limit
  }

  note(failure: { error: unknown } | null): void {
    if (this.isOver) return
    this.unanswered = failure !== null && isOfEveryPart(failure.error) ? this.unanswered + 1 : 0
    this.last = failure?.error
  }

  skip(): { error: unknown } {
    const message = 'Not asked: the vendor could not be asked for the parts before.'
    return { error: new PartSkippedError(message, { cause: this.last }) }
  }
}

/** Whether a failure has nothing to do with what was asked, so that the next part would meet the same. */
function isOfEveryPart(error: unknown): boolean {
  const isSilence = error instanceof CoolingDownError || error instanceof QueueFullError
  if (isSilence || error instanceof JimiTransportError || error instanceof TokenUnavailableError) return true
  return error instanceof JimiApiError && (error.retry === 'quota' || error.method.startsWith('jimi.oauth.'))
}

function toPart<N extends MethodName>(
  { input: _, ...about }: Planned<N>,
  result: PartResult<N> | undefined,
): CallPart {
  const failure = result?.failure ?? null
  return failure === null ? { ...about, ok: true } : { ...about, ok: false, error: failure.error }
}
