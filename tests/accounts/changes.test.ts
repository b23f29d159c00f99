// Accounts made, edited, moved and removed at the vendor, and what our own tree, people and audit trail have of it.

import { beforeEach, describe, expect, test } from 'vitest'
import type { AccountDraft, AccountEdit } from '@/lib/domain/api/accounts'
import type { Viewer } from '@/lib/server/access'
import { listAccounts } from '@/lib/server/data/accounts'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { callJimi } from '@/lib/server/jimi'
import {
  accountDetailOf,
  accountProfileOf,
  accountStakesOf,
  findAccounts,
} from '@/lib/server/services/account-pages'
import {
  createAccount,
  moveAccount,
  removeAccount,
  updateAccount,
} from '@/lib/server/services/account-writes'
import { describeOnOneDatabase } from '../db/each-database'
import { account, makeConnection, makePerson } from '../db/fixtures'
import { prepareLiveSetting } from '../live/live-setting'
import type { Customer } from '../live/vendor'

const permissions = {
  webLogin: true,
  appLogin: true,
  sendCommands: false,
  setWorkingMode: false,
  editOnWeb: false,
  editInApp: true,
}
const edit: AccountEdit = {
  name: 'Night shift',
  email: 'night@acme.example',
  phone: '+351 22 000',
  contactPerson: 'Rui',
  companyName: 'Acme Night, Lda.',
  permissions,
}

const setting = prepareLiveSetting()

