// What live data between server and browser says: columnar JSON, one array per field; deltas travel packed, see live-packing.ts.
// A snapshot names every vehicle of a scope and fixes its slot; a delta carries the slots that moved.
// It owns shapes and number encodings; transport and storage live in lib/server/live and lib/client.

import type { AlarmSeverity } from './alarm-severity'
import type { UpstreamHealth } from './upstream'

/** Columns of vehicle state. All arrays have the same length; row i of a snapshot is slot i. */
export type StateColumns = {
  /** Latitude and longitude, WGS84 degrees times 1e6, rounded; null when there is no position. */
  lat: (number | null)[]
  lng: (number | null)[]
  /** Fix time, whole seconds since epoch; 0 when never. */
  fixAt: number[]
  /** Last heartbeat, whole seconds since epoch; 0 when never. */
  heardAt: number[]
  /** km/h times 10, rounded; -1 unknown. */
  speed: number[]
  /** Degrees clockwise from north 0..359; -1 unknown. */
  heading: number[]
  /** Index into VEHICLE_STATUSES. */
  status: number[]
  /** Since when the status holds, whole seconds since epoch; 0 unknown. */
  since: number[]
  /** Index into FIX_SOURCES; -1 none. */
  source: number[]
  /** Ignition: 1 on, 0 off, -1 unknown. */
  ignition: number[]
  /** Battery percent 0..100; -1 unknown. */
  battery: number[]
  /** Accuracy radius in whole metres; 0 for satellite fixes or unknown. */
  accuracy: number[]
}

/** Columns that name a vehicle: sent in snapshots only. */
export type RosterColumns = {
  id: string[]
  imei: string[]
  name: string[]
  plate: (string | null)[]
  driver: (string | null)[]
  /** Index into DEVICE_KINDS. */
  kind: number[]
  /** Index into `accounts`. */
  account: number[]
  accounts: { id: string; name: string }[]
}

/** SSE event `snapshot`: the whole scope. Replaces everything the listener had. */
export type SnapshotFrame = { at: number; roster: RosterColumns; state: StateColumns }
/** SSE event `delta`: the rows that changed since the frame before; `slot[i]` says which row `state` column i is. */
export type DeltaFrame = { at: number; slot: number[]; state: StateColumns }
/** A connection as its viewers know it. */
export type UpstreamConnection = UpstreamHealth & {
  /** Its roster has never been read: vehicles that are missing may still come. */
  isImporting: boolean
}
/** SSE event `upstream`: health of each connection of the scope. */
export type UpstreamFrame = { at: number; connections: UpstreamConnection[] }
/** An alarm as its listeners are told of it. */
export type LiveAlarm = {
  id: string
  deviceId: string
  /** Canonical, see alarm-codes.ts. */
  code: string
  /** Ours, or for a code we do not know the vendor's. */
  name: string
  severity: AlarmSeverity
  startedAtMs: number
  /** Where it was raised, WGS84 degrees; null when nobody said. */
  lat: number | null
  lng: number | null
  speedKph: number | null
}
/** SSE event `alarm`: alarms that are new, in the order in which they became known. A slow listener gets the last few only. */
export type AlarmFrame = { at: number; alarms: LiveAlarm[] }
/**
 * What frames are like. Raise it with every change that pages of the build before could not read: a page that hears of another
 * than its own asks to be reloaded. New members that can be left unread are no such change.
 */
export const LIVE_FORMAT = 1
/** SSE event `format`, the first of each stream. */
export const FORMAT_EVENT = 'format'
export type FormatFrame = { format: number }
/** SSE event `ended`: the session no longer allows this stream, which ends with it. */
export const ENDED_EVENT = 'ended'

/** Names of the SSE events of /api/live. `beat` carries the server time in ms every 15 s, so a dead stream is noticed. */
export const LIVE_EVENTS = ['snapshot', 'delta', 'upstream', 'alarm', 'beat'] as const
export type LiveEventName = (typeof LIVE_EVENTS)[number]

/** One vehicle's state in domain units, as server code holds it before encoding. */
export type VehicleState = {
  lat: number | null
  lng: number | null
  fixAtMs: number
  heardAtMs: number
  speedKph: number | null
  headingDeg: number | null
  statusIndex: number
  sinceMs: number
  sourceIndex: number
  ignition: boolean | null
  batteryPercent: number | null
  accuracyM: number | null
}

/** An empty set of columns to fill with `appendState`. */
export function emptyStateColumns(): StateColumns {
  return {
    lat: [],
    lng: [],
    fixAt: [],
    heardAt: [],
    speed: [],
    heading: [],
    status: [],
    since: [],
    source: [],
    ignition: [],
    battery: [],
    accuracy: [],
  }
}

/** Adds one vehicle's state as the next row. */
export function appendState(columns: StateColumns, state: VehicleState): void {
  columns.lat.push(state.lat === null ? null : Math.round(state.lat * 1e6))
  columns.lng.push(state.lng === null ? null : Math.round(state.lng * 1e6))
  columns.fixAt.push(Math.round(state.fixAtMs / 1000))
  columns.heardAt.push(Math.round(state.heardAtMs / 1000))
  columns.speed.push(state.speedKph === null ? -1 : Math.round(state.speedKph * 10))
  columns.heading.push(state.headingDeg === null ? -1 : Math.round(state.headingDeg) % 360)
  columns.status.push(state.statusIndex)
  columns.since.push(Math.round(state.sinceMs / 1000))
  columns.source.push(state.sourceIndex)
  columns.ignition.push(state.ignition === null ? -1 : Number(state.ignition))
  columns.battery.push(state.batteryPercent === null ? -1 : Math.round(state.batteryPercent))
  columns.accuracy.push(state.accuracyM === null ? 0 : Math.round(state.accuracyM))
}
