// Who enters, leaves and stays in which fence, from fixes as they come. It keeps one track a device and knows no storage. A
// crossing counts once: there is a band around each edge that has to be left before the other side counts.

import type { LatLng } from './gcj02'
import type { FenceEventKind, FenceShape } from './geofence'
import { bandOf, insideBandM, isBelievable, WIDEST_BAND_M } from './geofence-doubt'
import { type PreparedShape, prepareShape } from './geofence-geometry'
import { createFenceIndex, type FenceIndex } from './geofence-index'
import type { FixSource } from './vehicle'

/** A fence as the engine needs it. Times in ms since epoch. */
export type EngineFence = {
  id: string
  shape: FenceShape
  /** Accounts whose vehicles it concerns: those whose path begins so. */
  scopePath: string
  /** Of these accounts, only these devices; null for all. */
  deviceIds: ReadonlySet<string> | null
  /** After how long inside to tell, null for never. */
  dwellMs: number | null
  /** Since when it has this shape: who is inside at the first fix after that has not crossed it. */
  fromMs: number
}

export type EngineFix = LatLng & {
  deviceId: string
  /** Where the device lies in the tree of scopes, see scope-path.ts. */
  devicePath: string
  atMs: number
  source: FixSource | null
  speedKph: number | null
}

export type FenceEvent = {
  fenceId: string
  deviceId: string
  kind: FenceEventKind
  /** When it happened: of a crossing the time of the fix, of a stay when it had lasted long enough. */
  atMs: number
  /** When the visit began. */
  enteredAtMs: number
  /** Where the vehicle was. */
  fix: LatLng & { atMs: number; speedKph: number | null }
}

/** A stay in a fence, and whether it was told that it lasts. */
export type Visit = { enteredAtMs: number; hasDwelled: boolean }

/** What is known of a device: its last fix that counted, and where it is inside. */
export type DeviceTrack = LatLng & {
  atMs: number
  speedKph: number | null
  /** A fix too far away to be believed alone. */
  doubted: (LatLng & { atMs: number }) | null
  /** By fence; null for none, as for most. */
  visits: Map<string, Visit> | null
}

/** Clocks of devices run ahead a little; a fix further ahead would silence all that follow. */
const MAX_AHEAD_MS = 300_000
/** Fixes of the time before a stay was told may still be on their way. */
const DWELL_GRACE_MS = 120_000

type Held = { fence: EngineFence; prepared: PreparedShape }

export class FenceEngine {
  private readonly tracks = new Map<string, DeviceTrack>()
  /** Devices that are inside somewhere. */
  private readonly visiting = new Set<string>()
  private held: Held[] = []
  private byId = new Map<string, Held>()
  private index: FenceIndex = createFenceIndex([], 0)

  /** Replaces all fences. Visits of fences that are gone end without a word. */
  setFences(fences: readonly EngineFence[]): void {
    this.held = fences.map((fence) => {
      const known = this.byId.get(fence.id)
      const isSame = known?.fence.shape === fence.shape
      return { fence, prepared: isSame && known ? known.prepared : prepareShape(fence.shape) }
    })
    this.byId = new Map(this.held.map((held) => [held.fence.id, held]))
    this.index = createFenceIndex(
      this.held.map(({ prepared }) => prepared.box),
      WIDEST_BAND_M,
    )
  }

  /** Puts in what is known of a device from before. */
  restore(deviceId: string, track: DeviceTrack): void {
    this.tracks.set(deviceId, track)
    if (track.visits !== null) this.visiting.add(deviceId)
  }

  /** Drops visits of devices whose account a fence does not concern any more, without a word; answers these devices. */
  noteAccounts(paths: ReadonlyMap<string, string>): string[] {
    return [...this.visiting].filter((deviceId) => {
      const devicePath = paths.get(deviceId)
      const track = this.tracks.get(deviceId)
      if (devicePath === undefined || !track?.visits) return false
      const foreign = [...track.visits.keys()].filter((fenceId) => {
        const fence = this.byId.get(fenceId)?.fence
        return fence !== undefined && !concerns(fence, { deviceId, devicePath })
      })
      for (const fenceId of foreign) this.unvisit(track, fenceId, deviceId)
      return foreign.length > 0
    })
  }

  trackOf(deviceId: string): DeviceTrack | null {
    return this.tracks.get(deviceId) ?? null
  }

  forget(deviceId: string): void {
    this.tracks.delete(deviceId)
    this.visiting.delete(deviceId)
  }

  /** What a fix changes. One that is not later than the last one counted changes nothing, in whatever order they come. */
  evaluate(fix: EngineFix, nowMs: number): FenceEvent[] {
    if (fix.source === 'cell' || fix.atMs > nowMs + MAX_AHEAD_MS) return []
    const track = this.tracks.get(fix.deviceId)
    if (track === undefined) return this.begin(fix)
    if (fix.atMs <= track.atMs || !isBelievable(track, fix)) return []
    const events = this.compare(fix, track)
    track.atMs = fix.atMs
    track.lat = fix.lat
    track.lng = fix.lng
    track.speedKph = fix.speedKph
    return events
  }

  /** Stays that have become long without a fix saying so: a vehicle that is silent has not moved on. */
  tick(nowMs: number): FenceEvent[] {
    const events: FenceEvent[] = []
    for (const deviceId of this.visiting) {
      const track = this.tracks.get(deviceId)
      if (track === undefined) continue
      for (const [fenceId, visit] of track.visits ?? []) {
        const fence = this.byId.get(fenceId)?.fence
        if (fence === undefined) continue
        const event = dwellEvent({ fence, visit, deviceId, track }, nowMs - DWELL_GRACE_MS)
        if (event !== null) events.push(event)
      }
    }
    return events
  }

