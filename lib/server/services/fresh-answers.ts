// Answers of the vendor that are still fresh enough for the next person who asks the same. Bounded in number and weight; a
// write forgets all of its connection, for nobody knows what it touched.

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
    const rows = rowCountOf(answer)
    const { clock, maxAnswers, maxRows } = this.options
    this.remove(key)
    if (freshMs <= 0 || version !== this.versionOf(connectionId) || rows > maxRows / 4) return
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

/** About how many rows an answer holds, itself one of them: its own and those of its lists. */
function rowCountOf(answer: unknown): number {
  if (Array.isArray(answer)) return 1 + answer.length
  if (typeof answer !== 'object' || answer === null) return 1
  return Object.values(answer).reduce((sum, part) => sum + (Array.isArray(part) ? part.length : 0), 1)
}
