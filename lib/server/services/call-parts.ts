// Carries out calls that are larger than the vendor allows: parts, a few at a time, each paged to its end, and what each
// came to. How a method is split is batching.ts; who may call, and the way to the vendor, are jimi.ts.

import { getMethod, type MethodInput, type MethodName, type MethodOutput } from '@/lib/jimi/contract'
import { JimiTransportError } from '@/lib/jimi/errors'
import type { Profile } from '@/lib/jimi/wire/profile'
import { InvalidInputError } from '../errors'
import { type Batching, findBatching, type Span } from './batching'

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

/** The part was not asked for, because those before it found the vendor away. */
export class PartSkippedError extends Error {
  override readonly name = 'PartSkippedError'
}

/** The vendor has more pages, or more rows of a span, than are fetched for one question. */
export class TooMuchDataError extends Error {
  override readonly name = 'TooMuchDataError'
}

const READS_AT_ONCE = 3
const MAX_PARTS = 500
const MAX_CALLS_PER_PART = 200
/** After so many parts in a row without an answer the rest is not tried. A write might have happened, so one is enough. */
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
  const takeParts = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      signal?.throwIfAborted()
      const result = patience.isOver
        ? skipped<N>()
        : await runPart(work, { batching, input: part.input, signal })
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
type MethodBatching<N extends MethodName> = Batching<MethodInput<N>, MethodOutput<N>>

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

type PartRun<N extends MethodName> = {
  batching: MethodBatching<N>
  input: MethodInput<N>
  signal: AbortSignal | undefined
}

/** All pages of a part, and where the vendor cuts a span to its newest rows, also the older ones. Never throws. */
async function runPart<N extends MethodName>(work: Work<N>, run: PartRun<N>): Promise<PartResult<N>> {
  const { batching, signal } = run
  const pages =
    batching.pages?.only === undefined || batching.pages.only === work.profile ? batching.pages : undefined
  const outputs: MethodOutput<N>[] = []
  try {
    let span: MethodInput<N> | null = run.input
    while (span !== null) {
      const ofSpan: MethodOutput<N>[] = []
      let input: MethodInput<N> | null = pages?.first(span) ?? span
      while (input !== null) {
        if (outputs.length >= MAX_CALLS_PER_PART)
          throw new TooMuchDataError('There is more than is fetched at once.')
        signal?.throwIfAborted()
        const output = await work.call(input)
        outputs.push(output)
        ofSpan.push(output)
        input = pages?.next(input, output) ?? null
      }
      span = olderSpan(batching, span, ofSpan)
    }
    return { outputs, failure: null }
  } catch (error) {
    return { outputs, failure: { error } }
  }
}

function olderSpan<N extends MethodName>(
  { newest, span, join }: MethodBatching<N>,
  input: MethodInput<N>,
  outputs: readonly MethodOutput<N>[],
): MethodInput<N> | null {
  const range = span?.of(input) ?? null
  if (newest === undefined || span === undefined || range === null) return null
  const output = join(outputs)
  const endAt = newest.countOf(output) < newest.limit ? null : newest.oldestAt(output)
  // A limit's worth of rows within one second is as far as it goes.
  if (endAt === null || endAt >= range.endAt) return null
  return span.with(input, { beginAt: range.beginAt, endAt })
}

/** Ends a large call early when the vendor is away, so that nobody waits for five hundred time-outs. */
class Patience {
  private unanswered = 0
  private readonly limit: number

  constructor(method: MethodName) {
    this.limit = GIVE_UP_AFTER[getMethod(method).access]
  }

  get isOver(): boolean {
    return this.unanswered >= this.limit
  }

  note(failure: { error: unknown } | null): void {
    if (this.isOver) return
    this.unanswered = failure?.error instanceof JimiTransportError ? this.unanswered + 1 : 0
  }
}

function skipped<N extends MethodName>(): PartResult<N> {
  const error = new PartSkippedError('Not asked: the vendor did not answer the parts before.')
  return { outputs: [], failure: { error } }
}

function toPart<N extends MethodName>(
  { input: _, ...about }: Planned<N>,
  result: PartResult<N> | undefined,
): CallPart {
  const failure = result?.failure ?? null
  return failure === null ? { ...about, ok: true } : { ...about, ok: false, error: failure.error }
}
