// The one copy of live vehicle state in a page: typed arrays by slot, written in place by SSE frames.
// It owns decoding and change notices; it does not know the transport (live-stream.ts) nor who draws.

import type {
  AlarmFrame,
  DeltaFrame,
  LiveEventName,
  RosterColumns,
  SnapshotFrame,
  StateColumns,
  UpstreamConnection,
  UpstreamFrame,
} from '@/lib/domain/live-frame'
import type { PackedDelta } from '@/lib/domain/live-packing'
import { DEVICE_KINDS, VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { countStatusesAfter, createDeltaReader, writeDifferences } from './live-delta'
import type { LiveChange, LiveColumns, LiveStore, Slots, StreamPhase, VehicleIdentity } from './live-types'

/** A live store as its feeder sees it: what readers get, and the phase that only the stream may set. */
export type WritableLiveStore = LiveStore & {
  /** Vehicles per status, by index into VEHICLE_STATUSES; kept up to date in place, so read it and do not keep it. */
  readonly statusCounts: Uint32Array
  setPhase(phase: StreamPhase): void
}

/**
 * An empty store. `apply` throws a TypeError for a frame it cannot use (broken JSON, columns of unequal length, a slot
 * outside the snapshot) and then leaves the state as it was: the feeder should ask for a fresh snapshot.
 * `now` is the local clock in ms since epoch.
 */
export function createLiveStore({ now = Date.now }: { now?: () => number } = {}): WritableLiveStore {
  const listeners = new Set<(change: LiveChange) => void>()
  const readDelta = createDeltaReader()
  let columns = allocateColumns(0)
  let roster = emptyRoster()
  let slots = new Map<string, number>()
  let identities: (VehicleIdentity | undefined)[] = []
  let statusCounts = new Uint32Array(VEHICLE_STATUSES.length)
  let version = 0
  let epoch = 0
  let phase: StreamPhase = 'connecting'
  let upstream: readonly UpstreamConnection[] = []
  let clockOffsetMs: number | null = null
  let lastEventAtMs = 0

  const notify = (change: LiveChange) => {
    for (const listener of listeners) listener(change)
  }

  function takeClock(serverMs: number) {
    const sampleMs = serverMs - now()
    // A late event reads too low, so a higher sample is the truer one; the slow pull follows a clock that was set back.
    if (clockOffsetMs === null || sampleMs > clockOffsetMs) clockOffsetMs = sampleMs
    else clockOffsetMs += (sampleMs - clockOffsetMs) * 0.1
  }

  function takeSnapshot(frame: SnapshotFrame) {
    const count = frame.roster.id.length
    checkLengths(frame.state, count)
    const next = allocateColumns(count)
    writeState(next, frame.state, null)
    columns = next
    roster = frame.roster
    slots = new Map(frame.roster.id.map((id, slot) => [id, slot]))
    identities = new Array(count)
    statusCounts = countStatuses(next.status)
    epoch += 1
    version += 1
    takeClock(frame.at)
    notify({ kind: 'snapshot' })
  }

  function takeDelta(frame: DeltaFrame) {
    checkLengths(frame.state, frame.slot.length)
    checkSlots(frame.slot, columns.status.length)
    moveCounts(statusCounts, columns.status, frame)
    writeState(columns, frame.state, frame.slot)
    version += 1
    notify({ kind: 'delta', slots: frame.slot })
  }

  function takePackedDelta(frame: PackedDelta) {
    const delta = readDelta(frame)
    checkSlots(delta.slots, columns.status.length)
    countStatusesAfter(statusCounts, columns.status, delta)
    writeDifferences(columns, delta)
    version += 1
    notify({ kind: 'delta', slots: delta.slots })
  }

  /** Ours come packed; plain columns are for tests and for whoever feeds a store by hand. */
  function takeAnyDelta(frame: PackedDelta | DeltaFrame) {
    if ('base' in frame) takePackedDelta(frame)
    else takeDelta(frame)
  }

  function takeAlarms(frame: AlarmFrame) {
    if (!Array.isArray(frame.alarms)) throw new TypeError('live frame: alarms without a list')
    takeClock(frame.at)
    notify({ kind: 'alarm', alarms: frame.alarms })
  }

  function apply(event: LiveEventName, data: string) {
    const frame: unknown = JSON.parse(data)
    if (event === 'snapshot') takeSnapshot(frame as SnapshotFrame)
    else if (event === 'delta') takeAnyDelta(frame as PackedDelta | DeltaFrame)
    else if (event === 'upstream') {
      upstream = (frame as UpstreamFrame).connections
      notify({ kind: 'upstream' })
    } else if (event === 'alarm') takeAlarms(frame as AlarmFrame)
    else takeClock(beatTime(frame))
    lastEventAtMs = now()
  }

  return {
    get count() {
      return roster.id.length
    },
    get columns() {
      return columns
    },
    get version() {
      return version
    },
    get epoch() {
      return epoch
    },
    get phase() {
      return phase
    },
    get upstream() {
      return upstream
    },
    get clockOffsetMs() {
      return clockOffsetMs ?? 0
    },
    get lastEventAtMs() {
      return lastEventAtMs
    },
    get statusCounts() {
      return statusCounts
    },
    identity(slot) {
      const known = identities[slot]
      if (known) return known
      const made = identityOf(roster, slot)
      identities[slot] = made
      return made
    },
    slotOf: (id) => slots.get(id),
    apply,
    setPhase(next) {
      if (next === phase) return
      phase = next
      notify({ kind: 'stream' })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

function allocateColumns(count: number): LiveColumns {
  return {
    lat: new Float64Array(count).fill(Number.NaN),
    lng: new Float64Array(count).fill(Number.NaN),
    fixAtMs: new Float64Array(count),
    heardAtMs: new Float64Array(count),
    sinceMs: new Float64Array(count),
    speedKph: new Float32Array(count).fill(Number.NaN),
    headingDeg: new Int16Array(count).fill(-1),
    status: new Uint8Array(count),
    source: new Int8Array(count).fill(-1),
    ignition: new Int8Array(count).fill(-1),
    battery: new Int8Array(count).fill(-1),
    accuracyM: new Float32Array(count),
  }
}

function emptyRoster(): RosterColumns {
  return { id: [], imei: [], name: [], plate: [], driver: [], kind: [], account: [], accounts: [] }
}

function checkLengths(state: StateColumns, count: number) {
  for (const column of Object.values(state)) {
    if (column.length !== count) throw new TypeError('live frame: columns of unequal length')
  }
}

function checkSlots(slot: Slots, count: number) {
  for (let row = 0; row < slot.length; row++) {
    const index = slot[row] ?? -1
    if (!(index >= 0 && index < count)) throw new TypeError('live frame: slot outside the snapshot')
  }
}

/**
 * Row i goes to `slot[i]`, or to i when there is no slot list. One loop over all columns, each named: a helper that took
 * any column and any decoder was measured eight times slower, because the engine could not settle on a type.
 */
function writeState(columns: LiveColumns, state: StateColumns, slot: readonly number[] | null) {
  const { lat, lng, fixAtMs, heardAtMs, sinceMs, speedKph } = columns
  const { headingDeg, status, source, ignition, battery, accuracyM } = columns
  for (let row = 0; row < state.lat.length; row++) {
    const at = slot === null ? row : (slot[row] ?? 0)
    lat[at] = degrees(state.lat[row] ?? null)
    lng[at] = degrees(state.lng[row] ?? null)
    fixAtMs[at] = (state.fixAt[row] ?? 0) * 1000
    heardAtMs[at] = (state.heardAt[row] ?? 0) * 1000
    sinceMs[at] = (state.since[row] ?? 0) * 1000
    const speed = state.speed[row] ?? 0
    speedKph[at] = speed < 0 ? Number.NaN : speed / 10
    headingDeg[at] = state.heading[row] ?? 0
    status[at] = state.status[row] ?? 0
    source[at] = state.source[row] ?? 0
    ignition[at] = state.ignition[row] ?? 0
    battery[at] = state.battery[row] ?? 0
    accuracyM[at] = state.accuracy[row] ?? 0
  }
}

function degrees(value: number | null): number {
  return value === null ? Number.NaN : value / 1e6
}

function countStatuses(status: Uint8Array): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(VEHICLE_STATUSES.length)
  for (const index of status) counts[index] = (counts[index] ?? 0) + 1
  return counts
}

/** Runs before the write, while `status` still says what each slot counted as; a slot named twice counts once, as last said. */
function moveCounts(counts: Uint32Array, status: Uint8Array, { slot, state }: DeltaFrame) {
  for (let row = 0; row < slot.length; row++) {
    const index = slot[row] ?? 0
    const before = status[index] ?? 0
    const after = state.status[row] ?? 0
    counts[before] = (counts[before] ?? 0) - 1
    counts[after] = (counts[after] ?? 0) + 1
    status[index] = after
  }
}

function identityOf(roster: RosterColumns, slot: number): VehicleIdentity {
  const id = roster.id[slot]
  if (id === undefined) throw new RangeError(`no vehicle in slot ${slot}`)
  return {
    id,
    imei: roster.imei[slot] ?? '',
    name: roster.name[slot] ?? '',
    plate: roster.plate[slot] ?? null,
    driver: roster.driver[slot] ?? null,
    kind: DEVICE_KINDS[roster.kind[slot] ?? 0] ?? 'tracker',
    accountName: roster.accounts[roster.account[slot] ?? -1]?.name ?? '',
  }
}

/** A beat is the server's time in ms, bare or as `{ at }`. */
function beatTime(frame: unknown): number {
  if (typeof frame === 'number') return frame
  return (frame as { at: number }).at
}
