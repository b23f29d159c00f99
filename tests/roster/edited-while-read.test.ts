// A tree that is worked on while it is read: one reading is enough, only what was touched is asked again, and what is stored then
// is what the vendor has.

import { expect, test } from 'vitest'
import type { AccountEdit } from '@/lib/domain/api/accounts'
import { db } from '@/lib/server/db'
import {
  createAccount,
  moveAccount,
  removeAccount,
  updateAccount,
} from '@/lib/server/services/account-writes'
import { editDevice } from '@/lib/server/services/device-edit'
import { describeOnEachDatabase } from '../db/each-database'
import {
  ACCOUNT_COUNT,
  afterAnswers,
  type Meanwhile,
  prepareRosterWorld,
  type RosterWorld,
} from './roster-world'

const EDIT: AccountEdit = {
  name: 'Renamed',
  email: 'night@acme.example',
  phone: '',
  contactPerson: '',
  companyName: '',
  permissions: {
    webLogin: true,
    appLogin: true,
    sendCommands: false,
    setWorkingMode: false,
    editOnWeb: false,
    editInApp: true,
  },
}
const CHILDREN = 'jimi.user.child.list'
const NOTHING = { accountsChanged: 0, accountsRemoved: 0, devicesAdded: 0, devicesChanged: 0 }

const world = prepareRosterWorld()

function promised() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

const create = async (on: RosterWorld, login: string, below: string) =>
  createAccount(on.owner, {
    ...EDIT,
    login,
    parentId: await on.accountId(below),
    kind: 'user',
    password: 'a long password',
  })
const move = async (on: RosterWorld, login: string, below: string) =>
  moveAccount(on.owner, await on.accountId(login), await on.accountId(below))

/** Reading once more without work meanwhile finds nothing else: what is stored is what the vendor has. */
async function expectTrue(on: RosterWorld): Promise<void> {
  expect(await on.read()).toMatchObject({ ...NOTHING, devicesMoved: 0, devicesRemoved: 0, devicesSkipped: 0 })
}

type Case = [name: string, on: (world: RosterWorld) => Meanwhile]
const CASES: readonly Case[] = [
  [
    'an account with all below it moves from a branch not yet read to one that was read',
    (on) => ({ early: () => move(on, 'late-2', 'early') }),
  ],
  [
    'an account with all below it moves from a branch that was read to one that was not',
    (on) => ({ late: () => move(on, 'late-2', 'early-3') }),
  ],
  [
    'an account moves there and back',
    (on) => ({
      early: async () => {
        await move(on, 'late-2', 'early')
        await move(on, 'late-2', 'late')
      },
    }),
  ],
  [
    'an account is renamed that was read',
    (on) => ({ 'late-1': async () => updateAccount(on.owner, await on.accountId('early-1'), EDIT) }),
  ],
  ['an account is made below one that was read', (on) => ({ 'late-1': () => create(on, 'made', 'early') })],
  [
    'an account is emptied and removed that was read',
    (on) => ({
      'late-1': async () => {
        await on.transfer(on.vendor.world.imeisOf('early-2'), 'early-2', 'early-1')
        await removeAccount(on.owner, await on.accountId('early-2'), 'early-2')
      },
    }),
  ],
  [
    'devices go from an account not yet read to one that was read',
    (on) => ({ 'early-2': () => on.transfer(on.vendor.world.imeisOf('late-2'), 'late-2', 'early-1') }),
  ],
  [
    'devices go from an account that was read to one that was not',
    (on) => ({ 'early-2': () => on.transfer(on.vendor.world.imeisOf('early-1'), 'early-1', 'deep') }),
  ],
  [
    'devices go there and back',
    (on) => ({
      'early-2': () => on.transfer(on.vendor.world.imeisOf('late-2'), 'late-2', 'early-1'),
      'late-3': () => on.transfer(on.vendor.world.imeisOf('late-2'), 'early-1', 'late-2'),
    }),
  ],
  [
    'a device is edited that was read',
    (on) => ({
      'late-1': async () => {
        const [imei] = on.vendor.world.imeisOf('early-1')
        const { id } = await db().device.findFirstOrThrow({ where: { tenantId: on.owner.tenantId, imei } })
        await editDevice(on.owner, id, { edit: { name: 'Van 7', plate: 'AB-7', sim: '8935101' } })
      },
    }),
  ],
]

