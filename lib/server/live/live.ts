// The live service of this process: one hub for all listeners, one watch for each connection somebody looks at.
// It is the only place that ties the hub, the database and the vendor together.

import { randomUUID } from 'node:crypto'
import type { UpstreamConnection } from '@/lib/domain/live-frame'
import { UPSTREAM_HEALTH_KINDS } from '@/lib/domain/upstream'
import { type Connection, listEnabledConnections } from '../data/system/connections'
import { env } from '../env'
import { healthBoard } from '../jimi'
import { log } from '../log'
import { countEncodedFrame, setLiveListeners } from '../metrics'
import type { HealthRow } from '../services/upstream-health'
import { findSingleton, forgetSingleton, singleton } from '../singleton'
import type { OnEncode } from './channel'
import { type Clock, systemClock } from './clock'
import { ConnectionWatch } from './connection-watch'
import { FleetState } from './fleet-state'
import { type JoinRequest, LiveHub, type Subscription } from './hub'
import type { LiveNews } from './live-bus'
import { liveBus } from './live-publisher'
import { NewsReader } from './news-reader'
import { readFleet } from './storage'

export type LiveServiceOptions = {
  clock: Clock
  intervalMs: number
  onEncode?: OnEncode
}

/** The live service of this process, made and started at the first call. */
export function live(): LiveService {
  return singleton('live', () => {
    const service = new LiveService({ clock: systemClock, intervalMs: env().pollIntervalMs })
    service.start()
    return service
  })
}

/** Ends all polls and then all streams of this process, if there ever were any. */
export async function stopLive(options: StopOptions = {}): Promise<void> {
  const service = findSingleton<LiveService>('live')
  forgetSingleton('live')
  await service?.stop(options)
}

/** What to do between the end of the polls and the end of the streams. */
export type StopOptions = { beforeStreamsEnd?: () => Promise<void> }

/** An embedded database has one process only, so what it leased before a crash is its own again at once. */
function leaseOwner(): string {
  return env().databaseUrl === null ? 'the only process' : randomUUID()
}

/** So often we look whether who reads alarms and rosters still lives. With a lease's own time, 15 s at most. */
const MAINTAIN_EVERY_MS = 5_000

export class LiveService {
  readonly hub: LiveHub
  private readonly owner = leaseOwner()
  private readonly watches = new Map<string, ConnectionWatch>()
  private readonly loadedRoster = new Map<string, string>()
  /** Connections whose roster has never been read. */
  private readonly importing = new Set<string>()
  private readonly stopListening: (() => void)[]
  private timer: NodeJS.Timeout | null = null
  private newsReader: NewsReader | null = null
  private maintenance: Promise<void> = Promise.resolve()
  private isStopped = false
  private readonly take = (news: LiveNews) => this.hub.take(news)

  constructor(private readonly options: LiveServiceOptions) {
    this.hub = new LiveHub({
      clock: options.clock,
      loadFleet: (tenantId) => this.loadFleet(tenantId),
      healthOf: (tenantId) => this.connectionsOf(tenantId),
      onWatchChange: (tenantId) => this.noteWatchChange(tenantId),
      onError: (error) => log.error({ err: error }, 'live step failed'),
      onEncode: options.onEncode ?? countEncodedFrame,
      onListenerCount: setLiveListeners,
    })
    this.stopListening = [
      healthBoard().onChange((tenantId) => this.hub.noteHealthChange(tenantId)),
      liveBus().subscribe(this.take, (tenantId) => this.hub.wants(tenantId)),
    ]
  }

  /** Begins to work by the clock. Tests call `hub.step` and `maintain` themselves instead. */
  start(): void {
    this.hub.start()
    this.timer ??= setInterval(() => void this.maintain(), MAINTAIN_EVERY_MS).unref()
    // An embedded database has one process only, so nobody else stores anything.
    if (env().databaseUrl === null) return
    this.newsReader ??= new NewsReader({
      bus: liveBus(),
      tenantIds: () => this.hub.tenantIds,
      take: this.take,
    })
  }

  /** Lets a listener in, see `LiveHub.join`. */
  join(request: JoinRequest): Promise<Subscription> {
    return this.hub.join(request)
  }

  /** The watch of a connection, once somebody looked at its tenant. */
  watchOf(connectionId: string): ConnectionWatch | null {
    return this.watches.get(connectionId) ?? null
  }

  /** Follows changes of connections and rosters, and looks after what is due. One at a time; never throws. */
  maintain(): Promise<void> {
    this.maintenance = this.maintenance
      .then(() => this.maintainNow())
      .catch((error: unknown) => {
        log.warn({ err: error }, 'live maintenance failed')
      })
    return this.maintenance
  }

