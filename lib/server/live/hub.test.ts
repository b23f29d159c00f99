import { beforeEach, describe, expect, test } from 'vitest'
import type { DeltaFrame, SnapshotFrame, UpstreamFrame } from '@/lib/domain/live-frame'
import type { UpstreamHealth } from '@/lib/domain/upstream'
import { FleetState, type VehicleRecord } from './fleet-state'
import { LiveHub } from './hub'
import { type Report, unknownTelemetry } from './telemetry'
import type { LivePort } from './tenant-room'

const T0 = Date.UTC(2026, 0, 15, 8, 0, 0)
const clock = { nowMs: T0 }
let fleets: Map<string, FleetState>
let encodings: { kind: string; bytes: number }[]
let health: UpstreamHealth[]
let watchChanges: string[]
let hub: LiveHub

beforeEach(() => {
  clock.nowMs = T0
  encodings = []
  watchChanges = []
  health = [{ connectionId: 'c1', name: 'Main', kind: 'ok', sinceMs: T0, lastSuccessAtMs: T0 }]
  fleets = new Map([
    [
      't1',
      fleet([vehicle('v1', '/root/'), vehicle('v2', '/root/north/'), vehicle('v3', '/root/northwest/')]),
    ],
    ['t2', fleet([vehicle('x1', '/other/')])],
  ])
  hub = new LiveHub({
    clock: { now: () => clock.nowMs, sleep: async () => undefined, random: () => 0 },
    loadFleet: async (tenantId) => fleets.get(tenantId) ?? new FleetState(),
    healthOf: () => health,
    onWatchChange: (tenantId) => watchChanges.push(tenantId),
    onError: (error) => {
      throw error
    },
    onEncode: (kind, bytes) => encodings.push({ kind, bytes }),
  })
})

function vehicle(id: string, accountPath: string, changes: Partial<VehicleRecord> = {}): VehicleRecord {
  return {
    id,
    connectionId: 'c1',
    accountId: `account ${accountPath}`,
    accountName: accountPath,
    accountPath,
    imei: `imei ${id}`,
    name: `Vehicle ${id}`,
    plate: null,
    driverName: null,
    kind: 'tracker',
    expiresAtMs: null,
    ...changes,
  }
}

function fleet(records: VehicleRecord[]): FleetState {
  const state = new FleetState()
  state.setRoster(records, new Map())
  return state
}

/** Moves a vehicle to `lat` as of now. */
function move(tenantId: string, id: string, lat: number): void {
  const state = fleets.get(tenantId)
  const found = state?.find(id)
  if (!state || !found) throw new Error(`no vehicle ${id}`)
  state.commit(state.evaluate([{ vehicle: found, report: report({ lat }) }], clock.nowMs))
}

function report({ lat, fixAtMs = clock.nowMs }: { lat: number; fixAtMs?: number }): Report {
  const position = { lat, lng: 10 }
  return { ...unknownTelemetry(), fixAtMs, position, source: 'gps', online: true, heartbeatAtMs: fixAtMs }
}

type Event = { id?: string; event: string; data: string }

/** A browser on the other end, which reads nothing while `hasRoom` is false. */
function listener() {
  const events: Event[] = []
  const chunks: Uint8Array[] = []
  const state = { hasRoom: true, isEnded: false }
  const port: LivePort = {
    hasRoom: () => state.hasRoom && !state.isEnded,
    send: (chunk) => {
      chunks.push(chunk)
      const lines = new TextDecoder().decode(chunk).trimEnd().split('\n')
      const fields = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)))
      events.push(fields as Event)
    },
    end: () => {
      state.isEnded = true
    },
  }
  const named = <T>(name: string): T[] =>
    events.filter(({ event }) => event === name).map(({ data }) => JSON.parse(data) as T)
  return {
    events,
    chunks,
    state,
    port,
    snapshots: () => named<SnapshotFrame>('snapshot'),
    deltas: () => named<DeltaFrame>('delta'),
    upstream: () => named<UpstreamFrame>('upstream'),
    lastId: () => events.findLast(({ id }) => id !== undefined)?.id ?? null,
  }
}

async function join(
  to: ReturnType<typeof listener>,
  options: {
    tenantId?: string
    scopePath?: string
    lastEventId?: string | null
    isAllowed?: () => boolean
  } = {},
) {
  return hub.join({
    tenantId: options.tenantId ?? 't1',
    scopePath: options.scopePath ?? '/',
    sessionKey: 'user 1',
    isStillAllowed: async () => options.isAllowed?.() ?? true,
    port: to.port,
    lastEventId: options.lastEventId ?? null,
  })
}

