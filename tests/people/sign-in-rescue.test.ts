// Helping somebody who cannot sign in, or should not be: a link to another password, the second factor taken away, signing out.

import { randomUUID } from 'node:crypto'
import { generateSync } from 'otplib'
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { storeReauthentication } from '@/lib/server/data/command-settings'
import { countResets, storeReset, takeReset } from '@/lib/server/data/system/password-resets'
import { startSession } from '@/lib/server/data/system/sessions'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { createResetLink, findReset, redeemReset } from '@/lib/server/services/password-reset'
import { confirmEnrolment, openEnrolment, removeFactorOf } from '@/lib/server/services/second-factor'
import { endSessionsOf } from '@/lib/server/services/sign-in-sessions'
import { createSignInThrottle } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson, makeTenant, type TestTenant } from '../db/fixtures'

describeOnEachDatabase('helping others to sign in', () => {
  let tenant: TestTenant
  let owner: Viewer
  let manager: Viewer

  const actor = (viewer: Viewer) => ({ viewer, sessionHash: `session of ${viewer.userId}` })
  const prove = (viewer: Viewer, at = new Date()) =>
    storeReauthentication(viewer, actor(viewer).sessionHash, at)
  const person = (role: Viewer['role'], scopePath = '/', over: Parameters<typeof makePerson>[1] = {}) =>
    makePerson({ tenantId: tenant.tenantId, role, scopePath }, over)
  const auditOf = async ({ userId }: Viewer) =>
    (await db().auditEntry.findMany({ where: { target: userId }, orderBy: { seq: 'asc' } })).map(
      ({ action, actorId, detail }) => ({ action, actorId, detail }),
    )
  const openSessions = ({ userId }: Viewer) => db().userSession.count({ where: { userId, endedAt: null } })
  const startOn = ({ tenantId, userId }: Viewer) =>
    startSession({ tenantId, userId }, { address: null, userAgent: null })
  const linksOf = ({ userId }: Viewer) => db().passwordReset.count({ where: { userId } })
  const hasFactor = async ({ userId }: Viewer) =>
    (await db().secondFactor.count({ where: { userId, NOT: { confirmedAt: null } } })) > 0

  async function enrol({ tenantId, userId }: Viewer): Promise<void> {
    const who = { tenantId, userId, email: 'a@example.com', tenantName: 'T', signInId: 'here' }
    const secret = (await openEnrolment(who))?.key.replaceAll(' ', '') ?? ''
    await confirmEnrolment(who, { code: generateSync({ secret }), address: null })
  }

  async function tokenFrom(by: Viewer, { userId }: Viewer): Promise<string> {
    const made = await createResetLink(actor(by), userId)
    if (!made.ok) throw new Error(made.problem)
    return made.path.replace('/reset/', '')
  }
  const redeem = (token: string) =>
    redeemReset(token, 'another fine passphrase', null, createSignInThrottle())
  /** Nothing of this tenant can be put on record any more: its chain has used up the numbers of an int8. */
  const fillAudit = ({ tenantId }: { tenantId: string }) =>
    db().auditEntry.create({
      data: {
        ...{ tenantId, seq: 2n ** 63n - 1n, at: new Date(), action: 'test.full' },
        ...{ detail: {}, prevHash: '', hash: '' },
      },
    })

  beforeAll(async () => {
    tenant = await makeTenant()
    owner = await person('owner')
    manager = await person('distributor', '/north/')
    await Promise.all([prove(owner), prove(manager)])
  })

  test('foreign, missing, higher and out of scope people are one answer, and without the right there is none', async () => {
    const other = await makeTenant()
    const foreign = await makePerson({ tenantId: other.tenantId, role: 'viewer' })
    const [outside, inside] = [await person('viewer', '/south/'), await person('viewer', '/north/')]
    const [dispatcher, denied] = [
      await person('dispatcher', '/north/'),
      await person('distributor', '/north/', { deniedRights: ['manage_people'] }),
    ]
    const doors = [
      (by: Viewer, id: string) => createResetLink(actor(by), id),
      (by: Viewer, id: string) => removeFactorOf(actor(by), id),
      (by: Viewer, id: string) => endSessionsOf(by, id),
    ]
    for (const who of [dispatcher, denied]) await prove(who)
    for (const who of [foreign, outside, owner, inside]) await Promise.all([startOn(who), enrol(who)])
    for (const door of doors) {
      for (const id of [foreign.userId, outside.userId, owner.userId, randomUUID(), 'x'])
        await expect(door(manager, id)).rejects.toEqual(new NotFoundError())
      for (const by of [dispatcher, denied])
        await expect(door(by, inside.userId)).rejects.toThrow(ForbiddenError)
      await expect(door(manager, manager.userId)).rejects.toThrow(ForbiddenError)
    }
    for (const who of [foreign, outside, owner, inside]) {
      expect([await linksOf(who), await openSessions(who), await hasFactor(who)]).toEqual([0, 1, true])
      expect((await auditOf(who)).map(({ action }) => action)).toEqual([])
    }
  })

  test('a link and a taken second factor ask for a proof of this session that is minutes old', async () => {
    const [someone, unproven] = [await person('viewer', '/north/'), await person('distributor', '/north/')]
    await enrol(someone)
    const stale = await person('distributor', '/north/')
    // A proof lasts five minutes: REAUTHENTICATION_MS of lib/domain/command-safety.ts.
    await prove(stale, new Date(Date.now() - 301_000))
    for (const by of [actor(unproven), actor(stale), { viewer: manager, sessionHash: 'another session' }]) {
      expect(await createResetLink(by, someone.userId)).toEqual({ ok: false, problem: 'unproven' })
      expect(await removeFactorOf(by, someone.userId)).toBe('unproven')
    }
    expect([await linksOf(someone), await hasFactor(someone)]).toEqual([0, true])
  })

  test('nobody comes to rights they do not have by way of another person', async () => {
    const someone = await person('dispatcher', '/north/', { rights: ['cut_engine'] })
    await enrol(someone)
    expect(await createResetLink(actor(manager), someone.userId)).toEqual({ ok: false, problem: 'beyond' })
    expect(await removeFactorOf(actor(manager), someone.userId)).toBe('beyond')
    expect([await linksOf(someone), await hasFactor(someone)]).toEqual([0, true])
    expect(await createResetLink(actor(owner), someone.userId)).toMatchObject({ ok: true })
    expect(await removeFactorOf(actor(owner), someone.userId)).toBeNull()
  })

  test('a link handed over sets a password once, on record, and the record does not hold it', async () => {
    const someone = await person('dispatcher', '/north/')
    await startOn(someone)
    const made = await createResetLink(actor(manager), someone.userId)
    if (!made.ok) throw new Error(made.problem)
    // RESET_MS: an hour.
    expect(made.expiresAt.getTime() - Date.now()).toBeGreaterThan(3_590_000)
    expect(await openSessions(someone)).toBe(1)
    const [entry] = await auditOf(someone)
    expect(entry).toMatchObject({ action: 'password.link', actorId: manager.userId })
    const token = made.path.replace('/reset/', '')
    expect(JSON.stringify(entry)).not.toContain(token)
    const redeem = () => redeemReset(token, 'another fine passphrase', null, createSignInThrottle())
    expect(await redeem()).toEqual({ kind: 'ok' })
    expect(await redeem()).toEqual({ kind: 'gone' })
    expect(await openSessions(someone)).toBe(0)
  })

  test('who is shut out gets no link, and who has no second factor loses none', async () => {
    const [shut, plain] = [await person('viewer', '/north/'), await person('viewer', '/north/')]
    await db().user.update({ where: { id: shut.userId }, data: { disabledAt: new Date() } })
    await startOn(plain)
    await expect(createResetLink(actor(manager), shut.userId)).rejects.toEqual(new NotFoundError())
    await expect(removeFactorOf(actor(manager), plain.userId)).rejects.toEqual(new NotFoundError())
    expect([await linksOf(shut), await openSessions(plain)]).toEqual([0, 1])
  })

  test('a second factor taken away and a signing out end every session, on record with how many', async () => {
    const [lost, away] = [await person('viewer', '/north/'), await person('distributor', '/north/')]
    await enrol(lost)
    for (const who of [lost, lost, away]) await startOn(who)
    expect(await removeFactorOf(actor(manager), lost.userId)).toBeNull()
    expect(await hasFactor(lost)).toBe(false)
    expect(await db().recoveryCode.count({ where: { userId: lost.userId } })).toBe(0)
    expect(await endSessionsOf(manager, away.userId)).toBe(1)
    expect([await openSessions(lost), await openSessions(away)]).toEqual([0, 0])
    const by = { actorId: manager.userId }
    expect(await auditOf(lost)).toEqual([{ ...by, action: 'second_factor.remove', detail: { sessions: 2 } }])
    expect(await auditOf(away)).toEqual([{ ...by, action: 'session.revoke', detail: { sessions: 1 } }])
  })

  test('a link handed over is good while who made it may still make it, and is whole again when they may again', async () => {
    const falls: [string, (by: Viewer, someone: Viewer) => Promise<unknown>][] = [
      ['disabled', (by) => db().user.update({ where: { id: by.userId }, data: { disabledAt: new Date() } })],
      ['deleted', (by) => db().user.delete({ where: { id: by.userId } })],
      [
        'without the right',
        (by) => db().user.update({ where: { id: by.userId }, data: { deniedRights: ['manage_people'] } }),
      ],
      [
        'of a narrower scope',
        (by) => db().user.update({ where: { id: by.userId }, data: { scopePath: '/north/east/' } }),
      ],
      ['of a lower role', (by) => db().user.update({ where: { id: by.userId }, data: { role: 'viewer' } })],
      [
        'below whom they helped',
        (_, someone) => db().user.update({ where: { id: someone.userId }, data: { role: 'owner' } }),
      ],
      [
        'with less than whom they helped',
        (_, someone) => db().user.update({ where: { id: someone.userId }, data: { rights: ['cut_engine'] } }),
      ],
    ]
    for (const [fall, happens] of falls) {
      const [by, someone] = [await person('distributor', '/north/'), await person('dispatcher', '/north/')]
      await prove(by)
      const token = await tokenFrom(by, someone)
      expect((await findReset(token))?.id, fall).toBe(someone.userId)
      await happens(by, someone)
      expect(await findReset(token), fall).toBeNull()
      expect(await redeem(token), fall).toEqual({ kind: 'gone' })
    }
    const [by, someone] = [await person('distributor', '/north/'), await person('viewer', '/north/')]
    await prove(by)
    const token = await tokenFrom(by, someone)
    const disable = (disabledAt: Date | null) =>
      db().user.update({ where: { id: by.userId }, data: { disabledAt } })
    await disable(new Date())
    expect(await redeem(token)).toEqual({ kind: 'gone' })
    await disable(null)
    expect(await redeem(token)).toEqual({ kind: 'ok' })
  })

  test('standing that falls while a link is being used is seen: the taking itself judges it', async () => {
    const [by, someone] = [await person('distributor', '/north/'), await person('viewer', '/north/')]
    await prove(by)
    const token = await tokenFrom(by, someone)
    const tokenHash = (await db().passwordReset.findFirstOrThrow({ where: { userId: someone.userId } }))
      .tokenHash
    await db().user.update({ where: { id: by.userId }, data: { disabledAt: new Date() } })
    expect(await takeReset(someone, tokenHash, new Date())).toBe(false)
    await db().user.update({ where: { id: by.userId }, data: { disabledAt: null } })
    await db().user.update({ where: { id: someone.userId }, data: { disabledAt: new Date() } })
    expect(await takeReset(someone, tokenHash, new Date())).toBe(false)
    await db().user.update({ where: { id: someone.userId }, data: { disabledAt: null } })
    expect(await redeem(token)).toEqual({ kind: 'ok' })
  })

  test('of links handed over the newest alone is good, and they leave those by mail alone', async () => {
    const someone = await person('viewer', '/north/')
    const at = new Date()
    const mailed = { tokenHash: 'mailed', at, expiresAt: new Date(at.getTime() + 60_000), createdById: null }
    await storeReset(someone, mailed)
    const [first, second] = [await tokenFrom(manager, someone), await tokenFrom(owner, someone)]
    expect([await findReset(first), (await findReset(second))?.id]).toEqual([null, someone.userId])
    expect(await linksOf(someone)).toBe(2)
    expect(await countResets(someone, at)).toBe(1)
    expect(await redeem(first)).toEqual({ kind: 'gone' })
    expect(await redeem(second)).toEqual({ kind: 'ok' })
    expect(await linksOf(someone)).toBe(0)
  })

  test('a second factor that is only being set up is not taken away: a refused removal leaves it', async () => {
    const someone = await person('viewer', '/north/')
    const { tenantId, userId } = someone
    const who = { tenantId, userId, email: 'a@example.com', tenantName: 'T', signInId: 'here' }
    const begun = await openEnrolment(who)
    await expect(removeFactorOf(actor(manager), userId)).rejects.toEqual(new NotFoundError())
    expect((await openEnrolment(who))?.key).toBe(begun?.key)
    const code = generateSync({ secret: begun?.key.replaceAll(' ', '') ?? '' })
    expect(await confirmEnrolment(who, { code, address: null })).toMatchObject({ kind: 'ok' })
  })

  test('what cannot be put on record does not happen', async () => {
    const full = await makeTenant()
    const [by, someone] = [
      await makePerson({ tenantId: full.tenantId, role: 'owner' }),
      await makePerson({ tenantId: full.tenantId, role: 'viewer' }),
    ]
    await Promise.all([prove(by), enrol(someone), startOn(someone)])
    const earlier = await tokenFrom(by, someone)
    await fillAudit(full)
    await expect(createResetLink(actor(by), someone.userId)).rejects.toThrow()
    await expect(removeFactorOf(actor(by), someone.userId)).rejects.toThrow()
    expect((await findReset(earlier))?.id).toBe(someone.userId)
    expect([await linksOf(someone), await hasFactor(someone), await openSessions(someone)]).toEqual([
      1,
      true,
      1,
    ])
  })
})
