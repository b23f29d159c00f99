// A reading of the vendor that began before something was changed here must not take the change back.

import { expect, test } from 'vitest'
import { storeAccountName, storeMove, storeNewAccount, storeRemoval } from '@/lib/server/data/account-changes'
import { getAccount } from '@/lib/server/data/accounts'
import { deleteConnection } from '@/lib/server/data/connections'
import { storeEdit, storeGroup } from '@/lib/server/data/device-table-edit'
import { storeExpiry, storeMoved } from '@/lib/server/data/system/device-jobs-devices'
import { markAccount, readRosterRevision } from '@/lib/server/data/system/roster-changes'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { database, db } from '@/lib/server/db'
import { describeOnEachDatabase, describeOnPostgres } from './each-database'
import { account, device, imeiOf, makeFleet, makePerson, makeTenant } from './fixtures'
import { waitingSessions } from './lock-waits'

async function setUp() {
  const tenant = await makeTenant()
  const { tenantId, connectionId, owner } = tenant
  const roster = {
    accounts: [account('top'), account('north', 'top'), account('south', 'top'), account('depot', 'north')],
    devices: [device('1', 'top'), device('2', 'top'), device('3', 'depot')],
  }
  await syncRoster(tenantId, connectionId, roster)
  const idOf = async (login: string) =>
    (await db().account.findFirstOrThrow({ where: { tenantId, login } })).id
  const accountOf = async (login: string) => getAccount(owner, await idOf(login))
  const deviceOf = (imei: string) =>
    db().device.findFirstOrThrow({ where: { tenantId, imei }, include: { account: true } })
  const paths = async () => {
    const rows = await db().account.findMany({
      where: { tenantId, removedAt: null },
      orderBy: { path: 'asc' },
    })
    return rows.map(({ path }) => path)
  }
  return { ...tenant, roster, idOf, accountOf, deviceOf, paths }
}

