// The location poll of one connection: which accounts are due, one round at a time, rest when nobody watches.
// One call for an account serves every listener. It knows neither listeners nor SQL: both are handed in.

import { JimiContractError } from '@/lib/jimi/errors'
import { CoolingDownError } from '../services/call-pauses'
import { isRefusalOfOne } from '../services/upstream-health'
import { type Clock, jitteredBackoffMs } from './clock'
import type { LocationRow } from './location-report'

/** An account of the connection that somebody watches, with the IMEIs its location answer should hold. */
export type WatchedAccount = { id: string; login: string; imeis: readonly string[] }

export type PollerOptions = {
  clock: Clock
  intervalMs: number
  /** Accounts in watched scopes now; empty when nobody watches. */
  watchedAccounts: () => WatchedAccount[]
  /** Of these accounts, the ones this process may poll, and for how long if it lives; another process polls the rest. */
  lease: (accountIds: string[], keepMs: number) => Promise<ReadonlySet<string>>
  releaseLeases: () => Promise<void>
  listLocations: (accountLogin: string, signal: AbortSignal) => Promise<LocationRow[]>
  getLocations: (imeis: string[], signal: AbortSignal) => Promise<LocationRow[]>
  /** Stores rows and makes them visible. */
  ingest: (rows: LocationRow[]) => Promise<void>
  /** Brings over what the process that polls these accounts has stored. */
  follow: (accountIds: string[]) => Promise<void>
  onRoundDone: () => void
  onAllRefused: () => void
  onRest: () => void
  onError: (error: unknown) => void
}

/** Devices left out of an account's answer are asked for by IMEI at this slower pace, so many at a time. */
const OMITTED_EVERY_MS = 60_000
const OMITTED_BATCH = 50
const OMITTED_BATCHES_PER_ROUND = 4
/** After a failure the next round waits longer each time, but no longer than this: recovery must show soon. */
const BACKOFF_CAP_MS = 30_000
/** A lease is kept over a slow round, yet not for long when nobody here watches the account any more. */
const KEEP_ROUNDS = 3
const KEEP_MIN_MS = 30_000
/** So often we look whether the process that polls an account still lives. With the lease's own time, 15 s at most. */
const FOLLOW_EVERY_MS = 4_000

export class ConnectionPoller {
  /** By account: when it is looked at next. */
  private readonly dueMs = new Map<string, number>()
  /** By account: IMEIs its answer left out, and when each was last asked for by itself (0 never). */
  private omitted = new Map<string, Map<string, number>>()
  /** Accounts of which the last look found that they are ours to poll. */
  private readonly ours = new Set<string>()
  private failures = 0
  private notBeforeMs = 0
  private isResting = true
  private wakeUp = new AbortController()
  private readonly stopping = new AbortController()
  private loop: Promise<void> | null = null

  constructor(private readonly options: PollerOptions) {}

  /** Whether the last looks found that another process polls everything we watch. */
  isFollower = false

  /** Begins to work, or to rest if nobody watches. */
  start(): void {
    this.loop ??= this.run()
  }

  /** Somebody came or left: looks at once whether anything is due. */
  wake(): void {
    this.wakeUp.abort()
  }

  /** Ends after the call that is under way, which is given up. */
  async stop(): Promise<void> {
    this.stopping.abort()
    this.wakeUp.abort()
    await this.loop
    await this.options.releaseLeases().catch(this.options.onError)
  }

