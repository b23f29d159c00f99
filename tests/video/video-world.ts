// A vendor whose vehicles have cameras, a tenant with people of every role, and a clock that a test moves.

import { randomUUID } from 'node:crypto'
import type { World, WorldState } from '@/lib/sandbox/world/types'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import type { Role } from '@/lib/server/generated/prisma/enums'
import { createFleetWorld } from '../live/fleet-world'
import { type ManualClock, manualClock } from '../live/manual-clock'
import {
  type Customer,
  connectTenant,
  forgetVendor,
  startVendor,
  storeRoster,
  type Vendor,
} from '../live/vendor'

export const OPEN = 'jimi.device.media.live.stream'
export const CLOSE = 'jimi.device.media.close.stream'

/** A camera as the vendor has it: `files` names its recordings, `spans` does not; `away` cannot be reached. */
export type CameraName = 'files' | 'spans' | 'away' | 'tracker'

const MODELS: Record<CameraName, string> = { files: 'JC400', spans: 'JC450', away: 'JC261', tracker: 'VL802' }
const NAMES: readonly CameraName[] = ['files', 'spans', 'away', 'tracker']

export class VideoSetting {
  private constructor(
    readonly vendor: Vendor,
    readonly customer: Customer,
    readonly clock: ManualClock,
    private readonly deviceIds: ReadonlyMap<CameraName, string>,
  ) {}

  static async open(): Promise<VideoSetting> {
    forgetVendor()
    const fleet = createFleetWorld(Date.now())
    const devices = fleet.devices.slice(0, NAMES.length)
    for (const [index, device] of devices.entries()) {
      const name = NAMES[index] ?? 'tracker'
      Object.assign(device, { kind: name === 'tracker' ? 'tracker' : 'dashcam', model: MODELS[name] })
    }
    const awayImei = devices[NAMES.indexOf('away')]?.imei ?? ''
    const world: typeof fleet = { ...fleet, stateAt: offlineFor(awayImei, fleet), tripsBetween: drive() }
    const vendor = await startVendor({ world })
    await vendor.switches({ mediaDelayMs: 0, historyListDelayMs: 0 })
    const customer = await connectTenant(vendor, 'acme')
    await storeRoster(vendor, customer, 'acme')
    const ids = new Map<CameraName, string>()
    for (const [index, name] of NAMES.entries()) {
      const { tenantId } = customer.ref
      const imei = devices[index]?.imei ?? ''
      const kind = name === 'tracker' ? 'tracker' : 'dashcam'
      await db().device.updateMany({ where: { tenantId, imei }, data: { kind, model: MODELS[name] } })
      ids.set(name, (await db().device.findFirstOrThrow({ where: { tenantId, imei } })).id)
    }
    return new VideoSetting(vendor, customer, manualClock(Date.now()), ids)
  }

  id(name: CameraName): string {
    return this.deviceIds.get(name) ?? ''
  }

  /** Somebody of the tenant. */
  async person(role: Role = 'dispatcher', scopePath = '/'): Promise<Viewer> {
    const { tenantId } = this.customer.ref
    const userId = randomUUID()
    const profile = { email: `${userId}@example.com`, name: `A ${role}`, passwordHash: '-', role, scopePath }
    await db().user.create({ data: { tenantId, id: userId, ...profile } })
    return { tenantId, userId, role, scopePath }
  }

  async callsOf(method: string): Promise<number> {
    // An idle connection to the sandbox may end at the very moment it is used again, so it is tried twice.
    const calls = await this.vendor.calls().catch(() => this.vendor.calls())
    return calls[method] ?? 0
  }

  /** Streams that the vendor sends now. */
  async running(): Promise<number> {
    const ask = () => fetch(`${this.vendor.sandbox.controlUrl}/state`)
    const response = await ask().catch(ask)
    const { streams } = (await response.json()) as { streams: { count: number } }
    return streams.count
  }

  /** What the audit trail says was done, oldest first. */
  async trail(): Promise<string[]> {
    const { tenantId } = this.customer.ref
    const rows = await db().auditEntry.findMany({ where: { tenantId }, orderBy: { seq: 'asc' } })
    return rows.map(({ action }) => action)
  }
}

function offlineFor(awayImei: string, world: World) {
  return (imei: string, atMs: number): WorldState => {
    const state = world.stateAt(imei, atMs)
    return imei === awayImei ? { ...state, online: false } : state
  }
}

/** Everybody drove ten minutes, half an hour ago. */
function drive(): World['tripsBetween'] {
  const startMs = Math.floor(Date.now() / 60_000) * 60_000 - 1_800_000
  const trip = { startMs, endMs: startMs + 600_000, distanceM: 5000, maxSpeedKph: 50 }
  const places = { startLat: 41, startLng: -8, endLat: 41, endLng: -8 }
  return (_, fromMs, toMs) => (trip.endMs > fromMs && startMs < toMs ? [{ ...trip, ...places }] : [])
}
