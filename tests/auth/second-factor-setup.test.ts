import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { beginSession } from '@/lib/server/auth'
import { findUserForSession } from '@/lib/server/data/system/users'
import { ForbiddenError } from '@/lib/server/errors'
import { confirmEnrolment, demandSecondFactor, openEnrolment } from '@/lib/server/services/second-factor'
import { findPending, finishProven, finishWithCode, personOf } from '@/lib/server/services/sign-in-steps'
import { isSessionAlive, sessionFromCookie } from '@/lib/server/session'
import { encodePending, encodeSession } from '@/lib/server/session-cookie'
import { createSignInThrottle } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson } from './people'
import { ADDRESS, codeOf, makeEnrolled, ownerOf, passSeconds, pendingOf, SOURCE } from './second-factor-world'

// The clock alone is faked: connections need their timers.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describeOnEachDatabase('setting up a second factor', () => {
  test('demanded of a role, it ends the sessions of who has none, streams too, and is set up at the next sign-in', async () => {
    const { viewer } = await makeEnrolled()
    const person = await makePerson({ role: 'viewer', tenantId: viewer.tenantId })
    const cookie = await encodeSession(await beginSession({ ...person, sessionVersion: 1 }, SOURCE))
    const session = await sessionFromCookie(cookie)
    if (!session) throw new Error('the session did not open')
    await demandSecondFactor(viewer, ['viewer'])
    passSeconds(3)
    expect(await sessionFromCookie(cookie)).toBeNull()
    expect(await isSessionAlive(session)).toBe(false)
    const pending = await pendingOf(person)
    expect(pending.step).toBe('enrol')
    expect((await finishWithCode(pending, '000000', SOURCE, createSignInThrottle())).kind).toBe('gone')
    const half = personOf(pending)
    const secret = (await openEnrolment(half))?.key.replaceAll(' ', '') ?? ''
    // A page loaded anew shows the code that was scanned.
    expect((await openEnrolment(half))?.key.replaceAll(' ', '')).toBe(secret)
    expect((await confirmEnrolment(half, { code: codeOf(secret), address: null })).kind).toBe('ok')
    const proven = await findPending(
      await encodePending({ userId: person.id, sessionVersion: 1, isProven: true }),
    )
    expect(proven?.step).toBe('proven')
    if (proven) expect((await finishProven(proven, SOURCE)).kind).toBe('ok')
  })

  test('a secret is confirmed where it was begun and nowhere else, and beginning elsewhere voids it', async () => {
    const here = ownerOf(await makePerson())
    const there = { ...here, signInId: 'another session' }
    const begin = async (who: typeof here) => (await openEnrolment(who))?.key.replaceAll(' ', '') ?? ''
    const confirm = async (who: typeof here, secret: string) =>
      (await confirmEnrolment(who, { code: codeOf(secret), address: ADDRESS })).kind
    const first = await begin(here)
    // Whoever has learned the secret, but not in this session, turns nothing on.
    expect(await confirm(there, first)).toBe('gone')
    const second = await begin(there)
    expect(second).not.toBe(first)
    expect(await confirm(here, first)).toBe('gone')
    expect(await confirm(here, second)).toBe('gone')
    expect((await findUserForSession(here.userId))?.hasSecondFactor).toBe(false)
    expect(await confirm(there, second)).toBe('ok')
    expect(await openEnrolment(here)).toBeNull()
  })

  test('two who are half way in as the same person do not share what either of them sets up', async () => {
    const { viewer } = await makeEnrolled()
    const person = await makePerson({ role: 'viewer', tenantId: viewer.tenantId })
    await demandSecondFactor(viewer, ['viewer'])
    const [one, two] = [personOf(await pendingOf(person)), personOf(await pendingOf(person))]
    const secret = (await openEnrolment(one))?.key.replaceAll(' ', '') ?? ''
    expect((await confirmEnrolment(two, { code: codeOf(secret), address: null })).kind).toBe('gone')
    expect((await confirmEnrolment(one, { code: codeOf(secret), address: null })).kind).toBe('ok')
  })

  test('a secret is offered again for a quarter of an hour, and confirmed for one more', async () => {
    const viewer = ownerOf(await makePerson())
    const begin = async () => (await openEnrolment(viewer))?.key.replaceAll(' ', '') ?? ''
    const confirm = async (secret: string) =>
      (await confirmEnrolment(viewer, { code: codeOf(secret), address: ADDRESS })).kind
    const secret = await begin()
    passSeconds(899)
    expect(await begin()).toBe(secret)
    passSeconds(901)
    expect(await confirm(secret)).toBe('gone')
    const next = await begin()
    expect(next).not.toBe(secret)
    passSeconds(1799)
    expect(await confirm(next)).toBe('ok')
  })

  test('only owners demand it, and none shuts themselves out', async () => {
    const { viewer } = await makeEnrolled()
    const { id, ...noFactor } = await makePerson({ tenantId: viewer.tenantId })
    await expect(demandSecondFactor({ ...viewer, role: 'distributor' }, [])).rejects.toThrow(ForbiddenError)
    await expect(demandSecondFactor({ ...ownerOf({ id, ...noFactor }) }, ['owner'])).rejects.toThrow(
      ForbiddenError,
    )
  })
})