  /** One look: polls what is due and answers how long to wait for the next look, null for "until woken". Never throws. */
  async round(): Promise<number | null> {
    const { clock, watchedAccounts, onError } = this.options
    const watched = watchedAccounts()
    if (watched.length === 0) {
      await this.rest()
      return null
    }
    this.isResting = false
    if (clock.now() >= this.notBeforeMs) {
      try {
        await this.pollDue(watched.filter((account) => this.dueInMs(account) <= 0))
      } catch (error) {
        if (!this.stopping.signal.aborted) onError(error)
        this.backOff(error)
      }
    }
    return this.nextLookMs(watched)
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.wakeUp = new AbortController()
      const pauseMs = await this.round()
      if (this.stopping.signal.aborted) return
      await this.options.clock.sleep(pauseMs ?? FOREVER_MS, this.wakeUp.signal)
    }
  }

  private async rest(): Promise<void> {
    if (this.isResting) return
    this.isResting = true
    this.ours.clear()
    this.options.onRest()
    await this.options.releaseLeases().catch(this.options.onError)
  }

  private async pollDue(due: WatchedAccount[]): Promise<void> {
    if (due.length === 0) return
    const { clock, intervalMs, lease, follow } = this.options
    const keepMs = Math.max(KEEP_MIN_MS, intervalMs * KEEP_ROUNDS)
    const ours = await lease(
      due.map(({ id }) => id),
      keepMs,
    )
    const startedMs = clock.now()
    const followPauseMs = Math.min(intervalMs, FOLLOW_EVERY_MS)
    for (const { id } of due) this.dueMs.set(id, startedMs + (ours.has(id) ? intervalMs : followPauseMs))
    for (const { id } of due) {
      if (ours.has(id)) this.ours.add(id)
      else this.ours.delete(id)
    }
    this.isFollower = this.ours.size === 0
    const others = due.filter(({ id }) => !ours.has(id))
    if (others.length > 0) await follow(others.map(({ id }) => id))
    const mine = due.filter(({ id }) => ours.has(id))
    if (mine.length === 0) return
    const refusedCount = await this.pollAccounts(mine)
    await this.askForOmitted(mine)
    if (refusedCount === mine.length) this.options.onAllRefused()
    else this.noteGoodRound()
  }

  /**
   * How many accounts the vendor refused: one that was removed or moved away must not cost the others their round. Nor
   * must one whose answer cannot be read, but that fails the round in the end, as the vendor may be in trouble.
   */
  private async pollAccounts(accounts: WatchedAccount[]): Promise<number> {
    let refusedCount = 0
    let unreadable: JimiContractError | null = null
    for (const account of accounts) {
      try {
        const rows = await this.options.listLocations(account.login, this.stopping.signal)
        await this.options.ingest(rows)
        this.noteOmitted(account, rows)
      } catch (error) {
        // A proxy's page instead of JSON says nothing of this account, and the others would get it too.
        if (error instanceof JimiContractError && error.retry === 'never') unreadable = error
        else if (isRefusalOfOne(error)) {
          this.options.onError(error)
          refusedCount += 1
        } else throw error
      }
    }
    if (unreadable !== null) throw unreadable
    return refusedCount
  }

  private noteOmitted(account: WatchedAccount, rows: LocationRow[]): void {
    const answered = new Set(rows.map(({ imei }) => imei))
    const before = this.omitted.get(account.id)
    const missing = account.imeis.filter((imei) => !answered.has(imei))
    this.omitted.set(account.id, new Map(missing.map((imei) => [imei, before?.get(imei) ?? 0])))
  }

  /** The ones that have waited longest come first, so that a long list is gone through in turns. */
  private async askForOmitted(accounts: WatchedAccount[]): Promise<void> {
    const { clock, getLocations, ingest } = this.options
    const due = accounts
      .flatMap(({ id }) =>
        [...(this.omitted.get(id) ?? [])].map(([imei, askedMs]) => ({ id, imei, askedMs })),
      )
      .filter(({ askedMs }) => clock.now() - askedMs >= OMITTED_EVERY_MS)
      .sort((a, b) => a.askedMs - b.askedMs)
    for (let batch = 0; batch < OMITTED_BATCHES_PER_ROUND; batch += 1) {
      const asked = due.slice(batch * OMITTED_BATCH, (batch + 1) * OMITTED_BATCH)
      if (asked.length === 0) return
      for (const { id, imei } of asked) this.omitted.get(id)?.set(imei, clock.now())
      const imeis = asked.map(({ imei }) => imei)
      try {
        await ingest(await getLocations(imeis, this.stopping.signal))
      } catch (error) {
        // One foreign IMEI costs the whole call; the others of the batch have their next turn in a minute.
        if (!isRefusalOfOne(error)) throw error
        this.options.onError(error)
      }
    }
  }

  private noteGoodRound(): void {
    this.failures = 0
    this.notBeforeMs = 0
    this.options.onRoundDone()
  }

  private backOff(error: unknown): void {
    const { clock, intervalMs } = this.options
    this.failures += 1
    const floorMs = Math.min(intervalMs, BACKOFF_CAP_MS)
    const pauseMs = jitteredBackoffMs({
      failures: this.failures,
      floorMs,
      capMs: BACKOFF_CAP_MS,
      random: clock.random,
    })
    const quotaMs = error instanceof CoolingDownError ? error.untilMs : 0
    this.notBeforeMs = Math.max(clock.now() + pauseMs, quotaMs)
    // The accounts this round did not reach are due again as soon as we may.
    this.dueMs.clear()
  }

  private nextLookMs(watched: WatchedAccount[]): number {
    const backOffMs = this.notBeforeMs - this.options.clock.now()
    const dueMs = Math.min(...watched.map((account) => this.dueInMs(account)))
    return Math.max(0, backOffMs, dueMs)
  }

  private dueInMs({ id }: WatchedAccount): number {
    return (this.dueMs.get(id) ?? 0) - this.options.clock.now()
  }
}

/** As good as for ever for a timer, which cannot hold more than 24 days. */
const FOREVER_MS = 86_400_000
