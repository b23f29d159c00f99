import { findWrongSource, MAX_SOURCES } from '@/lib/domain/source-address'

/** Why a push setting was not changed; `kind` is a key of the messages at `push.problems`. */
export type PushProblem =
  | { kind: 'source'; entry: string }
  | { kind: 'tooMany' | 'tooManyHooks'; max: number }
  | { kind: 'failed' | 'refused' | 'gone' }

export type PushChange<Value = void> = { ok: true; value: Value } | { ok: false; problem: PushProblem }

/** What is wrong with a list of senders; the same rule in the browser and on the server. */
export function findSourceProblem(sources: readonly string[]): PushProblem | null {
  if (sources.length > MAX_SOURCES) return { kind: 'tooMany', max: MAX_SOURCES }
  const entry = findWrongSource(sources)
  return entry === null ? null : { kind: 'source', entry: entry.slice(0, 60) }
}