function step(): void {
  clock.nowMs += 1000
  hub.step()
}

describe('what a listener gets', () => {
  test('a snapshot of the whole scope and the health at once, then only what moved, once a second', async () => {
    const page = listener()
    await join(page)
    expect(page.snapshots()[0]?.roster.id).toEqual(['v1', 'v2', 'v3'])
    expect(page.upstream()[0]?.connections).toEqual(health)
    step()
    expect(page.deltas()).toEqual([])
    move('t1', 'v3', 51)
    clock.nowMs += 400
    move('t1', 'v3', 52)
    step()
    expect(page.deltas()).toHaveLength(1)
    expect(page.deltas()[0]?.slot).toEqual([2])
    expect(page.deltas()[0]?.state.lat).toEqual([52_000_000])
  })

  test('a scoped viewer gets that subtree and nothing of its siblings or of other tenants', async () => {
    const [scoped, foreign] = [listener(), listener()]
    await join(scoped, { scopePath: '/root/north/' })
    await join(foreign, { tenantId: 't2' })
    expect(scoped.snapshots()[0]?.roster.id).toEqual(['v2'])
    expect(foreign.snapshots()[0]?.roster.id).toEqual(['x1'])
    move('t1', 'v1', 50)
    move('t1', 'v3', 50)
    step()
    expect(scoped.deltas()).toEqual([])
    expect(foreign.deltas()).toEqual([])
    move('t1', 'v2', 50)
    step()
    expect(scoped.deltas()[0]?.slot).toEqual([0])
    expect(foreign.deltas()).toEqual([])
  })

  test('a fix older than the known one never moves a vehicle back', async () => {
    const page = listener()
    await join(page)
    move('t1', 'v1', 52)
    step()
    const state = fleets.get('t1')
    const found = state?.find('v1')
    if (!state || !found) throw new Error('no vehicle')
    const old = report({ lat: 40, fixAtMs: T0 - 60_000 })
    state.commit(state.evaluate([{ vehicle: found, report: old }], clock.nowMs))
    step()
    expect(page.deltas()).toHaveLength(1)
    expect(found.telemetry.position?.lat).toBe(52)
  })

  test('a vehicle whose term runs out is shown expired without any report', async () => {
    fleets.set('t1', fleet([vehicle('v1', '/root/', { expiresAtMs: T0 + 5_000 })]))
    const page = listener()
    await join(page)
    move('t1', 'v1', 50)
    step()
    for (let second = 0; second < 5; second += 1) step()
    // 4 is `expired` in VEHICLE_STATUSES.
    expect(page.deltas().at(-1)?.state.status).toEqual([4])
    expect(page.deltas().at(-1)?.state.since).toEqual([(T0 + 5_000) / 1000])
  })

  test('health changes reach everybody with the next second', async () => {
    const page = listener()
    await join(page)
    health = [{ connectionId: 'c1', name: 'Main', kind: 'unreachable', sinceMs: T0, lastSuccessAtMs: T0 }]
    hub.noteHealthChange('t1')
    step()
    expect(page.upstream().map(({ connections }) => connections[0]?.kind)).toEqual(['ok', 'unreachable'])
  })

  test('a beat with the server time comes every 15 s', async () => {
    const page = listener()
    await join(page)
    for (let second = 0; second < 31; second += 1) step()
    const beats = page.events.filter(({ event }) => event === 'beat').map(({ data }) => Number(data))
    // The first step beats, then 15 s later each.
    expect(beats).toEqual([T0 + 1_000, T0 + 16_000, T0 + 31_000])
  })
})

describe('sharing', () => {
  test('a frame is encoded once per scope and second, and all listeners get the same bytes', async () => {
    const pages = Array.from({ length: 50 }, listener)
    for (const page of pages) await join(page)
    const scoped = listener()
    await join(scoped, { scopePath: '/root/north/' })
    expect(encodings.map(({ kind }) => kind)).toEqual(['snapshot', 'snapshot'])
    encodings.length = 0
    for (let second = 0; second < 3; second += 1) {
      move('t1', 'v2', 50 + second)
      step()
    }
    // Three seconds, two scopes that see the vehicle.
    expect(encodings.map(({ kind }) => kind)).toEqual(Array(6).fill('delta'))
    const last = pages.map((page) => page.chunks.at(-1))
    expect(new Set(last).size).toBe(1)
  })
})

