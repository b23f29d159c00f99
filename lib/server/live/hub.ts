// The meeting point of all live listeners of this process: rooms by tenant, the one-second step, heartbeats, and
// sending away viewers who lost their right. It does not poll, store, or know HTTP.

import { ENDED_EVENT, type UpstreamConnection } from '@/lib/domain/live-frame'
import { type OnEncode, parseEventId } from './channel'
import type { Clock } from './clock'
import type { FleetState } from './fleet-state'
import type { LiveNews } from './live-bus'
import { sseComment, sseEvent } from './sse'
import type { StatePatch } from './state-patch'
import { type Listener, type LivePort, type Observer, TenantRoom, TURNS } from './tenant-room'

export type HubOptions = {
  clock: Clock
  /** Roster and last known state of a tenant, from storage. */
  loadFleet: (tenantId: string) => Promise<FleetState>
  /** How a tenant's connections stand now. */
  healthOf: (tenantId: string) => UpstreamConnection[]
  /** Somebody began or stopped watching a scope of this tenant. */
  onWatchChange: (tenantId: string) => void
  /** Something inside a step failed; the other rooms went on. */
  onError: (error: unknown) => void
  onEncode?: OnEncode
  onListenerCount?: (count: number) => void
}

export type JoinRequest = {
  tenantId: string
  scopePath: string
  /** Same for all streams of one session, so that it is checked once for all of them. */
  sessionKey: string
  isStillAllowed: () => Promise<boolean>
  port: LivePort
  lastEventId: string | null
}

/** A listener's handle: `drained` when its port has room again, `leave` when it is gone. */
export type Subscription = { drained(): void; leave(): void }

export const STEP_MS = 1000
const BEAT_EVERY_MS = 15_000
/** Viewers are checked in turns, a part with each step, so that a thousand of them are no burst of questions. */
const RECHECK_TURNS = 10

export class LiveHub {
  private rooms = new Map<string, Promise<TenantRoom>>()
  private openRooms = new Map<string, TenantRoom>()
  /** What is told of a tenant while its fleet is being loaded, which may have been read before that was stored. */
  private earlyPatches = new Map<string, StatePatch[]>()
  private timer: NodeJS.Timeout | null = null
  private lastBeatMs = 0
  private turn = -1
  private recheckTurn = 0
  private isStopped = false

  constructor(private readonly options: HubOptions) {}

  /** Begins stepping, each scope once a second. Tests call `step` themselves instead. */
  start(): void {
    this.timer ??= setInterval(() => this.takeTurn(), STEP_MS / TURNS).unref()
  }

  /** Lets a listener in: it gets a snapshot, or what it missed since `lastEventId`, and from then on what changes. */
  async join(request: JoinRequest): Promise<Subscription> {
    const { tenantId, port } = request
    const room = await this.openRoom(tenantId)
    if (this.isStopped) throw new Error('The live hub has stopped.')
    const listener: Listener = {
      ...request,
      position: parseEventId(request.lastEventId),
      upstreamVersion: 0,
      alarmCount: null,
    }
    try {
      room.add(listener, this.options.clock.now())
      this.afterWatchChange(tenantId)
    } catch (error) {
      // Whoever was not let in is not told anything either.
      room.remove(listener, this.options.clock.now())
      throw error
    }
    return {
      drained: () => room.deliver(listener, this.options.clock.now()),
      leave: () => {
        room.remove(listener, this.options.clock.now())
        port.end()
        this.afterWatchChange(tenantId)
      },
    }
  }

  /** Lets an observer look on with every step; the answer ends that. Whatever it looks at is kept fresh as for a listener. */
  async observe(tenantId: string, observer: Observer): Promise<() => void> {
    const room = await this.openRoom(tenantId)
    if (this.isStopped) throw new Error('The live hub has stopped.')
    room.observers.add(observer)
    observer.step(room.fleet, this.options.clock.now())
    this.afterWatchChange(tenantId)
    return () => {
      if (room.observers.delete(observer)) this.afterWatchChange(tenantId)
    }
  }

  /** Scopes of a tenant that somebody of this process watches now. */
  watchedScopes(tenantId: string): string[] {
    return this.openRooms.get(tenantId)?.watchedScopes ?? []
  }

  /** Tenants whose fleet is in memory. */
  get tenantIds(): string[] {
    return [...this.openRooms.keys()]
  }

  /** The fleet of a tenant while anybody watches, or did just now; else null. */
  fleetOf(tenantId: string): FleetState | null {
    return this.openRooms.get(tenantId)?.fleet ?? null
  }

  get listenerCount(): number {
    return [...this.openRooms.values()].reduce((sum, room) => sum + room.listeners.length, 0)
  }

  /** Makes a change of health known to a tenant's listeners with the next step. */
  noteHealthChange(tenantId: string): void {
    this.openRooms.get(tenantId)?.noteHealthChange()
  }

  /** Whether news of a tenant are of any use here. */
  wants(tenantId: string): boolean {
    return this.rooms.has(tenantId)
  }

