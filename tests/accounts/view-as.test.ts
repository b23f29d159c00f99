// Looking as a customer does: how far it reaches, what it allows, and when it ends.

import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noteSignOut } from '@/lib/server/auth'
import { listAccounts } from '@/lib/server/data/accounts'
import { readPowers } from '@/lib/server/data/command-settings'
import { listDevices } from '@/lib/server/data/devices'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { endSession, startSession } from '@/lib/server/data/system/sessions'
import { insertView } from '@/lib/server/data/system/views'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import type { Role } from '@/lib/server/generated/prisma/enums'
import { mayDo, rightsOfViewer } from '@/lib/server/rights'
import { accountPageOf } from '@/lib/server/services/account-pages'
import { isSessionAlive, type Session, sessionFromClaims } from '@/lib/server/session'
import { forgetSingleton } from '@/lib/server/singleton'
import { endView, enterView, VIEW_LASTS_MS, ViewingOnlyError } from '@/lib/server/view-as'
import { endOverdue } from '@/lib/server/view-as-ends'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makePerson, makeTenant, type TestTenant } from '../db/fixtures'

// The clock alone is faked: connections need their timers.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const TREE = [account('top'), account('north', 'top'), account('depot', 'north'), account('south', 'top')]

describeOnEachDatabase("a customer's view", () => {
  let tenant: TestTenant
  const ids = new Map<string, string>()
  const idOf = (login: string) => ids.get(login) ?? ''

  beforeEach(async () => {
    tenant = await makeTenant()
    const devices = TREE.map(({ login }, index) => device(String(index), login, { name: login }))
    await syncRoster(tenant.tenantId, tenant.connectionId, { accounts: TREE, devices })
    for (const { login, id } of await listAccounts(tenant.owner)) ids.set(login, id)
  })

  async function signedIn(role: Role = 'distributor', scopePath = '/top/'): Promise<Session> {
    const { tenantId } = tenant
    const { userId } = await makePerson({ tenantId, role, scopePath })
    const sessionId = await startSession({ tenantId, userId }, { address: null, userAgent: null })
    return again({ claims: { userId, sessionVersion: 1, sessionId } })
  }
  async function again({ claims }: Pick<Session, 'claims'>): Promise<Session> {
    const session = await sessionFromClaims(claims)
    if (session === null) throw new Error('the session is over')
    return session
  }
  const passMs = (ms: number) => vi.setSystemTime(Date.now() + ms)
  const trail = async () => {
    const rows = await db().auditEntry.findMany({
      where: { tenantId: tenant.tenantId },
      orderBy: { seq: 'asc' },
    })
    return rows.map(({ action, target, detail, actorId }) => ({ action, target, detail, actorId }))
  }

  test('is the account with what lies below it, for reading alone, and a stream of before ends', async () => {
    const before = await signedIn()
    await enterView(before, idOf('north'))
    const session = await again(before)
    expect(session.viewer).toEqual({ ...before.viewer, role: 'viewer', scopePath: '/top/north/' })
    expect(session.viewAs).toMatchObject({ accountId: idOf('north'), accountName: 'Account north' })
    expect((await listDevices(session.viewer)).map(({ name }) => name).toSorted()).toEqual(['depot', 'north'])
    expect(await isSessionAlive(before)).toBe(false)
    expect(await isSessionAlive(session)).toBe(true)
    await expect(accountPageOf(session.viewer, {})).rejects.toBeInstanceOf(ForbiddenError)
  })

  test('gives no right that a viewer has not, whatever the person has', async () => {
    const before = await signedIn('owner', '/')
    expect(await mayDo(before.viewer, 'cut_engine')).toBe(true)
    await enterView(before, idOf('depot'))
    const { viewer } = await again(before)
    expect(await rightsOfViewer(viewer)).toEqual(['export'])
    expect(await readPowers(viewer)).toMatchObject({ maySend: false, mayCut: false })
    expect(await mayDo(before.viewer, 'cut_engine')).toBe(true)
  })

  test('is never wider than the own one: above, beside, foreign and missing accounts are the same 404', async () => {
    const session = await signedIn('distributor', '/top/north/')
    const other = await makeTenant()
    await syncRoster(other.tenantId, other.connectionId, { accounts: TREE, devices: [] })
    const [foreign] = await listAccounts(other.owner)
    for (const id of [idOf('top'), idOf('south'), foreign?.id ?? '', randomUUID(), 'x'])
      await expect(enterView(session, id)).rejects.toEqual(new NotFoundError())
    expect((await again(session)).viewAs).toBeNull()
    expect(await trail()).toEqual([])
  })

  test('shrinks with the own scope, and is over where that no longer holds the account', async () => {
    const session = await signedIn()
    await enterView(session, idOf('north'))
    const { userId } = session.viewer
    await db().user.update({ where: { id: userId }, data: { scopePath: '/top/south/' } })
    passMs(3_000)
    const { viewer, viewAs } = await again(session)
    expect([viewer.scopePath, viewer.role, viewAs]).toEqual(['/top/south/', 'distributor', null])
  })

  test('follows its account when that moves, and is over when that is removed', async () => {
    const session = await signedIn()
    await enterView(session, idOf('depot'))
    const moved = TREE.map((one) => (one.login === 'depot' ? account('depot', 'south') : one))
    await syncRoster(tenant.tenantId, tenant.connectionId, { accounts: moved, devices: [] })
    passMs(3_000)
    expect((await again(session)).viewer.scopePath).toBe('/top/south/depot/')
    await syncRoster(tenant.tenantId, tenant.connectionId, { accounts: TREE.slice(0, 2), devices: [] })
    passMs(3_000)
    expect((await again(session)).viewAs).toBeNull()
    await endOverdue()
    expect((await trail()).at(-1)).toMatchObject({ action: 'view_as.end', detail: { because: 'account' } })
  })

  test('is for owners and distributors, one at a time', async () => {
    for (const role of ['dispatcher', 'viewer'] as const)
      await expect(enterView(await signedIn(role), idOf('depot'))).rejects.toBeInstanceOf(ForbiddenError)
    const session = await signedIn()
    await enterView(session, idOf('north'))
    await expect(enterView(session, idOf('south'))).rejects.toBeInstanceOf(ViewingOnlyError)
    await expect(enterView(await again(session), idOf('depot'))).rejects.toBeInstanceOf(ViewingOnlyError)
  })

  test('is of one session: another of the same person keeps their own view', async () => {
    const session = await signedIn()
    const { tenantId, userId } = session.viewer
    const sessionId = await startSession({ tenantId, userId }, { address: null, userAgent: null })
    await enterView(session, idOf('north'))
    expect((await again({ claims: { ...session.claims, sessionId } })).viewAs).toBeNull()
  })

  test('counts at once where the session was read just before another process let it enter', async () => {
    const before = await signedIn()
    await again(before)
    const { viewer, claims } = before
    // What `enterView` does in that process; the memory of this one hears nothing of it.
    const view = {
      tenantId: viewer.tenantId,
      sessionId: claims.sessionId,
      userId: viewer.userId,
      accountId: idOf('north'),
      endsAt: new Date(Date.now() + VIEW_LASTS_MS),
    }
    await insertView(view)
    expect((await again(before)).viewer).toMatchObject({ role: 'viewer', scopePath: '/top/north/' })
  })

  test('ends when it is left, and both are in the audit trail', async () => {
    const session = await signedIn()
    const { tenantId, userId } = session.viewer
    await enterView(session, idOf('north'))
    const viewing = await again(session)
    await endView(tenantId, session.claims.sessionId, 'left')
    expect(await again(session)).toEqual(session)
    expect(await isSessionAlive(viewing)).toBe(false)
    await endView(tenantId, session.claims.sessionId, 'left')
    expect(await trail()).toMatchObject([
      { action: 'view_as.start', target: idOf('north'), actorId: userId, detail: { login: 'north' } },
      { action: 'view_as.end', target: idOf('north'), actorId: userId, detail: { because: 'left' } },
    ])
  })

  test('ends by itself after eight hours', async () => {
    expect(VIEW_LASTS_MS).toBe(8 * 3_600_000)
    const session = await signedIn()
    await enterView(session, idOf('north'))
    passMs(VIEW_LASTS_MS - 1_000)
    expect((await again(session)).viewAs).not.toBeNull()
    passMs(1_000)
    expect(await again(session)).toEqual(session)
    expect(await endOverdue()).toBeGreaterThan(0)
    expect((await trail()).at(-1)).toMatchObject({
      action: 'view_as.end',
      actorId: null,
      detail: { because: 'time' },
    })
  })

  test('dies with its session, by signing out or by being signed out elsewhere', async () => {
    const session = await signedIn()
    await enterView(session, idOf('north'))
    await noteSignOut(session.viewer, session.claims.sessionId)
    expect((await trail()).map(({ action }) => action)).toEqual([
      'view_as.start',
      'view_as.end',
      'session.end',
    ])
    const other = await signedIn()
    await enterView(other, idOf('north'))
    const { tenantId, userId } = other.viewer
    await endSession(tenantId, userId, other.claims.sessionId)
    forgetSingleton('session-rows')
    expect(await sessionFromClaims(other.claims)).toBeNull()
    expect(await endOverdue()).toBe(1)
    expect((await trail()).at(-1)).toMatchObject({ action: 'view_as.end', detail: { because: 'session' } })
  })
})
