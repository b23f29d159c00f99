import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { beginSession } from '@/lib/server/auth'
import { changePasswordHash } from '@/lib/server/data/system/users'
import { setUserDisabled } from '@/lib/server/data/users'
import { db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { sessionSecret } from '@/lib/server/secrets'
import { isSessionAlive, type Session, sessionFromCookie } from '@/lib/server/session'
import { decodeSession, encodePending, encodeSession, isRenewalDue } from '@/lib/server/session-cookie'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, type Person } from './people'

// The clock alone is faked: connections need their timers. People are read at most 2 s old (see session.ts).
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const NOWHERE = { address: null, userAgent: null }

function passSeconds(seconds: number) {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

async function openSession(): Promise<{ person: Person; cookie: string; session: Session }> {
  const person = await makePerson({ scopePath: '/north/' })
  const cookie = await encodeSession(await beginSession({ ...person, sessionVersion: 1 }, NOWHERE))
  const session = await sessionFromCookie(cookie)
  if (!session) throw new Error('the session did not open')
  return { person, cookie, session }
}

async function expectDead({ cookie, session }: { cookie: string; session: Session }) {
  passSeconds(3)
  expect(await sessionFromCookie(cookie)).toBeNull()
  expect(await isSessionAlive(session)).toBe(false)
}

describeOnEachDatabase('a session', () => {
  test('stands for the person, the tenant and the rights of now', async () => {
    const { person, session } = await openSession()
    expect(session.viewer).toEqual({
      tenantId: person.tenantId,
      userId: person.id,
      role: 'owner',
      scopePath: '/north/',
    })
    expect(session.person).toMatchObject({ name: 'Ana', email: person.email, tenantName: 'Northern Freight' })
    expect(await isSessionAlive(session)).toBe(true)
  })

  test('dies when the person is disabled, and stays dead when they are let in again', async () => {
    const opened = await openSession()
    const owner = { ...opened.session.viewer, userId: randomUUID() }
    await setUserDisabled(owner, opened.person.id, true)
    await expectDead(opened)
    await setUserDisabled(owner, opened.person.id, false)
    await expectDead(opened)
  })

  test('dies when the password changes', async () => {
    const opened = await openSession()
    await changePasswordHash(opened.person.id, 'another digest')
    await expectDead(opened)
  })

  test('dies when the person is deleted', async () => {
    const opened = await openSession()
    await db().user.delete({ where: { id: opened.person.id } })
    await expectDead(opened)
  })

  test('takes a changed role and scope at once, and tells its streams to start over', async () => {
    const { person, cookie, session } = await openSession()
    await db().user.update({ where: { id: person.id }, data: { role: 'viewer', scopePath: '/north/a/' } })
    passSeconds(3)
    expect((await sessionFromCookie(cookie))?.viewer).toMatchObject({
      role: 'viewer',
      scopePath: '/north/a/',
    })
    expect(await isSessionAlive(session)).toBe(false)
  })

  test('ends when its lifetime is over', async () => {
    const { cookie } = await openSession()
    passSeconds(env().sessionLifetimeMs / 1000 - 60)
    expect(await sessionFromCookie(cookie)).not.toBeNull()
    // next-auth tolerates clocks that differ by 15 s.
    passSeconds(60 + 16)
    expect(await sessionFromCookie(cookie)).toBeNull()
  })

  test('is renewed once a tenth of its life is gone', async () => {
    const token = await decodeSession((await openSession()).cookie)
    if (!token) throw new Error('the cookie was not read')
    const tenthMs = env().sessionLifetimeMs / 10
    expect(isRenewalDue(token, token.issuedAtS * 1000 + tenthMs - 1)).toBe(false)
    expect(isRenewalDue(token, token.issuedAtS * 1000 + tenthMs + 1)).toBe(true)
  })

  test('is not opened by a cookie that is missing, damaged, of another installation or of another form', async () => {
    const { person, cookie } = await openSession()
    const { sessionId } = (await decodeSession(cookie)) ?? {}
    const claims = { userId: person.id, sessionVersion: 1, sessionId }
    const withoutSession = await encode({
      token: { userId: person.id, sessionVersion: 1 },
      secret: sessionSecret(),
    })
    const pending = await encodePending({ userId: person.id, sessionVersion: 1, isProven: true })
    const foreign = await encode({ token: claims, secret: 'the secret of another installation' })
    const formless = await encode({ token: { sub: person.id }, secret: sessionSecret() })
    const middle = Math.floor(cookie.length / 2)
    const damaged = `${cookie.slice(0, middle)}${cookie[middle] === 'A' ? 'B' : 'A'}${cookie.slice(middle + 1)}`
    for (const value of [undefined, '', 'x', damaged, foreign, formless, withoutSession, pending]) {
      expect(await sessionFromCookie(value)).toBeNull()
    }
  })

  test('carries the user, the session and its version, and nothing else of the person', async () => {
    const { person, cookie } = await openSession()
    const token = await decodeSession(cookie)
    expect(token).toEqual({
      userId: person.id,
      sessionVersion: 1,
      sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      issuedAtS: expect.any(Number),
    })
    expect(cookie).not.toContain(Buffer.from(person.id).toString('base64url').slice(0, 20))
  })
})
