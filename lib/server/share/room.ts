// One share link and who has it open here: what they are shown, encoded once for all of them. It judges nothing itself; what
// was judged comes in, and when that is too long ago nothing goes out.

import { shareState } from '@/lib/domain/share'
import type { SharePageState, ShareStateEvent } from '@/lib/domain/share-view'
import type { FleetState } from '../live/fleet-state'
import type { LivePort, Observer } from '../live/tenant-room'
import type { JudgedLink } from './links'
import { readingOf } from './readings'
import { sharedVehicle } from './view'

type Chunk = Uint8Array<ArrayBuffer>

/** Somebody with the page open. */
export type ShareViewer = {
  readonly port: LivePort
  readonly key: string | null
  /** What they were told last; -1 before anything. */
  seq: number
  state: SharePageState | null
}

/** With a judgement older than this nothing is shown: it may have been revoked since. */
export const JUDGED_AT_MOST_MS = 4_500
const BEAT_EVERY_MS = 15_000

const encoder = new TextEncoder()

export class ShareRoom implements Observer {
  private readonly viewers = new Set<ShareViewer>()
  private judgedMs: number
  private speeds: ReadonlyMap<string, number> = new Map()
  private shown = new Map<number, { json: string; seq: number }>()
  private seq = 0
  /** Whoever stands before this one knows other vehicles, and gets all. */
  private firstSeq = 0
  private chunks = new Map<number, Chunk>()
  private beatMs: number
  private fleet: FleetState | null = null
  emptySinceMs: number | null
  speedsReadMs = Number.NEGATIVE_INFINITY
  /** Nobody can be let in any more. */
  isOver = false
  /** How often something was encoded, for tests. */
  encodings = 0

  constructor(
    private judged: JudgedLink,
    private readonly now: () => number,
  ) {
    this.judgedMs = now()
    this.beatMs = this.judgedMs
    this.emptySinceMs = this.judgedMs
  }

  get id(): string {
    return this.judged.id
  }

  get link(): JudgedLink {
    return this.judged
  }

  get viewerKeys(): string[] {
    return [...this.viewers].flatMap(({ key }) => key ?? [])
  }

  get viewerCount(): number {
    return this.viewers.size
  }

  get scopePaths(): readonly string[] {
    return this.viewers.size === 0 ? [] : [...new Set(this.judged.vehicles.map(({ scopePath }) => scopePath))]
  }

  add(port: LivePort, key: string | null): ShareViewer {
    const viewer: ShareViewer = { port, key, seq: -1, state: null }
    this.viewers.add(viewer)
    this.emptySinceMs = null
    this.deliver(viewer)
    return viewer
  }

  remove(viewer: ShareViewer): void {
    this.viewers.delete(viewer)
    if (this.viewers.size === 0) this.emptySinceMs = this.now()
  }

  /** A judgement asked for at a moment, this one unless told; null when the link is gone. Older ones than the last change nothing. */
  take(link: JudgedLink | null, askedMs = this.now()): void {
    if (askedMs < this.judgedMs) return
    this.judgedMs = askedMs
    this.judged = link ?? { ...this.judged, state: 'void', vehicles: [] }
    this.tell(this.now())
  }

  /** Recent mean speeds, by device id. */
  takeSpeeds(speeds: ReadonlyMap<string, number>): void {
    this.speeds = speeds
    this.speedsReadMs = this.now()
    this.tell(this.speedsReadMs)
  }

  /** Tells viewers whose places others have now, and lets them go. */
  unseat(keys: readonly string[]): void {
    const full = eventChunk('state', JSON.stringify({ state: 'full', at: this.now() }))
    for (const viewer of [...this.viewers]) {
      if (viewer.key === null || !keys.includes(viewer.key)) continue
      if (viewer.port.hasRoom()) viewer.port.send(full)
      this.letGo(viewer)
    }
  }

  step(fleet: FleetState, nowMs: number): void {
    this.fleet = fleet
    this.tell(nowMs)
    if (nowMs - this.beatMs < BEAT_EVERY_MS) return
    this.beatMs = nowMs
    const beat = eventChunk('beat', String(nowMs))
    for (const { port } of this.viewers) if (port.hasRoom()) port.send(beat)
  }

