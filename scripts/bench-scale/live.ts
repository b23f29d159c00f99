// The live stream from what became known to the readers: the hub of the product with its rooms, scopes, channels and streams,
// stepped by hand. No database and no sockets; what those cost tells bench:live.

import { setImmediate as turn } from 'node:timers/promises'
import { FleetState, type FleetVehicle } from '@/lib/server/live/fleet-state'
import { LiveHub, STEP_MS } from '@/lib/server/live/hub'
import type { StatePatch } from '@/lib/server/live/state-patch'
import { openLiveStream } from '@/lib/server/live/stream'
import { type MovingFleet, movingFleet } from '../bench-map/fleet'
import type { Load, ScalePart } from './measure'
import { readAll } from './read-all'
import { amounts } from './sizes'

const TENANT = '00000000-0000-4000-8000-000000000000'
/** Who sees all of the fleet, who a half, who a quarter; browsers take turns. */
const SCOPES = ['/', '/top/north/', '/top/north/coast/']
const PATHS = ['/top/', '/top/north/', '/top/', '/top/north/coast/']
/** Every vehicle tells where it is once in so many steps of a second. */
const STEPS = 10

/** All vehicles of a fleet tell where they are, up to 50,000, to 30 browsers. */
export async function livePart(base: number): Promise<ScalePart> {
  const loads: Load[] = []
  for (const vehicles of amounts(3_125, base)) loads.push(await liveLoad({ vehicles, clients: 30 }, vehicles))
  return { items: `moved positions to 30 browsers in ${STEPS} steps, the fleet grows`, loads }
}

/** All of 2,000 vehicles tell where they are, to up to 3,200 browsers. */
export async function liveClientsPart(base: number): Promise<ScalePart> {
  const vehicles = 2_000
  const loads: Load[] = []
  for (const clients of amounts(200, base)) loads.push(await liveLoad({ vehicles, clients }, clients))
  return { items: `browsers, ${vehicles} moved positions in ${STEPS} steps, the browsers grow`, loads }
}

async function liveLoad(
  { vehicles, clients }: { vehicles: number; clients: number },
  work: number,
): Promise<Load> {
  const fleet = movingFleet(vehicles)
  let nowMs = Date.now()
  const hub = new LiveHub({
    clock: { now: () => nowMs, sleep: async () => {}, random: Math.random },
    loadFleet: async () => stateOf(fleet),
    healthOf: () => [],
    onWatchChange: () => {},
    onError: (error) => {
      throw error
    },
  })
  const readers = await openReaders(hub, clients)
  let told: StatePatch[][] = []
  return {
    work,
    prepare() {
      told = Array.from({ length: STEPS }, (_, step) => {
        const atMs = nowMs + (step + 1) * STEP_MS
        fleet.step(atMs)
        return tenthOf(fleet.vehicles, step).map((each) => patchOf(each, atMs))
      })
    },
    async round() {
      for (const patches of told) {
        nowMs += STEP_MS
        hub.take({ tenantId: TENANT, patches, alarms: [] })
        hub.step()
        await readers.allHaveOneMore()
      }
    },
  }
}

function stateOf({ vehicles }: MovingFleet): FleetState {
  const state = new FleetState()
  const records = vehicles.map(({ record }, index) => ({
    ...record,
    scopePath: PATHS[index % PATHS.length] ?? '/top/',
  }))
  state.setRoster(records, new Map(vehicles.map(({ record, telemetry }) => [record.id, telemetry])))
  return state
}

/** Neighbours of the roster, so that every scope has some in each. */
function tenthOf<Item>(items: readonly Item[], step: number): Item[] {
  return items.slice((items.length * step) / STEPS, (items.length * (step + 1)) / STEPS)
}

function patchOf({ record, telemetry }: FleetVehicle, atMs: number): StatePatch {
  const { position, speedKph, headingDeg } = telemetry
  if (position === null) throw new Error('A vehicle of the fleet is nowhere.')
  return {
    deviceId: record.id,
    receivedAtMs: atMs,
    fix: {
      ...{
        atMs,
        ...position,
        speedKph,
        headingDeg: Math.floor(headingDeg ?? 0),
        source: 'gps',
        satellites: 12,
      },
      ...{ accuracyM: null, altitudeM: null, address: null },
    },
    ignition: { atMs, value: true },
    online: { atMs, value: true },
  }
}

/** Browsers' ends that read whatever comes. */
async function openReaders(hub: LiveHub, clients: number) {
  let frames = 0
  let expected = 0
  // Only snapshots and deltas have an id, which comes first.
  const note = (chunk: Uint8Array) => {
    if (chunk[0] === FIRST_OF_ID) frames += 1
  }
  const allHaveOneMore = async () => {
    expected += clients
    for (let tries = 0; frames < expected; tries += 1) {
      if (tries > MOST_TURNS) throw new Error(`${expected - frames} frames did not reach their browsers.`)
      await turn()
    }
  }
  for (let client = 0; client < clients; client += 1) {
    const stream = await openLiveStream((request) => hub.join(request), {
      ...{ tenantId: TENANT, scopePath: SCOPES[client % SCOPES.length] ?? '/', lastEventId: null },
      ...{ sessionKey: `session ${client}`, isStillAllowed: async () => true },
      signal: new AbortController().signal,
    })
    void readAll(stream, note)
  }
  await allHaveOneMore()
  return { allHaveOneMore }
}

const FIRST_OF_ID = 'i'.charCodeAt(0)
const MOST_TURNS = 1_000