  /** Takes news of a tenant: states go out with the next step, alarms at once. Nothing to do if nobody watches it. */
  take({ tenantId, patches, alarms }: LiveNews): void {
    this.earlyPatches.get(tenantId)?.push(...patches)
    const room = this.openRooms.get(tenantId)
    if (room === undefined) return
    const nowMs = this.options.clock.now()
    room.fleet.apply(patches, nowMs)
    if (alarms.length > 0) room.ring(alarms, nowMs)
  }

  /** One second of work: changes out, heartbeats, viewers checked. Never throws. */
  step(): void {
    this.tend()
    for (let turn = 0; turn < TURNS; turn += 1) this.tellTurn(turn)
  }

  /** One part of a second: the scopes whose turn it is, and with the first what is once for all. Never throws. */
  takeTurn(): void {
    this.turn = (this.turn + 1) % TURNS
    if (this.turn === 0) this.tend()
    this.tellTurn(this.turn)
  }

  private tellTurn(turn: number): void {
    const nowMs = this.options.clock.now()
    for (const room of this.openRooms.values()) {
      try {
        room.takeTurn(turn, nowMs)
      } catch (error) {
        this.options.onError(error)
      }
    }
  }

  private tend(): void {
    const nowMs = this.options.clock.now()
    const isBeatDue = nowMs - this.lastBeatMs >= BEAT_EVERY_MS
    if (isBeatDue) this.lastBeatMs = nowMs
    const beat = isBeatDue ? sseEvent('beat', String(nowMs)) : null
    for (const [tenantId, room] of this.openRooms) {
      try {
        room.tend(nowMs)
        if (beat !== null) room.broadcast(beat)
        if (room.isAbandoned) this.closeRoom(tenantId)
      } catch (error) {
        this.options.onError(error)
      }
    }
    this.recheckTurn = (this.recheckTurn + 1) % RECHECK_TURNS
    void this.recheckViewers(this.recheckTurn).catch(this.options.onError)
  }

  /**
   * Ends the streams of all who may no longer listen, or of those alone whose turn it is. One question for each session,
   * however many streams it has.
   */
  async recheckViewers(turn: number | null = null): Promise<void> {
    const answers = new Map<string, Promise<boolean>>()
    const checks = [...this.openRooms].flatMap(([tenantId, room]) =>
      room.listeners.map(async (listener) => {
        if (turn !== null && turnOf(listener.sessionKey) !== turn) return
        const asked = answers.get(listener.sessionKey) ?? this.askWhetherAllowed(listener)
        answers.set(listener.sessionKey, asked)
        if (await asked) return
        room.remove(listener, this.options.clock.now())
        listener.port.send(sseEvent(ENDED_EVENT, '{"reason":"session"}'))
        listener.port.end()
        this.afterWatchChange(tenantId)
      }),
    )
    await Promise.all(checks)
  }

  /** Says goodbye to everyone and steps no more. */
  stop(): void {
    this.isStopped = true
    if (this.timer !== null) clearInterval(this.timer)
    this.timer = null
    for (const room of this.openRooms.values()) {
      for (const observer of room.observers) observer.end()
      room.observers.clear()
      for (const listener of room.listeners) {
        room.remove(listener, this.options.clock.now())
        listener.port.send(sseComment('server is restarting'))
        listener.port.end()
      }
    }
    this.openRooms.clear()
    this.rooms.clear()
    this.options.onListenerCount?.(0)
  }

  private openRoom(tenantId: string): Promise<TenantRoom> {
    const known = this.rooms.get(tenantId)
    if (known !== undefined) return known
    const opening = this.loadRoom(tenantId)
    this.rooms.set(tenantId, opening)
    opening.catch(() => this.rooms.delete(tenantId))
    return opening
  }

  private async loadRoom(tenantId: string): Promise<TenantRoom> {
    const early: StatePatch[] = []
    this.earlyPatches.set(tenantId, early)
    const fleet = await this.options.loadFleet(tenantId).finally(() => this.earlyPatches.delete(tenantId))
    fleet.apply(early, this.options.clock.now())
    const room = new TenantRoom(fleet, {
      health: () => this.options.healthOf(tenantId),
      onEncode: this.options.onEncode ?? (() => undefined),
    })
    this.openRooms.set(tenantId, room)
    return room
  }

  private closeRoom(tenantId: string): void {
    this.openRooms.delete(tenantId)
    this.rooms.delete(tenantId)
  }

  private afterWatchChange(tenantId: string): void {
    this.options.onListenerCount?.(this.listenerCount)
    this.options.onWatchChange(tenantId)
  }

  /** A check that cannot be made (database away) ends nobody's stream. */
  private async askWhetherAllowed(listener: Listener): Promise<boolean> {
    try {
      return await listener.isStillAllowed()
    } catch (error) {
      this.options.onError(error)
      return true
    }
  }
}

/** All streams of a session have their turn together. */
function turnOf(sessionKey: string): number {
  let hash = 0
  for (let index = 0; index < sessionKey.length; index += 1)
    hash = (hash * 31 + sessionKey.charCodeAt(index)) % 1_000_003
  return hash % RECHECK_TURNS
}
