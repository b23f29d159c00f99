// Scopes by vehicle group: what a person limited to one sees, beside those who see the whole account, and how devices move.

import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { listAccounts } from '@/lib/server/data/accounts'
import { listRecentAlarms } from '@/lib/server/data/alarms'
import { getDevice, listDevices } from '@/lib/server/data/devices'
import { countReportChoices } from '@/lib/server/data/reports'
import { insertAlarms } from '@/lib/server/data/system/alarms'
import { listDevicePaths } from '@/lib/server/data/system/fence-engine-data'
import { listTenantRoster } from '@/lib/server/data/system/roster'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db, sql } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { groupScope } from '@/lib/server/group-scope'
import { connectionForCall } from '@/lib/server/services/ownership'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makeTenant, makeViewer, type TestTenant } from '../db/fixtures'

const HOSTILE = ["%' OR 1=1 --", '_', 'a/b/', ':', '../', '\u202egroup', '深圳 🚚', ' ', 'x'.repeat(300)]
const TREE = [account('top'), account('north', 'top'), account('northwest', 'top')]
/** IMEI, account, group. */
const FLEET: [string, string, string | null][] = [
  ['1', 'north', 'Vans'],
  ['2', 'north', 'Vans 2'],
  ['3', 'north', null],
  ['4', 'northwest', 'Vans'],
  ['5', 'top', 'Vans'],
  ['6', 'north', ''],
  ...HOSTILE.map((name, index): [string, string, string] => [`${100 + index}`, 'north', name]),
]

describeOnEachDatabase('scopes by vehicle group', () => {
  let tenant: TestTenant
  const sync = (fleet = FLEET, tree = TREE) =>
    syncRoster(tenant.tenantId, tenant.connectionId, {
      accounts: tree,
      devices: fleet.map(([imei, login, groupName]) => device(imei, login, { groupName })),
    })
  const scoped = (login: string, group: string | null): Viewer => {
    const path = accountPath(login === 'top' ? ['top'] : ['top', login])
    return makeViewer(tenant.tenantId, group === null ? path : groupScope(path, group))
  }
  const seen = async (viewer: Viewer) => (await listDevices(viewer)).map(({ imei }) => imei).toSorted()
  const inNorth = FLEET.filter(([, login]) => login === 'north').map(([imei]) => imei)

  beforeAll(async () => {
    tenant = await makeTenant()
    await sync()
  })

  test('a group is its own devices: none of a group that begins alike, of the same name elsewhere, or without one', async () => {
    expect(await seen(scoped('north', 'Vans'))).toEqual(['1'])
    expect(await seen(scoped('north', 'Vans 2'))).toEqual(['2'])
    expect(await seen(scoped('northwest', 'Vans'))).toEqual(['4'])
    expect(await seen(scoped('top', 'Vans'))).toEqual(['5'])
    expect(await seen(scoped('north', 'nothing'))).toEqual([])
  })

  test('whoever has the whole account sees devices of all its groups and of none', async () => {
    expect(await seen(scoped('north', null))).toEqual(inNorth.toSorted())
    expect(await seen(scoped('top', null))).toHaveLength(FLEET.length)
    expect(await seen(tenant.owner)).toHaveLength(FLEET.length)
  })

  test.each(HOSTILE)('a group named %j is one group and nothing else', async (name) => {
    const [imei] = FLEET.find(([, , group]) => group === name) ?? []
    expect(await seen(scoped('north', name))).toEqual([imei])
  })

  test('ids outside the group are those of nothing, at the vendor too', async () => {
    const ids = new Map((await listDevices(tenant.owner)).map(({ imei, id }) => [imei, id]))
    const vans = scoped('north', 'Vans')
    expect(await getDevice(vans, ids.get('1') ?? '')).toMatchObject({ imei: '1', accountPath: '/top/north/' })
    for (const imei of ['2', '3', '4', '5'])
      await expect(getDevice(vans, ids.get(imei) ?? '')).rejects.toEqual(new NotFoundError())
    const ask = (imeis: string[]) =>
      connectionForCall(vans, 'jimi.device.location.get', { imeis }, async () => null)
    expect(await ask(['1'])).toMatchObject({ id: tenant.connectionId })
    await expect(ask(['1', '2'])).rejects.toEqual(new NotFoundError())
    expect(await listAccounts(vans)).toEqual([])
    expect(await countReportChoices(vans)).toMatchObject({ vehicleCount: 1, groups: [{ name: 'Vans' }] })
  })

  test('alarms, fences and the live stream go by the same path', async () => {
    const devices = await db().device.findMany({ where: { tenantId: tenant.tenantId } })
    const at = new Date('2026-03-01T08:00:00Z')
    const what = { code: 'stayAlert', name: 'Parking', severity: 'info', label: '', fenceRef: null } as const
    const where = { fixAt: at, lat: 41, lng: -8, speedKph: 0 }
    const when = { startedAt: at, receivedAt: at, item: null }
    const { tenantId } = tenant
    await insertAlarms({
      alarms: devices.map(({ id }) => ({ tenantId, deviceId: id, way: 'poll', ...what, ...where, ...when })),
    })
    const own = devices.find(({ imei }) => imei === '1')?.id
    const vans = scoped('north', 'Vans')
    expect((await listRecentAlarms(vans, { limit: 50 })).map(({ deviceId }) => deviceId)).toEqual([own])
    const paths = await listDevicePaths(tenantId)
    const roster = await listTenantRoster(tenantId)
    for (const [id, path] of [...paths, ...roster.map((entry) => [entry.id, entry.scopePath] as const)])
      expect(path.startsWith(vans.scopePath)).toBe(id === own)
  })

  test('a device that changes group or account moves at once, and one whose account moves goes along', async () => {
    await sync(
      FLEET.map(([imei, login, group]) => (imei === '1' ? [imei, login, 'Vans 2'] : [imei, login, group])),
    )
    expect(await seen(scoped('north', 'Vans'))).toEqual([])
    expect(await seen(scoped('north', 'Vans 2'))).toEqual(['1', '2'])
    await sync(
      FLEET.map(([imei, login, group]) => (imei === '1' ? [imei, 'northwest', group] : [imei, login, group])),
    )
    expect(await seen(scoped('northwest', 'Vans'))).toEqual(['1', '4'])
    await sync(FLEET, [account('top'), account('northwest', 'top'), account('north', 'northwest')])
    const deep = accountPath(['top', 'northwest', 'north'])
    expect(await seen(makeViewer(tenant.tenantId, groupScope(deep, 'Vans')))).toEqual(['1'])
    expect(await seen(scoped('north', 'Vans'))).toEqual([])
    await sync()
  })

  test('nobody can write another path into a device', async () => {
    await sql().query(`UPDATE device SET scope_path = '/' WHERE tenant_id = $1`, [tenant.tenantId])
    expect(await seen(scoped('north', 'Vans'))).toEqual(['1'])
    await db().device.updateMany({
      where: { tenantId: tenant.tenantId, imei: '3' },
      data: { groupName: 'Vans' },
    })
    expect(await seen(scoped('north', 'Vans'))).toEqual(['1', '3'])
  })
})
