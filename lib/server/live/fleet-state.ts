// One tenant's fleet in memory: who the vehicles are and what is known of each. It knows no listeners, storage or vendor.

import type { DeviceKind } from '@/lib/domain/vehicle'
import type { StatePatch } from './state-patch'
import { applyPatch, expireTelemetry, type Telemetry, unknownTelemetry } from './telemetry'

/** Who a vehicle is. Changes only with the roster. */
export type VehicleRecord = {
  id: string
  connectionId: string
  accountId: string
  accountName: string
  /** Path of the owning account, see Account.path. */
  accountPath: string
  /** Decides which scopes see the vehicle, see lib/domain/scope-path.ts. */
  scopePath: string
  imei: string
  name: string
  plate: string | null
  driverName: string | null
  kind: DeviceKind
  /** End of the vendor's term, ms since epoch; null when unknown. */
  expiresAtMs: number | null
}

export type FleetVehicle = { record: VehicleRecord; telemetry: Telemetry }

/** A patch that would change what people see, and whether its fix is a later one. */
export type TellingPatch = { patch: StatePatch; newFix: boolean }

export class FleetState {
  private vehicles = new Map<string, FleetVehicle>()
  private idByImei = new Map<string, string>()
  private dirty = new Set<FleetVehicle>()
  private nextExpiryAtMs = Number.POSITIVE_INFINITY
  /** Grows by one whenever the roster is replaced. */
  rosterVersion = 0

  get size(): number {
    return this.vehicles.size
  }

  /** Replaces the roster. `stored` gives the last known state of vehicles not in memory yet, by id. */
  setRoster(records: readonly VehicleRecord[], stored: ReadonlyMap<string, Telemetry>): void {
    const before = this.vehicles
    this.vehicles = new Map(
      records.map((record) => {
        const telemetry = before.get(record.id)?.telemetry ?? stored.get(record.id) ?? unknownTelemetry()
        return [record.id, { record, telemetry }]
      }),
    )
    this.idByImei = new Map(records.map((record) => [imeiKey(record.connectionId, record.imei), record.id]))
    this.dirty = new Set([...this.dirty].flatMap(({ record }) => this.vehicles.get(record.id) ?? []))
    this.nextExpiryAtMs = 0
    this.rosterVersion += 1
  }

  /** The vehicles a scope may see, in roster order. */
  listInScope(scopePath: string): FleetVehicle[] {
    return [...this.vehicles.values()].filter(({ record }) => record.scopePath.startsWith(scopePath))
  }

  find(id: string): FleetVehicle | null {
    return this.vehicles.get(id) ?? null
  }

  /** The vehicle with this IMEI on this connection; null for one the roster does not know yet. */
  findByImei(connectionId: string, imei: string): FleetVehicle | null {
    const id = this.idByImei.get(imeiKey(connectionId, imei))
    return id === undefined ? null : this.find(id)
  }

  /** Those of `patches` that would change what people see, without changing it: storage comes first, then `apply`. */
  tellingPatches(patches: readonly StatePatch[], nowMs: number): TellingPatch[] {
    return patches.flatMap((patch) => {
      const vehicle = this.vehicles.get(patch.deviceId)
      if (vehicle === undefined) return []
      const { changed, newFix } = applyPatch(vehicle.telemetry, patch, contextOf(vehicle, nowMs))
      return changed ? [{ patch, newFix }] : []
    })
  }

  /** Takes patches over, of whatever order and however often they come: what is known better stays. */
  apply(patches: readonly StatePatch[], nowMs: number): void {
    for (const patch of patches) {
      const vehicle = this.vehicles.get(patch.deviceId)
      if (vehicle === undefined) continue
      const { next, changed } = applyPatch(vehicle.telemetry, patch, contextOf(vehicle, nowMs))
      vehicle.telemetry = next
      if (changed) this.dirty.add(vehicle)
    }
  }

  /** Lets vehicles whose term has run out by `nowMs` expire. Costs nothing until the next one is due. */
  expire(nowMs: number): void {
    if (nowMs < this.nextExpiryAtMs) return
    this.nextExpiryAtMs = Number.POSITIVE_INFINITY
    for (const vehicle of this.vehicles.values()) {
      const { expiresAtMs } = vehicle.record
      if (expiresAtMs === null) continue
      if (expiresAtMs > nowMs) {
        this.nextExpiryAtMs = Math.min(this.nextExpiryAtMs, expiresAtMs)
        continue
      }
      const telemetry = expireTelemetry(vehicle.telemetry, expiresAtMs, nowMs)
      if (telemetry === vehicle.telemetry) continue
      vehicle.telemetry = telemetry
      this.dirty.add(vehicle)
    }
  }

  /** The vehicles that changed since the last call. */
  takeChanged(): FleetVehicle[] {
    const changed = [...this.dirty]
    this.dirty.clear()
    return changed
  }
}

function contextOf({ record }: FleetVehicle, nowMs: number) {
  return { nowMs, expiresAtMs: record.expiresAtMs }
}

function imeiKey(connectionId: string, imei: string): string {
  return `${connectionId}/${imei}`
}
