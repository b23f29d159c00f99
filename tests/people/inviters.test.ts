// What an invitation is worth when who made it may no longer give what it gives.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { PersonChange } from '@/lib/domain/api/people'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { storeReauthentication } from '@/lib/server/data/command-settings'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { acceptInvitation, findInvitation, invite } from '@/lib/server/services/invitations'
import { changePerson, disablePerson, removePerson } from '@/lib/server/services/people'
import { createSignInThrottle } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'
import { account, makePerson, makeTenant, type TestTenant } from '../db/fixtures'

const NORTH = accountPath(['top', 'north'])
const SOUTH = accountPath(['top', 'south'])

describeOnEachDatabase('invitations and who made them', () => {
  let tenant: TestTenant
  let owner: Viewer

  const actor = (viewer: Viewer) => ({ viewer, sessionHash: `session of ${viewer.userId}` })
  const manager = () => makePerson({ tenantId: tenant.tenantId, role: 'distributor', scopePath: NORTH })
  const rowsOf = ({ userId }: Viewer) => db().invitation.findMany({ where: { invitedById: userId } })
  const put = (who: Viewer, data: Parameters<ReturnType<typeof db>['user']['update']>[0]['data']) =>
    db().user.update({ where: { id: who.userId }, data })
  const accept = (token: string) =>
    acceptInvitation(
      token,
      { name: 'New One', password: 'a long road home', address: null },
      createSignInThrottle(),
    )
  async function invited(by: Viewer): Promise<string> {
    const made = await invite(
      actor(by),
      {
        email: `${randomUUID()}@example.com`,
        role: 'distributor',
        rights: ['export'],
        byMail: false,
        scope: { accountId: null, group: null },
      },
      { tenantName: 'T', invitedBy: 'Ann', locale: 'en', origin: null },
    )
    if (!made.ok) throw new Error(made.problem)
    return made.path.replace('/invite/', '')
  }

  beforeAll(async () => {
    tenant = await makeTenant()
    await syncRoster(tenant.tenantId, tenant.connectionId, {
      accounts: [account('top'), account('north', 'top'), account('south', 'top')],
      devices: [],
    })
    owner = await makePerson({ tenantId: tenant.tenantId, role: 'owner' })
    await storeReauthentication(owner, actor(owner).sessionHash, new Date())
  })

  test('a link is bad once who made it is shut out, gone, or may no longer give what it gives', async () => {
    const losses: ((who: Viewer) => Promise<unknown>)[] = [
      (who) => put(who, { disabledAt: new Date() }),
      (who) => put(who, { deniedRights: ['manage_people'] }),
      (who) => put(who, { deniedRights: ['export'] }),
      (who) => put(who, { role: 'dispatcher', rights: ['manage_people'] }),
      (who) => put(who, { scopePath: SOUTH }),
      (who) => db().user.delete({ where: { id: who.userId } }),
    ]
    for (const lose of losses) {
      const who = await manager()
      const token = await invited(who)
      expect(await findInvitation(token, null, createSignInThrottle())).not.toBeNull()
      await lose(who)
      expect(await findInvitation(token, null, createSignInThrottle())).toBeNull()
      expect(await accept(token)).toEqual({ kind: 'gone' })
    }
  })

  test('shutting out, deleting or narrowing somebody takes their open invitations back for good', async () => {
    const narrowed: PersonChange = {
      ...{ name: 'Somebody', role: 'viewer', rights: [], scope: 'keep' },
    }
    const endings: ((who: Viewer) => Promise<unknown>)[] = [
      (who) => disablePerson(actor(owner), who.userId, true),
      (who) => removePerson(actor(owner), who.userId),
      (who) => changePerson(actor(owner), who.userId, narrowed),
    ]
    for (const end of endings) {
      const who = await manager()
      const token = await invited(who)
      expect(await end(who)).toBeNull()
      expect(await rowsOf(who)).toMatchObject([{ settledAt: expect.any(Date) }])
      expect(await accept(token)).toEqual({ kind: 'gone' })
    }
    const again = await manager()
    const token = await invited(again)
    await disablePerson(actor(owner), again.userId, true)
    await disablePerson(actor(owner), again.userId, false)
    expect(await accept(token)).toEqual({ kind: 'gone' })
  })

  test('owners, and who may cut or approve cuts, are shut out or deleted only with a fresh proof', async () => {
    const unproven = await makePerson({ tenantId: tenant.tenantId, role: 'owner' })
    const cutter = await makePerson(
      { tenantId: tenant.tenantId, role: 'dispatcher' },
      { rights: ['cut_engine'] },
    )
    const second = await makePerson({ tenantId: tenant.tenantId, role: 'owner' })
    const plain = await makePerson({ tenantId: tenant.tenantId, role: 'dispatcher' })
    for (const who of [cutter, second]) {
      expect(await disablePerson(actor(unproven), who.userId, true)).toBe('unproven')
      expect(await removePerson(actor(unproven), who.userId)).toBe('unproven')
      expect(await db().user.findUniqueOrThrow({ where: { id: who.userId } })).toMatchObject({
        disabledAt: null,
      })
      expect(await disablePerson(actor(owner), who.userId, true)).toBeNull()
      expect(await disablePerson(actor(unproven), who.userId, false)).toBe('unproven')
    }
    expect(await disablePerson(actor(unproven), plain.userId, true)).toBeNull()
    expect(await removePerson(actor(unproven), plain.userId)).toBeNull()
  })
})
