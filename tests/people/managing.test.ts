// Managing people: who may change whom, what can be given, and what a change does at once.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { InvitationDraft, PersonChange } from '@/lib/domain/api/people'
import { INVITATION_MS } from '@/lib/domain/people'
import type { Right } from '@/lib/domain/rights'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { storeReauthentication } from '@/lib/server/data/command-settings'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { groupScope } from '@/lib/server/group-scope'
import { rightsOfViewer } from '@/lib/server/rights'
import {
  acceptInvitation,
  findInvitation,
  invite,
  type Mailing,
  renewLink,
  revoke,
} from '@/lib/server/services/invitations'
import { changePerson, disablePerson, leftBehind, removePerson } from '@/lib/server/services/people'
import { listManaged, listOpenInvitations } from '@/lib/server/services/people-pages'
import { createSignInThrottle } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makePerson, makeTenant, type TestTenant } from '../db/fixtures'
import { whileRecordRefuses } from '../db/refused-record'

const TOP = accountPath(['top'])
const NORTH = accountPath(['top', 'north'])
const SOUTH = accountPath(['top', 'south'])
const mailing: Mailing = { tenantName: 'T', invitedBy: 'Ann', locale: 'en', origin: null }
const password = 'a long road home'

describeOnEachDatabase('people and rights', () => {
  let tenant: TestTenant
  let owner: Viewer
  let manager: Viewer
  let northId: string
  let southId: string

  const actor = (viewer: Viewer) => ({ viewer, sessionHash: `session of ${viewer.userId}` })
  const prove = (viewer: Viewer) => storeReauthentication(viewer, actor(viewer).sessionHash, new Date())
  const person = (role: Viewer['role'], scopePath = '/', over: Parameters<typeof makePerson>[1] = {}) =>
    makePerson({ tenantId: tenant.tenantId, role, scopePath }, over)
  const change = (over: Partial<PersonChange> = {}): PersonChange => ({
    ...{ name: 'Somebody', role: 'dispatcher', rights: ['send_commands', 'export'], scope: 'keep' },
    ...over,
  })
  const draft = (over: Partial<InvitationDraft> = {}): InvitationDraft => ({
    ...{ email: `${randomUUID()}@example.com`, role: 'viewer', rights: ['export'], byMail: false },
    scope: { accountId: null, group: null },
    ...over,
  })
  const invited = async (viewer: Viewer, over: Partial<InvitationDraft> = {}) => {
    const made = await invite(actor(viewer), draft(over), mailing)
    if (!made.ok) throw new Error(made.problem)
    return made.path.replace('/invite/', '')
  }
  const accept = (token: string, name = 'New One') =>
    acceptInvitation(token, { name, password, address: null }, createSignInThrottle())
  const rowOf = (id: string) => db().user.findUniqueOrThrow({ where: { id } })

  beforeAll(async () => {
    tenant = await makeTenant()
    await syncRoster(tenant.tenantId, tenant.connectionId, {
      accounts: [account('top'), account('north', 'top'), account('south', 'top')],
      devices: [device('1', 'north', { groupName: 'Vans' }), device('2', 'south', { groupName: 'Cars' })],
    })
    const idOf = async (login: string) =>
      (await db().account.findFirstOrThrow({ where: { tenantId: tenant.tenantId, login } })).id
    ;[northId, southId] = [await idOf('north'), await idOf('south')]
    owner = await person('owner')
    manager = await person('distributor', NORTH)
    await prove(owner)
  })

  test('owners see everybody; others those within their scope who are no owners, and themselves', async () => {
    const [inside, outside] = [await person('dispatcher', NORTH), await person('viewer', SOUTH)]
    const ids = async (viewer: Viewer) => (await listManaged(viewer)).people.map(({ id }) => id)
    expect(await ids(owner)).toEqual(expect.arrayContaining([inside.userId, outside.userId, manager.userId]))
    const seen = await ids(manager)
    expect(seen).toEqual(expect.arrayContaining([inside.userId, manager.userId]))
    for (const hidden of [outside, owner]) expect(seen).not.toContain(hidden.userId)
    await expect(listManaged(inside)).rejects.toThrow(ForbiddenError)
    const denied = await person('distributor', NORTH, { deniedRights: ['manage_people'] })
    await expect(listManaged(denied)).rejects.toThrow(ForbiddenError)
  })

  test('foreign, missing and out of scope people are one answer, to every change', async () => {
    const other = await makeTenant()
    const foreign = await makePerson({ tenantId: other.tenantId, role: 'viewer' })
    const outside = await person('viewer', SOUTH)
    const strangers = [foreign.userId, outside.userId, owner.userId, randomUUID(), 'x']
    for (const id of strangers)
      for (const work of [
        () => changePerson(actor(manager), id, change()),
        () => disablePerson(actor(manager), id, true),
        () => removePerson(actor(manager), id),
        () => leftBehind(manager, id),
      ])
        await expect(work()).rejects.toEqual(new NotFoundError())
    expect(await rowOf(outside.userId)).toMatchObject({ disabledAt: null })
  })

  test('nobody gives more than they have: role, rights, scope', async () => {
    const { userId } = await person('viewer', NORTH)
    const wish = (over: Partial<PersonChange>) => changePerson(actor(manager), userId, change(over))
    expect(await wish({ role: 'owner' })).toBe('role')
    expect(await wish({ rights: ['raw_commands'] })).toBe('right')
    await expect(wish({ scope: { accountId: southId, group: null } })).rejects.toEqual(new NotFoundError())
    expect(await wish({ role: 'distributor' })).toBeNull()
    expect(await changePerson(actor(owner), userId, change({ role: 'owner' }))).toBe('owner_scope')
    expect(
      await changePerson(actor(owner), userId, change({ scope: { accountId: null, group: null } })),
    ).toBeNull()
    await expect(wish({})).rejects.toEqual(new NotFoundError())
  })

  test('a right somebody has from above may stay, and be taken, by who does not have it', async () => {
    const { userId } = await person('dispatcher', NORTH, { rights: ['raw_commands'] })
    const rights: Right[] = ['send_commands', 'raw_commands']
    expect(await changePerson(actor(manager), userId, change({ rights }))).toBeNull()
    expect(await rowOf(userId)).toMatchObject({
      rights: ['raw_commands'],
      deniedRights: ['watch_video', 'export', 'manage_fences', 'share'],
    })
    expect(await changePerson(actor(manager), userId, change({ rights: [] }))).toBeNull()
    expect(await changePerson(actor(manager), userId, change({ rights }))).toBe('right')
  })

  test('nobody changes themselves, and a tenant keeps an owner', async () => {
    await expect(changePerson(actor(owner), owner.userId, change())).rejects.toThrow(ForbiddenError)
    await expect(disablePerson(actor(owner), owner.userId, true)).rejects.toThrow(ForbiddenError)
    await expect(removePerson(actor(owner), owner.userId)).rejects.toThrow(ForbiddenError)
    const alone = await makeTenant()
    const [one, two] = [
      await makePerson({ tenantId: alone.tenantId, role: 'owner' }),
      await makePerson({ tenantId: alone.tenantId, role: 'owner' }),
    ]
    await Promise.all([prove(one), prove(two)])
    const answers = await Promise.allSettled([
      disablePerson(actor(one), two.userId, true),
      disablePerson(actor(two), one.userId, true),
    ])
    expect(answers).toHaveLength(2)
    expect(await db().user.count({ where: { tenantId: alone.tenantId, disabledAt: null } })).toBe(1)
  })

  test('who may cut changes only with a fresh proof of identity', async () => {
    const { userId } = await person('dispatcher')
    const other = await person('owner')
    const rights: Right[] = ['cut_engine', 'send_commands']
    expect(await changePerson(actor(other), userId, change({ rights }))).toBe('unproven')
    expect(await changePerson(actor(owner), userId, change({ rights }))).toBeNull()
    expect(await changePerson(actor(other), userId, change({ role: 'owner', scope: 'keep' }))).toBe(
      'unproven',
    )
  })

  test('less to see or a lower role ends sessions; a single right holds at once without', async () => {
    const someone = await person('dispatcher', TOP)
    const version = async () => (await rowOf(someone.userId)).sessionVersion
    const before = await version()
    expect(await changePerson(actor(owner), someone.userId, change({ rights: [] }))).toBeNull()
    expect(await rightsOfViewer(someone)).toEqual([])
    expect(await version()).toBe(before)
    await changePerson(actor(owner), someone.userId, change({ scope: { accountId: northId, group: null } }))
    expect(await version()).toBe(before + 1)
    await changePerson(actor(owner), someone.userId, change({ scope: { accountId: northId, group: 'Vans' } }))
    expect(await rowOf(someone.userId)).toMatchObject({ scopePath: groupScope(NORTH, 'Vans') })
    expect((await listManaged(owner)).people.find(({ id }) => id === someone.userId)?.scope).toMatchObject({
      ...{ account: 'Account north', group: 'Vans', isGone: false },
    })
    await expect(
      changePerson(actor(owner), someone.userId, change({ scope: { accountId: northId, group: 'Cars' } })),
    ).rejects.toEqual(new NotFoundError())
    await changePerson(actor(owner), someone.userId, change({ role: 'viewer' }))
    expect(await version()).toBe(before + 3)
  })

  test('an invitation is taken up once, with exactly what it gives, and only its hash is stored', async () => {
    const email = `${randomUUID()}@example.com`
    const token = await invited(manager, { email, role: 'dispatcher', rights: ['export'] })
    const stored = await db().invitation.findFirstOrThrow({ where: { tenantId: tenant.tenantId, email } })
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(await findInvitation(token, null, createSignInThrottle())).toMatchObject({
      email,
      tenantName: 'Test',
    })
    const outcomes = await Promise.all([accept(token), accept(token)])
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['gone', 'ok'])
    const made = await db().user.findUniqueOrThrow({ where: { email } })
    expect(made).toMatchObject({ role: 'dispatcher', scopePath: NORTH, name: 'New One', rights: [] })
    expect(await rightsOfViewer({ ...manager, userId: made.id })).toEqual(['export'])
    expect(await invite(actor(manager), draft({ email }), mailing)).toEqual({ ok: false, problem: 'known' })
  })

  test('used, revoked, replaced, expired and made-up links are one answer', async () => {
    const [used, revoked, replaced, expired] = [
      await invited(owner),
      await invited(owner, { email: 'revoked@example.com' }),
      await invited(owner, { email: 'replaced@example.com' }),
      await invited(owner, { email: 'expired@example.com' }),
    ]
    await accept(used)
    const { invitations: open } = await listOpenInvitations(owner)
    const idOf = (email: string) => open.find((each) => each.email === email)?.id ?? ''
    await revoke(owner, idOf('revoked@example.com'))
    const again = await renewLink(actor(owner), idOf('replaced@example.com'), { byMail: false, mailing })
    await db().invitation.updateMany({
      where: { tenantId: tenant.tenantId, email: 'expired@example.com' },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    for (const token of [used, revoked, replaced, expired, `${used.slice(0, -1)}A`, 'x', '', '../login']) {
      expect(await findInvitation(token, null, createSignInThrottle())).toBeNull()
      expect(await accept(token)).toEqual({ kind: 'gone' })
    }
    expect(again.ok && (await accept(again.path.replace('/invite/', '')))).toMatchObject({ kind: 'ok' })
    const [left] = open.filter(({ email }) => email === 'expired@example.com')
    expect(Date.parse(left?.expiresAt ?? '') - Date.now()).toBeGreaterThan(INVITATION_MS - 60_000)
  })

  test('guesses are throttled by where they come from', async () => {
    const throttle = createSignInThrottle()
    const token = await invited(owner)
    const guess = () => acceptInvitation('x', { name: 'N', password, address: '203.0.113.9' }, throttle)
    const kinds: string[] = []
    for (let count = 0; count < 8; count += 1) kinds.push((await guess()).kind)
    expect(kinds).toContain('throttled')
    expect(await findInvitation(token, '203.0.113.9', throttle)).toBeNull()
    expect(await findInvitation(token, '203.0.113.10', throttle)).not.toBeNull()
  })

  test('invitations give no more than who makes them has, and are seen within their scope alone', async () => {
    const wish = (over: Partial<InvitationDraft>) => invite(actor(manager), draft(over), mailing)
    expect(await wish({ role: 'owner' })).toMatchObject({ problem: 'role' })
    expect(await wish({ role: 'dispatcher', rights: ['cut_engine'] })).toMatchObject({ problem: 'right' })
    expect(await wish({ email: 'two@example.com,three@example.com' })).toMatchObject({ problem: 'email' })
    await expect(wish({ scope: { accountId: southId, group: null } })).rejects.toEqual(new NotFoundError())
    await invited(owner, { email: 'south@example.com', scope: { accountId: southId, group: null } })
    const seen = (await listOpenInvitations(manager)).invitations.map(({ email }) => email)
    expect(seen).not.toContain('south@example.com')
    const [hidden] = (await listOpenInvitations(owner, { q: 'south@' })).invitations
    await expect(revoke(manager, hidden?.id ?? '')).rejects.toEqual(new NotFoundError())
    await expect(renewLink(actor(manager), hidden?.id ?? '', { byMail: false, mailing })).rejects.toEqual(
      new NotFoundError(),
    )
  })

  test('a person who is deleted takes their own along, and the audit trail keeps who they were', async () => {
    const someone = await person('dispatcher', NORTH)
    expect(await leftBehind(owner, someone.userId)).toEqual({ reports: 0, schedules: 0, views: 0, alarms: 0 })
    expect(await removePerson(actor(owner), someone.userId)).toBeNull()
    expect(await db().user.count({ where: { id: someone.userId } })).toBe(0)
    const entries = await db().auditEntry.findMany({
      where: { tenantId: tenant.tenantId, target: someone.userId },
    })
    expect(entries).toMatchObject([
      { action: 'person.remove', detail: { email: `${someone.userId}@example.com` } },
    ])
  })

  test('no change of a person is stored that cannot be put on record', async () => {
    const { userId } = await person('dispatcher', NORTH)
    const before = await rowOf(userId)
    const deeds: [string, () => Promise<unknown>][] = [
      ['person.change', () => changePerson(actor(owner), userId, change({ name: 'Renamed' }))],
      ['person.disable', () => disablePerson(actor(owner), userId, true)],
      ['person.remove', () => removePerson(actor(owner), userId)],
    ]
    for (const [action, deed] of deeds)
      await whileRecordRefuses(action, async () => {
        await expect(deed()).rejects.toThrow()
      })
    expect(await rowOf(userId)).toEqual(before)
  })
})
