// The live listeners of one tenant, grouped by scope, and what each of them still has to be told.
// A listener without room gets nothing: what it misses is worked out anew when it drains, so no queue can grow.

import type { LiveAlarm, UpstreamConnection, UpstreamFrame } from '@/lib/domain/live-frame'
import { AlarmTail } from './alarm-tail'
import { Channel, type OnEncode, type Position } from './channel'
import type { FleetState, FleetVehicle } from './fleet-state'
import { sseEvent } from './sse'

type Chunk = Uint8Array<ArrayBuffer>

/** Where bytes of one listener go. `end` may be called more than once. */
export type LivePort = { hasRoom(): boolean; send(chunk: Chunk): void; end(): void }

export type Listener = {
  readonly port: LivePort
  readonly scopePath: string
  /** Listeners with the same key stand or fall together when viewers are checked again. */
  readonly sessionKey: string
  readonly isStillAllowed: () => Promise<boolean>
  position: Position | null
  upstreamVersion: number
  /** How many alarms of its scope it was told of; null before it has come in. */
  alarmCount: number | null
}

/** Somebody who looks at the fleet in memory once a second without being told in frames: the pages of share links. */
export type Observer = {
  /** Whose vehicles it looks at, so that they are kept fresh. */
  readonly scopePaths: readonly string[]
  step(fleet: FleetState, nowMs: number): void
  /** The hub stops. */
  end(): void
}

type ScopeGroup = {
  channel: Channel
  alarms: AlarmTail
  listeners: Set<Listener>
  emptySinceMs: number | null
  /** Which part of the second it is told in. */
  turn: number
  /** What was last told of connections, for all who are told at the same moment. */
  upstream: { at: number; chunk: Chunk } | null
  /** Of the fleet, when its slots were last set. */
  rosterVersion: number
  /** What changed since its last frame, as it was gathered; a vehicle may come more than once. */
  pending: (readonly FleetVehicle[])[]
}

/** How long an abandoned scope keeps its slots, so that a reloaded page or a lost connection can resume. */
const KEEP_EMPTY_MS = 120_000

/**
 * Parts of a second. Scopes have their frames one after the other, in turns: bytes for a thousand listeners at the same moment
 * would keep those who come last waiting for half a second.
 */
export const TURNS = 10

export class TenantRoom {
  private groups = new Map<string, ScopeGroup>()
  private nextTurn = 0
  private upstreamVersion = 1
  readonly observers = new Set<Observer>()

  constructor(
    readonly fleet: FleetState,
    private readonly options: { health: () => UpstreamConnection[]; onEncode: OnEncode },
  ) {}

  /** Scopes somebody watches now. */
  get watchedScopes(): string[] {
    const listened = [...this.groups.values()].flatMap(({ channel, listeners }) =>
      listeners.size > 0 ? [channel.scopePath] : [],
    )
    return [...listened, ...[...this.observers].flatMap(({ scopePaths }) => scopePaths)]
  }

  get listeners(): Listener[] {
    return [...this.groups.values()].flatMap(({ listeners }) => [...listeners])
  }

  /** Nobody listens, and nobody has for long enough that nothing needs keeping. */
  get isAbandoned(): boolean {
    return this.groups.size === 0 && this.observers.size === 0
  }

  /** Lets a listener in and tells it at once what it lacks. */
  add(listener: Listener, nowMs: number): void {
    const group = this.groupOf(listener.scopePath)
    group.listeners.add(listener)
    group.emptySinceMs = null
    // What was before is in storage, where a page that opens reads it.
    listener.alarmCount = group.alarms.count
    this.deliver(listener, nowMs)
  }

  remove(listener: Listener, nowMs: number): void {
    const group = this.groups.get(listener.scopePath)
    if (!group?.listeners.delete(listener)) return
    if (group.listeners.size === 0) group.emptySinceMs = nowMs
  }

  /** The health of a connection changed: everybody is told at the next step. */
  noteHealthChange(): void {
    this.upstreamVersion += 1
    for (const group of this.groups.values()) group.upstream = null
  }

