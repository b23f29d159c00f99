import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { callConnection, forgetConnection } from '@/lib/server/jimi'
import { verifyPassword } from '@/lib/server/passwords'
import { storeCallCounts } from '@/lib/server/services/call-books'
import { ConnectRefusedError, type ConnectRequest, connectTenant } from '@/lib/server/services/connect'
import { describeOnEachDatabase } from '../db/each-database'
import { forgetVendor, startVendor, type Vendor } from '../live/vendor'

describeOnEachDatabase('connecting a vendor account', () => {
  let vendor: Vendor
  beforeAll(async () => {
    forgetVendor()
    vendor = await startVendor()
  })
  afterAll(() => vendor.close())

  function request(over: Partial<ConnectRequest> = {}): ConnectRequest {
    const { url, appKey, appSecret, accounts } = vendor.sandbox
    const [root] = accounts
    return {
      tenantName: 'Acme & Söhne',
      ownerEmail: ' Boss@Acme.example ',
      ownerPassword: 'a long enough password',
      region: { baseUrl: url, profile: 'pro' },
      account: root?.account ?? '',
      password: root?.password ?? '',
      appKey,
      appSecret,
      ...over,
    }
  }

  const stored = async () => ({
    tenants: await db().tenant.count(),
    users: await db().user.count(),
    connections: await db().jimiConnection.count(),
    tokens: await db().jimiToken.count(),
  })
  const nothing = { tenants: 0, users: 0, connections: 0, tokens: 0 }

  test.each([
    ['app key', { appKey: 'F'.repeat(32) }, 'region'],
    ['app secret', { appSecret: 'f'.repeat(32) }, 'app_key'],
    ['password', { password: 'not it' }, 'password'],
    ['address', { region: { baseUrl: 'http://127.0.0.1:1/route/rest', profile: 'pro' } }, 'unreachable'],
  ] as const)('a wrong %s is told apart, and nothing is stored', async (_, wrong, health) => {
    const result = await connectTenant(request(wrong))
    expect(result).toMatchObject({ ok: false, health })
    for (const secret of [request(wrong).appKey, request(wrong).appSecret, request(wrong).password])
      expect(JSON.stringify(result)).not.toContain(secret)
    expect(await stored()).toEqual(nothing)
  })

  test.each([
    ['a password nobody can sign in with', { ownerPassword: 'short' }, 'at least'],
    ['a password longer than sign-in takes', { ownerPassword: 'x'.repeat(2000) }, 'at most'],
    ['a name without a letter', { tenantName: '—' }, 'letter or digit'],
  ])('%s is refused before the vendor is asked', async (_, wrong, words) => {
    const before = await vendor.calls()
    await expect(connectTenant(request(wrong))).rejects.toThrow(words)
    await expect(connectTenant(request(wrong))).rejects.toThrow(ConnectRefusedError)
    expect(await vendor.calls()).toEqual(before)
    expect(await stored()).toEqual(nothing)
  })

  test('what a try that was cut off left behind does not stand in the way, and a good one is stored whole', async () => {
    const tenant = await db().tenant.create({
      data: { id: '00000000-0000-4000-8000-000000000001', slug: 'acme-sohne', name: 'Acme & Söhne' },
    })
    const { account, region } = request()
    await db().jimiConnection.create({
      data: {
        tenantId: tenant.id,
        id: '00000000-0000-4000-8000-000000000002',
        name: account,
        account,
        baseUrl: region.baseUrl,
        profile: 'pro',
        enabled: false,
        createdAt: new Date(Date.now() - 3_600_000),
        appKeySealed: 'x',
        appSecretSealed: 'x',
        passwordMd5Sealed: 'x',
      },
    })
    const result = await connectTenant(request())
    expect(result).toMatchObject({ ok: true, tenantId: tenant.id })
    expect(await stored()).toEqual({ tenants: 1, users: 1, connections: 1, tokens: 1 })
    expect(await db().jimiConnection.findFirst()).toMatchObject({ account, enabled: true })
    const owner = await db().user.findUniqueOrThrow({ where: { email: 'boss@acme.example' } })
    expect(owner).toMatchObject({ role: 'owner', scopePath: '/', tenantId: tenant.id })
    expect(await verifyPassword(owner.passwordHash, 'a long enough password')).toBe(true)
    const audited = await db().auditEntry.findMany({ where: { tenantId: tenant.id } })
    expect(audited.map(({ action }) => action)).toEqual(['connection.connect'])
    expect(JSON.stringify(audited.map(({ detail }) => detail))).not.toContain(request().appKey)
  })

  test('a second time, credentials that the vendor takes replace the old ones, and others change nothing', async () => {
    await db().jimiConnection.updateMany({
      data: { pausedUntil: new Date(Date.now() + 3_600_000), pauseReason: 'of the old key' },
    })
    // What was learned of the vendor's clock is stored some seconds after the answers that told it.
    await storeCallCounts()
    const before = await db().jimiConnection.findFirstOrThrow()
    // The vendor gives an account one token a minute; a reset stands for the minute.
    await fetch(`${vendor.sandbox.controlUrl}/reset`, { method: 'POST' })
    expect(await connectTenant(request({ password: 'not it' }))).toMatchObject({
      ok: false,
      health: 'password',
    })
    await storeCallCounts()
    expect(await db().jimiConnection.findMany()).toEqual([before])
    const result = await connectTenant(request())
    expect(result).toMatchObject({ ok: true, connectionId: before.id, replaced: true })
    const [after, ...others] = await db().jimiConnection.findMany()
    expect(others).toEqual([])
    expect(after?.appKeySealed).not.toBe(before.appKeySealed)
    expect(after).toMatchObject({ pausedUntil: null, pauseReason: null })
    expect(await db().jimiToken.findMany()).toMatchObject([
      { connectionId: before.id, accessTokenSealed: expect.any(String) },
    ])
    const ref = { tenantId: before.tenantId, id: before.id }
    forgetConnection(ref.id)
    await callConnection(ref, 'jimi.user.child.list', { accountLogin: before.account })
  })

  test('another tenant of the same address, and a person of another tenant are refused in words', async () => {
    const before = await stored()
    await expect(connectTenant(request({ tenantName: 'Acme Söhne' }))).rejects.toThrow('Acme & Söhne')
    await expect(connectTenant(request({ tenantName: 'Other' }))).rejects.toThrow('belongs to another tenant')
    expect(await stored()).toEqual(before)
  })

  test('a known owner needs no password for another connection, and a refusal takes nothing from the tenant', async () => {
    const second = vendor.sandbox.accounts.find(
      ({ parent, account }) => parent === null && account !== request().account,
    )
    const { account = '', password = '' } = second ?? {}
    const before = await stored()
    const wrong = await connectTenant(request({ account, password: 'not it', ownerPassword: '' }))
    expect(wrong).toMatchObject({ ok: false, health: 'password' })
    expect(await stored()).toEqual(before)
    expect(await connectTenant(request({ account, password, ownerPassword: '' }))).toMatchObject({ ok: true })
    expect(await stored()).toEqual({ ...before, connections: 2, tokens: 2 })
  })
})