  async stop({ beforeStreamsEnd }: StopOptions = {}): Promise<void> {
    this.isStopped = true
    if (this.timer !== null) clearInterval(this.timer)
    for (const stop of this.stopListening) stop()
    try {
      await this.newsReader?.stop()
      await this.maintenance
      await Promise.all([...this.watches.values()].map((watch) => watch.stop()))
      this.watches.clear()
      await beforeStreamsEnd?.()
    } finally {
      this.hub.stop()
    }
  }

  private async maintainNow(): Promise<void> {
    if (this.isStopped || this.hub.tenantIds.length === 0) return
    const connections = await listEnabledConnections()
    for (const tenantId of this.hub.tenantIds) {
      const own = connections.filter((connection) => connection.tenantId === tenantId)
      this.learnHealth(own)
      await this.followRoster(tenantId, own)
      for (const connection of own) this.watch(connection).maintain(connection.rosterSyncedAt)
    }
    await this.dropWatchesWithout(connections)
  }

  private watch(connection: Connection): ConnectionWatch {
    const known = this.watches.get(connection.id)
    if (known !== undefined) return known
    const { tenantId, id, profile } = connection
    const watch = new ConnectionWatch({
      ref: { tenantId, id },
      profile,
      clock: this.options.clock,
      intervalMs: this.options.intervalMs,
      owner: this.owner,
      fleet: () => this.hub.fleetOf(tenantId),
      watchedScopes: () => this.hub.watchedScopes(tenantId),
      onRosterChanged: async () => {
        this.noteImporting(connection, false)
        await this.reloadFleet(tenantId)
      },
    })
    this.watches.set(id, watch)
    return watch
  }

  /** A connection that was switched off or removed is polled no more. */
  private async dropWatchesWithout(connections: Connection[]): Promise<void> {
    const enabled = new Set(connections.map(({ id }) => id))
    for (const [id, watch] of this.watches) {
      if (enabled.has(id)) continue
      this.watches.delete(id)
      this.importing.delete(id)
      healthBoard().forget(id)
      await watch.stop()
    }
  }

  private learnHealth(connections: Connection[]): void {
    for (const connection of connections) {
      this.noteImporting(connection, connection.rosterSyncedAt === null)
      const isOurs = this.watches.get(connection.id)?.poller.isFollower === false
      if (isOurs) healthBoard().learn(toHealthRow(connection))
      else healthBoard().follow(toHealthRow(connection))
    }
  }

  private noteImporting({ tenantId, id }: Connection, isImporting: boolean): void {
    if (this.importing.has(id) === isImporting) return
    if (isImporting) this.importing.add(id)
    else this.importing.delete(id)
    this.hub.noteHealthChange(tenantId)
  }

  private connectionsOf(tenantId: string): UpstreamConnection[] {
    return healthBoard()
      .listOf(tenantId)
      .map((health) => ({ ...health, isImporting: this.importing.has(health.connectionId) }))
  }

  /** Another process, or a job, may have read a roster that this one has not loaded yet. */
  private async followRoster(tenantId: string, connections: Connection[]): Promise<void> {
    const version = rosterVersionOf(connections)
    if (this.loadedRoster.get(tenantId) === version) return
    await this.reloadFleet(tenantId)
    this.loadedRoster.set(tenantId, version)
  }

  private async reloadFleet(tenantId: string): Promise<void> {
    const fleet = this.hub.fleetOf(tenantId)
    if (fleet === null) return
    const stored = await readFleet(tenantId)
    fleet.setRoster(stored.records, stored.telemetry)
    // What is stored knows only what the vendor said of the term.
    fleet.expire(this.options.clock.now())
  }

  private async loadFleet(tenantId: string): Promise<FleetState> {
    const own = (await listEnabledConnections()).filter((connection) => connection.tenantId === tenantId)
    this.learnHealth(own)
    const fleet = new FleetState()
    const stored = await readFleet(tenantId)
    fleet.setRoster(stored.records, stored.telemetry)
    // What is stored knows only what the vendor said of the term.
    fleet.expire(this.options.clock.now())
    this.loadedRoster.set(tenantId, rosterVersionOf(own))
    return fleet
  }

  private noteWatchChange(tenantId: string): void {
    const own = [...this.watches.values()].filter((watch) => watch.tenantId === tenantId)
    for (const watch of own) watch.poller.wake()
    if (own.length === 0) void this.maintain()
  }
}

function rosterVersionOf(connections: Connection[]): string {
  return connections.map(({ id, rosterSyncedAt }) => `${id} ${rosterSyncedAt?.getTime() ?? 0}`).join()
}

function toHealthRow(connection: Connection): HealthRow {
  const { tenantId, id, name, healthKind, healthSince, lastSuccessAt } = connection
  return {
    tenantId,
    id,
    name,
    kind: UPSTREAM_HEALTH_KINDS.find((known) => known === healthKind) ?? 'unknown',
    sinceMs: healthSince?.getTime() ?? 0,
    lastSuccessAtMs: lastSuccessAt?.getTime() ?? null,
  }
}
