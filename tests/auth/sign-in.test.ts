import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { verifyAuditChain } from '@/lib/server/audit'
import { noteSignOut, signIn } from '@/lib/server/auth'
import { closeDb, db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { createSignInThrottle, PAIR_LIMIT, type SignInThrottle } from '@/lib/server/throttle'
import { describeOnEachDatabase, describeOnEmbedded } from '../db/each-database'
import { makePerson, PASSWORD } from './people'

const ADDRESS = '203.0.113.7'

function tryOf(throttle: SignInThrottle = createSignInThrottle()) {
  return (email: string, password: string, address: string | null = ADDRESS) =>
    signIn({ email, password }, { address, userAgent: null }, throttle)
}

function auditOf(tenantId: string) {
  return db().auditEntry.findMany({ where: { tenantId }, orderBy: { seq: 'asc' } })
}

describeOnEachDatabase('signing in', () => {
  test('the right password gives a session of that person, however the email is typed', async () => {
    const person = await makePerson()
    const outcome = await tryOf()(` ${person.email.toUpperCase()} `, PASSWORD)
    const sessionId = expect.stringMatching(/^[0-9a-f-]{36}$/)
    expect(outcome).toEqual({ kind: 'ok', claims: { userId: person.id, sessionVersion: 1, sessionId } })
    const user = await db().user.findUniqueOrThrow({ where: { id: person.id } })
    expect(user.lastSignInAt?.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })

  test('wrong password, unknown person, disabled person and impossible email get one and the same answer', async () => {
    const [person, disabled] = [await makePerson(), await makePerson()]
    await db().user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } })
    const attempt = tryOf()
    expect(await attempt(person.email, 'wrong')).toEqual({ kind: 'refused' })
    expect(await attempt(`${randomUUID()}@example.com`, PASSWORD)).toEqual({ kind: 'refused' })
    expect(await attempt(disabled.email, PASSWORD)).toEqual({ kind: 'refused' })
    expect(await attempt('a\0b@example.com', PASSWORD)).toEqual({ kind: 'refused' })
    expect(await attempt(person.email, '')).toEqual({ kind: 'refused' })
  })

  test('after five wrong passwords even the right one waits, known or unknown alike, and works after the time told', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const person = await makePerson()
      const attempt = tryOf()
      const stranger = `${randomUUID()}@example.com`
      for (let i = 0; i < PAIR_LIMIT.points; i++) {
        await attempt(person.email, 'wrong')
        await attempt(stranger, 'wrong')
      }
      const throttled = await attempt(person.email, PASSWORD)
      expect(throttled.kind).toBe('throttled')
      expect((await attempt(stranger, PASSWORD)).kind).toBe('throttled')
      expect((await attempt(person.email, PASSWORD, '198.51.100.1')).kind).toBe('ok')

      vi.setSystemTime(Date.now() + (throttled.kind === 'throttled' ? throttled.retryAfterS : 0) * 1000)
      expect((await attempt(person.email, PASSWORD)).kind).toBe('ok')
    } finally {
      vi.useRealTimers()
    }
  })

  test('start, refusal and end are in the audit trail, and no password is', async () => {
    const person = await makePerson()
    await tryOf()(person.email, 'wrong-and-secret')
    await vi.waitUntil(async () => (await auditOf(person.tenantId)).length === 1)
    const begun = await tryOf()(person.email, PASSWORD)
    const viewer = { tenantId: person.tenantId, userId: person.id, role: 'owner' as const, scopePath: '/' }
    await noteSignOut(viewer, begun.kind === 'ok' ? begun.claims.sessionId : '')

    const entries = await auditOf(person.tenantId)
    expect(entries.map(({ action, actorId, target }) => [action, actorId, target])).toEqual([
      ['session.refuse', null, person.id],
      ['session.start', person.id, null],
      ['session.end', person.id, null],
    ])
    expect(entries[0]?.detail).toEqual({ address: ADDRESS, disabled: false })
    const text = JSON.stringify(entries.map((entry) => entry.detail))
    expect(text).not.toContain('wrong-and-secret')
    expect(text).not.toContain(PASSWORD)
    expect(await verifyAuditChain(person.tenantId)).toEqual({ intact: true, entries: 3 })
  })
})

describeOnEmbedded('signing in while the database is away', () => {
  test('is answered as unavailable, costs no try, and works when the database is back', async () => {
    const person = await makePerson()
    const attempt = tryOf()
    await closeDb()
    const before = { ...process.env }
    Object.assign(process.env, { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })
    forgetEnv()
    for (let i = 0; i < PAIR_LIMIT.points + 3; i++) {
      expect(await attempt(person.email, PASSWORD)).toEqual({ kind: 'unavailable' })
    }
    await closeDb()
    Object.assign(process.env, { DATABASE_URL: before.DATABASE_URL ?? '' })
    forgetEnv()
    expect((await attempt(person.email, PASSWORD)).kind).toBe('ok')
  })
})
