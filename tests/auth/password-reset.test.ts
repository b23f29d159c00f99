import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { beginSession, signIn } from '@/lib/server/auth'
import { storeReauthentication } from '@/lib/server/data/command-settings'
import { db } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { resetOrigin } from '@/lib/server/services/password-mail'
import { createResetLink, findReset, redeemReset, requestReset } from '@/lib/server/services/password-reset'
import { sessionFromCookie } from '@/lib/server/session'
import { encodeSession } from '@/lib/server/session-cookie'
import { createSignInThrottle, PAIR_LIMIT } from '@/lib/server/throttle'
import { type MailCatcher, startMailCatcher } from '@/scripts/lib/mail-catcher'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson as makeManager } from '../db/fixtures'
import { whileRecordRefuses } from '../db/refused-record'
import { makePerson, PASSWORD, type Person } from './people'

const NEXT = 'another fine passphrase'
const ORIGIN = 'https://fleet.example.com'
const SOURCE = { address: '203.0.113.7', userAgent: null }

const ask = (email: string, throttle = createSignInThrottle()) =>
  requestReset(email, { address: SOURCE.address, origin: ORIGIN }, throttle)
const redeem = (token: string, password = NEXT) => redeemReset(token, password, null, createSignInThrottle())
const enter = async (person: Person, password: string) =>
  (await signIn({ email: person.email, password }, SOURCE, createSignInThrottle())).kind
/** A link that another owner, who has just proven who they are, made to be handed over. */
async function linkOf({ id, tenantId }: Person): Promise<string> {
  const viewer = await makeManager({ tenantId, role: 'owner' })
  const sessionHash = `session of ${viewer.userId}`
  await storeReauthentication(viewer, sessionHash, new Date())
  const made = await createResetLink({ viewer, sessionHash }, id)
  if (!made.ok) throw new Error(made.problem)
  return made.path.replace('/reset/', '')
}

