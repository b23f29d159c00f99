// Everything the live path does for one connection while somebody watches it: the poll, the roster every ten minutes, a
// light look at alarms. It puts the parts together; each rule lives in its own file.

import { callConnection, healthBoard, vendorOffsetMs } from '../jimi'
import { LeaseKeeper } from '../jobs/lease-keeper'
import { log } from '../log'
import { forgetPoll, notePollSuccess } from '../metrics'
import { importRoster } from '../services/roster'
import type { ConnectionRef } from '../services/upstream-health'
import { AlarmPoll } from './alarm-poll'
import type { Clock } from './clock'
import type { FleetState, FleetVehicle } from './fleet-state'
import { livePublisher } from './live-publisher'
import { type LocationRow, patchOfReport, toReport } from './location-report'
import { ConnectionPoller, type WatchedAccount } from './poller'
import { readStatesSince, writePatches } from './storage'

export type ConnectionWatchOptions = {
  ref: ConnectionRef
  profile: string
  clock: Clock
  intervalMs: number
  /** Names this process in leases. */
  owner: string
  /** The tenant's fleet while it is in memory; else null. */
  fleet: () => FleetState | null
  watchedScopes: () => string[]
  /** The stored roster changed: read it into memory. */
  onRosterChanged: () => Promise<void>
}

type LeaseKind = 'poll' | 'roster' | 'alarms'

const ROSTER_EVERY_MS = 600_000
const ROSTER_RETRY_MS = 60_000
/** Without any roster there is nothing to show, so the first one is tried for more eagerly. */
const FIRST_ROSTER_RETRY_MS = 10_000
const ROSTER_LEASE_MS = 300_000
/** Ten thousand accounts take more than an hour. Should this process die meanwhile, another has the lease within seconds. */
const ROSTER_READING_LEASE_MS = 6 * 3_600_000
/** For each minute of reading so many without: what is left of the app's pace is for those who wait for an answer. */
const ROSTER_RESTS_FOR_ONE = 4

/** How long a roster stays as it was read, by how long reading it took. In milliseconds. */
export function rosterRestMs(tookMs: number): number {
  return Math.max(ROSTER_EVERY_MS, ROSTER_RESTS_FOR_ONE * tookMs)
}

export class ConnectionWatch {
  readonly poller: ConnectionPoller
  private readonly alarms: AlarmPoll
  private readonly stopping = new AbortController()
  private readonly leases: Record<LeaseKind, LeaseKeeper>
  private rosterRun: Promise<void> | null = null
  private rosterTriedMs = Number.NEGATIVE_INFINITY
  private rosterTookMs = 0
  private hasUnknownDevices = false
  private followedMs: number

  constructor(private readonly options: ConnectionWatchOptions) {
    const { ref, clock, intervalMs, profile } = options
    this.followedMs = clock.now()
    const owner = `${options.owner} ${ref.id}`
    const keeperOf = (kind: LeaseKind) => new LeaseKeeper({ tenantId: ref.tenantId, kind, owner })
    this.leases = { poll: keeperOf('poll'), roster: keeperOf('roster'), alarms: keeperOf('alarms') }
    this.alarms = new AlarmPoll({
      ref,
      clock,
      profile,
      vehicles: () => this.vehicles(),
      lease: async (keepMs) => (await this.leases.alarms.take([ref.id], keepMs)).has(ref.id),
    })
    this.poller = new ConnectionPoller({
      clock,
      intervalMs,
      watchedAccounts: () => this.watchedAccounts(),
      lease: (accountIds, keepMs) => this.leases.poll.take(accountIds, keepMs),
      releaseLeases: () => this.leases.poll.release(),
      listLocations: (accountLogin, signal) =>
        callConnection(ref, 'jimi.user.device.location.list', { accountLogin }, { signal }),
      getLocations: (imeis, signal) => callConnection(ref, 'jimi.device.location.get', { imeis }, { signal }),
      ingest: (rows) => this.ingest(rows),
      follow: (accountIds) => this.follow(accountIds),
      onRoundDone: () => notePollSuccess(ref.id, clock.now()),
      onAllRefused: () => healthBoard().noteTrouble(ref, 'error'),
      onRest: () => this.noteRest(),
      onError: (error) => log.warn({ err: error, connectionId: ref.id }, 'location poll failed'),
    })
    this.poller.start()
  }

  get tenantId(): string {
    return this.options.ref.tenantId
  }

  /** Looks after roster and alarms. Called every few seconds while somebody watches; starts nothing twice. */
  maintain(rosterSyncedAt: Date | null): void {
    if (this.options.watchedScopes().length === 0) return
    this.maintainRoster(rosterSyncedAt)
    this.alarms.look()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await Promise.all([this.poller.stop(), this.alarms.stop(), this.rosterRun])
    await Promise.all([this.leases.roster.release(), this.leases.alarms.release()])
  }

