// What is done to accounts and groups of devices at the vendor is stored here with its entry, or neither is.
//
// The vendor has done it either way, so each deed is another one when it is tried again.

import { randomUUID } from 'node:crypto'
import { test } from 'vitest'
import type { AccountDraft, AccountEdit } from '@/lib/domain/api/accounts'
import type { Viewer } from '@/lib/server/access'
import { listAccounts } from '@/lib/server/data/accounts'
import { db } from '@/lib/server/db'
import {
  createAccount,
  moveAccount,
  removeAccount,
  updateAccount,
} from '@/lib/server/services/account-writes'
import { assignDevices, createDeviceGroup, renameDeviceGroup } from '@/lib/server/services/device-groups'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson } from '../db/fixtures'
import { prepareLiveSetting } from '../live/live-setting'
import { type Deed, expectNothingUnrecorded } from './unrecorded'

const edit: AccountEdit = {
  ...{ name: 'Night shift', email: 'night@acme.example', phone: '+351 22 000' },
  ...{ contactPerson: 'Rui', companyName: 'Acme Night, Lda.' },
  permissions: {
    ...{ webLogin: true, appLogin: true, sendCommands: false },
    ...{ setWorkingMode: false, editOnWeb: false, editInApp: true },
  },
}

type Change = Omit<Deed, 'tenantId'>

async function idOf(owner: Viewer, login: string): Promise<string> {
  return (await listAccounts(owner)).find((one) => one.login === login)?.id ?? ''
}

async function made(owner: Viewer, login: string): Promise<string> {
  const parentId = await idOf(owner, 'acme-north')
  const draft: AccountDraft = { ...edit, parentId, login, kind: 'user', password: 'a long password' }
  return createAccount(owner, draft)
}

/** A group of an account with one device of it. */
async function filledGroup(owner: Viewer, name: string, which: number) {
  const accountId = await idOf(owner, 'acme-north')
  const devices = await db().device.findMany({
    where: { tenantId: owner.tenantId, accountId },
    orderBy: { imei: 'asc' },
  })
  const groupId = await createDeviceGroup(owner, accountId, name)
  await assignDevices(owner, accountId, { groupId, deviceIds: [devices[which]?.id ?? ''] })
  return { accountId, groupId }
}

/** The first time on the one, the second on the other. */
function inTurn<T>([first, second]: readonly [T, T], act: (value: T) => Promise<unknown>): Deed['act'] {
  let isTried = false
  return () => {
    const value = isTried ? second : first
    isTried = true
    return act(value)
  }
}

const DEEDS: Record<string, (owner: Viewer) => Promise<Change>> = {
  'account.create': async (owner) => ({
    tables: ['account', 'account_fact'],
    act: inTurn(['night_1', 'night_2'], (login) => made(owner, login)),
  }),
  'account.change': async (owner) => {
    const id = await made(owner, 'night_1')
    return {
      tables: ['account', 'account_fact'],
      act: () => updateAccount(owner, id, { ...edit, name: 'Day shift', contactPerson: 'Ana' }),
    }
  },
  // The account itself is marked before the vendor is asked; what follows it moves with the entry.
  'account.move': async (owner) => {
    const id = await idOf(owner, 'north-depot')
    await makePerson({
      tenantId: owner.tenantId,
      role: 'viewer',
      scopePath: '/acme/acme-north/north-depot/',
    })
    const targets = [await idOf(owner, 'acme-northwest'), await idOf(owner, 'acme')] as const
    return {
      tables: ['device', 'app_user'],
      act: inTurn(targets, (targetId) => moveAccount(owner, id, targetId)),
    }
  },
  'account.remove': async (owner) => {
    const both = [await made(owner, 'night_1'), await made(owner, 'night_2')] as const
    return {
      tables: ['account'],
      act: inTurn(both, (id) => removeAccount(owner, id, id === both[0] ? 'night_1' : 'night_2')),
    }
  },
  'device_group.rename': async (owner) => {
    const both = [await filledGroup(owner, 'Vans', 0), await filledGroup(owner, 'Cars', 1)] as const
    const act = inTurn(both, ({ accountId, groupId }) =>
      renameDeviceGroup(owner, accountId, { groupId, name: randomUUID().slice(0, 8) }),
    )
    return { tables: ['device'], act }
  },
}

describeOnEachDatabase('the vendor on record', () => {
  const setting = prepareLiveSetting()

  test.each(Object.keys(DEEDS))('%s is not stored where it cannot be put on record', async (action) => {
    const { owner } = await setting().knownTenant()
    const change = await DEEDS[action]?.(owner)
    if (change === undefined) throw new Error(action)
    await expectNothingUnrecorded(action, { tenantId: owner.tenantId, ...change })
  })
})
