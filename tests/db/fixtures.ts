// A tenant with an account tree and devices, made through the same functions the application uses.

import { randomUUID } from 'node:crypto'
import type { Viewer } from '@/lib/server/access'
import type { RosterAccount } from '@/lib/server/data/system/account-tree'
import { type RosterDevice, syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import type { StatePatch } from '@/lib/server/live/state-patch'

export type TestTenant = { tenantId: string; connectionId: string; owner: Viewer }

/** A tenant with one connection and nothing in it. */
export async function makeTenant(): Promise<TestTenant> {
  const tenantId = randomUUID()
  await db().tenant.create({ data: { id: tenantId, slug: tenantId, name: 'Test' } })
  const connectionId = await makeConnection(tenantId)
  return { tenantId, connectionId, owner: makeViewer(tenantId, '/') }
}

export async function makeConnection(tenantId: string): Promise<string> {
  const id = randomUUID()
  await db().jimiConnection.create({
    data: {
      tenantId,
      id,
      name: 'Vendor',
      profile: 'pro',
      baseUrl: 'http://127.0.0.1:1/route/rest',
      account: 'top',
      appKeySealed: '-',
      appSecretSealed: '-',
      passwordMd5Sealed: '-',
    },
  })
  return id
}

/** Somebody of a tenant, who stands in the database too. */
export async function makePerson(
  of: { tenantId: string; scopePath?: string; role: Viewer['role'] },
  over: { rights?: string[]; deniedRights?: string[] } = {},
): Promise<Viewer> {
  const viewer: Viewer = { scopePath: '/', ...of, userId: randomUUID() }
  await storePerson(viewer, over)
  return viewer
}

/** Has the viewer stand in the database, for what reads the person anew: their rights, for example. */
export async function storePerson(
  { tenantId, userId, role, scopePath }: Viewer,
  over: { rights?: string[]; deniedRights?: string[] } = {},
): Promise<void> {
  const profile = { email: `${userId}@example.com`, name: role, passwordHash: '-', role, scopePath, ...over }
  await db().user.create({ data: { tenantId, id: userId, ...profile } })
}

export function makeViewer(tenantId: string, scopePath: string): Viewer {
  return { tenantId, userId: randomUUID(), role: scopePath === '/' ? 'owner' : 'viewer', scopePath }
}

export function account(login: string, parentLogin: string | null = null): RosterAccount {
  return { login, name: `Account ${login}`, type: 8, parentLogin }
}

export function device(imei: string, accountLogin: string, over: Partial<RosterDevice> = {}): RosterDevice {
  return {
    imei,
    accountLogin,
    name: `Device ${imei}`,
    plate: null,
    driverName: null,
    driverPhone: null,
    model: 'VL110',
    kind: 'tracker',
    icon: 'automobile',
    sim: null,
    vin: null,
    groupName: null,
    remark: null,
    enabled: true,
    activatedAt: null,
    expiresAt: new Date('2030-01-01T00:00:00Z'),
    ...over,
  }
}

/** A tenant with `count` devices in one account; ids in the order of their IMEIs. */
export async function makeFleet(count: number): Promise<TestTenant & { deviceIds: string[] }> {
  const tenant = await makeTenant()
  const devices = Array.from({ length: count }, (_, index) => device(imeiOf(index), 'top'))
  await syncRoster(tenant.tenantId, tenant.connectionId, { accounts: [account('top')], devices })
  const rows = await db().device.findMany({
    where: { tenantId: tenant.tenantId },
    select: { id: true },
    orderBy: { imei: 'asc' },
  })
  return { ...tenant, deviceIds: rows.map((row) => row.id) }
}

export function imeiOf(index: number): string {
  return String(860_000_000_000_000 + index)
}

/** What a vehicle in Porto says at `at`, on its way. */
export function patchAt(deviceId: string, at: Date, over: Partial<StatePatch> = {}): StatePatch {
  const atMs = at.getTime()
  return {
    deviceId,
    receivedAtMs: atMs,
    heartbeatAtMs: atMs,
    fix: fixAt(atMs),
    online: { atMs, value: true },
    ignition: { atMs, value: true },
    batteryPercent: { atMs, value: 80 },
    externalPower: { atMs, value: 12.6 },
    ...over,
  }
}

/** A fix in Porto, driving east at 42 km/h. */
export function fixAt(
  atMs: number,
  over: Partial<NonNullable<StatePatch['fix']>> = {},
): NonNullable<StatePatch['fix']> {
  return {
    atMs,
    lat: 41.15,
    lng: -8.61,
    speedKph: 42,
    headingDeg: 90,
    source: 'gps',
    satellites: 9,
    accuracyM: null,
    altitudeM: null,
    address: null,
    ...over,
  }
}
