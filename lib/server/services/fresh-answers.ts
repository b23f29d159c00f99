// Answers of the vendor that are still fresh enough for the next person who asks the same. Bounded in number and weight; a
// write forgets all of its connection, for nobody knows what it touched. Of this process alone: what another one wrote is
// not known here until answers have lost their freshness, which takes seconds for most.

import type { Clock } from '../live/clock'

export type FreshOptions = {
  clock: Clock
  maxAnswers: number
  /** Rows that all answers together may hold. */
  maxRows: number
}

type Held = { connectionId: string; answer: unknown; rows: number; untilMs: number }

export class FreshAnswers {
  private held = new Map<string, Held>()
  private rows = 0
  private writes = new Map<string, number>()

  constructor(private readonly options: FreshOptions) {}

  /** The answer kept under `key` if it is fresh still. Answers are shared: whoever gets one must not change it. */
  find(key: string): { answer: unknown } | null {
    const known = this.held.get(key)
    if (known === undefined) return null
    if (known.untilMs > this.options.clock.now()) return known
    this.remove(key)
    return null
  }

  /** Which writes an answer asked for now can know of; see `keep`. */
  versionOf(connectionId: string): number {
    return this.writes.get(connectionId) ?? 0
  }

  /** Keeps an answer, unless a write has begun or ended since it was asked for at `version`. */
  keep(
    key: string,
    answer: unknown,
    about: { connectionId: string; version: number; freshMs: number },
  ): void {
    const { connectionId, version, freshMs } = about
    const { clock, maxAnswers, maxRows } = this.options
    this.remove(key)
    if (freshMs <= 0 || version !== this.versionOf(connectionId)) return
    const rows = rowCountOf(answer, maxRows / 4)
    if (rows > maxRows / 4) return
    this.held.set(key, { connectionId, answer, rows, untilMs: clock.now() + freshMs })
    this.rows += rows
    for (const oldest of this.held.keys()) {
      if (this.held.size <= maxAnswers && this.rows <= maxRows) return
      this.remove(oldest)
    }
  }

  /** Forgets what is known of a connection, and all that was asked before now. */
  forget(connectionId: string): void {
    this.writes.set(connectionId, this.versionOf(connectionId) + 1)
    for (const [key, held] of this.held) if (held.connectionId === connectionId) this.remove(key)
  }

  private remove(key: string): void {
    this.rows -= this.held.get(key)?.rows ?? 0
    this.held.delete(key)
  }
}

/** So many characters weigh as much as a row. */
const CHARACTERS_PER_ROW = 256
/** No answer is built this deep. */
const MAX_DEPTH = 40

/**
 * About how many rows a value holds: itself if it is a list or a record, every item of a list, and every long text, at any
 * depth. It counts no further than just beyond `limit`.
 */
function rowCountOf(value: unknown, limit: number, depth = 0): number {
  if (typeof value === 'string') return Math.floor(value.length / CHARACTERS_PER_ROW)
  if (typeof value !== 'object' || value === null || value instanceof Date) return 0
  if (depth > MAX_DEPTH) return limit + 1
  const isList = Array.isArray(value)
  let rows = 1
  for (const part of isList ? value : Object.values(value)) {
    if (rows > limit) return rows
    const inside = rowCountOf(part, limit - rows, depth + 1)
    rows += isList ? Math.max(1, inside) : inside
  }
  return rows
}
