// A tenant with people, two vehicles and the alarms a test raises.

import { randomUUID } from 'node:crypto'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import type { AlarmReport } from '@/lib/server/data/system/alarm-meeting'
import { insertAlarms } from '@/lib/server/data/system/alarms'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import type { Role } from '@/lib/server/generated/prisma/enums'
import { account, device, makeTenant, type TestTenant } from '../db/fixtures'
import { manualClock } from '../live/manual-clock'

export const T0 = Date.parse('2026-03-01T08:00:00Z')
export const at = (seconds: number) => new Date(T0 + seconds * 1000)

export type World = TestTenant & {
  ann: Viewer
  bob: Viewer
  looker: Viewer
  branch: Viewer
  devices: Map<string, string>
  clock: ReturnType<typeof manualClock>
}

export async function addPerson(
  tenantId: string,
  name: string,
  role: Role,
  scopePath = '/',
): Promise<Viewer> {
  const id = randomUUID()
  const email = `${id}@example.com`
  await db().user.create({ data: { id, tenantId, email, name, role, scopePath, passwordHash: '-' } })
  return { tenantId, userId: id, role, scopePath }
}

export async function makeWorld(): Promise<World> {
  const tenant = await makeTenant()
  await syncRoster(tenant.tenantId, tenant.connectionId, {
    accounts: [account('top'), account('north', 'top'), account('south', 'top')],
    devices: [device('1', 'north'), device('2', 'south', { name: 'Van 2', plate: 'AB-12' })],
  })
  const rows = await db().device.findMany({ where: { tenantId: tenant.tenantId } })
  const person = (name: string, role: Role, scope?: string) => addPerson(tenant.tenantId, name, role, scope)
  const clock = manualClock(T0)
  return {
    ...tenant,
    clock,
    ann: await person('Ann', 'dispatcher'),
    bob: await person('Bob', 'dispatcher'),
    looker: await person('Lou', 'viewer'),
    branch: await person('Bea', 'dispatcher', accountPath(['top', 'south'])),
    devices: new Map(rows.map(({ imei, id }) => [imei, id])),
  }
}

let label = 0
/** Raises alarms, the last the newest; answers their ids in that order. */
export async function raise(world: World, alarms: Partial<AlarmReport & { imei: string; sec: number }>[]) {
  const reports = alarms.map(({ imei = '1', sec = 0, ...over }): AlarmReport => {
    label += 1
    return {
      ...{ tenantId: world.tenantId, deviceId: world.devices.get(imei) ?? '', way: 'push', code: '1' },
      ...{ name: 'SOS', severity: 'critical', label: String(label), fenceRef: null, item: null },
      ...{ fixAt: null, lat: 41, lng: -8, speedKph: 0, startedAt: at(sec), receivedAt: at(sec) },
      ...over,
    }
  })
  const stored = await insertAlarms({ alarms: reports })
  return reports.map((report) => stored.find((row) => row.label === report.label)?.id ?? '')
}

export const ids = (page: { alarms: { id: string }[] }) => page.alarms.map(({ id }) => id)

export function makeStranger(): Viewer {
  return { tenantId: randomUUID(), userId: randomUUID(), role: 'dispatcher', scopePath: '/' }
}