describeOnEachDatabase('a roster of which something was changed here while it was read', () => {
  test('is stored but for that, whatever it was, until it is read anew', async () => {
    const { tenantId, connectionId, owner, roster, ...on } = await setUp()
    const { id } = await on.deviceOf('1')
    const edit = (fields: { plate?: string; sim?: string }) =>
      storeEdit(owner, { id, connectionId }, { edit: fields, now: new Date() })
    const north = await on.idOf('north')
    const made = { login: 'made', name: 'Made', type: 8 }
    const first = () => on.deviceOf('1')
    const changes: [change: () => Promise<unknown>, stands: () => Promise<boolean>][] = [
      [() => storeMoved(tenantId, [id], north), async () => (await first()).accountId === north],
      [
        () => storeExpiry(tenantId, [id], new Date('2031-01-01T00:00:00Z')),
        async () => (await first()).expiresAt?.getUTCFullYear() === 2031,
      ],
      [() => edit({ plate: 'NEW 1' }), async () => (await first()).plate === 'NEW 1'],
      [() => edit({ sim: '0700' }), async () => (await first()).sim === '0700'],
      [() => storeGroup(owner, [id], 'Vans'), async () => (await first()).groupName === 'Vans'],
      [
        async () => storeAccountName(owner, await on.accountOf('south'), 'Another'),
        async () => (await on.accountOf('south')).name === 'Another',
      ],
      [
        async () => storeNewAccount(owner, await on.accountOf('top'), made),
        async () => (await on.paths()).includes('/top/made/'),
      ],
    ]
    for (const [turn, [change, stands]] of changes.entries()) {
      const began = await readRosterRevision(tenantId, connectionId)
      await change()
      const news = { ...roster, devices: roster.devices.map((one) => ({ ...one, remark: `Turn ${turn}` })) }
      await syncRoster(tenantId, connectionId, news, { began, caughtUp: began })
      expect([turn, await stands(), (await on.deviceOf('2')).remark]).toEqual([turn, true, `Turn ${turn}`])
      const now = await readRosterRevision(tenantId, connectionId)
      await syncRoster(tenantId, connectionId, roster, { began: now, caughtUp: now })
      expect([turn, await stands()]).toEqual([turn, false])
    }
  })

  test('an account that was moved or removed here stays so with what is below it, and what it had is stored where it is now', async () => {
    const { tenantId, connectionId, owner, roster, ...on } = await setUp()
    const began = await readRosterRevision(tenantId, connectionId)
    await storeMove(owner, await on.accountOf('north'), await on.accountOf('south'))
    await storeRemoval(owner, await on.accountOf('depot'))
    const accounts = [...roster.accounts, account('new', 'north')]
    const devices = [...roster.devices.slice(0, 2), device('4', 'new')]
    await syncRoster(tenantId, connectionId, { accounts, devices }, { began, caughtUp: began })
    expect(await on.paths()).toEqual(['/top/', '/top/south/', '/top/south/north/', '/top/south/north/new/'])
    expect((await on.deviceOf('4')).scopePath).toBe('/top/south/north/new/')
  })

  test('an account on its way that a reading missed is there where it was moved to, with the scopes of its people', async () => {
    const { tenantId, connectionId, owner, roster, ...on } = await setUp()
    const [north, south] = [await on.accountOf('north'), await on.accountOf('south')]
    const { userId } = await makePerson({ tenantId, role: 'viewer', scopePath: '/top/north/depot/' })
    await markAccount(tenantId, north)
    // Read below south before the vendor moved it, and below top after.
    const now = await readRosterRevision(tenantId, connectionId)
    const missed = { accounts: [account('top'), account('south', 'top')], devices: [] }
    await syncRoster(tenantId, connectionId, missed, { began: now, caughtUp: now })
    expect(await on.paths()).toEqual(['/top/', '/top/south/'])
    await storeMove(owner, north, south)
    expect(await on.paths()).toEqual(['/top/', '/top/south/', '/top/south/north/'])
    expect(await db().user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({
      scopePath: '/top/south/north/depot/',
    })
    const moved = roster.accounts.map((one) => (one.login === 'north' ? account('north', 'south') : one))
    const next = await readRosterRevision(tenantId, connectionId)
    await syncRoster(tenantId, connectionId, { ...roster, accounts: moved }, { began: next, caughtUp: next })
    expect(await on.paths()).toContain('/top/south/north/depot/')
    expect((await on.accountOf('north')).id).toBe(north.id)
    expect((await on.deviceOf('3')).removedAt).toBeNull()
  })

  test('what was read again after the change counts, but nothing that was changed is taken for gone', async () => {
    const { tenantId, connectionId, owner, roster, ...on } = await setUp()
    const began = await readRosterRevision(tenantId, connectionId)
    await storeAccountName(owner, await on.accountOf('south'), 'Another')
    await storeAccountName(owner, await on.accountOf('north'), 'Another')
    await storeMoved(tenantId, [(await on.deviceOf('1')).id], await on.idOf('south'))
    const caughtUp = await readRosterRevision(tenantId, connectionId)
    const read = { accounts: [account('top'), account('south', 'top')], devices: [device('2', 'top')] }
    await syncRoster(tenantId, connectionId, read, { began, caughtUp })
    expect((await on.accountOf('south')).name).toBe('Account south')
    expect(await on.paths()).toEqual(['/top/', '/top/north/', '/top/north/depot/', '/top/south/'])
    const [first, , third] = await Promise.all(['1', '2', '3'].map(on.deviceOf))
    expect([first?.removedAt, first?.account.login, third?.removedAt]).toEqual([null, 'south', null])
    const now = await readRosterRevision(tenantId, connectionId)
    await syncRoster(tenantId, connectionId, read, { began: now, caughtUp: now })
    expect(await on.paths()).toEqual(['/top/', '/top/south/'])
    expect((await on.deviceOf('1')).removedAt).not.toBeNull()
  })
})

describeOnPostgres('a roster that is stored while devices are changed', () => {
  test.each([
    [
      'terms',
      (tenantId: string, ids: string[]) => storeExpiry(tenantId, ids, new Date('2031-01-01T00:00:00Z')),
    ],
    [
      'groups',
      (_: string, ids: string[], owner: Parameters<typeof storeGroup>[0]) => storeGroup(owner, ids, 'Vans'),
    ],
  ])('never waits for a change of %s that waits for it', async (_name, change) => {
    const { tenantId, connectionId, owner, deviceIds } = await makeFleet(2)
    const [first] = deviceIds
    let changing: Promise<unknown> | null = null
    await database().transaction(async (roster) => {
      // As a roster does that lists the later device in a chunk before the other.
      await roster.query(`SELECT pg_advisory_xact_lock(hashtext('milepost roster'), hashtext($1))::text`, [
        connectionId,
      ])
      await roster.query('SELECT 1 FROM device WHERE tenant_id = $1 AND imei = $2 FOR UPDATE', [
        tenantId,
        imeiOf(1),
      ])
      changing = change(tenantId, deviceIds, owner)
      await expect.poll(waitingSessions, { timeout: 5_000 }).toBe(1)
      // The change waits with nothing in its hands.
      await roster.query('SELECT 1 FROM device WHERE id = $1 FOR UPDATE NOWAIT', [first])
    })
    await changing
    expect(await readRosterRevision(tenantId, connectionId)).toBe(1)
  })

  test('never waits for the removal of its connection, which waits for it', async () => {
    const { tenantId, connectionId, owner } = await makeFleet(1)
    let removing: Promise<unknown> | null = null
    await database().transaction(async (roster) => {
      await roster.query(`SELECT pg_advisory_xact_lock(hashtext('milepost roster'), hashtext($1))::text`, [
        connectionId,
      ])
      removing = deleteConnection(owner, connectionId)
      await expect.poll(waitingSessions, { timeout: 5_000 }).toBe(1)
      await roster.query('SELECT 1 FROM account WHERE tenant_id = $1 FOR UPDATE NOWAIT', [tenantId])
    })
    await removing
    expect(await db().device.count({ where: { tenantId } })).toBe(0)
  })
})