describeOnEachDatabase('a roster that is worked on while it is read', () => {
  test.each(CASES)('%s: nothing is lost, doubled or closed', async (_name, meanwhile) => {
    const on = world()
    // What the sandbox alone knows of devices is stored before.
    await on.read()
    const [before, imeis] = [await on.ids(), Object.keys(await on.places())]
    await on.read(meanwhile(on))
    const [paths, places] = [await on.paths(), await on.places()]
    expect(Object.keys(places)).toEqual(imeis)
    expect(await on.ids()).toEqual(expect.arrayContaining(before))
    await expectTrue(on)
    expect([await on.paths(), await on.places()]).toEqual([paths, places])
  })

  test('work at every account that is read: one reading ends, and asks again only for what was touched', async () => {
    const on = world()
    await on.read()
    const before = await on.callsOf(CHILDREN)
    const logins = (await on.paths())
      .map((path) => path.split('/').at(-2) ?? '')
      .filter((one) => one !== 'acme')
    const rename = async (login: string, at: number) =>
      updateAccount(on.owner, await on.accountId('early-1'), { ...EDIT, name: `Name ${at} of ${login}` })
    await on.read(Object.fromEntries(logins.map((login, at) => [login, () => rename(login, at)])))
    // Each account once; then the one that was renamed, and the one above it, whose list tells the name.
    expect((await on.callsOf(CHILDREN)) - before).toBe(ACCOUNT_COUNT + 2)
    const last = `Name ${logins.indexOf('deep')} of deep`
    expect(await db().account.count({ where: { tenantId: on.owner.tenantId, name: last } })).toBe(1)
    await expectTrue(on)
  })

  test('work that never ends while the tree is read does not keep the reading from ending', async () => {
    const on = world()
    await on.read()
    let turn = 0
    const rename = async () => {
      turn += 1
      await updateAccount(on.owner, await on.accountId('early-1'), { ...EDIT, name: `Name ${turn}` })
    }
    const restore = afterAnswers('jimi.user.device.list', rename)
    // Somebody else has changed this at the vendor, and only the reading tells.
    await db().account.updateMany({
      where: { tenantId: on.owner.tenantId, login: 'late-3' },
      data: { name: 'Old name' },
    })
    await on.read().finally(restore)
    const names = await db().account.findMany({
      where: { tenantId: on.owner.tenantId, login: { in: ['early-1', 'late-3'] } },
      orderBy: { login: 'asc' },
    })
    expect(names.map(({ name }) => name)).toEqual([`Name ${turn}`, 'Name of late-3'])
    await expectTrue(on)
  })

  test('devices that the vendor has given away when the roster is stored, and we only then, come back', async () => {
    const on = world()
    const imeis = on.vendor.world.imeisOf('late-2')
    const before = await on.ids()
    await on.read({ 'early-2': () => on.transferAtVendor(imeis, 'late-2', 'early-1') })
    expect(Object.keys(await on.places())).not.toContain(imeis[0])
    await on.noteTransfer(imeis, 'early-1')
    const places = await on.places()
    expect(imeis.map((imei) => places[imei])).toEqual(['early-1', 'early-1'])
    expect(await on.ids()).toEqual(before)
  })

  test('an account that the vendor has moved when the roster is stored, and we only then, stays with all below it', async () => {
    const on = world()
    await on.read()
    const imeis = Object.keys(await on.places())
    const stored = promised()
    const accepted = promised()
    const restore = afterAnswers('jimi.user.child.move', async () => {
      accepted.resolve()
      await stored.promise
    })
    let moving: Promise<void> | null = null
    await on.read({
      early: async () => {
        moving = move(on, 'late-2', 'early')
        await accepted.promise
      },
    })
    expect(await on.paths()).toHaveLength(ACCOUNT_COUNT)
    stored.resolve()
    await moving
    restore()
    expect(await on.paths()).toContain('/acme/early/late-2/deep/')
    expect(Object.keys(await on.places())).toEqual(imeis)
    await expectTrue(on)
  })
})
