// What the live store offers to list, card and map. One store per page, typed arrays by slot, no object per update.

import type { LiveAlarm, LiveEventName, UpstreamConnection } from '@/lib/domain/live-frame'
import type { DeviceKind } from '@/lib/domain/vehicle'

/** State by slot. Arrays may be longer than `count`; they are replaced, never shared, when a snapshot arrives. */
export type LiveColumns = {
  /** WGS84 degrees; NaN without a position. */
  lat: Float64Array
  lng: Float64Array
  /** ms since epoch; 0 never. */
  fixAtMs: Float64Array
  heardAtMs: Float64Array
  sinceMs: Float64Array
  /** km/h; NaN unknown. */
  speedKph: Float32Array
  /** Degrees clockwise from north; -1 unknown. */
  headingDeg: Int16Array
  /** Index into VEHICLE_STATUSES. */
  status: Uint8Array
  /** Index into FIX_SOURCES; -1 none. */
  source: Int8Array
  /** 1 on, 0 off, -1 unknown. */
  ignition: Int8Array
  /** Percent; -1 unknown. */
  battery: Int8Array
  /** Metres; 0 for satellite fixes. */
  accuracyM: Float32Array
}

export type VehicleIdentity = {
  id: string
  imei: string
  name: string
  plate: string | null
  driver: string | null
  kind: DeviceKind
  accountName: string
}

/**
 * `connecting` before the first snapshot, `live`, `reconnecting` after a break, `outdated` while the server speaks as another
 * build does, `signed-out` when the session ended.
 */
export type StreamPhase = 'connecting' | 'live' | 'reconnecting' | 'outdated' | 'signed-out'

/** Slots that changed, in rising order off the wire. */
export type Slots = Float64Array | readonly number[]

export type LiveChange =
  | { kind: 'snapshot' }
  /** `slots` is valid only during the call: the next delta is read into the same array. */
  | { kind: 'delta'; slots: Slots }
  | { kind: 'stream' }
  | { kind: 'upstream' }
  /** New alarms, in the order in which they became known. The store keeps none. */
  | { kind: 'alarm'; alarms: readonly LiveAlarm[] }

export type LiveStore = {
  readonly count: number
  readonly columns: LiveColumns
  /** Grows by one with each snapshot or delta. */
  readonly version: number
  /** Grows by one with each snapshot only: slots keep their meaning while it stays. */
  readonly epoch: number
  readonly phase: StreamPhase
  readonly upstream: readonly UpstreamConnection[]
  /** Server clock minus ours, ms; add it to Date.now() before comparing with vehicle times. */
  readonly clockOffsetMs: number
  /** When the last event of any kind arrived, by our clock; 0 never. */
  readonly lastEventAtMs: number
  identity(slot: number): VehicleIdentity
  slotOf(id: string): number | undefined
  /** Feeds one SSE event; exported for tests and benchmarks. */
  apply(event: LiveEventName, data: string): void
  subscribe(listener: (change: LiveChange) => void): () => void
}
