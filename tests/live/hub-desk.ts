// A hub with two small fleets, a clock that stands still, and browsers' ends of its streams, for tests of the hub.

import type {
  AlarmFrame,
  DeltaFrame,
  LiveAlarm,
  SnapshotFrame,
  UpstreamConnection,
  UpstreamFrame,
} from '@/lib/domain/live-frame'
import { LiveFrameReader } from '@/lib/domain/live-frame-reader'
import { FleetState, type VehicleRecord } from '@/lib/server/live/fleet-state'
import { LiveHub, type Subscription } from '@/lib/server/live/hub'
import { patchOfReport, type Report } from '@/lib/server/live/location-report'
import { unknownTelemetry } from '@/lib/server/live/telemetry'
import type { LivePort } from '@/lib/server/live/tenant-room'

export const T0 = Date.UTC(2026, 0, 15, 8, 0, 0)

type JoinOptions = {
  tenantId?: string
  scopePath?: string
  lastEventId?: string | null
  sessionKey?: string
  isAllowed?: () => boolean
}

/** Tenant t1 has v1 at /acme/, v2 at /acme/north/, v3 at /acme/northwest/; tenant t2 has x1. */
export class HubDesk {
  nowMs = T0
  health: UpstreamConnection[] = [
    { connectionId: 'c1', name: 'Main', kind: 'ok', sinceMs: T0, lastSuccessAtMs: T0, isImporting: false },
  ]
  readonly encodings: string[] = []
  readonly fleets = new Map([
    [
      't1',
      fleetOf([vehicle('v1', '/acme/'), vehicle('v2', '/acme/north/'), vehicle('v3', '/acme/northwest/')]),
    ],
    ['t2', fleetOf([vehicle('x1', '/other/')])],
  ])
  readonly hub = new LiveHub({
    clock: { now: () => this.nowMs, sleep: async () => undefined, random: () => 0 },
    loadFleet: async (tenantId) => this.fleet(tenantId),
    healthOf: () => this.health,
    onWatchChange: () => undefined,
    onError: (error) => {
      throw error
    },
    onEncode: (kind) => this.encodings.push(kind),
  })

  fleet(tenantId: string): FleetState {
    const fleet = this.fleets.get(tenantId)
    if (fleet === undefined) throw new Error(`no tenant ${tenantId}`)
    return fleet
  }

  /** Reports a vehicle at `lat`, as of now unless said otherwise. */
  report(
    tenantId: string,
    id: string,
    { lat, fixAtMs = this.nowMs }: { lat: number; fixAtMs?: number },
  ): void {
    const fleet = this.fleet(tenantId)
    const found = fleet.find(id)
    if (found === null) throw new Error(`no vehicle ${id}`)
    const position = { lat, lng: 10 }
    const report: Report = {
      ...unknownTelemetry(),
      fixAtMs,
      position,
      source: 'gps',
      online: true,
      heartbeatAtMs: fixAtMs,
    }
    fleet.apply(
      [patchOfReport(report, { deviceId: id, receivedAtMs: this.nowMs, vendorNowMs: this.nowMs })],
      this.nowMs,
    )
  }

  join(to: Browser, options: JoinOptions = {}): Promise<Subscription> {
    return this.hub.join({
      tenantId: options.tenantId ?? 't1',
      scopePath: options.scopePath ?? '/',
      sessionKey: options.sessionKey ?? 'user 1',
      isStillAllowed: async () => options.isAllowed?.() ?? true,
      port: to.port,
      lastEventId: options.lastEventId ?? null,
    })
  }

  /** Lets seconds pass, one by one. */
  step(seconds = 1): void {
    for (let second = 0; second < seconds; second += 1) {
      this.nowMs += 1000
      this.hub.step()
    }
  }
}

export function vehicle(id: string, accountPath: string, over: Partial<VehicleRecord> = {}): VehicleRecord {
  return {
    id,
    connectionId: 'c1',
    accountId: `account ${accountPath}`,
    accountName: accountPath,
    accountPath,
    scopePath: accountPath,
    imei: `imei ${id}`,
    name: `Vehicle ${id}`,
    plate: null,
    driverName: null,
    kind: 'tracker',
    expiresAtMs: null,
    ...over,
  }
}

export function fleetOf(records: VehicleRecord[]): FleetState {
  const state = new FleetState()
  state.setRoster(records, new Map())
  return state
}

type Event = { id?: string; event: string; data: string }

/** A browser on the other end, which reads nothing while `hasRoom` is false. */
export class Browser {
  /** As they came, but with frames in plain columns. */
  readonly events: Event[] = []
  private readonly reader = new LiveFrameReader()
  readonly chunks: Uint8Array[] = []
  hasRoom = true
  isEnded = false
  readonly port: LivePort = {
    hasRoom: () => this.hasRoom && !this.isEnded,
    send: (chunk) => {
      this.chunks.push(chunk)
      const lines = new TextDecoder().decode(chunk).trimEnd().split('\n')
      const fields = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)))
      const event = fields as Event
      const isFrame = event.event === 'snapshot' || event.event === 'delta'
      const data = isFrame ? JSON.stringify(this.reader.read(event.event, event.data)) : event.data
      this.events.push({ ...event, data })
    },
    end: () => {
      this.isEnded = true
    },
  }

  get snapshots(): SnapshotFrame[] {
    return this.named<SnapshotFrame>('snapshot')
  }

  get deltas(): DeltaFrame[] {
    return this.named<DeltaFrame>('delta')
  }

  get upstream(): UpstreamFrame[] {
    return this.named<UpstreamFrame>('upstream')
  }

  get alarms(): LiveAlarm[] {
    return this.named<AlarmFrame>('alarm').flatMap(({ alarms }) => alarms)
  }

  get lastId(): string | null {
    return this.events.findLast(({ id }) => id !== undefined)?.id ?? null
  }

  private named<T>(name: string): T[] {
    return this.events.filter(({ event }) => event === name).map(({ data }) => JSON.parse(data) as T)
  }
}