  /** Brings one viewer up to date as far as there is room; whoever is behind gets the newest state and no queue. */
  deliver(viewer: ShareViewer): void {
    if (!this.viewers.has(viewer) || !viewer.port.hasRoom()) return
    const nowMs = this.now()
    const state = pageStateOf(this.judged, nowMs)
    if (viewer.state !== state) {
      viewer.state = state
      viewer.seq = -1
      viewer.port.send(eventChunk('state', JSON.stringify(stateEvent(this.judged, nowMs))))
    }
    // Who came before there were places to give has none: the page asks for one when it opens.
    if (state === 'open' && this.judged.viewerLimit !== null && viewer.key === null) {
      this.letGo(viewer)
      return
    }
    if (state !== 'open' || this.fleet === null || !this.isTrusted(nowMs)) return
    if (!viewer.port.hasRoom() || viewer.seq === this.seq) return
    const chunk = this.chunkSince(viewer.seq, nowMs)
    viewer.seq = this.seq
    viewer.port.send(chunk)
  }

  end(): void {
    this.isOver = true
    for (const { port } of this.viewers) port.end()
    this.viewers.clear()
  }

  /** The page may come back and ask for a place. */
  private letGo(viewer: ShareViewer): void {
    this.remove(viewer)
    viewer.port.end()
  }

  private tell(nowMs: number): void {
    this.chunks.clear()
    if (this.fleet !== null && pageStateOf(this.judged, nowMs) === 'open') this.lookAt(this.fleet, nowMs)
    for (const viewer of this.viewers) this.deliver(viewer)
    if (isFinal(pageStateOf(this.judged, nowMs))) this.end()
  }

  /** A link that was judged too long ago is silent: it may have been revoked since. */
  private isTrusted(nowMs: number): boolean {
    return nowMs - this.judgedMs <= JUDGED_AT_MOST_MS
  }

  private lookAt(fleet: FleetState, nowMs: number): void {
    const next = new Map<number, { json: string; seq: number }>()
    const isSameSet =
      this.shown.size === this.judged.vehicles.length &&
      this.judged.vehicles.every(({ k }) => this.shown.has(k))
    const seq = this.seq + 1
    let hasChanged = !isSameSet
    for (const vehicle of this.judged.vehicles) {
      const found = fleet.find(vehicle.deviceId)
      const view = sharedVehicle(this.judged, vehicle, {
        reading: found === null ? null : readingOf(found.telemetry),
        meanSpeedKph: this.speeds.get(vehicle.deviceId) ?? null,
        nowMs,
      })
      const json = JSON.stringify(view)
      const known = this.shown.get(vehicle.k)
      const isSame = known?.json === json
      if (!isSame) hasChanged = true
      next.set(vehicle.k, isSame && known ? known : { json, seq })
    }
    if (!hasChanged) return
    // Vehicles that came or went make everything new.
    if (!isSameSet) for (const entry of next.values()) entry.seq = seq
    this.shown = next
    this.seq = seq
    this.firstSeq = isSameSet ? this.firstSeq : seq
  }

  private chunkSince(seq: number, nowMs: number): Chunk {
    const from = seq < this.firstSeq ? -1 : seq
    const known = this.chunks.get(from)
    if (known !== undefined) return known
    const rows = [...this.shown.values()].filter((entry) => entry.seq > from).map(({ json }) => json)
    const chunk = eventChunk(from < 0 ? 'snapshot' : 'delta', `{"at":${nowMs},"vehicles":[${rows.join()}]}`)
    this.encodings += 1
    this.chunks.set(from, chunk)
    return chunk
  }
}

/** How a link stands for its holders at a moment: what was judged before may have begun or ended since. */
export function pageStateOf(link: JudgedLink, nowMs: number): SharePageState {
  if (link.state === 'void' || link.state === 'revoked') return 'gone'
  const now = shareState(
    { ...link, pausedAt: link.state === 'paused' ? link.startsAt : null, revokedAt: null },
    nowMs,
  )
  // It began since it was judged: its vehicles come with the next judgement.
  if (now === 'active') return link.state === 'active' ? 'open' : 'waiting'
  return now === 'revoked' ? 'gone' : now
}

/** What a holder is told of it. The window of a link is no secret to them, but only while it matters. */
export function stateEvent(link: JudgedLink, nowMs: number): ShareStateEvent {
  const state = pageStateOf(link, nowMs)
  if (state === 'waiting') return { state, at: nowMs, startsAt: link.startsAt.getTime() }
  if (state === 'open') return { state, at: nowMs, endsAt: link.endsAt.getTime() }
  return { state, at: nowMs }
}

function isFinal(state: SharePageState): boolean {
  return state === 'gone' || state === 'ended'
}

function eventChunk(name: string, data: string): Chunk {
  return encoder.encode(`event: ${name}\ndata: ${data}\n\n`)
}
