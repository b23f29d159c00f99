import { randomUUID } from 'node:crypto'
import { generateSync } from 'otplib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signIn } from '@/lib/server/auth'
import { findReauthentication } from '@/lib/server/data/command-settings'
import { findSecondFactor } from '@/lib/server/data/system/second-factor'
import { findUserForSession } from '@/lib/server/data/system/users'
import { db } from '@/lib/server/db'
import { ForbiddenError } from '@/lib/server/errors'
import { proveIdentity } from '@/lib/server/reauthentication'
import { open } from '@/lib/server/secrets'
import { demandSecondFactor, renewRecoveryCodes, turnOffFactor } from '@/lib/server/services/second-factor'
import { stepOfCode } from '@/lib/server/services/second-factor-codes'
import { findPending, finishProven, finishWithCode } from '@/lib/server/services/sign-in-steps'
import { sessionFromCookie } from '@/lib/server/session'
import { encodePending, encodeSession } from '@/lib/server/session-cookie'
import { createSignInThrottle, PAIR_LIMIT } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'
import { PASSWORD } from './people'
import { codeOf, makeEnrolled, passSeconds, pendingOf, SOURCE, STEP_S } from './second-factor-world'

// The clock alone is faked: connections need their timers.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const actionsOf = async (tenantId: string) =>
  (await db().auditEntry.findMany({ where: { tenantId }, orderBy: { seq: 'asc' } })).map(
    ({ action }) => action,
  )