  /** New alarms: whoever may see the vehicle and has room is told at once, the others when they have room. */
  ring(alarms: readonly LiveAlarm[], nowMs: number): void {
    const placed = alarms.flatMap((alarm) => {
      const vehicle = this.fleet.find(alarm.deviceId)
      return vehicle === null ? [] : [{ alarm, path: vehicle.record.scopePath }]
    })
    for (const [scopePath, group] of this.groups) {
      group.alarms.add(placed.flatMap(({ alarm, path }) => (path.startsWith(scopePath) ? [alarm] : [])))
      if (!group.alarms.isQuiet(nowMs)) continue
      for (const listener of group.listeners) this.deliverAlarms(listener, group, nowMs)
    }
  }

  /** What is once a second whatever the scope: terms that run out, and who looks on. */
  tend(nowMs: number): void {
    this.fleet.expire(nowMs)
    for (const observer of this.observers) observer.step(this.fleet, nowMs)
  }

  /** Gathers what changed, and brings those listeners up to date whose scope has this turn. */
  takeTurn(turn: number, nowMs: number): void {
    const changed = this.fleet.takeChanged()
    // All have it before any is told: should one fail, the others miss nothing.
    if (changed.length > 0) for (const group of this.groups.values()) group.pending.push(changed)
    for (const [scopePath, group] of this.groups) {
      if (group.turn !== turn) continue
      if (group.emptySinceMs !== null && nowMs - group.emptySinceMs > KEEP_EMPTY_MS) {
        this.groups.delete(scopePath)
        continue
      }
      this.advance(group)
      for (const listener of group.listeners) this.deliver(listener, nowMs)
    }
  }

  private advance(group: ScopeGroup): void {
    const { channel, pending } = group
    if (group.rosterVersion !== this.fleet.rosterVersion) {
      channel.setVehicles(this.fleet.listInScope(channel.scopePath))
      group.rosterVersion = this.fleet.rosterVersion
    }
    group.pending = []
    channel.advance(pending.length === 1 ? (pending[0] ?? []) : [...new Set(pending.flat())])
  }

  /** Sends the same bytes to everyone with room. */
  broadcast(chunk: Chunk): void {
    for (const { port } of this.listeners) if (port.hasRoom()) port.send(chunk)
  }

  /** Tells one listener what it lacks, as far as it has room. One that was removed may still drain: it gets nothing. */
  deliver(listener: Listener, nowMs: number): void {
    const group = this.groups.get(listener.scopePath)
    if (!group?.listeners.has(listener) || !listener.port.hasRoom()) return
    const { channel } = group
    const chunk = channel.catchUp(listener.position, nowMs)
    listener.position = channel.position
    if (chunk !== null) listener.port.send(chunk)
    this.deliverAlarms(listener, group, nowMs)
    if (listener.upstreamVersion === this.upstreamVersion || !listener.port.hasRoom()) return
    listener.upstreamVersion = this.upstreamVersion
    listener.port.send(this.upstreamChunk(group, nowMs))
  }

  private deliverAlarms(listener: Listener, { alarms }: ScopeGroup, nowMs: number): void {
    if (listener.alarmCount === alarms.count || !listener.port.hasRoom()) return
    const chunk = alarms.chunkSince(listener.alarmCount ?? alarms.count, nowMs)
    listener.alarmCount = alarms.count
    if (chunk !== null) listener.port.send(chunk)
  }

  private upstreamChunk(group: ScopeGroup, nowMs: number): Chunk {
    const { channel, upstream } = group
    if (upstream?.at === nowMs) return upstream.chunk
    const owned = channel.connectionIds
    const connections = this.options
      .health()
      .filter(({ connectionId }) => channel.scopePath === '/' || owned.has(connectionId))
    const frame: UpstreamFrame = { at: nowMs, connections }
    const chunk = sseEvent('upstream', JSON.stringify(frame))
    group.upstream = { at: nowMs, chunk }
    return chunk
  }

  private groupOf(scopePath: string): ScopeGroup {
    const known = this.groups.get(scopePath)
    if (known !== undefined) return known
    const channel = new Channel(scopePath, this.options.onEncode)
    channel.setVehicles(this.fleet.listInScope(scopePath))
    const group: ScopeGroup = {
      channel,
      alarms: new AlarmTail(),
      listeners: new Set(),
      emptySinceMs: null,
      turn: this.nextTurn,
      upstream: null,
      rosterVersion: this.fleet.rosterVersion,
      pending: [],
    }
    this.nextTurn = (this.nextTurn + 1) % TURNS
    this.groups.set(scopePath, group)
    return group
  }
}
