// Reads one part of a large call to its end: page after page, and what the vendor cut off as too old. What the pages of a
// method are is batching.ts.

import { SharedError } from '@/lib/domain/shared-error'
import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError } from '@/lib/jimi/errors'
import type { Profile } from '@/lib/jimi/wire/profile'
import type { Batching } from './batching'
import { isRefusalOfOne } from './upstream-health'

export type MethodBatching<N extends MethodName> = Batching<MethodInput<N>, MethodOutput<N>>

export type PageWalk<N extends MethodName> = {
  batching: MethodBatching<N>
  profile: Profile
  input: MethodInput<N>
  call: (input: MethodInput<N>) => Promise<MethodOutput<N>>
  signal: AbortSignal | undefined
  /** Takes each answer as it comes. */
  outputs: MethodOutput<N>[]
  /** Which form of the first page the vendor takes; parts of one call learn it from each other. */
  form: { at: number }
}

/** The vendor has more pages, or more rows of a span, than are fetched for one question. */
export class TooMuchDataError extends SharedError {
  static override readonly brand = 'TooMuchDataError'
  override readonly name = 'TooMuchDataError'
}

const MAX_CALLS_PER_PART = 200
/** A parameter is malformed, which is also how some nodes refuse pages they do not like. */
const BAD_PARAMETER = 1001

/** @throws what `call` throws; TooMuchDataError; the signal's reason. */
export async function walkPages<N extends MethodName>(walk: PageWalk<N>): Promise<void> {
  let span: MethodInput<N> | null = walk.input
  while (span !== null) {
    const before = walk.outputs.length
    await readSpan(walk, span)
    span = olderSpan(walk.batching, span, walk.outputs.slice(before))
  }
}

async function readSpan<N extends MethodName>(walk: PageWalk<N>, span: MethodInput<N>): Promise<void> {
  const pages = pagesOf(walk)
  if (pages === undefined) {
    await readPage(walk, span)
    return
  }
  const first = await readFirstPage(walk, pages, span)
  let page: { input: MethodInput<N>; output: MethodOutput<N> } = first
  for (;;) {
    const input = pages.next(page.input, page.output, first.input)
    if (input === null) return
    const output = await readPage(walk, input)
    // Where the parameters of pages are not heeded, every page is the first.
    if (JSON.stringify(output) === JSON.stringify(page.output)) return
    page = { input, output }
  }
}

type Pages<N extends MethodName> = NonNullable<MethodBatching<N>['pages']>

function pagesOf<N extends MethodName>({ batching: { pages }, profile }: PageWalk<N>): Pages<N> | undefined {
  return pages?.only === undefined || pages.only === profile ? pages : undefined
}

/** Tries the forms of the first page until one is taken. When none is, the refusal of the usual one is what counts. */
async function readFirstPage<N extends MethodName>(walk: PageWalk<N>, pages: Pages<N>, span: MethodInput<N>) {
  const usual = pages.first(span)
  const forms = [usual, ...(pages.otherwise ?? []).map((form) => form(usual))]
  const refusals: unknown[] = []
  for (let at = walk.form.at; ; at += 1) {
    const input = forms[at]
    if (input === undefined) throw refusals[0]
    try {
      const output = await readPage(walk, input)
      walk.form.at = at
      return { input, output }
    } catch (error) {
      if (!isOfParameters(error)) throw error
      refusals.push(error)
    }
  }
}

/** A refusal for the app key, the signature or the time has the same code, but another form would not help. */
function isOfParameters(error: unknown): boolean {
  return error instanceof JimiApiError && error.code === BAD_PARAMETER && isRefusalOfOne(error)
}

async function readPage<N extends MethodName>(
  { outputs, signal, call }: PageWalk<N>,
  input: MethodInput<N>,
): Promise<MethodOutput<N>> {
  if (outputs.length >= MAX_CALLS_PER_PART)
    throw new TooMuchDataError('There is more than is fetched at once.')
  signal?.throwIfAborted()
  const output = await call(input)
  outputs.push(output)
  return output
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