  private begin(fix: EngineFix): FenceEvent[] {
    const { lat, lng, speedKph } = fix
    const track: DeviceTrack = {
      lat,
      lng,
      speedKph,
      atMs: Number.NEGATIVE_INFINITY,
      doubted: null,
      visits: null,
    }
    const events = this.compare(fix, track)
    track.atMs = fix.atMs
    this.tracks.set(fix.deviceId, track)
    return events
  }

  private compare(fix: EngineFix, track: DeviceTrack): FenceEvent[] {
    const events: FenceEvent[] = []
    const near = this.index.search(fix)
    for (const number of near) {
      const held = this.held[number]
      if (held !== undefined && concerns(held.fence, fix)) this.compareWith(held, { fix, track, events })
    }
    if (track.visits !== null) this.leaveOthers(near, { fix, track, events })
    return events
  }

  private compareWith(held: Held, step: Step): void {
    const { fence, prepared } = held
    const { fix, track, events } = step
    const visit = track.visits?.get(fence.id)
    const distanceM = prepared.distanceM(fix)
    if (track.atMs < fence.fromMs) {
      if (distanceM <= 0 && visit === undefined) this.visit(track, fence, fix)
      if (distanceM > 0) this.unvisit(track, fence.id, fix.deviceId)
    } else if (visit === undefined) {
      if (distanceM > -insideBandM(prepared, fix.source)) return
      this.visit(track, fence, fix)
      events.push(eventOf('enter', { fence, fix, enteredAtMs: fix.atMs }))
    } else if (distanceM >= bandOf(fix.source).outside) {
      this.leave(held, step)
      return
    }
    const staying = track.visits?.get(fence.id)
    if (staying === undefined) return
    const event = dwellEvent({ fence, visit: staying, deviceId: fix.deviceId, track: fix }, fix.atMs)
    if (event !== null) events.push(event)
  }

  /** Visits of fences that are not even near end; those of fences that are no more are dropped. */
  private leaveOthers(near: readonly number[], step: Step): void {
    const { fix, track } = step
    for (const fenceId of [...(track.visits?.keys() ?? [])]) {
      const held = this.byId.get(fenceId)
      if (held === undefined || !concerns(held.fence, fix)) this.unvisit(track, fenceId, fix.deviceId)
      else if (!near.some((number) => this.held[number] === held)) {
        if (track.atMs < held.fence.fromMs) this.unvisit(track, fenceId, fix.deviceId)
        else this.leave(held, step)
      }
    }
  }

  private leave({ fence }: Held, { fix, track, events }: Step): void {
    const visit = track.visits?.get(fence.id)
    if (visit === undefined) return
    const { enteredAtMs } = visit
    // Nothing was heard of it until long after that was due: it counts as if it had been told by the clock.
    const dwell = dwellEvent({ fence, visit, deviceId: fix.deviceId, track }, fix.atMs - DWELL_GRACE_MS)
    if (dwell !== null) events.push(dwell)
    this.unvisit(track, fence.id, fix.deviceId)
    events.push(eventOf('exit', { fence, fix, enteredAtMs }))
  }

  private visit(track: DeviceTrack, fence: EngineFence, { deviceId, atMs }: EngineFix): void {
    track.visits ??= new Map()
    track.visits.set(fence.id, { enteredAtMs: atMs, hasDwelled: false })
    this.visiting.add(deviceId)
  }

  private unvisit(track: DeviceTrack, fenceId: string, deviceId: string): void {
    if (!track.visits?.delete(fenceId) || track.visits.size > 0) return
    track.visits = null
    this.visiting.delete(deviceId)
  }
}

type Step = { fix: EngineFix; track: DeviceTrack; events: FenceEvent[] }

function concerns(
  fence: EngineFence,
  { deviceId, devicePath }: Pick<EngineFix, 'deviceId' | 'devicePath'>,
): boolean {
  return devicePath.startsWith(fence.scopePath) && (fence.deviceIds?.has(deviceId) ?? true)
}

type Staying = {
  fence: EngineFence
  visit: Visit
  deviceId: string
  track: LatLng & { atMs: number; speedKph: number | null }
}

/** The word that a stay is long, once by `untilMs` it is; told once. */
function dwellEvent({ fence, visit, deviceId, track }: Staying, untilMs: number): FenceEvent | null {
  if (fence.dwellMs === null || visit.hasDwelled) return null
  const { enteredAtMs } = visit
  const dueMs = enteredAtMs + fence.dwellMs
  if (untilMs < dueMs) return null
  visit.hasDwelled = true
  const { lat, lng, atMs, speedKph } = track
  const fix = { lat, lng, atMs, speedKph }
  return { fenceId: fence.id, deviceId, kind: 'dwell', atMs: dueMs, enteredAtMs, fix }
}

type Moment = { fence: EngineFence; fix: EngineFix; enteredAtMs: number }

function eventOf(kind: FenceEventKind, { fence, fix, enteredAtMs }: Moment): FenceEvent {
  const { deviceId, lat, lng, atMs, speedKph } = fix
  return { fenceId: fence.id, deviceId, kind, atMs, enteredAtMs, fix: { lat, lng, atMs, speedKph } }
}
