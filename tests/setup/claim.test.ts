import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { verifyAuditChain } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { log } from '@/lib/server/log'
import { verifyPassword } from '@/lib/server/passwords'
import { setupCode } from '@/lib/server/secrets'
import { announceSetup, claim, isSetupCode, needsSetup, type OwnerRequest } from '@/lib/server/services/setup'
import { forgetSingleton } from '@/lib/server/singleton'
import { createSignInThrottle, PAIR_LIMIT } from '@/lib/server/throttle'
import { describeOnEachDatabase } from '../db/each-database'

log.level = 'silent'

describeOnEachDatabase('claiming an installation', () => {
  beforeAll(() => forgetSingleton('setup'))
  beforeEach(async () => {
    forgetSingleton('setup')
    await db().user.deleteMany()
  })

  const request = (over: Partial<OwnerRequest> = {}): OwnerRequest => ({
    code: setupCode(),
    tenantName: ' Acme & Söhne ',
    name: 'Ada',
    email: ' Boss@Acme.example ',
    password: 'a long enough password',
    ...over,
  })
  const claimBy = (over: Partial<OwnerRequest> = {}) =>
    claim(request(over), '203.0.113.7', createSignInThrottle())

  test('without the code nothing is made, and a wrong one is told nothing else', async () => {
    expect(await needsSetup()).toBe(true)
    for (const code of ['', 'AAAA-AAAA-AAAA-AAAA', `${setupCode()}A`, setupCode().slice(1)])
      expect(await claimBy({ code })).toEqual({ kind: 'wrong_code' })
    expect(await db().tenant.count()).toBe(0)
  })

  test('the code is eighty bits in four groups, and is taken in any case, with or without hyphens', () => {
    expect(setupCode()).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/)
    expect(isSetupCode(` ${setupCode().toLowerCase().replaceAll('-', ' ')}`)).toBe(true)
  })

  test('tries of the code are limited, also those with the right one', async () => {
    const throttle = createSignInThrottle()
    for (let tries = 0; tries < PAIR_LIMIT.points; tries += 1)
      expect(await claim(request({ code: 'no' }), '203.0.113.7', throttle)).toEqual({ kind: 'wrong_code' })
    expect(await claim(request(), '203.0.113.7', throttle)).toMatchObject({ kind: 'throttled' })
    expect(await db().tenant.count()).toBe(0)
  })

  test('two who claim at once make one tenant; afterwards nobody can, whatever code they have', async () => {
    const outcomes = await Promise.all([
      claimBy(),
      claimBy({ tenantName: 'Other', email: 'x@other.example' }),
    ])
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['ok', 'taken'])
    expect(await db().tenant.count()).toBe(1)
    expect(await needsSetup()).toBe(false)
    expect(await claimBy({ tenantName: 'Third', email: 'y@third.example' })).toEqual({ kind: 'taken' })
    expect(await claimBy({ code: 'wrong' })).toEqual({ kind: 'wrong_code' })
    expect(await db().tenant.count()).toBe(1)
    await db().tenant.deleteMany({ where: { users: { none: {} } } })
  })

  test('a tenant without people is somebody, too', async () => {
    forgetSingleton('setup')
    expect(await db().tenant.count()).toBeGreaterThan(0)
    expect(await claimBy()).toEqual({ kind: 'taken' })
  })

  test('the start says the code only while nobody owns the installation', async () => {
    const said = vi.spyOn(log, 'warn').mockImplementation(() => {})
    await announceSetup()
    expect(said).not.toHaveBeenCalled()
    said.mockRestore()
  })
})

describeOnEachDatabase('the owner who claims', () => {
  test('is stored with a digest, an audit entry without secrets, and is announced before only', async () => {
    forgetSingleton('setup')
    log.level = 'warn'
    const said = vi.spyOn(log, 'warn').mockImplementation(() => {})
    await announceSetup()
    expect(said).toHaveBeenCalledWith(expect.stringContaining(setupCode()))
    said.mockRestore()
    log.level = 'silent'
    const outcome = await claim(
      {
        code: setupCode(),
        tenantName: 'Acme & Söhne',
        name: 'Ada',
        email: ' Boss@Acme.example ',
        password: 'a long enough password',
      },
      null,
      createSignInThrottle(),
    )
    expect(outcome).toMatchObject({ kind: 'ok' })
    expect(JSON.stringify(outcome)).not.toContain('password')
    const owner = await db().user.findFirstOrThrow()
    expect(owner).toMatchObject({ email: 'boss@acme.example', name: 'Ada', role: 'owner', scopePath: '/' })
    expect(await verifyPassword(owner.passwordHash, 'a long enough password')).toBe(true)
    expect(await db().tenant.findFirst()).toMatchObject({ name: 'Acme & Söhne', slug: 'acme-sohne' })
    expect(await verifyAuditChain(owner.tenantId)).toEqual({ intact: true, entries: 1 })
    const entry = await db().auditEntry.findFirstOrThrow()
    expect(entry.action).toBe('installation.claim')
    expect(JSON.stringify(entry.detail)).not.toContain(setupCode())
  })
})
