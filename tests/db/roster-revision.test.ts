// A reading of the vendor that began before something was changed here must not take the change back.

import { expect, test } from 'vitest'
import { storeAccountName, storeNewAccount } from '@/lib/server/data/account-changes'
import { getAccount } from '@/lib/server/data/accounts'
import { storeEdit, storeGroup } from '@/lib/server/data/device-table-edit'
import { storeExpiry, storeMoved } from '@/lib/server/data/system/device-jobs-devices'
import { RosterOutdatedError, readRosterRevision, syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { describeOnEachDatabase } from './each-database'
import { account, device, makeTenant } from './fixtures'

describeOnEachDatabase('a roster that was changed while it was read', () => {
  test('is not stored, whatever was changed, and is when it is read anew', async () => {
    const { tenantId, connectionId, owner } = await makeTenant()
    const roster = { accounts: [account('top'), account('north', 'top')], devices: [device('1', 'top')] }
    await syncRoster(tenantId, connectionId, roster)
    const idOf = async (login: string) =>
      (await db().account.findFirstOrThrow({ where: { tenantId, login } })).id
    const { id } = await db().device.findFirstOrThrow({ where: { tenantId } })
    const [top, northId] = [await getAccount(owner, await idOf('top')), await idOf('north')]
    const edit = (fields: { plate?: string; sim?: string }) =>
      storeEdit(owner, { id, connectionId }, { edit: fields, now: new Date() })
    const changes = [
      () => storeMoved(tenantId, [id], northId),
      () => storeExpiry(tenantId, [id], new Date('2031-01-01T00:00:00Z')),
      () => edit({ plate: 'NEW 1' }),
      () => edit({ sim: '0700' }),
      () => storeGroup(owner, [id], 'Vans'),
      () => storeAccountName(owner, top, 'Another'),
      () => storeNewAccount(owner, top, { login: 'made', name: 'Made', type: 8 }),
    ]
    for (const change of changes) {
      const revision = await readRosterRevision(tenantId, connectionId)
      await change()
      await expect(syncRoster(tenantId, connectionId, roster, revision)).rejects.toThrow(RosterOutdatedError)
    }
    const kept = await db().device.findFirstOrThrow({ where: { tenantId } })
    expect(kept).toMatchObject({ accountId: northId, plate: 'NEW 1', sim: '0700', groupName: 'Vans' })
    expect(await db().account.count({ where: { tenantId, login: 'made', removedAt: null } })).toBe(1)
    const now = await readRosterRevision(tenantId, connectionId)
    await syncRoster(tenantId, connectionId, roster, now)
    expect(await db().account.count({ where: { tenantId, login: 'made', removedAt: null } })).toBe(0)
  })
})
