import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { beginSession } from '@/lib/server/auth'
import { listOwnSessions } from '@/lib/server/data/sessions'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { changePassword } from '@/lib/server/services/password-change'
import { endOtherSessions, endOwnSession, endSessionsOf } from '@/lib/server/services/sign-in-sessions'
import { isSessionAlive, sessionFromCookie } from '@/lib/server/session'
import { encodeSession } from '@/lib/server/session-cookie'
import { createSignInThrottle } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, PASSWORD, type Person } from './people'

// The clock alone is faked: connections need their timers. Sessions are read at most 2 s old (see session.ts).
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

// As Firefox documents its header.
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0'
const SOURCE = { address: '203.0.113.7', userAgent: FIREFOX }
const NEXT = 'another fine passphrase'

function passSeconds(seconds: number) {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

async function openSession(person: Person) {
  const claims = await beginSession({ ...person, sessionVersion: 1 }, SOURCE)
  const cookie = await encodeSession(claims)
  const session = await sessionFromCookie(cookie)
  if (!session) throw new Error('the session did not open')
  return { ...session, cookie, id: claims.sessionId }
}

const viewerOf = (person: Person, over: Partial<Viewer> = {}): Viewer => ({
  tenantId: person.tenantId,
  userId: person.id,
  role: 'owner',
  scopePath: '/',
  ...over,
})

describeOnEachDatabase('the sessions of a person', () => {
  test('are listed with where they come from, in words, and only their own', async () => {
    const [person, other] = [await makePerson(), await makePerson()]
    const mine = await openSession(person)
    await openSession(other)
    expect(await listOwnSessions(mine.viewer)).toEqual([
      {
        id: mine.id,
        createdAt: expect.any(Date),
        lastSeenAt: expect.any(Date),
        address: SOURCE.address,
        browser: 'Firefox',
        system: 'Linux',
      },
    ])
  })

  test('one ended elsewhere dies at once in this process, its streams too, and the others live', async () => {
    const person = await makePerson()
    const [here, there] = [await openSession(person), await openSession(person)]
    await endOwnSession(here.viewer, there.id)
    expect(await sessionFromCookie(there.cookie)).toBeNull()
    expect(await isSessionAlive(there)).toBe(false)
    expect(await isSessionAlive(here)).toBe(true)
    await expect(endOwnSession(here.viewer, there.id)).rejects.toEqual(new NotFoundError())
  })

  test('one ended in another process dies within 3 seconds', async () => {
    const there = await openSession(await makePerson())
    await db().userSession.updateMany({ where: { id: there.id }, data: { endedAt: new Date() } })
    passSeconds(3)
    expect(await isSessionAlive(there)).toBe(false)
    expect(await sessionFromCookie(there.cookie)).toBeNull()
  })

  test('all others end, and this one stays', async () => {
    const person = await makePerson()
    const [here, ...others] = [
      await openSession(person),
      await openSession(person),
      await openSession(person),
    ]
    expect(await endOtherSessions(here.viewer, here.id)).toBe(2)
    expect((await listOwnSessions(here.viewer)).map(({ id }) => id)).toEqual([here.id])
    for (const { cookie } of others) expect(await sessionFromCookie(cookie)).toBeNull()
    expect(await sessionFromCookie(here.cookie)).not.toBeNull()
  })

  test('nobody ends a session of somebody else as their own, with the right answer of a missing one', async () => {
    const [mine, theirs] = [await openSession(await makePerson()), await openSession(await makePerson())]
    for (const id of [theirs.id, randomUUID(), 'not-an-id'])
      await expect(endOwnSession(mine.viewer, id)).rejects.toEqual(new NotFoundError())
    expect(await isSessionAlive(theirs)).toBe(true)
  })

  test('a cookie opens nothing under the session of another person', async () => {
    const [mine, theirs] = [await openSession(await makePerson()), await openSession(await makePerson())]
    const mixed = await encodeSession({ ...mine.claims, sessionId: theirs.id })
    expect(await sessionFromCookie(mixed)).toBeNull()
  })

  test('when it was last seen is written once a minute at most', async () => {
    const session = await openSession(await makePerson())
    const seenAt = async () =>
      (await db().userSession.findFirstOrThrow({ where: { id: session.id } })).lastSeenAt.getTime()
    const beganMs = await seenAt()
    passSeconds(50)
    await sessionFromCookie(session.cookie)
    expect(await seenAt()).toBe(beganMs)
    passSeconds(11)
    await sessionFromCookie(session.cookie)
    await vi.waitUntil(async () => (await seenAt()) > beganMs)
  })

  test('of others are ended by who manages people, within their scope, and of owners by owners', async () => {
    const owner = await makePerson()
    const { tenantId } = owner
    const person = await makePerson({ role: 'viewer', tenantId, scopePath: '/north/a/' })
    const distributor = await makePerson({ role: 'viewer', tenantId })
    await db().user.update({ where: { id: distributor.id }, data: { role: 'distributor' } })
    const north = viewerOf(distributor, { role: 'distributor', scopePath: '/north/' })
    const session = await openSession(person)
    await expect(endSessionsOf({ ...north, scopePath: '/south/' }, person.id)).rejects.toEqual(
      new NotFoundError(),
    )
    await expect(endSessionsOf({ ...north, scopePath: '/' }, owner.id)).rejects.toEqual(new NotFoundError())
    await expect(endSessionsOf(viewerOf(person, { role: 'viewer' }), owner.id)).rejects.toThrow(
      ForbiddenError,
    )
    await expect(endSessionsOf(viewerOf(await makePerson()), person.id)).rejects.toEqual(new NotFoundError())
    expect(await isSessionAlive(session)).toBe(true)
    expect(await endSessionsOf(north, person.id)).toBe(1)
    expect(await sessionFromCookie(session.cookie)).toBeNull()
  })

  test('a changed password ends the others, and this one goes on under its new cookie', async () => {
    const person = await makePerson()
    const [here, there] = [await openSession(person), await openSession(person)]
    const viewer = { ...here.viewer, email: person.email, sessionId: here.id }
    const change = (current: string, next: string) =>
      changePassword(viewer, { current, next, address: null }, createSignInThrottle())
    expect(await change('wrong', NEXT)).toEqual({ kind: 'wrong' })
    expect(await change(PASSWORD, 'short')).toEqual({ kind: 'unfit', problem: 'short' })
    expect(await change(PASSWORD, PASSWORD)).toEqual({ kind: 'unfit', problem: 'same' })
    expect(await isSessionAlive(there)).toBe(true)
    const done = await change(PASSWORD, NEXT)
    if (done.kind !== 'ok') throw new Error(done.kind)
    expect(await sessionFromCookie(there.cookie)).toBeNull()
    expect(await sessionFromCookie(here.cookie)).toBeNull()
    expect((await sessionFromCookie(await encodeSession(done.claims)))?.claims.sessionId).toBe(here.id)
    const actions = (await db().auditEntry.findMany({ where: { tenantId: person.tenantId } })).map(
      ({ action }) => action,
    )
    expect(actions).toEqual(expect.arrayContaining(['password.refuse', 'password.change']))
  })
})