describe('falling behind', () => {
  test('a listener without room is sent nothing, and once it drains one frame with the newest state', async () => {
    const page = listener()
    const subscription = await join(page)
    page.state.hasRoom = false
    const before = page.chunks.length
    for (let second = 0; second < 100; second += 1) {
      move('t1', 'v1', 50 + second / 100)
      if (second === 70) move('t1', 'v2', 40)
      step()
    }
    expect(page.chunks).toHaveLength(before)
    page.state.hasRoom = true
    subscription.drained()
    expect(page.chunks).toHaveLength(before + 1)
    expect(page.deltas()[0]?.slot).toEqual([0, 1])
    expect(page.deltas()[0]?.state.lat).toEqual([50_990_000, 40_000_000])
  })

  test('one that missed most vehicles gets a snapshot instead', async () => {
    const page = listener()
    const subscription = await join(page)
    page.state.hasRoom = false
    for (const id of ['v1', 'v2', 'v3']) {
      move('t1', id, 50)
      step()
    }
    page.state.hasRoom = true
    subscription.drained()
    expect(page.snapshots()).toHaveLength(2)
    expect(page.deltas()).toEqual([])
  })
})

describe('resuming', () => {
  test('the last event id brings exactly the rows that were missed', async () => {
    const page = listener()
    const subscription = await join(page)
    move('t1', 'v1', 50)
    step()
    subscription.leave()
    move('t1', 'v2', 51)
    step()
    step()
    const again = listener()
    await join(again, { lastEventId: page.lastId() })
    expect(again.snapshots()).toEqual([])
    expect(again.deltas().map(({ slot }) => slot)).toEqual([[1]])
    expect(again.upstream()).toHaveLength(1)
  })

  test('with nothing missed, nothing is repeated', async () => {
    const page = listener()
    const subscription = await join(page)
    move('t1', 'v1', 50)
    step()
    subscription.leave()
    const again = listener()
    await join(again, { lastEventId: page.lastId() })
    expect(again.events.map(({ event }) => event)).toEqual(['upstream'])
  })

  test.each(['', 'nonsense', '000000000000-3', 'ffffffffffff-99999999999'])(
    'the foreign id %j brings a snapshot',
    async (lastEventId) => {
      const page = listener()
      await join(page, { lastEventId })
      expect(page.snapshots()).toHaveLength(1)
    },
  )

  test('an abandoned scope is forgotten after two minutes, so its ids bring a snapshot', async () => {
    const page = listener()
    const subscription = await join(page)
    subscription.leave()
    for (let second = 0; second < 122; second += 1) step()
    expect(hub.fleetOf('t1')).toBeNull()
    const again = listener()
    await join(again, { lastEventId: page.lastId() })
    expect(again.snapshots()).toHaveLength(1)
  })

  test('a changed roster brings a new snapshot to those who see the change, and only to them', async () => {
    const [whole, scoped] = [listener(), listener()]
    await join(whole)
    await join(scoped, { scopePath: '/root/north/' })
    const renamed = vehicle('v1', '/root/', { name: 'Renamed' })
    fleets
      .get('t1')
      ?.setRoster([renamed, vehicle('v2', '/root/north/'), vehicle('v3', '/root/northwest/')], new Map())
    step()
    expect(whole.snapshots()).toHaveLength(2)
    expect(whole.snapshots()[1]?.roster.name[0]).toBe('Renamed')
    expect(scoped.snapshots()).toHaveLength(1)
    move('t1', 'v2', 50)
    step()
    expect(scoped.deltas()[0]?.slot).toEqual([0])
  })
})

describe('who may listen', () => {
  test('a viewer who lost the right is told so and sent away within ten seconds', async () => {
    const page = listener()
    let isAllowed = true
    await join(page, { isAllowed: () => isAllowed })
    for (let second = 0; second < 11; second += 1) step()
    isAllowed = false
    for (let second = 0; second < 10; second += 1) step()
    await expect.poll(() => page.state.isEnded).toBe(true)
    expect(page.events.at(-1)?.event).toBe('ended')
    expect(hub.watchedScopes('t1')).toEqual([])
  })

  test('a session is asked about once, however many streams it has', async () => {
    let asked = 0
    const isAllowed = () => {
      asked += 1
      return true
    }
    for (let count = 0; count < 5; count += 1) await join(listener(), { isAllowed })
    await hub.recheckViewers()
    expect(asked).toBe(1)
  })

  test('stopping says goodbye to everyone and ends their streams', async () => {
    const page = listener()
    await join(page)
    hub.stop()
    expect(page.state.isEnded).toBe(true)
    expect(new TextDecoder().decode(page.chunks.at(-1))).toMatch(/^: /)
    expect(hub.listenerCount).toBe(0)
  })
})
