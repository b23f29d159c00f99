// One scope of one tenant as its listeners see it: the slot of every vehicle, and frames encoded once for all.
// No queue of frames is kept. Each slot remembers the last frame it changed in: whoever has the frame before gets what differs
// from it, and whoever is further behind one merged delta with the newest state of exactly the slots it missed.

import { randomBytes } from 'node:crypto'
import type { RosterColumns } from '@/lib/domain/live-frame'
import { type PackedDelta, packSlots } from '@/lib/domain/live-packing'
import { DEVICE_KINDS } from '@/lib/domain/vehicle'
import type { FleetVehicle } from './fleet-state'
import { sseEvent } from './sse'
import { StateTable } from './state-table'
import { toVehicleState, unknownTelemetry } from './telemetry'

type Chunk = Uint8Array<ArrayBuffer>

/** Where a listener stands: the slot table it knows, and the last frame it has. */
export type Position = { epoch: string; seq: number }

/** Called once for each encoding, for metrics and tests. */
export type OnEncode = (kind: 'snapshot' | 'delta', byteLength: number) => void

/** A listener that missed more than this part of the slots gets a snapshot: it costs about as much and is shared. */
const SNAPSHOT_ABOVE = 0.7

export class Channel {
  private vehicles: FleetVehicle[] = []
  private slotById = new Map<string, number>()
  private changedIn = new Uint32Array(0)
  /** What was told up to the last frame: what became known since waits for the next one, for everybody alike. */
  private table = new StateTable(0)
  private rosterJson = ''
  private snapshotChunk: Chunk | null = null
  private merged = new Map<number, Chunk>()
  private epoch = newEpoch()
  private seq = 0

  constructor(
    readonly scopePath: string,
    private readonly onEncode: OnEncode,
  ) {}

  get position(): Position {
    return { epoch: this.epoch, seq: this.seq }
  }

  /** The connections whose vehicles this scope shows. */
  get connectionIds(): ReadonlySet<string> {
    return new Set(this.vehicles.map(({ record }) => record.connectionId))
  }

  /** Takes over a roster. A new epoch begins only if what a snapshot says of any vehicle's identity differs. */
  setVehicles(vehicles: FleetVehicle[]): void {
    const rosterJson = JSON.stringify(rosterColumns(vehicles))
    const isSame = rosterJson === this.rosterJson
    this.vehicles = vehicles
    this.forgetEncodings()
    if (isSame) return
    this.rosterJson = rosterJson
    this.slotById = new Map(vehicles.map(({ record }, slot) => [record.id, slot]))
    this.changedIn = new Uint32Array(vehicles.length)
    this.table = new StateTable(vehicles.length)
    this.tell([...vehicles.keys()])
    this.epoch = newEpoch()
    this.seq = 0
  }

  /** One step of time: marks what changed as the next frame. Nothing is encoded until somebody asks. */
  advance(changed: readonly FleetVehicle[]): void {
    this.forgetEncodings()
    const slots = changed.flatMap(({ record }) => this.slotById.get(record.id) ?? []).sort((a, b) => a - b)
    if (slots.length === 0) return
    this.seq += 1
    for (const slot of slots) this.changedIn[slot] = this.seq
    this.tell(slots)
  }

  /**
   * What brings a listener at `from` up to date, as bytes shared by all who stand there; null when nothing is missing.
   * A listener of another epoch, or without position, gets the snapshot.
   */
  catchUp(from: Position | null, nowMs: number): Chunk | null {
    if (from === null || from.epoch !== this.epoch || from.seq > this.seq) return this.snapshot(nowMs)
    if (from.seq === this.seq) return null
    const known = this.merged.get(from.seq)
    if (known !== undefined) return known
    const slots = this.slotsChangedSince(from.seq)
    const isNext = this.seq - from.seq === 1
    const isMost = !isNext && slots.length > this.vehicles.length * SNAPSHOT_ABOVE
    const chunk = isMost ? this.snapshot(nowMs) : this.delta(slots, { isNext, nowMs })
    this.merged.set(from.seq, chunk)
    return chunk
  }

  private tell(slots: readonly number[]): void {
    this.table.write(slots, (slot) => toVehicleState(this.vehicles[slot]?.telemetry ?? unknownTelemetry()))
  }

  private snapshot(nowMs: number): Chunk {
    if (this.snapshotChunk !== null) return this.snapshotChunk
    const data = `{"at":${nowMs},"roster":${this.rosterJson},"state":${JSON.stringify(this.table.columns())}}`
    this.snapshotChunk = sseEvent('snapshot', data, this.eventId())
    this.onEncode('snapshot', this.snapshotChunk.byteLength)
    return this.snapshotChunk
  }

  private delta(slots: number[], { isNext, nowMs }: { isNext: boolean; nowMs: number }): Chunk {
    const frame: PackedDelta = {
      at: nowMs,
      base: isNext ? 'before' : 'zero',
      slot: packSlots(slots),
      state: isNext ? this.table.packStep(slots) : this.table.pack(slots, nowMs),
    }
    const chunk = sseEvent('delta', JSON.stringify(frame), this.eventId())
    this.onEncode('delta', chunk.byteLength)
    return chunk
  }

  private slotsChangedSince(seq: number): number[] {
    const slots: number[] = []
    const { changedIn } = this
    // By index: an iterator over fifty thousand slots costs more than encoding those that moved.
    for (let slot = 0; slot < changedIn.length; slot += 1) if ((changedIn[slot] ?? 0) > seq) slots.push(slot)
    return slots
  }

  /** Encodings say when they were made, so none outlives its second. */
  private forgetEncodings(): void {
    this.snapshotChunk = null
    this.merged.clear()
  }

  private eventId(): string {
    return formatEventId(this.position)
  }
}

/** `epoch-seq`, the id of an event. */
export function formatEventId(position: Position): string {
  return `${position.epoch}-${position.seq}`
}

/** Reads a Last-Event-ID; null for anything that is not one of ours. */
export function parseEventId(text: string | null): Position | null {
  const match = /^([0-9a-f]{12})-(\d{1,10})$/.exec(text ?? '')
  if (match?.[1] === undefined || match[2] === undefined) return null
  return { epoch: match[1], seq: Number.parseInt(match[2], 10) }
}

/** Random, so that an id from before a restart is never taken for one of ours. */
function newEpoch(): string {
  return randomBytes(6).toString('hex')
}

function rosterColumns(vehicles: readonly FleetVehicle[]): RosterColumns {
  const accounts: RosterColumns['accounts'] = []
  const accountIndex = new Map<string, number>()
  const account = vehicles.map(({ record }) => {
    const known = accountIndex.get(record.accountId)
    if (known !== undefined) return known
    accountIndex.set(record.accountId, accounts.length)
    return accounts.push({ id: record.accountId, name: record.accountName }) - 1
  })
  return {
    id: vehicles.map(({ record }) => record.id),
    imei: vehicles.map(({ record }) => record.imei),
    name: vehicles.map(({ record }) => record.name),
    plate: vehicles.map(({ record }) => record.plate),
    driver: vehicles.map(({ record }) => record.driverName),
    kind: vehicles.map(({ record }) => DEVICE_KINDS.indexOf(record.kind)),
    account,
    accounts,
  }
}