describeOnEachDatabase('a second factor', () => {
  test('keeps its secret sealed to the tenant and the person, and recovery codes as digests', async () => {
    const { viewer, secret, recoveryCodes } = await makeEnrolled()
    const stored = (await findSecondFactor(viewer))?.secretSealed ?? ''
    expect(open(viewer.tenantId, `second_factor.secret.${viewer.userId}`, stored)).toBe(secret)
    expect(() => open(viewer.tenantId, `second_factor.secret.${randomUUID()}`, stored)).toThrow()
    expect(() => open(randomUUID(), `second_factor.secret.${viewer.userId}`, stored)).toThrow()
    const rows = await db().recoveryCode.findMany({ where: { userId: viewer.userId } })
    expect(rows).toHaveLength(10)
    const text = JSON.stringify(rows)
    for (const code of recoveryCodes) {
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
      expect(text).not.toContain(code)
    }
  })

  test('there is no session before the code is right, and none from the pending cookie', async () => {
    const { person, secret } = await makeEnrolled()
    const pending = await pendingOf(person)
    expect(pending.step).toBe('code')
    expect(await db().userSession.count({ where: { userId: person.id } })).toBe(0)
    expect(
      await sessionFromCookie(await encodePending({ userId: person.id, sessionVersion: 1, isProven: true })),
    ).toBeNull()
    const throttle = createSignInThrottle()
    expect((await finishWithCode(pending, '000000', SOURCE, throttle)).kind).toBe('refused')
    expect((await finishProven(pending, SOURCE)).kind).toBe('gone')
    const done = await finishWithCode(pending, codeOf(secret), SOURCE, throttle)
    if (done.kind !== 'ok') throw new Error(done.kind)
    expect((await sessionFromCookie(await encodeSession(done.claims)))?.viewer.userId).toBe(person.id)
    expect(await actionsOf(person.tenantId)).toEqual([
      'second_factor.enable',
      'second_factor.refuse',
      'session.start',
    ])
  })

  test('the first step answers wrong and unknown as if there were no second factor', async () => {
    const { person } = await makeEnrolled()
    const attempt = (email: string) => signIn({ email, password: 'wrong' }, SOURCE, createSignInThrottle())
    expect(await attempt(person.email)).toEqual(await attempt(`${randomUUID()}@example.com`))
  })

  test('a code is good once, one step early or late, and not two', async () => {
    const { person, secret } = await makeEnrolled()
    const pending = await pendingOf(person)
    const finish = (code: string) => finishWithCode(pending, code, SOURCE, createSignInThrottle())
    const code = codeOf(secret)
    passSeconds(STEP_S)
    expect((await finish(code)).kind).toBe('ok')
    expect((await finish(code)).kind).toBe('refused')
    const old = codeOf(secret)
    passSeconds(2 * STEP_S)
    expect((await finish(old)).kind).toBe('refused')
    const nowMs = Date.now()
    const early = generateSync({ secret, epoch: Math.floor(nowMs / 1000) + STEP_S })
    expect(stepOfCode(secret, early, nowMs)).toBe(Math.floor(nowMs / 1000 / STEP_S) + 1)
    expect((await finish(`${early.slice(0, 3)} ${early.slice(3)}`)).kind).toBe('ok')
    // What came before the newest step used is used up with it.
    expect((await finish(codeOf(secret))).kind).toBe('refused')
  })

  test('the same code from two browsers at once lets one in', async () => {
    const { person, secret } = await makeEnrolled()
    const pending = await pendingOf(person)
    const code = codeOf(secret)
    const kinds = await Promise.all(
      [1, 2].map(async () => (await finishWithCode(pending, code, SOURCE, createSignInThrottle())).kind),
    )
    expect(kinds.toSorted()).toEqual(['ok', 'refused'])
  })

  test('a recovery code lets in once, however it is typed, and new ones replace the old', async () => {
    const { person, viewer, secret, recoveryCodes } = await makeEnrolled()
    const pending = await pendingOf(person)
    const finish = (code: string) => finishWithCode(pending, code, SOURCE, createSignInThrottle())
    const [first = '', second = ''] = recoveryCodes
    expect((await finish(first.toLowerCase().replaceAll('-', ' '))).kind).toBe('ok')
    expect((await finish(first)).kind).toBe('refused')
    const typed = { password: PASSWORD, code: codeOf(secret), address: null }
    const renewed = await renewRecoveryCodes(viewer, typed, createSignInThrottle())
    if (renewed.kind !== 'ok') throw new Error(renewed.kind)
    expect((await finish(second)).kind).toBe('refused')
    expect((await finish(renewed.recoveryCodes[0] ?? '')).kind).toBe('ok')
    expect(await actionsOf(person.tenantId)).toContain('second_factor.recover')
  })

  test('wrong codes are throttled, and the right password wins no fresh tries', async () => {
    const { person, secret } = await makeEnrolled()
    const throttle = createSignInThrottle()
    const pending = await pendingOf(person)
    for (let i = 0; i < PAIR_LIMIT.points; i++) {
      expect((await finishWithCode(pending, '000000', SOURCE, throttle)).kind).toBe('refused')
      await signIn({ email: person.email, password: PASSWORD }, SOURCE, throttle)
    }
    expect((await finishWithCode(pending, codeOf(secret), SOURCE, throttle)).kind).toBe('throttled')
  })

  test('ten wrong codes from wherever stop the app for a quarter of an hour, and recovery codes still work', async () => {
    const { person, secret, recoveryCodes } = await makeEnrolled()
    const pending = await pendingOf(person)
    const finish = (code: string) => finishWithCode(pending, code, SOURCE, createSignInThrottle())
    for (let i = 0; i < 10; i++) expect((await finish('000000')).kind).toBe('refused')
    expect(await finish(codeOf(secret))).toEqual({ kind: 'throttled', retryAfterS: 900 })
    expect((await finish(recoveryCodes[0] ?? '')).kind).toBe('ok')
    passSeconds(900)
    expect((await finish(codeOf(secret))).kind).toBe('ok')
  })

  test('is turned off only with password and code, and not where the role must have it', async () => {
    const { person, viewer, secret } = await makeEnrolled()
    const off = (password: string, code: string) =>
      turnOffFactor(viewer, { password, code, address: null }, createSignInThrottle())
    expect(await off('wrong', codeOf(secret))).toEqual({ kind: 'refused', field: 'password' })
    expect(await off(PASSWORD, '')).toEqual({ kind: 'refused', field: 'no_code' })
    expect(await off(PASSWORD, '000000')).toEqual({ kind: 'refused', field: 'code' })
    await demandSecondFactor(viewer, ['owner'])
    await expect(off(PASSWORD, codeOf(secret))).rejects.toThrow(ForbiddenError)
    await demandSecondFactor(viewer, [])
    expect((await off(PASSWORD, codeOf(secret))).kind).toBe('ok')
    expect((await findUserForSession(person.id))?.hasSecondFactor).toBe(false)
    expect(await db().recoveryCode.count({ where: { userId: person.id } })).toBe(0)
  })

  test('who one is, before an engine is cut, is proven by password and code', async () => {
    const { person, viewer, secret } = await makeEnrolled()
    const prove = (password: string, code?: string) =>
      proveIdentity(
        viewer,
        { email: person.email, password, code, address: null, sessionHash: 'a session' },
        createSignInThrottle(),
      )
    expect(await prove('wrong', codeOf(secret))).toEqual({ kind: 'refused' })
    expect(await prove(PASSWORD)).toEqual({ kind: 'code_needed' })
    expect(await prove(PASSWORD, '000000')).toEqual({ kind: 'code_refused' })
    expect(await findReauthentication(viewer, 'a session')).toBeNull()
    expect((await prove(PASSWORD, codeOf(secret))).kind).toBe('ok')
    expect(await findReauthentication(viewer, 'a session')).toBeInstanceOf(Date)
  })

  test('a half-way cookie dies with a changed password, a disabled person, and its quarter of an hour', async () => {
    const { person } = await makeEnrolled()
    const cookie = await encodePending({ userId: person.id, sessionVersion: 1, isProven: false })
    expect(await findPending(cookie)).not.toBeNull()
    await db().user.update({ where: { id: person.id }, data: { disabledAt: new Date() } })
    expect(await findPending(cookie)).toBeNull()
    await db().user.update({ where: { id: person.id }, data: { disabledAt: null, sessionVersion: 2 } })
    expect(await findPending(cookie)).toBeNull()
    const fresh = await encodePending({ userId: person.id, sessionVersion: 2, isProven: false })
    expect(await findPending(fresh)).not.toBeNull()
    // next-auth tolerates clocks that differ by 15 s.
    passSeconds(900 + 16)
    expect(await findPending(fresh)).toBeNull()
  })
})
