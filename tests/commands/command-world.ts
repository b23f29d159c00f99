// A vendor with a few vehicles that stand where a test puts them, a tenant with people of every kind, and a count of what
// the vendor was told to do.

import { randomUUID } from 'node:crypto'
import type { CommandRequest } from '@/lib/domain/api/command'
import type { CommandOrder } from '@/lib/domain/command'
import type { Profile } from '@/lib/jimi/wire/profile'
import type { World, WorldState } from '@/lib/sandbox/world/types'
import type { Viewer } from '@/lib/server/access'
import { storeReauthentication } from '@/lib/server/data/command-settings'
import { upsertStatePatches } from '@/lib/server/data/system/device-states'
import { insertPositions } from '@/lib/server/data/system/positions'
import { db, sql } from '@/lib/server/db'
import type { Role } from '@/lib/server/generated/prisma/enums'
import { seal } from '@/lib/server/secrets'
import { budgetOf } from '@/lib/server/services/app-budget'
import type { Actor } from '@/lib/server/services/commands-facts'
import { TokenBucket } from '@/lib/server/services/token-bucket'
import { forgetSingleton } from '@/lib/server/singleton'
import { fixAt, patchAt } from '../db/fixtures'
import { createFleetWorld } from '../live/fleet-world'
import {
  type Customer,
  connectTenant,
  forgetVendor,
  startVendor,
  storeRoster,
  type Vendor,
} from '../live/vendor'

export const PLATE = 'AA-12-BB'
export const REASON = 'Stolen this morning, police case 17'
const HUB = 'sendInstruct'
const ORDERS = [
  'jimi.open.instruction.send',
  'jimi.open.instruction.raw.send',
  'jimi.scooter.instruction.send',
  HUB,
]

/** How a vehicle is, as the vendor and our own database tell it; `ageS` is how old the fix is. */
export type Telling = {
  ageS?: number
  speedKph?: number | null
  source?: 'gps' | 'wifi' | 'cell'
  online?: boolean
  earlierSpeedKph?: number | null
  hasEarlier?: boolean
}

type Truth = { fix: Partial<NonNullable<WorldState['fix']>>; online: boolean }

/** A vendor, its customer and one vehicle under test. */
export class CommandSetting {
  private constructor(
    readonly vendor: Vendor,
    readonly customer: Customer,
    readonly imeis: string[],
    readonly truths: Map<string, Truth>,
    readonly deviceIds: Map<string, string>,
  ) {}

  static async open(
    profile: Profile = 'pro',
    kind: 'tracker' | 'scooter' | 'second is a scooter' = 'tracker',
  ): Promise<CommandSetting> {
    forgetVendor()
    forgetSingleton('command-history-asked')
    const truths = new Map<string, Truth>()
    const fleet = createFleetWorld(Date.now())
    const imeis = fleet.imeisOf('acme-north')
    const isScooter = (imei: string) =>
      kind === 'scooter' || (kind === 'second is a scooter' && imei === imeis[1])
    for (const device of fleet.devices) if (isScooter(device.imei)) Object.assign(device, { kind: 'scooter' })
    const world = Object.assign({}, fleet, { stateAt: stateWith(fleet, truths) })
    const vendor = await startVendor({ world, profile })
    const customer = await connectTenant(vendor, 'acme')
    paceNobody(vendor, customer)
    await storeRoster(vendor, customer, 'acme')
    const { tenantId } = customer.ref
    await db().device.updateMany({ where: { tenantId }, data: { plate: PLATE, kind: 'tracker' } })
    const rows = await db().device.findMany({ where: { tenantId }, select: { id: true, imei: true } })
    const deviceIds = new Map(rows.map(({ id, imei }) => [imei, id]))
    for (const { id, imei } of rows)
      if (isScooter(imei)) await db().device.updateMany({ where: { id }, data: { kind: 'scooter' } })
    const setting = new CommandSetting(vendor, customer, imeis, truths, deviceIds)
    if (profile === 'pro') await setting.addHub()
    return setting
  }

  get imei(): string {
    return this.imeis[0] ?? ''
  }

  get deviceId(): string {
    return this.deviceIds.get(this.imei) ?? ''
  }

  private async addHub(): Promise<void> {
    const { tenantId, id } = this.customer.ref
    const address = this.vendor.sandbox.hubUrl.replace(/\/api\/device\/sendInstruct$/, '')
    // The sandbox's own default.
    const tokenSealed = seal(tenantId, 'hub_token', 'sandbox-hub-token')
    await db().commandHub.create({ data: { tenantId, connectionId: id, address, tokenSealed } })
  }

  /** Somebody of the tenant, who proved who they are `provenSecondsAgo` (null for never). */
  async person(
    role: Role,
    rights: string[] = [],
    { provenSecondsAgo = 10, scopePath = '/' }: { provenSecondsAgo?: number | null; scopePath?: string } = {},
  ): Promise<Actor> {
    const { tenantId } = this.customer.ref
    const userId = randomUUID()
    const profile = { email: `${userId}@example.com`, name: role, passwordHash: '-', role, rights, scopePath }
    await db().user.create({ data: { tenantId, id: userId, ...profile } })
    const viewer: Viewer = { tenantId, userId, role, scopePath }
    const sessionHash = `session of ${userId}`
    if (provenSecondsAgo !== null)
      await storeReauthentication(viewer, sessionHash, new Date(Date.now() - provenSecondsAgo * 1000))
    return { viewer, sessionHash }
  }