describeOnOneDatabase('accounts at the vendor', () => {
  let customer: Customer
  let owner: Viewer
  let north: Viewer
  beforeEach(async () => {
    customer = await setting().knownTenant()
    owner = customer.owner
    const { tenantId } = owner
    north = await makePerson({ tenantId, role: 'distributor', scopePath: '/acme/acme-north/' })
  })

  const idOf = async (login: string) =>
    (await listAccounts(owner)).find((one) => one.login === login)?.id ?? ''
  const draft = async (over: Partial<AccountDraft> = {}): Promise<AccountDraft> => ({
    ...edit,
    parentId: await idOf('acme-north'),
    login: 'night_shift',
    kind: 'user',
    password: 'a long password',
    ...over,
  })
  const childrenOf = async (accountLogin: string) =>
    (await callJimi(owner, 'jimi.user.child.list', { accountLogin })).map(({ login }) => login)
  const trail = async () => {
    const rows = await db().auditEntry.findMany({
      where: { tenantId: owner.tenantId },
      orderBy: { seq: 'asc' },
    })
    return rows.map(({ action, target, detail }) => ({ action, target, detail }))
  }

  test('where one can be moved to is never itself, below it or where it is, nor found by who does not see it', async () => {
    const found = async (viewer: Viewer, moving: string) =>
      (await findAccounts(viewer, 'north', moving)).hits.map(({ account }) => account.login)
    expect(await found(owner, await idOf('acme-north'))).toEqual(['acme-northwest'])
    expect(await found(owner, await idOf('north-depot'))).toEqual(['acme-northwest'])
    expect(await found(north, await idOf('acme'))).toEqual([])
  })

  test('one that is gone can be moved nowhere', async () => {
    const id = await idOf('north-depot')
    await db().account.updateMany({ where: { id }, data: { removedAt: new Date() } })
    expect((await findAccounts(owner, 'north', id)).hits).toEqual([])
  })

  test('before anything is typed only places where it can go are offered, of its own connection, from the top down', async () => {
    const { tenantId } = owner
    const accounts = [account('elsewhere'), account('elsewhere-north', 'elsewhere')]
    await syncRoster(tenantId, await makeConnection(tenantId), { accounts, devices: [] })
    const offered = async (login: string) =>
      (await findAccounts(owner, '', await idOf(login))).hits.map(({ account }) => account.login)
    // The vendor's stand-in of these tests has acme, acme-north and acme-northwest below it, and north-depot below acme-north.
    expect(await offered('north-depot')).toEqual(['acme', 'acme-northwest'])
    expect(await offered('acme-north')).toEqual(['acme-northwest'])
  })

  test('one that is made stands in both trees at once, with what only we remember of it', async () => {
    const id = await createAccount(north, await draft())
    expect(await childrenOf('acme-north')).toEqual(['north-depot', 'night_shift'])
    expect(await accountDetailOf(north, id)).toMatchObject({
      account: { login: 'night_shift', name: 'Night shift', kind: 'user', total: { devices: 0 } },
      way: [{ login: 'acme-north' }],
      mayEdit: true,
      mayMove: true,
    })
    expect(await accountProfileOf(north, id)).toEqual({
      email: edit.email,
      phone: edit.phone,
      companyName: edit.companyName,
      contactPerson: 'Rui',
      permissions,
      remark: null,
      enabled: true,
      isFromVendor: true,
    })
    const written = JSON.stringify(await trail())
    expect(await trail()).toMatchObject([
      { action: 'account.create', target: id, detail: { login: 'night_shift', below: 'acme-north' } },
    ])
    expect(written).not.toContain('password')
  })

  test('one is edited in both trees, and permissions are remembered as they were sent', async () => {
    const id = await idOf('north-depot')
    expect(await accountProfileOf(owner, id)).toMatchObject({ permissions: null, contactPerson: null })
    await updateAccount(owner, id, { ...edit, name: 'Depot' })
    const [row] = await callJimi(owner, 'jimi.user.child.list', { accountLogin: 'acme-north' })
    expect(row).toMatchObject({ login: 'north-depot', name: 'Depot', email: edit.email })
    expect((await accountDetailOf(owner, id)).account).toMatchObject({ name: 'Depot', total: { devices: 4 } })
    expect(await accountProfileOf(owner, id)).toMatchObject({ permissions, contactPerson: 'Rui' })
  })

  test('one that moves takes along what is below, the views of its people, and what they keep', async () => {
    const { tenantId } = owner
    const below = await makePerson({ tenantId, role: 'viewer', scopePath: '/acme/acme-north/north-depot/' })
    const beside = await makePerson({ tenantId, role: 'viewer', scopePath: '/acme/acme-northwest/' })
    const before = await db().jimiConnection.findFirstOrThrow({ where: { tenantId } })
    const [id, target] = [await idOf('acme-north'), await idOf('acme-northwest')]
    expect(await accountStakesOf(owner, id)).toMatchObject({ accounts: 1, devices: 7, people: 2 })
    await moveAccount(owner, id, target)
    expect(await childrenOf('acme-northwest')).toEqual(['acme-north'])
    const paths = (await listAccounts(owner)).map(({ path }) => path)
    expect(paths).toContain('/acme/acme-northwest/acme-north/north-depot/')
    const scopeOf = async ({ userId }: Viewer) =>
      (await db().user.findUnique({ where: { id: userId } }))?.scopePath
    expect(await scopeOf(below)).toBe('/acme/acme-northwest/acme-north/north-depot/')
    expect(await scopeOf(north)).toBe('/acme/acme-northwest/acme-north/')
    expect(await scopeOf(beside)).toBe('/acme/acme-northwest/')
    // Live fleets are read anew when the time of the roster moves, and the next reading stays due when it was.
    const after = await db().jimiConnection.findFirstOrThrow({ where: { tenantId } })
    const movedMs = (after.rosterSyncedAt?.getTime() ?? 0) - (before.rosterSyncedAt?.getTime() ?? 0)
    expect(movedMs).toBe(1)
    expect((await trail()).at(-1)).toMatchObject({
      action: 'account.move',
      detail: { from: '/acme/acme-north/', devices: 7, people: 2 },
    })
  })

  test('one goes neither below itself, nor where it is, nor out of the tree', async () => {
    const id = await idOf('acme-north')
    const refused = (word: string) => expect.objectContaining({ word, field: 'target' })
    await expect(moveAccount(owner, id, await idOf('north-depot'))).rejects.toEqual(refused('into_itself'))
    await expect(moveAccount(owner, id, await idOf('acme'))).rejects.toEqual(refused('there_already'))
    expect(await childrenOf('acme')).toEqual(['acme-north', 'acme-northwest'])
  })

  test('an empty one is removed once its login was typed, and comes back under its id when it is made again', async () => {
    const id = await createAccount(owner, await draft())
    await expect(removeAccount(owner, id, 'night')).rejects.toBeInstanceOf(InvalidInputError)
    await removeAccount(owner, id, ' night_shift ')
    expect(await childrenOf('acme-north')).toEqual(['north-depot'])
    await expect(accountDetailOf(owner, id)).rejects.toEqual(new NotFoundError())
    expect((await trail()).at(-1)).toMatchObject({ action: 'account.remove', target: id })
    expect(await createAccount(owner, await draft())).toBe(id)
  })

  test('one that holds devices or accounts is not removed, and the vendor is not asked', async () => {
    const used = expect.objectContaining({ word: 'still_used' })
    await expect(removeAccount(owner, await idOf('acme-north'), 'acme-north')).rejects.toEqual(used)
    await expect(removeAccount(owner, await idOf('north-depot'), 'north-depot')).rejects.toEqual(used)
    expect(await setting().callsOf('jimi.user.child.del')).toBe(0)
  })

  test('where a view begins is not moved or removed from inside, and the account of the connection never', async () => {
    const [root, top, depot] = [await idOf('acme'), await idOf('acme-north'), await idOf('north-depot')]
    const held = (word: string) => expect.objectContaining({ word })
    await expect(moveAccount(north, top, depot)).rejects.toEqual(held('held_own_scope'))
    await expect(removeAccount(north, top, 'acme-north')).rejects.toEqual(held('held_own_scope'))
    await expect(moveAccount(owner, root, depot)).rejects.toEqual(held('held_connection'))
    await expect(updateAccount(owner, root, edit)).rejects.toEqual(held('fixed_connection'))
    expect(await accountDetailOf(north, top)).toMatchObject({
      account: { parentId: null },
      way: [],
      mayMove: false,
      heldBecause: 'own_scope',
      mayEnter: false,
    })
  })

  describe('whose business it is', () => {
    const works = (viewer: Viewer, id: string, other: string) => [
      () => accountDetailOf(viewer, id),
      () => accountProfileOf(viewer, id),
      () => accountStakesOf(viewer, id),
      async () => createAccount(viewer, await draft({ parentId: id })),
      () => updateAccount(viewer, id, edit),
      () => moveAccount(viewer, id, other),
      () => moveAccount(viewer, other, id),
      () => removeAccount(viewer, id, 'x'),
    ]

    test('accounts of other tenants, above or beside the scope, missing and malformed ids are the same 404', async () => {
      const foreign = await setting().knownTenant('other')
      const [theirs] = await listAccounts(foreign.owner)
      const ids = [
        theirs?.id ?? '',
        await idOf('acme'),
        await idOf('acme-northwest'),
        crypto.randomUUID(),
        'x',
      ]
      const own = await idOf('north-depot')
      for (const id of ids)
        for (const work of works(north, id, own)) await expect(work()).rejects.toEqual(new NotFoundError())
      for (const method of ['create', 'update', 'move', 'del'])
        expect(await setting().callsOf(`jimi.user.child.${method}`)).toBe(0)
    })

    test('dispatchers and viewers are refused, and whoever lost the right to manage devices changes nothing', async () => {
      const { tenantId } = owner
      const [id, other] = [await idOf('north-depot'), await idOf('acme-northwest')]
      for (const role of ['dispatcher', 'viewer'] as const)
        for (const work of works(await makePerson({ tenantId, role }), id, other))
          await expect(work()).rejects.toBeInstanceOf(ForbiddenError)
      const denied = await makePerson({ tenantId, role: 'distributor' }, { deniedRights: ['manage_devices'] })
      const [detail, , , ...changes] = works(denied, id, other)
      expect(await detail?.()).toMatchObject({
        mayCreate: false,
        mayEdit: false,
        mayMove: false,
        heldBecause: 'right',
      })
      for (const change of changes) await expect(change()).rejects.toBeInstanceOf(ForbiddenError)
      expect(await setting().callsOf('jimi.user.child.move')).toBe(0)
    })
  })

  test('a login that is taken is told at its field, and so is a kind the vendor refuses', async () => {
    const taken = expect.objectContaining({ word: 'login_taken', field: 'login' })
    await expect(createAccount(owner, await draft({ login: 'other' }))).rejects.toEqual(taken)
    expect(await listAccounts(owner)).toHaveLength(4)
    expect(await trail()).toEqual([])
  })

  test.each([
    [213, 'login_taken'],
    [214, 'account_unknown'],
    [215, 'kind_refused'],
    [217, 'target_unknown'],
    [218, 'only_below'],
    [219, 'imeis_unreadable'],
    [220, 'imeis_too_many'],
    [1002, 'not_reachable'],
    [12001, 'not_made'],
    [41005, 'address_not_allowed'],
  ])('code %i of the vendor changes nothing here, and has a word: %s', async (code, word) => {
    const before = await listAccounts(owner)
    const [parent, empty] = [await idOf('acme-north'), await createAccount(owner, await draft())]
    const made = await listAccounts(owner)
    expect(made).toHaveLength(before.length + 1)
    const works: [string, () => Promise<unknown>][] = [
      ['create', async () => createAccount(owner, await draft({ login: 'day_shift' }))],
      ['update', () => updateAccount(owner, empty, { ...edit, name: 'Other' })],
      ['move', async () => moveAccount(owner, parent, await idOf('acme-northwest'))],
      ['del', () => removeAccount(owner, empty, 'night_shift')],
    ]
    for (const [method, work] of works) {
      await setting().vendor.fault({ kind: 'code', method: `jimi.user.child.${method}`, code, times: 1 })
      await expect(work()).rejects.toEqual(expect.objectContaining({ word, status: 422 }))
    }
    expect(await listAccounts(owner)).toEqual(made)
    expect((await trail()).map(({ action }) => action)).toEqual(['account.create'])
  })

  test('when the vendor knows another tree than we do, ours is read anew', async () => {
    await setting().vendor.fault({ kind: 'code', method: 'jimi.user.child.create', code: 214, times: 1 })
    await expect(createAccount(owner, await draft())).rejects.toThrow()
    const jobs = await db().job.findMany({ where: { tenantId: owner.tenantId } })
    expect(jobs.map(({ kind }) => kind)).toEqual(['roster-import'])
  })
})
