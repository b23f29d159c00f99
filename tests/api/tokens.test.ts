import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { createFence, getMe, listDevices, listTrips } from '@/lib/domain/api-v1/operations'
import { MAX_TOKENS, TOKEN_FORM } from '@/lib/domain/api-v1/tokens'
import { verifyAuditChain } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { listOwnTokens, makeToken, revokeToken, TooManyTokensError } from '@/lib/server/services/api-tokens'
import { encodeSession, sessionCookie } from '@/lib/server/session-cookie'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson } from '../db/fixtures'
import { type ApiWorld, call, makeApiWorld, type Sent, SPAN, tokenOf } from './api-world'

const DRAFT = { name: 'Screen', scopes: ['devices:read' as const], days: 30 as const }

describeOnEachDatabase('tokens of the API', () => {
  let world: ApiWorld
  beforeAll(async () => {
    // Wrong tokens of the other database count here too, as both are asked from one process.
    forgetSingleton('limiter:api-wrong-token')
    world = await makeApiWorld()
  })

  const distributor = () => makePerson({ tenantId: world.tenantId, role: 'distributor' })
  const statusOf = async (token: string) => (await call(getMe, { token })).status

  test('only the digest of a token is stored, and the list never has it', async () => {
    const viewer = await distributor()
    const { id, token } = await makeToken(viewer, DRAFT)
    expect(token).toMatch(TOKEN_FORM)
    const row = await db().apiToken.findFirstOrThrow({ where: { id } })
    expect(row.tokenHash).toBe(createHash('sha256').update(token).digest('hex'))
    expect(JSON.stringify(row)).not.toContain(token)
    const listed = await listOwnTokens(viewer)
    expect(JSON.stringify(listed)).not.toContain(token)
    expect(listed.tokens).toMatchObject([{ id, name: 'Screen', state: 'working', lastUsedAt: null }])
    const entries = await db().auditEntry.findMany({ where: { tenantId: world.tenantId } })
    expect(
      JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
    ).not.toContain(token)
  })

  test('a token stops at once when it is revoked, over, or its person is disabled, without the right, or gone', async () => {
    const viewer = await distributor()
    const where = { tenantId: viewer.tenantId, id: viewer.userId }
    const { id, token } = await makeToken(viewer, DRAFT)
    expect(await statusOf(token)).toBe(200)
    const key = { tenantId_id: where }
    await db().user.update({ where: key, data: { disabledAt: new Date() } })
    expect(await statusOf(token)).toBe(401)
    await db().user.update({ where: key, data: { disabledAt: null, deniedRights: ['export'] } })
    expect(await statusOf(token)).toBe(401)
    await db().user.update({ where: key, data: { deniedRights: [], role: 'dispatcher' } })
    expect(await statusOf(token)).toBe(401)
    await db().user.update({ where: key, data: { role: 'distributor' } })
    expect(await statusOf(token)).toBe(200)
    await db().apiToken.updateMany({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await statusOf(token)).toBe(401)
    const second = await makeToken(viewer, DRAFT)
    await revokeToken(viewer, second.id)
    expect(await statusOf(second.token)).toBe(401)
    const third = await makeToken(viewer, DRAFT)
    await db().user.delete({ where: key })
    expect(await statusOf(third.token)).toBe(401)
  })

  test('a token of somebody who owes a second factor does not work', async () => {
    const viewer = await distributor()
    const { token } = await makeToken(viewer, DRAFT)
    const where = { id: world.tenantId }
    await db().tenant.update({ where, data: { secondFactorRoles: ['distributor'] } })
    expect(await statusOf(token)).toBe(401)
    const { tenantId, userId } = viewer
    await db().secondFactor.create({
      data: { tenantId, userId, secretSealed: '-', createdAt: new Date(), confirmedAt: new Date() },
    })
    expect(await statusOf(token)).toBe(200)
    await db().tenant.update({ where, data: { secondFactorRoles: [] } })
  })

  test('the scope of a token is that of its person at the moment of the call', async () => {
    const viewer = await distributor()
    const token = await tokenOf(viewer)
    const seen = async () =>
      listDevices.answer.parse((await call(listDevices, { token })).body).devices.map(({ id }) => id)
    expect(await seen()).toHaveLength(2)
    const where = { tenantId_id: { tenantId: viewer.tenantId, id: viewer.userId } }
    await db().user.update({ where, data: { scopePath: world.distributor.scopePath } })
    expect(await seen()).toEqual([world.mine])
  })

  test('only who may export and manage devices has tokens, and everybody only their own', async () => {
    const { tenantId } = world
    for (const role of ['dispatcher', 'viewer'] as const) {
      const viewer = await makePerson({ tenantId, role })
      await expect(makeToken(viewer, DRAFT)).rejects.toThrow(ForbiddenError)
      await expect(listOwnTokens(viewer)).rejects.toThrow(ForbiddenError)
    }
    const dispatcher = await makePerson({ tenantId, role: 'dispatcher' }, { rights: ['manage_devices'] })
    const { id } = await makeToken(dispatcher, DRAFT)
    await expect(revokeToken(world.owner, id)).rejects.toEqual(new NotFoundError())
    await expect(revokeToken(dispatcher, 'x')).rejects.toEqual(new NotFoundError())
    expect((await listOwnTokens(world.owner)).tokens.map((token) => token.id)).not.toContain(id)
    // Somebody looking as a customer has that customer's rights only.
    const narrowed = { ...world.owner, role: 'viewer' as const }
    await expect(makeToken(narrowed, DRAFT)).rejects.toThrow(ForbiddenError)
  })

  test('nobody has more tokens than allowed, also not by asking at once', async () => {
    const viewer = await distributor()
    const tries = await Promise.allSettled(
      Array.from({ length: MAX_TOKENS + 3 }, () => makeToken(viewer, DRAFT)),
    )
    const refused = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    expect(refused).toEqual(Array.from({ length: 3 }, () => new TooManyTokensError()))
    const working = (await listOwnTokens(viewer)).tokens.filter(({ state }) => state === 'working')
    expect(working).toHaveLength(MAX_TOKENS)
  })

  test('making and revoking stand in the audit trail, calls do not', async () => {
    const viewer = await distributor()
    const { id, token } = await makeToken(viewer, DRAFT)
    await call(getMe, { token })
    await revokeToken(viewer, id)
    await expect(revokeToken(viewer, id)).rejects.toEqual(new NotFoundError())
    const entries = await db().auditEntry.findMany({
      where: { actorId: viewer.userId },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ action, target }) => [action, target])).toEqual([
      ['api_token.create', id],
      ['api_token.revoke', id],
    ])
    expect(await verifyAuditChain(world.tenantId)).toMatchObject({ intact: true })
  })

  test('use is noted, and no more than once a minute', async () => {
    const viewer = await distributor()
    const { id, token } = await makeToken(viewer, DRAFT)
    await call(getMe, { token })
    const usedAt = async () =>
      (await db().apiToken.findFirstOrThrow({ where: { id } })).lastUsedAt?.getTime() ?? 0
    const first = await usedAt()
    expect(first).toBeGreaterThan(0)
    await call(getMe, { token })
    expect(await usedAt()).toBe(first)
    await db().apiToken.updateMany({ where: { id }, data: { lastUsedAt: new Date(first - 60_000) } })
    await call(getMe, { token })
    expect(await usedAt()).toBeGreaterThanOrEqual(first)
  })

  test('a session cookie alone, a token in the address, and other schemes are 401', async () => {
    const token = await tokenOf(world.owner)
    const claims = { userId: world.owner.userId, sessionVersion: 1, sessionId: world.owner.userId }
    const cookie = `${sessionCookie().name}=${await encodeSession(claims)}`
    const sent: Sent[] = [
      { headers: { cookie } },
      { headers: { cookie: `token=${token}` } },
      { query: `access_token=${token}` },
      { headers: { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` } },
      { headers: { authorization: token } },
      {},
    ]
    for (const one of sent) {
      const got = await call(getMe, one)
      expect(got).toMatchObject({ status: 401, body: { code: 'invalid_token' } })
      expect(got.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(JSON.stringify(got.body)).not.toContain(token)
    }
  })

  test('no page of another site reads or writes, and a server without an origin does', async () => {
    const token = await tokenOf(world.owner)
    const body = { name: 'x', shape: { kind: 'circle', center: { lat: 41, lng: -8 }, radiusM: 100 } }
    for (const origin of ['https://elsewhere.example', 'null']) {
      const read = await call(getMe, { token, headers: { origin } })
      expect(read.headers.get('access-control-allow-origin')).toBeNull()
      const written = await call(createFence, { token, body, headers: { origin } })
      expect(written).toMatchObject({ status: 403, body: { code: 'foreign_origin' } })
    }
    expect(await db().fence.count({ where: { tenantId: world.tenantId } })).toBe(0)
    expect((await call(createFence, { token, body })).status).toBe(201)
  })

  test('a token has its points: then 429 with the time to wait, while other tokens go on', async () => {
    const token = await tokenOf(world.distributor)
    // 600 points a minute, 20 a call.
    const calls = Array.from({ length: 31 }, () => call(listTrips, { token, id: world.mine, query: SPAN }))
    const got = await Promise.all(calls)
    expect(got.filter(({ status }) => status === 200)).toHaveLength(30)
    const refused = got.find(({ status }) => status === 429)
    expect(refused?.body).toMatchObject({ code: 'too_many_requests' })
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused?.headers.get('ratelimit-remaining')).toBe('0')
    expect(await statusOf(await tokenOf(world.distributor))).toBe(200)
  })

  test('wrong tokens are throttled by address, and a right one still passes from there', async () => {
    const wrong = `mp_${'A'.repeat(43)}`
    const statuses: number[] = []
    // Others of this file have sent a few: 30 within ten minutes is the limit.
    for (let each = 0; each < 31; each += 1) statuses.push(await statusOf(wrong))
    expect(statuses[0]).toBeGreaterThanOrEqual(401)
    expect(statuses.at(-1)).toBe(429)
    expect(await statusOf(await tokenOf(world.owner))).toBe(200)
  })
})
