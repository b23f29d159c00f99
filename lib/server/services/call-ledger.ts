// Counts what connections ask of the vendor, in memory first: a call must not cost a write. The counts, and what was
// learned of the vendor's clock and quota, reach the database every few seconds and at the stop.

import type { CallCounts, ErrorCounts, VendorFacts } from '../data/system/call-days'
import type { Clock } from '../live/clock'
import type { CallLane } from './call-queue'
import type { ConnectionRef } from './upstream-health'

/** What is added to storage at once. */
export type LedgerBatch = { calls: CallCounts[]; errors: ErrorCounts[]; facts: VendorFacts[] }

export type LedgerOptions = {
  clock: Clock
  store: (batch: LedgerBatch) => Promise<void>
  /** Forgets old days; asked once on each new day. */
  removeOld: (nowMs: number) => Promise<void>
  onError: (error: unknown) => void
  /** Whether storage can be written now; while it cannot, counts wait. */
  canStore: () => boolean
}

/** One request that left: `code` is null when it was answered well. */
export type CallOutcome = { method: string; lane: CallLane; code: string | null }

export const STORE_EVERY_MS = 5_000
/** While storage is away no more rows than this wait; a new day's would have to be lost. */
const MAX_WAITING_ROWS = 20_000

export class CallLedger {
  private calls = new Map<string, CallCounts>()
  private errors = new Map<string, ErrorCounts>()
  private facts = new Map<string, VendorFacts>()
  private storing: Promise<void> = Promise.resolve()
  private isTimerSet = false
  private tidiedDay = ''

  constructor(private readonly options: LedgerOptions) {}

  /** Counts a request that left for the vendor. */
  noteCall(ref: ConnectionRef, { method, lane, code }: CallOutcome): void {
    const counts = this.countsOf(ref, method)
    counts.calls += 1
    counts[lane] += 1
    if (code === null) return
    counts.failed += 1
    const error = this.errorOf(ref, { code, method })
    error.count += 1
    error.lastAt = new Date(this.options.clock.now())
  }

  /** Counts a question that needed no request. */
  noteSaved(ref: ConnectionRef, method: string, how: 'shared' | 'cached'): void {
    this.countsOf(ref, method)[how] += 1
  }

  /** Notes what was learned of the connection's vendor; what is left out stays as noted before. */
  noteFacts(ref: ConnectionRef, facts: Omit<VendorFacts, 'tenantId' | 'connectionId'>): void {
    const known = this.facts.get(ref.id) ?? { tenantId: ref.tenantId, connectionId: ref.id }
    this.facts.set(ref.id, { ...known, ...facts })
    this.setTimer()
  }

  /** Stores what has come together. One at a time; never throws. What cannot be stored waits for the next time. */
  flush(): Promise<void> {
    this.storing = this.storing.then(() => this.storeNow())
    return this.storing
  }

  private async storeNow(): Promise<void> {
    if (!this.options.canStore()) return
    const batch = this.take()
    try {
      if (batch.calls.length + batch.errors.length + batch.facts.length > 0) await this.options.store(batch)
      await this.tidy()
    } catch (error) {
      this.options.onError(error)
      this.putBack(batch)
    }
  }

  private take(): LedgerBatch {
    const batch = {
      calls: [...this.calls.values()],
      errors: [...this.errors.values()],
      facts: [...this.facts.values()],
    }
    this.calls = new Map()
    this.errors = new Map()
    this.facts = new Map()
    return batch
  }

  private putBack({ calls, errors, facts }: LedgerBatch): void {
    for (const row of calls) addUp(this.calls, callKey(row), row)
    for (const row of errors) addUpError(this.errors, errorKey(row), row)
    // What was learned meanwhile is newer.
    for (const row of facts) this.facts.set(row.connectionId, { ...row, ...this.facts.get(row.connectionId) })
    this.setTimer()
  }

  private async tidy(): Promise<void> {
    const nowMs = this.options.clock.now()
    const day = utcDay(nowMs)
    if (this.tidiedDay === day) return
    this.tidiedDay = day
    await this.options.removeOld(nowMs)
  }

  private countsOf(ref: ConnectionRef, method: string): CallCounts {
    const day = utcDay(this.options.clock.now())
    const row = { tenantId: ref.tenantId, connectionId: ref.id, day, method, ...NO_CALLS }
    return this.rowOf(this.calls, callKey(row), row)
  }

  private errorOf(ref: ConnectionRef, { code, method }: { code: string; method: string }): ErrorCounts {
    const nowMs = this.options.clock.now()
    const day = utcDay(nowMs)
    const row = {
      tenantId: ref.tenantId,
      connectionId: ref.id,
      day,
      code,
      method,
      count: 0,
      lastAt: new Date(nowMs),
    }
    return this.rowOf(this.errors, errorKey(row), row)
  }

  private rowOf<Row>(rows: Map<string, Row>, key: string, fresh: Row): Row {
    const row = rows.get(key) ?? fresh
    if (rows.size < MAX_WAITING_ROWS || rows.has(key)) rows.set(key, row)
    this.setTimer()
    return row
  }

  private setTimer(): void {
    if (this.isTimerSet) return
    this.isTimerSet = true
    void this.options.clock.sleep(STORE_EVERY_MS).then(() => {
      this.isTimerSet = false
      return this.flush()
    })
  }
}

/** The UTC day of a moment, yyyy-MM-dd. */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

const NO_CALLS = { calls: 0, failed: 0, shared: 0, cached: 0, commands: 0, people: 0, background: 0 }

function callKey({ connectionId, day, method }: CallCounts): string {
  return `${connectionId} ${day} ${method}`
}

function errorKey({ connectionId, day, code, method }: ErrorCounts): string {
  return `${connectionId} ${day} ${code} ${method}`
}

function addUp(rows: Map<string, CallCounts>, key: string, row: CallCounts): void {
  const known = rows.get(key)
  if (known === undefined) {
    rows.set(key, row)
    return
  }
  for (const name of ['calls', 'failed', 'shared', 'cached', 'commands', 'people', 'background'] as const)
    known[name] += row[name]
}

function addUpError(rows: Map<string, ErrorCounts>, key: string, row: ErrorCounts): void {
  const known = rows.get(key)
  if (known === undefined) rows.set(key, row)
  else known.count += row.count
}
