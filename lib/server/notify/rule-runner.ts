// The alarm rules of all tenants, held against by one process each: a lease says which. News of alarms only say where to look
// at once; everything is read from the database, and looked at every few seconds anyway.

import { randomUUID } from 'node:crypto'
import { dropOldNotices } from '../data/system/notify-outbox'
import { listRuleVersions } from '../data/system/notify-rules'
import { env } from '../env'
import { LeaseKeeper } from '../jobs/lease-keeper'
import { type Clock, systemClock } from '../live/clock'
import type { LiveBus } from '../live/live-bus'
import { log } from '../log'
import { RuleWatch } from './rule-watch'

export type RuleRunnerOptions = {
  bus: LiveBus
  /** Called when something is to be sent. */
  onNotices: () => void
  clock?: Clock
}

const STEP_MS = 1_000
const LOOK_EVERY_MS = 5_000
const KEEP_LEASE_MS = 30_000
const DROP_EVERY_MS = 3_600_000

type Watched = { watch: RuleWatch; lease: LeaseKeeper; version: string; hasNews: boolean }

export class RuleRunner {
  private readonly clock: Clock
  private readonly owner = env().databaseUrl === null ? 'the only process' : randomUUID()
  private readonly watched = new Map<string, Watched>()
  private readonly stopListening: () => void
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()
  private isBusy = false
  private isStopped = false
  private lookedMs = Number.NEGATIVE_INFINITY
  private droppedMs = Number.NEGATIVE_INFINITY

  constructor(private readonly options: RuleRunnerOptions) {
    this.clock = options.clock ?? systemClock
    this.stopListening = options.bus.subscribe(
      ({ tenantId, alarms }) => {
        const known = this.watched.get(tenantId)
        if (known && alarms.length > 0) known.hasNews = true
      },
      (tenantId) => this.watched.has(tenantId),
    )
  }

  /** Begins to work by the clock. Tests call `step` themselves instead. */
  start(): void {
    this.timer ??= setInterval(() => {
      // A round that takes long is not followed by a crowd of others.
      if (!this.isBusy) void this.step()
    }, STEP_MS).unref()
  }

  /** One round for all tenants. Never throws. */
  step(): Promise<void> {
    this.isBusy = true
    this.running = this.running
      .then(() => this.round())
      .catch((error: unknown) => log.warn({ err: error }, 'alarm rules not looked at'))
      .finally(() => {
        this.isBusy = false
      })
    return this.running
  }

  /** Has changed rules looked at with the next round. */
  noteChange(): void {
    this.lookedMs = Number.NEGATIVE_INFINITY
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer !== null) clearInterval(this.timer)
    this.stopListening()
    await this.running
    for (const { lease } of this.watched.values()) await lease.release()
    this.watched.clear()
  }

  private async round(): Promise<void> {
    if (this.isStopped) return
    const nowMs = this.clock.now()
    if (nowMs - this.lookedMs >= LOOK_EVERY_MS) {
      this.lookedMs = nowMs
      await this.follow()
      for (const each of this.watched.values()) each.hasNews = true
    }
    for (const [tenantId, each] of this.watched) if (each.hasNews) await this.look(tenantId, each)
    if (nowMs - this.droppedMs < DROP_EVERY_MS) return
    this.droppedMs = nowMs
    await dropOldNotices(new Date(nowMs))
  }

  private async look(tenantId: string, each: Watched): Promise<void> {
    each.hasNews = false
    try {
      if (await each.watch.step(each.version)) this.options.onNotices()
    } catch (error) {
      each.hasNews = true
      log.warn({ err: error, tenantId }, 'alarm rules not looked at')
    }
  }

  /** Takes tenants that nobody looks after, keeps those that are ours, and follows their changes. */
  private async follow(): Promise<void> {
    const versions = await listRuleVersions()
    for (const [tenantId, { lease }] of this.watched) {
      if (versions.has(tenantId)) continue
      this.watched.delete(tenantId)
      await lease.release()
    }
    for (const [tenantId, version] of versions) {
      const known = this.watched.get(tenantId)
      const lease = known?.lease ?? new LeaseKeeper({ tenantId, kind: 'notify', owner: this.owner })
      const isOurs = (await lease.take([tenantId], KEEP_LEASE_MS)).has(tenantId)
      const watch = known?.watch ?? new RuleWatch({ tenantId, clock: this.clock })
      if (isOurs) this.watched.set(tenantId, { watch, lease, version, hasNews: true })
      else this.watched.delete(tenantId)
    }
  }
}
