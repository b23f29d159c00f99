// What the listeners of a scope have been told of every slot, and what they had been told before the last frame: the numbers that
// frames are differences of. It knows neither frames nor listeners.

import { appendState, emptyStateColumns, type StateColumns, type VehicleState } from '@/lib/domain/live-frame'
import {
  NOWHERE,
  type PackedState,
  packNumbers,
  STATE_COLUMNS,
  type StateColumn,
  toPacked,
  zeroOf,
} from '@/lib/domain/live-packing'

type Columns = Record<StateColumn, Float64Array | Int32Array>

export class StateTable {
  private readonly now: Columns
  private before: Columns = allocate(0)

  constructor(readonly size: number) {
    this.now = allocate(size)
  }

  /** Takes over what changed, as one frame. `slots` name each slot once. */
  write(slots: readonly number[], stateOf: (slot: number) => VehicleState): void {
    const next = emptyStateColumns()
    for (const slot of slots) appendState(next, stateOf(slot))
    this.before = allocate(slots.length)
    for (const column of STATE_COLUMNS) {
      const [now, before, told] = [this.now[column], this.before[column], next[column]]
      for (let row = 0; row < slots.length; row += 1) {
        const slot = slots[row] ?? 0
        before[row] = now[slot] ?? 0
        now[slot] = toPacked(told[row] ?? null)
      }
    }
  }

  /** All slots, in plain columns. */
  columns(): StateColumns {
    const { now } = this
    const place = (column: Float64Array | Int32Array) =>
      Array.from(column, (value) => (value === NOWHERE ? null : value))
    return {
      lat: place(now.lat),
      lng: place(now.lng),
      fixAt: Array.from(now.fixAt),
      heardAt: Array.from(now.heardAt),
      speed: Array.from(now.speed),
      heading: Array.from(now.heading),
      status: Array.from(now.status),
      since: Array.from(now.since),
      source: Array.from(now.source),
      ignition: Array.from(now.ignition),
      battery: Array.from(now.battery),
      accuracy: Array.from(now.accuracy),
    }
  }

  /** The slots of the last `write`, in its order, as differences to what they were. */
  packStep(slots: readonly number[]): PackedState {
    const differences = new Float64Array(slots.length)
    return packed((column) => {
      const [now, before] = [this.now[column], this.before[column]]
      for (let row = 0; row < slots.length; row += 1)
        differences[row] = (now[slots[row] ?? 0] ?? 0) - (before[row] ?? 0)
      return packNumbers(differences)
    })
  }

  /** Any slots as they are, for a frame of this moment. */
  pack(slots: readonly number[], atMs: number): PackedState {
    const differences = new Float64Array(slots.length)
    return packed((column) => {
      const [now, zero] = [this.now[column], zeroOf(column, atMs)]
      for (let row = 0; row < slots.length; row += 1) differences[row] = (now[slots[row] ?? 0] ?? 0) - zero
      return packNumbers(differences)
    })
  }
}

function packed(column: (name: StateColumn) => string): PackedState {
  return {
    lat: column('lat'),
    lng: column('lng'),
    fixAt: column('fixAt'),
    heardAt: column('heardAt'),
    speed: column('speed'),
    heading: column('heading'),
    status: column('status'),
    since: column('since'),
    source: column('source'),
    ignition: column('ignition'),
    battery: column('battery'),
    accuracy: column('accuracy'),
  }
}

/** Seconds since epoch outgrow 32 bits in 2038. */
function allocate(size: number): Columns {
  return {
    lat: new Int32Array(size),
    lng: new Int32Array(size),
    fixAt: new Float64Array(size),
    heardAt: new Float64Array(size),
    speed: new Int32Array(size),
    heading: new Int32Array(size),
    status: new Int32Array(size),
    since: new Float64Array(size),
    source: new Int32Array(size),
    ignition: new Int32Array(size),
    battery: new Int32Array(size),
    accuracy: new Int32Array(size),
  }
}