  /** Makes a vehicle stand (or not), for the vendor and in our database alike. Nothing said: everything allows a cut. */
  async tell(telling: Telling = {}, imei = this.imei): Promise<void> {
    const { ageS = 10, speedKph = 0, source = 'gps', online = true } = telling
    const { hasEarlier = true, earlierSpeedKph = 0 } = telling
    const { tenantId } = this.customer.ref
    const deviceId = this.deviceIds.get(imei) ?? ''
    // The wire knows whole seconds.
    const atMs = Math.floor(Date.now() / 1000) * 1000 - ageS * 1000
    this.truths.set(imei, { fix: { atMs, source, speedKph: speedKph ?? undefined }, online })
    await sql().query('DELETE FROM position WHERE tenant_id = $1 AND device_id = $2', [tenantId, deviceId])
    await sql().query('DELETE FROM device_state WHERE tenant_id = $1 AND device_id = $2', [
      tenantId,
      deviceId,
    ])
    const place = { lat: 41, lng: -8, headingDeg: 0, satellites: 9, ignition: false, receivedAt: new Date() }
    const row = { deviceId, source: 'gps' as const, speedKph: earlierSpeedKph, ...place }
    if (hasEarlier) await insertPositions(tenantId, [{ ...row, fixAt: new Date(atMs - 30_000) }])
    await insertPositions(tenantId, [{ ...row, fixAt: new Date(atMs), source, speedKph }])
    const patch = patchAt(deviceId, new Date(atMs), {
      receivedAtMs: Date.now(),
      fix: fixAt(atMs, { speedKph, source }),
      online: { atMs: Date.now(), value: online },
    })
    await upsertStatePatches([{ ...patch, tenantId }])
  }

  request(order: CommandOrder, over: Partial<CommandRequest> = {}): CommandRequest {
    return { deviceId: this.deviceId, order, confirmed: true, reason: REASON, typedPlate: PLATE, ...over }
  }

  /** Calls by method. An idle connection to the sandbox may end at the very moment it is used again, so one is tried twice. */
  calls(): Promise<Record<string, number>> {
    return this.vendor.calls().catch(() => this.vendor.calls())
  }

  /** How often the vendor was told to do anything to a vehicle, by whichever way. */
  async orders(): Promise<number> {
    const calls = await this.calls()
    return ORDERS.reduce((sum, method) => sum + (calls[method] ?? 0), 0)
  }

  /** Whether the vendor's vehicle has been made to stand. */
  async isCut(imei = this.imei): Promise<boolean> {
    const response = await fetch(`${this.vendor.sandbox.controlUrl}/state`)
    const { standing } = (await response.json()) as { standing: { newest: string[] } }
    return standing.newest.includes(imei)
  }

  /** As if a minute had passed since the last token, so that another may be had. */
  async letTokensRenew(): Promise<void> {
    await db().jimiToken.updateMany({ data: { lastGetAt: null } })
    await this.vendor.switches({ limitTokenGet: false })
  }

  async requireApproval(): Promise<void> {
    await db().commandSetting.create({
      data: { tenantId: this.customer.ref.tenantId, needsSecondApprover: true },
    })
  }

  /** What the audit trail says was done, oldest first. */
  async trail(): Promise<string[]> {
    const rows = await db().auditEntry.findMany({
      where: { tenantId: this.customer.ref.tenantId },
      orderBy: { seq: 'asc' },
    })
    return rows.map(({ action }) => action)
  }
}

export const CUT: CommandOrder = { door: 'template', template: 'RELAY,{0}#', params: ['1'] }
export const RESTORE: CommandOrder = { door: 'template', template: 'RELAY,{0}#', params: ['0'] }
export const STATUS: CommandOrder = { door: 'template', template: '{0}', params: ['STATUS#'] }
export const SOS: CommandOrder = {
  door: 'template',
  template: 'SOS,A,{0},{1},{2}#',
  params: ['112', '113', '114'],
}
export const hexOf = (text: string) => Buffer.from(text).toString('hex')

/** This vendor sets no pace, and how pace is kept is tested elsewhere: hundreds of calls need not wait 200 ms each. */
function paceNobody({ sandbox }: Vendor, { ref }: Customer): void {
  const nothing = { pausedUntil: null, pauseReason: null, clockOffsetMs: null, clockMeasuredAt: null }
  const budget = budgetOf(`${sandbox.url} ${sandbox.appKey}`, { ...ref, ...nothing })
  budget.bucket = new TokenBucket({ capacity: 1_000, refillMs: 0 })
}

function stateWith(world: World, truths: Map<string, Truth>) {
  return (imei: string, atMs: number): WorldState => {
    const state = world.stateAt(imei, atMs)
    const truth = truths.get(imei)
    if (truth === undefined || state.fix === null) return state
    const fix = { ...state.fix, ...truth.fix }
    return { ...state, fix, online: truth.online, heartbeatAtMs: fix.atMs }
  }
}
