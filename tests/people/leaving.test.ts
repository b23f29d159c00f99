// What becomes of what hangs on people: when they are deleted, and when the account of their scope moves.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { storeMove, storeRemoval } from '@/lib/server/data/account-changes'
import { accountPath } from '@/lib/server/data/account-path'
import { getAccount } from '@/lib/server/data/accounts'
import { storeInvitation } from '@/lib/server/data/invitations'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { startSession } from '@/lib/server/data/system/sessions'
import { db, sql } from '@/lib/server/db'
import { groupScope } from '@/lib/server/group-scope'
import { removePerson } from '@/lib/server/services/people'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makeConnection, makePerson, makeTenant, type TestTenant } from '../db/fixtures'

const NORTH = accountPath(['top', 'north'])

describeOnEachDatabase('what hangs on people', () => {
  let tenant: TestTenant
  let owner: Viewer
  beforeAll(async () => {
    tenant = await makeTenant()
    await syncRoster(tenant.tenantId, tenant.connectionId, {
      accounts: [account('top'), account('north', 'top'), account('south', 'top')],
      devices: [device('1', 'north', { groupName: 'Vans' })],
    })
    owner = await makePerson({ tenantId: tenant.tenantId, role: 'owner' })
  })

  const idOf = async (login: string) =>
    (await db().account.findFirstOrThrow({ where: { tenantId: tenant.tenantId, login } })).id

  /** Tables whose rows point at a person, with the column and what happens to them when the person is deleted. */
  const pointing = () =>
    sql().query<{ table: string; column: string; onDelete: string }>(
      `SELECT c.conrelid::regclass::text AS "table", a.attname::text AS "column", c.confdeltype::text AS "onDelete"
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[array_length(c.conkey, 1)]
       WHERE c.contype = 'f' AND c.confrelid = 'app_user'::regclass AND c.conparentid = 0 ORDER BY 1`,
    )

  /** One of each kind of thing that is a person's own. */
  async function furnish({ tenantId, userId }: Viewer): Promise<void> {
    const of = { tenantId, userId }
    const [id, at, later] = [randomUUID(), new Date(), new Date(Date.now() + 3_600_000)]
    const own = { tenantId, id, ownerId: userId }
    const named = { name: 'Mine', updatedAt: at }
    await startSession(of, { address: null, userAgent: null })
    await db().secondFactor.create({ data: { ...of, secretSealed: '-', createdAt: at, confirmedAt: at } })
    await db().recoveryCode.create({ data: { ...of, codeHash: '-' } })
    await db().passwordReset.create({ data: { ...of, tokenHash: id, createdAt: at, expiresAt: later } })
    await db().apiToken.create({
      data: { ...of, id, tokenHash: id, name: 'Mine', scopes: [], createdAt: at, expiresAt: later },
    })
    await db().viewAs.create({
      data: { ...of, id, sessionId: id, accountId: await idOf('north'), startedAt: at, endsAt: later },
    })
    await db().webPushSubscription.create({
      data: { ...of, id, endpointHash: id, endpoint: '-', p256dh: '-', authSealed: '-', label: '-' },
    })
    await db().notifySetting.create({ data: of })
    await db().deviceView.create({ data: { ...own, ...named, spec: {} } })
    await db().deviceLayout.create({ data: { tenantId, ownerId: userId, columns: [], updatedAt: at } })
    await db().reportDefinition.create({
      data: { ...own, ...named, scopePath: '/', shared: true, request: {} },
    })
    const when = { rhythm: {}, time: '06:30', zone: 'UTC', range: 'yesterday', format: 'pdf', enabled: true }
    await db().reportSchedule.create({
      data: { ...own, ...when, definitionId: id, scopePath: '/', updatedAt: at },
    })
    await db().reportRecipient.create({ data: { ...of, id, scheduleId: id, position: 0, zone: 'UTC' } })
    await db().shareLink.create({
      data: {
        ...{ tenantId, id, creatorId: userId, tokenHash: id, tokenSealed: '-', name: 'Mine', fields: [] },
        ...{ startsAt: at, endsAt: later, shownFrom: at },
      },
    })
    await db().notification.create({
      data: { ...of, id, way: 'app', recipient: userId, content: {}, nextAttemptAt: at, createdAt: at },
    })
    await db().deviceJob.create({
      data: {
        tenantId,
        id,
        kind: 'transfer',
        askedById: userId,
        scopePath: '/',
        about: {},
        total: 1,
        createdAt: at,
      },
    })
  }

  test('whoever is deleted takes along what is theirs, one of each kind there is', async () => {
    const person = await makePerson({ tenantId: tenant.tenantId, role: 'dispatcher' })
    await furnish(person)
    const tables = await pointing()
    expect(tables.length).toBeGreaterThan(10)
    for (const { table, column, onDelete } of tables) {
      expect([table, ['c', 'n'].includes(onDelete)]).toEqual([table, true])
      const rows = await sql().query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [person.userId])
      expect([table, rows.length]).toEqual([table, 1])
    }
    expect(await removePerson({ viewer: owner, sessionHash: '-' }, person.userId)).toBeNull()
    for (const { table, column } of tables)
      expect(await sql().query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [person.userId])).toEqual([])
    // What was done to vehicles is told also after who asked for it is gone.
    expect(await db().deviceJob.count({ where: { askedById: person.userId } })).toBe(1)
  })

  test('an account that moves takes along the scopes of its people and of who is invited there, groups too', async () => {
    const { tenantId } = tenant
    const scopes = [NORTH, groupScope(NORTH, 'Vans')]
    const people: Viewer[] = []
    for (const scopePath of scopes) people.push(await makePerson({ tenantId, role: 'viewer', scopePath }))
    const invitations: string[] = []
    for (const scopePath of scopes) {
      const until = { at: new Date(), expiresAt: new Date(Date.now() + 3_600_000) }
      const [tokenHash, email] = [randomUUID(), `${randomUUID()}@example.com`]
      const draft = { tokenHash, email, role: 'viewer' as const, rights: [], deniedRights: [], locale: 'en' }
      invitations.push(await storeInvitation(owner, { ...draft, ...until, scopePath }))
    }
    const [north, south] = [
      await getAccount(owner, await idOf('north')),
      await getAccount(owner, await idOf('south')),
    ]
    await storeMove(owner, north, south)
    const moved = accountPath(['top', 'south', 'north'])
    const after = [moved, groupScope(moved, 'Vans')]
    const found = await Promise.all(
      people.map(({ userId }) => db().user.findUniqueOrThrow({ where: { id: userId } })),
    )
    expect(found.map(({ scopePath }) => scopePath)).toEqual(after)
    const invited = await Promise.all(
      invitations.map((id) => db().invitation.findFirstOrThrow({ where: { tenantId, id } })),
    )
    expect(invited.map(({ scopePath }) => scopePath)).toEqual(after)
    const [van] = await db().device.findMany({ where: { tenantId } })
    expect(van?.scopePath).toBe(after[1])
  })

  test('an account that is removed shuts out who saw it, and takes back invitations there', async () => {
    const { tenantId, connectionId } = tenant
    const tree = [account('top'), account('gone', 'top'), account('south', 'top')]
    await syncRoster(tenantId, connectionId, { accounts: tree, devices: [] })
    const [inside, beside] = [accountPath(['top', 'gone']), accountPath(['top', 'south'])]
    const until = { at: new Date(), expiresAt: new Date(Date.now() + 3_600_000) }
    const invite = (scopePath: string) =>
      storeInvitation(owner, {
        ...{ tokenHash: randomUUID(), email: `${randomUUID()}@example.com` },
        ...{ role: 'viewer' as const, locale: 'en' },
        ...{ rights: [], deniedRights: [], scopePath, ...until },
      })
    const [person, other] = [
      await makePerson({ tenantId, role: 'viewer', scopePath: inside }),
      await makePerson({ tenantId, role: 'viewer', scopePath: beside }),
    ]
    const [id, otherId] = [await invite(inside), await invite(beside)]
    await storeRemoval(owner, await getAccount(owner, await idOf('gone')))
    const userOf = (who: Viewer) => db().user.findUniqueOrThrow({ where: { id: who.userId } })
    const invitationOf = (key: string) => db().invitation.findFirstOrThrow({ where: { tenantId, id: key } })
    expect(await userOf(person)).toMatchObject({ disabledAt: expect.any(Date), sessionVersion: 2 })
    expect(await userOf(other)).toMatchObject({ disabledAt: null })
    expect(await invitationOf(id)).toMatchObject({ settledAt: expect.any(Date) })
    expect(await invitationOf(otherId)).toMatchObject({ settledAt: null })
  })

  test('scopes stay where another connection has a branch of the same path', async () => {
    const twice = await makeTenant()
    const { tenantId } = twice
    const both = [twice.connectionId, await makeConnection(tenantId)]
    const tree = [account('top'), account('north', 'top'), account('south', 'top')]
    for (const id of both) await syncRoster(tenantId, id, { accounts: tree, devices: [] })
    const person = await makePerson({ tenantId, role: 'viewer', scopePath: NORTH })
    const own = { tenantId, connectionId: twice.connectionId }
    const found = (login: string) => db().account.findFirstOrThrow({ where: { ...own, login } })
    const [north, south] = [await found('north'), await found('south')]
    await storeMove(
      twice.owner,
      await getAccount(twice.owner, north.id),
      await getAccount(twice.owner, south.id),
    )
    expect((await found('north')).path).toBe(accountPath(['top', 'south', 'north']))
    expect(await db().user.findUniqueOrThrow({ where: { id: person.userId } })).toMatchObject({
      scopePath: NORTH,
    })
  })
})