  private maintainRoster(rosterSyncedAt: Date | null): void {
    const nowMs = this.options.clock.now()
    const syncedMs = rosterSyncedAt?.getTime() ?? null
    const restMs = rosterRestMs(this.rosterTookMs)
    const isDue = syncedMs === null || nowMs - syncedMs >= restMs || this.hasUnknownDevices
    const retryMs =
      syncedMs === null
        ? FIRST_ROSTER_RETRY_MS
        : Math.max(ROSTER_RETRY_MS, ROSTER_RESTS_FOR_ONE * this.rosterTookMs)
    if (!isDue || this.rosterRun !== null || nowMs - this.rosterTriedMs < retryMs) return
    this.rosterTriedMs = nowMs
    this.rosterRun = this.readRoster().finally(() => {
      this.rosterRun = null
    })
  }

  private async readRoster(): Promise<void> {
    const { ref, clock, onRosterChanged } = this.options
    try {
      const ours = await this.leases.roster.take([ref.id], ROSTER_READING_LEASE_MS)
      if (!ours.has(ref.id)) {
        // Another process reads it. Should that one die, its turn is ours at once.
        this.rosterTriedMs = Number.NEGATIVE_INFINITY
        return
      }
      const fromMs = clock.now()
      await importRoster(ref, this.stopping.signal).finally(async () => {
        this.rosterTookMs = clock.now() - fromMs
        this.rosterTriedMs = clock.now()
        await this.leases.roster.take([ref.id], ROSTER_LEASE_MS)
      })
      this.hasUnknownDevices = false
      await onRosterChanged()
      this.poller.wake()
    } catch (error) {
      if (!this.stopping.signal.aborted) log.warn({ err: error, connectionId: ref.id }, 'roster not read')
    }
  }

  private async ingest(rows: LocationRow[]): Promise<void> {
    const { ref, clock, fleet: fleetOf } = this.options
    const fleet = fleetOf()
    if (fleet === null) return
    const nowMs = clock.now()
    const vendorNowMs = nowMs + (await vendorOffsetMs(ref))
    const patches = rows.flatMap((row) => {
      const vehicle = fleet.findByImei(ref.id, row.imei)
      const context = { deviceId: vehicle?.record.id ?? '', receivedAtMs: nowMs, vendorNowMs }
      return vehicle === null ? [] : [patchOfReport(toReport(row, nowMs), context)]
    })
    if (patches.length < rows.length) this.hasUnknownDevices = true
    const telling = fleet.tellingPatches(patches, nowMs)
    await writePatches(ref.tenantId, telling)
    // That everything is as before matters to nobody else, but a late word of before must not count here.
    fleet.apply(patches, clock.now())
    const told = telling.map(({ patch }) => patch)
    if (told.length > 0) livePublisher().publish({ tenantId: ref.tenantId, patches: told, alarms: [] })
  }

  private async follow(accountIds: string[]): Promise<void> {
    const { ref, clock, fleet, intervalMs } = this.options
    const sinceMs = this.followedMs
    // Looking back a little covers rows that were being written while we looked, and clocks that differ.
    this.followedMs = clock.now() - 2 * intervalMs
    fleet()?.apply(await readStatesSince(ref.tenantId, accountIds, sinceMs), clock.now())
  }

  private noteRest(): void {
    forgetPoll(this.options.ref.id)
    healthBoard().noteRest(this.options.ref)
  }

  private vehicles(): FleetVehicle[] {
    const all = this.options.fleet()?.listInScope('/') ?? []
    return all.filter(({ record }) => record.connectionId === this.options.ref.id)
  }

  private watchedAccounts(): WatchedAccount[] {
    const scopes = this.options.watchedScopes()
    if (scopes.length === 0) return []
    const accounts = new Map<string, { id: string; login: string; imeis: string[] }>()
    for (const { record } of this.vehicles()) {
      if (!scopes.some((scope) => record.scopePath.startsWith(scope))) continue
      const account = accounts.get(record.accountId)
      if (account !== undefined) account.imeis.push(record.imei)
      else
        accounts.set(record.accountId, {
          id: record.accountId,
          login: loginOf(record.accountPath),
          imeis: [record.imei],
        })
    }
    return [...accounts.values()]
  }
}

/** The login at the end of an account path, see data/account-path.ts. */
function loginOf(accountPath: string): string {
  return decodeURIComponent(accountPath.split('/').at(-2) ?? '')
}