describeOnEachDatabase('a link to choose another password', ({ dataDir }) => {
  let catcher: MailCatcher
  beforeAll(async () => {
    catcher = await startMailCatcher({ folder: path.join(dataDir(), 'mails') })
    Object.assign(process.env, {
      MILEPOST_SMTP_URL: catcher.smtpUrl,
      MILEPOST_MAIL_FROM: 'milepost@example.com',
    })
    forgetEnv()
  })
  afterAll(async () => {
    await catcher.close()
    Reflect.deleteProperty(process.env, 'MILEPOST_SMTP_URL')
    Reflect.deleteProperty(process.env, 'MILEPOST_MAIL_FROM')
    forgetEnv()
  })

  const tokenIn = (text = '') => /https:\/\/fleet\.example\.com\/reset\/(\S+)/.exec(text)?.[1] ?? ''
  const mailsTo = (person: Person) => catcher.list().filter(({ to }) => to.includes(person.email))

  test('comes by mail, is good once, ends every session, and keeps no token in the database', async () => {
    const person = await makePerson()
    await db().tenantBranding.create({
      data: { tenantId: person.tenantId, mailName: 'Northern Desk', mailReplyTo: 'desk@northern.example' },
    })
    const cookie = await encodeSession(await beginSession({ ...person, sessionVersion: 1 }, SOURCE))
    expect(await ask(` ${person.email.toUpperCase()} `)).toEqual({ kind: 'sent' })
    await vi.waitUntil(() => mailsTo(person).length === 1, { timeout: 10_000 })
    const token = tokenIn(mailsTo(person)[0]?.text)
    const rows = await db().passwordReset.findMany({ where: { userId: person.id } })
    expect(JSON.stringify(rows)).not.toContain(token)
    expect((await findReset(token))?.email).toBe(person.email)
    expect(await redeem(token, 'short')).toEqual({ kind: 'unfit', problem: 'short' })
    expect(await redeem(token)).toEqual({ kind: 'ok' })
    expect(await redeem(token)).toEqual({ kind: 'gone' })
    expect(await sessionFromCookie(cookie)).toBeNull()
    expect([await enter(person, PASSWORD), await enter(person, NEXT)]).toEqual(['refused', 'ok'])
    await vi.waitUntil(() => mailsTo(person).length === 2, { timeout: 10_000 })
    const told = mailsTo(person).find(({ subject }) => subject.includes('was changed'))
    expect(told?.subject).toBe('Your password for Northern Freight was changed')
    expect(told?.text).not.toContain('/reset/')
    for (const { raw } of mailsTo(person)) {
      expect(raw.toString()).toMatch(/^From: "?Northern Desk"? </m)
      expect(raw.toString()).toMatch(/^Reply-To: desk@northern\.example/m)
    }
    const entries = await db().auditEntry.findMany({ where: { tenantId: person.tenantId } })
    const actions = entries.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['password.request', 'password.reset']))
    expect(JSON.stringify(entries.map(({ detail }) => detail))).not.toContain(token)
  })

  test('unknown and disabled people get the same answer, and no mail', async () => {
    const [person, disabled] = [await makePerson(), await makePerson()]
    await db().user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } })
    const stranger = `${randomUUID()}@example.com`
    for (const email of [stranger, disabled.email, 'a\0b@example.com', person.email])
      expect(await ask(email)).toEqual({ kind: 'sent' })
    await vi.waitUntil(() => mailsTo(person).length === 1, { timeout: 10_000 })
    expect(mailsTo(disabled)).toEqual([])
    expect(catcher.list().filter(({ to }) => to.includes(stranger))).toEqual([])
  })

  test('asking again and again is throttled, known or unknown alike, and keeps nobody from signing in', async () => {
    const person = await makePerson()
    const throttle = createSignInThrottle()
    for (const email of [person.email, `${randomUUID()}@example.com`]) {
      for (let i = 0; i < PAIR_LIMIT.points; i++) expect((await ask(email, throttle)).kind).toBe('sent')
      expect((await ask(email, throttle)).kind).toBe('throttled')
    }
    const attempt = { email: person.email, password: PASSWORD }
    expect((await signIn(attempt, SOURCE, throttle)).kind).toBe('ok')
  })

  test('using one ends the others, and none outlives its hour', async () => {
    const person = await makePerson()
    const first = await linkOf(person)
    await ask(person.email)
    await vi.waitUntil(() => mailsTo(person).length === 1, { timeout: 10_000 })
    const second = tokenIn(mailsTo(person)[0]?.text)
    expect((await findReset(second))?.id).toBe(person.id)
    expect(await redeem(first)).toEqual({ kind: 'ok' })
    expect(await findReset(second)).toBeNull()
    const third = await linkOf(person)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_001 })
    try {
      expect(await findReset(third)).toBeNull()
      expect(await redeem(third, 'yet another passphrase')).toEqual({ kind: 'gone' })
    } finally {
      vi.useRealTimers()
    }
  })

  test('of two browsers with one link one chooses the password, and the other is told that the link is gone', async () => {
    const person = await makePerson()
    const token = await linkOf(person)
    const chosen = ['the first of two passphrases', 'the second of two passphrases']
    const kinds = (await Promise.all(chosen.map((password) => redeem(token, password)))).map(
      ({ kind }) => kind,
    )
    expect(kinds.toSorted()).toEqual(['gone', 'ok'])
    const entered = await Promise.all(chosen.map((password) => enter(person, password)))
    expect(entered).toEqual(kinds.map((kind) => (kind === 'ok' ? 'ok' : 'refused')))
    const where = { tenantId: person.tenantId, action: 'password.reset' }
    expect(await db().auditEntry.count({ where })).toBe(1)
  })

  test('of two links of one person, used at the same time, one is good and takes the other with it', async () => {
    const person = await makePerson()
    const handed = await linkOf(person)
    await ask(person.email)
    await vi.waitUntil(() => mailsTo(person).length === 1, { timeout: 10_000 })
    const mailed = tokenIn(mailsTo(person)[0]?.text)
    const kinds = (await Promise.all([redeem(handed), redeem(mailed)])).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['gone', 'ok'])
    expect(await db().passwordReset.count({ where: { userId: person.id } })).toBe(0)
  })

  test('a password that cannot be put on record is not set: the link stays good and sessions go on', async () => {
    const person = await makePerson()
    const cookie = await encodeSession(await beginSession({ ...person, sessionVersion: 1 }, SOURCE))
    const token = await linkOf(person)
    await whileRecordRefuses('password.reset', async () => {
      await expect(redeem(token)).rejects.toThrow()
    })
    expect(await enter(person, PASSWORD)).toBe('ok')
    expect(await sessionFromCookie(cookie)).not.toBeNull()
    expect(await redeem(token)).toEqual({ kind: 'ok' })
  })

  test('a changed, foreign or guessed token is none', async () => {
    const [mine, theirs] = [await linkOf(await makePerson()), await linkOf(await makePerson())]
    const mixed = Buffer.concat([
      Buffer.from(mine, 'base64url').subarray(0, 16),
      Buffer.from(theirs, 'base64url').subarray(16),
    ])
    for (const token of ['', 'x', mixed.toString('base64url'), `${mine}A`, mine.slice(0, -1), `${mine}\0`])
      expect(await findReset(token)).toBeNull()
    expect(await findReset(mine)).not.toBeNull()
  })

  test('leads to the configured address or this machine, never to what a request says of itself', () => {
    expect(resetOrigin(new Headers({ host: 'evil.example' }))).toBeNull()
    expect(resetOrigin(new Headers({ host: '127.0.0.1:3000' }))).toBe('http://127.0.0.1:3000')
    process.env.MILEPOST_URL = ORIGIN
    forgetEnv()
    expect(resetOrigin(new Headers({ host: 'evil.example' }))).toBe(ORIGIN)
    Reflect.deleteProperty(process.env, 'MILEPOST_URL')
    forgetEnv()
  })
})
