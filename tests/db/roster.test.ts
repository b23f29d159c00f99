import { expect, test, vi } from 'vitest'
import { listAccounts } from '@/lib/server/data/accounts'
import { listDevices } from '@/lib/server/data/devices'
import { listTenantRoster } from '@/lib/server/data/system/roster'
import { type Roster, syncRoster } from '@/lib/server/data/system/roster-sync'
import { database, db } from '@/lib/server/db'
import type { Sql } from '@/lib/server/sql'
import { describeOnEachDatabase } from './each-database'
import { account, device, imeiOf, makeConnection, makeTenant } from './fixtures'

const ACCOUNTS = [account('top'), account('north', 'top'), account('south', 'top'), account('deep', 'north')]
const UNCHANGED = {
  accountsChanged: 0,
  accountsRemoved: 0,
  devicesAdded: 0,
  devicesChanged: 0,
  devicesMoved: 0,
  devicesRemoved: 0,
  devicesSkipped: 0,
}

async function setUp() {
  const tenant = await makeTenant()
  const sync = (roster: Roster) => syncRoster(tenant.tenantId, tenant.connectionId, roster)
  return { ...tenant, sync }
}

/** How many statements a piece of work asks of the database, within its transactions. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  let statements = 0
  const counted = (session: Sql): Sql => ({
    query: (text, values) => {
      statements += 1
      return session.query(text, values)
    },
  })
  const open = database()
  const { transaction } = open
  const spy = vi
    .spyOn(open, 'transaction')
    .mockImplementation((inner) => transaction((session) => inner(counted(session))))
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  return statements
}

describeOnEachDatabase('the roster', () => {
  test('accounts and devices are taken over, and a second time changes nothing', async () => {
    const { owner, sync } = await setUp()
    const roster = {
      accounts: ACCOUNTS,
      devices: [device('1', 'north', { plate: '粤B·12345', name: '<b>🚚</b>' }), device('2', 'deep')],
    }
    expect(await sync(roster)).toEqual({ ...UNCHANGED, accountsChanged: 4, devicesAdded: 2 })
    expect((await listAccounts(owner)).map((row) => row.path)).toEqual([
      '/top/',
      '/top/north/',
      '/top/north/deep/',
      '/top/south/',
    ])
    expect((await listDevices(owner)).find((row) => row.imei === '1')).toMatchObject({
      plate: '粤B·12345',
      name: '<b>🚚</b>',
      accountPath: '/top/north/',
      expiresAt: new Date('2030-01-01T00:00:00Z'),
    })
    expect(await sync(roster)).toEqual(UNCHANGED)
  })

  test('a device that moves keeps its id, as does an account that moves with all below it', async () => {
    const { owner, sync } = await setUp()
    await sync({ accounts: ACCOUNTS, devices: [device('1', 'north'), device('2', 'deep')] })
    const before = new Map((await listDevices(owner)).map((row) => [row.imei, row]))
    const moved = [account('top'), account('north', 'top'), account('south', 'top'), account('deep', 'south')]
    const changes = await sync({ accounts: moved, devices: [device('1', 'south'), device('2', 'deep')] })
    expect(changes).toEqual({ ...UNCHANGED, accountsChanged: 1, devicesChanged: 1, devicesMoved: 1 })
    const after = new Map((await listDevices(owner)).map((row) => [row.imei, row]))
    expect(after.get('1')).toMatchObject({ id: before.get('1')?.id, accountPath: '/top/south/' })
    expect(after.get('2')).toMatchObject({
      id: before.get('2')?.id,
      accountId: before.get('2')?.accountId,
      accountPath: '/top/south/deep/',
    })
  })

  test('what is gone disappears from every list but keeps its row, and comes back as the same', async () => {
    const { tenantId, owner, sync } = await setUp()
    const roster = { accounts: ACCOUNTS, devices: [device('1', 'north'), device('2', 'top')] }
    await sync(roster)
    const [first] = await listDevices(owner)
    expect(await sync({ accounts: [account('top')], devices: [device('2', 'top')] })).toEqual({
      ...UNCHANGED,
      accountsRemoved: 3,
      devicesRemoved: 1,
    })
    expect((await listDevices(owner)).map((row) => row.imei)).toEqual(['2'])
    expect((await listTenantRoster(tenantId)).map((row) => row.imei)).toEqual(['2'])
    expect(await listAccounts(owner)).toHaveLength(1)
    expect(await db().device.count({ where: { tenantId } })).toBe(2)
    await sync(roster)
    expect((await listDevices(owner)).find((row) => row.imei === '1')?.id).toBe(first?.id)
  })

  test('a device of an unknown account is left out, and one listed twice belongs to the deepest account', async () => {
    const { owner, sync } = await setUp()
    const devices = [device('1', 'deep'), device('1', 'top'), device('2', 'nobody')]
    expect(await sync({ accounts: ACCOUNTS, devices })).toMatchObject({ devicesAdded: 1, devicesSkipped: 1 })
    expect((await listDevices(owner)).map((row) => [row.imei, row.accountPath])).toEqual([
      ['1', '/top/north/deep/'],
    ])
  })

  test('an IMEI stays with the connection that has it, until it is removed there', async () => {
    const { tenantId, owner, connectionId, sync } = await setUp()
    const otherConnectionId = await makeConnection(tenantId)
    const syncOther = (roster: Roster) => syncRoster(tenantId, otherConnectionId, roster)
    const roster = { accounts: [account('top')], devices: [device('1', 'top')] }
    await sync(roster)
    expect(await syncOther(roster)).toMatchObject({ devicesAdded: 0, devicesSkipped: 1 })
    expect((await listDevices(owner)).map((row) => row.connectionId)).toEqual([connectionId])
    await sync({ ...roster, devices: [] })
    expect(await syncOther(roster)).toMatchObject({ devicesChanged: 1, devicesSkipped: 0 })
    expect((await listDevices(owner)).map((row) => row.connectionId)).toEqual([otherConnectionId])
  })

  test('syncs of one connection at the same time end in one of the rosters, whole', async () => {
    const { owner, sync } = await setUp()
    const rosters = ['north', 'south'].map((login) => ({
      accounts: ACCOUNTS,
      devices: Array.from({ length: 50 }, (_, index) => device(imeiOf(index), login)),
    }))
    await Promise.all([...rosters, ...rosters].map(sync))
    expect(new Set((await listDevices(owner)).map((row) => row.accountPath)).size).toBe(1)
  })

  test('two tenants may have the same IMEI and the same logins', async () => {
    const [one, two] = [await setUp(), await setUp()]
    const roster = { accounts: ACCOUNTS, devices: [device('1', 'north')] }
    await one.sync(roster)
    await two.sync({ ...roster, devices: [] })
    expect(await listDevices(one.owner)).toHaveLength(1)
    expect(await listDevices(two.owner)).toHaveLength(0)
  })

  test('10,000 devices are taken over in a few statements, the first time and when all change', async () => {
    const { tenantId, sync } = await setUp()
    const leaves = Array.from({ length: 100 }, (_, index) => account(`leaf-${index}`, 'top'))
    const accounts = [account('top'), ...leaves]
    const devicesNamed = (name: string) =>
      Array.from({ length: 10_000 }, (_, index) => device(imeiOf(index), `leaf-${index % 100}`, { name }))
    const takeOver = (name: string, changes: object) =>
      statementsOf(async () =>
        expect(await sync({ accounts, devices: devicesNamed(name) })).toMatchObject(changes),
      )
    const statements = [
      await takeOver('first', { devicesAdded: 10_000 }),
      await takeOver('second', { devicesChanged: 10_000 }),
    ]
    // Two for each two thousand, and a few for the accounts.
    expect(Math.min(...statements)).toBeGreaterThan(0)
    expect(Math.max(...statements)).toBeLessThan(30)
    expect(await listTenantRoster(tenantId)).toHaveLength(10_000)
  }, 60_000)
})
