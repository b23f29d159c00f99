// The fences of all tenants, watched by one process each: a lease says which. While a tenant has fences, its vehicles are polled
// like those somebody looks at, as a rule needs them.

import { randomUUID } from 'node:crypto'
import type { NewAlarm } from '../data/system/alarms'
import { listFenceVersions } from '../data/system/fence-engine-data'
import { env } from '../env'
import { LeaseKeeper } from '../jobs/lease-keeper'
import { type Clock, systemClock } from '../live/clock'
import type { LiveService } from '../live/live'
import type { LiveBus } from '../live/live-bus'
import { newsByTenant } from '../live/live-publisher'
import { log } from '../log'
import { FenceWatch } from './fence-watch'

export type FenceRunnerOptions = {
  bus: LiveBus
  /** Whose polls are to go on while there are fences; null for none. */
  live: () => Pick<LiveService, 'join'> | null
  clock?: Clock
}

const STEP_MS = 1_000
const LOOK_EVERY_MS = 5_000
const KEEP_LEASE_MS = 30_000

type Watched = { watch: FenceWatch; lease: LeaseKeeper; version: string; leave: () => void }

export class FenceRunner {
  private readonly clock: Clock
  private readonly owner = env().databaseUrl === null ? 'the only process' : randomUUID()
  private readonly watched = new Map<string, Watched>()
  private readonly stopListening: () => void
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()
  private isBusy = false
  private isStopped = false
  private lookedMs = Number.NEGATIVE_INFINITY

  constructor(private readonly options: FenceRunnerOptions) {
    this.clock = options.clock ?? systemClock
    this.stopListening = options.bus.subscribe(
      ({ tenantId, patches }) => this.watched.get(tenantId)?.watch.note(patches),
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
      .catch((error: unknown) => log.warn({ err: error }, 'fences not watched'))
      .finally(() => {
        this.isBusy = false
      })
    return this.running
  }

  /** Has changed fences looked at with the next round. */
  noteChange(): void {
    this.lookedMs = Number.NEGATIVE_INFINITY
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer !== null) clearInterval(this.timer)
    this.stopListening()
    await this.running
    for (const tenantId of [...this.watched.keys()]) await this.drop(tenantId)
  }

  private async round(): Promise<void> {
    if (this.isStopped) return
    const nowMs = this.clock.now()
    if (nowMs - this.lookedMs >= LOOK_EVERY_MS) {
      this.lookedMs = nowMs
      await this.follow()
    }
    for (const [tenantId, { watch }] of this.watched) {
      await watch.step().catch((error: unknown) => log.warn({ err: error, tenantId }, 'fences not watched'))
    }
  }

  /** Takes tenants that nobody watches, keeps those that are ours, and follows their changes. */
  private async follow(): Promise<void> {
    const versions = await listFenceVersions()
    for (const tenantId of [...this.watched.keys()]) if (!versions.has(tenantId)) await this.drop(tenantId)
    for (const [tenantId, version] of versions) {
      const lease = this.watched.get(tenantId)?.lease ?? this.leaseOf(tenantId)
      const isOurs = (await lease.take([tenantId], KEEP_LEASE_MS)).has(tenantId)
      if (!isOurs) this.lose(tenantId)
      else await this.watch(tenantId, { version, lease })
    }
  }

  private leaseOf(tenantId: string): LeaseKeeper {
    return new LeaseKeeper({ tenantId, kind: 'fences', owner: this.owner })
  }

  private async watch(
    tenantId: string,
    { version, lease }: Pick<Watched, 'version' | 'lease'>,
  ): Promise<void> {
    const known = this.watched.get(tenantId)
    if (known === undefined) {
      const onAlarms = (alarms: readonly NewAlarm[]) => this.publish(alarms)
      const watch = new FenceWatch({ tenantId, clock: this.clock, onAlarms })
      this.watched.set(tenantId, { watch, lease, version, leave: await this.keepPolling(tenantId) })
    } else if (known.version !== version) {
      await known.watch.reload()
      known.version = version
    }
  }

  private publish(alarms: readonly NewAlarm[]): void {
    for (const news of newsByTenant({ patches: [], alarms })) this.options.bus.publish(news)
  }

  /** A listener that hears nothing: it only stands for the rule that needs the vehicles. */
  private async keepPolling(tenantId: string): Promise<() => void> {
    const live = this.options.live()
    if (live === null) return () => undefined
    const { leave } = await live.join({
      tenantId,
      scopePath: '/',
      sessionKey: `fences ${tenantId}`,
      isStillAllowed: async () => true,
      port: { hasRoom: () => false, send: () => undefined, end: () => undefined },
      lastEventId: null,
    })
    return leave
  }

  private lose(tenantId: string): void {
    this.watched.get(tenantId)?.leave()
    this.watched.delete(tenantId)
  }

  private async drop(tenantId: string): Promise<void> {
    const known = this.watched.get(tenantId)
    if (known === undefined) return
    this.lose(tenantId)
    await known.watch.stop().catch((error: unknown) => log.warn({ err: error, tenantId }, 'fences not kept'))
    await known.lease.release()
  }
}
