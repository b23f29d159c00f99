import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addCallDays, removeOldCallDays } from '@/lib/server/data/system/call-days'
import { db } from '@/lib/server/db'
import { ForbiddenError } from '@/lib/server/errors'
import { callConnection, callJimi } from '@/lib/server/jimi'
import { listConnectionStatus } from '@/lib/server/services/connection-status'
import { connectionForCall } from '@/lib/server/services/ownership'
import { describeOnEachDatabase } from '../db/each-database'
import { makeViewer } from '../db/fixtures'
import { statusOf } from './call-status'
import { LOCATION_GET, LOCATIONS, prepareLiveSetting } from './live-setting'
import { type Customer, connectTenant } from './vendor'

const DETAIL = 'jimi.track.device.detail'
const UPDATE = 'jimi.open.device.update'
const TOKEN_GET = 'jimi.oauth.token.get'
const QUARTER_MS = 15 * 60_000

const setting = prepareLiveSetting()
afterEach(() => vi.restoreAllMocks())

describeOnEachDatabase('the call budget', () => {
  let customer: Customer
  let imei: string
  beforeEach(async () => {
    customer = await setting().knownTenant()
    imei = setting().vendor.world.imeisOf('acme')[0] ?? ''
  })

  test('people who ask the same share one call, and soon after an answer that is still fresh', async () => {
    const ask = () => callJimi(customer.owner, DETAIL, { imei })
    const answers = await Promise.all([ask(), ask(), ask()])
    answers.push(await ask())
    expect(new Set(answers.map((answer) => answer.imei))).toEqual(new Set([imei]))
    expect(await setting().callsOf(DETAIL)).toBe(1)
    const { methods } = await statusOf(customer)
    const detail = methods.find(({ method }) => method === DETAIL)
    expect(detail).toMatchObject({
      calls: 1,
      failed: 0,
      byPriority: { commands: 0, people: 1, background: 0 },
    })
    // Which of the first three came while the call was out is the machine's to say; the fourth came after it.
    const { shared = 0, cached = 0 } = detail?.saved ?? {}
    expect(shared + cached).toBe(3)
    expect(cached).toBeGreaterThanOrEqual(1)
  })

  test('a write makes people ask anew, and background work always does', async () => {
    await callJimi(customer.owner, DETAIL, { imei })
    await callJimi(customer.owner, UPDATE, { imei, deviceName: 'Milk run' })
    const { deviceName } = await callJimi(customer.owner, DETAIL, { imei })
    expect(deviceName).toBe('Milk run')
    await callConnection(customer.ref, DETAIL, { imei })
    expect(await setting().callsOf(DETAIL)).toBe(3)
  })

  test('a command passes a full queue of background work', async () => {
    const order: string[] = []
    const north = setting().vendor.world.imeisOf('north-depot')
    // No two alike, so that none shares another's answer.
    const polls = setting()
      .vendor.world.imeisOf('acme-north')
      .flatMap((one) => north.map((other) => [one, other]))
      .map((imeis) => callConnection(customer.ref, LOCATION_GET, { imeis }).then(() => order.push('poll')))
    await expect.poll(() => setting().callsOf(LOCATION_GET)).toBeGreaterThan(0)
    await callJimi(customer.owner, UPDATE, { imei, deviceName: 'First' })
    order.push('command')
    await Promise.all(polls)
    expect(order).toHaveLength(13)
    expect(order.indexOf('command')).toBeLessThan(5)
    const { methods } = await statusOf(customer)
    expect(methods.find(({ method }) => method === UPDATE)?.byPriority.commands).toBe(1)
  })

  test('what was counted by method and code is what the vendor counted', async () => {
    const { vendor } = setting()
    await vendor.fault({ kind: 'code', method: LOCATIONS, code: -1, times: 1 })
    await callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    await vendor.fault({ kind: 'code', method: DETAIL, code: 1002, times: 1 })
    await expect(callJimi(customer.owner, DETAIL, { imei })).rejects.toThrow()
    await vendor.revokeTokens()
    await callJimi(customer.owner, LOCATION_GET, { imeis: [imei] }).catch(() => undefined)
    const { methods, errors, token } = await statusOf(customer)
    const calls = Object.fromEntries(methods.map((row) => [row.method, row.calls]))
    expect(calls).toEqual(await vendor.calls())
    for (const { calls, byPriority } of methods)
      expect(byPriority.commands + byPriority.people + byPriority.background).toBe(calls)
    expect(errors.find(({ code }) => code === '1002')).toMatchObject({ count: 1, methods: [DETAIL] })
    expect(errors.find(({ code }) => code === '-1')).toMatchObject({ count: 1, methods: [LOCATIONS] })
    expect(errors.find(({ code }) => code === '1002')?.meaning).toMatch(/does not exist/)
    expect(calls[TOKEN_GET]).toBe(1)
    expect(token.issuedAt).not.toBeNull()
  })

  test('a person who joins a poll that still waits goes before the rest of the queue', async () => {
    const order: string[] = []
    const imeis = setting().vendor.world.imeisOf('acme-northwest')
    const polls = setting()
      .vendor.world.imeisOf('acme-north')
      .flatMap((one) =>
        setting()
          .vendor.world.imeisOf('north-depot')
          .map((other) => [one, other]),
      )
      .map((pair) =>
        callConnection(customer.ref, LOCATION_GET, { imeis: pair }).then(() => order.push('poll')),
      )
    const wanted = callConnection(customer.ref, LOCATION_GET, { imeis })
    await expect.poll(() => setting().callsOf(LOCATION_GET)).toBeGreaterThan(0)
    expect((await callJimi(customer.owner, LOCATION_GET, { imeis })).map((row) => row.imei)).toEqual(imeis)
    order.push('person')
    await Promise.all([...polls, wanted])
    expect(order.indexOf('person')).toBeLessThan(5)
    const { methods } = await statusOf(customer)
    const counted = methods.find(({ method }) => method === LOCATION_GET)
    expect(counted?.byPriority).toEqual({ commands: 0, people: 1, background: 12 })
    expect(counted?.saved.shared).toBe(1)
  })

  test.each([
    ['ahead of', QUARTER_MS],
    ['behind', -QUARTER_MS],
  ])(
    'a clock of ours that is 15 minutes %s the right time works all the same, and is told',
    async (_, byMs) => {
      // The sandbox has taken its own clock before, and stays in the right time.
      const rightNow = Date.now
      vi.spyOn(Date, 'now').mockImplementation(() => rightNow() + byMs)
      const rows = await callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
      expect(rows).toHaveLength(2)
      const { clock } = await statusOf(customer)
      expect(Math.abs((clock.offsetMs ?? 0) + byMs)).toBeLessThan(3_000)
    },
  )

  test('a vendor whose clock is set in mid-life is followed, by one call more', async () => {
    const { vendor } = setting()
    await callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    await vendor.fault({ kind: 'skewMs', ms: QUARTER_MS })
    await callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    await callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    // The first, the one refused for its time, its repetition, and the last.
    expect(await setting().callsOf(LOCATIONS)).toBe(4)
    const { clock } = await statusOf(customer)
    expect(Math.abs((clock.offsetMs ?? 0) - QUARTER_MS)).toBeLessThan(3_000)
  })

  test('only owners may read it, and only of their own tenant', async () => {
    const other = await connectTenant(setting().vendor, 'other')
    expect((await listConnectionStatus(other.owner, Date.now())).map(({ id }) => id)).toEqual([other.ref.id])
    const dispatcher = { ...makeViewer(customer.ref.tenantId, '/'), role: 'dispatcher' as const }
    await expect(listConnectionStatus(dispatcher, Date.now())).rejects.toBeInstanceOf(ForbiddenError)
  })

  test('what it answers holds no key, secret, token or digest', async () => {
    const { sandbox } = setting().vendor
    await callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    const text = JSON.stringify(await listConnectionStatus(customer.owner, Date.now()))
    const { accessTokenSealed } = await db().jimiToken.findFirstOrThrow({
      where: { connectionId: customer.ref.id },
    })
    for (const secret of [sandbox.appKey, sandbox.appSecret, 'acme-password', accessTokenSealed ?? '-'])
      expect(text).not.toContain(secret)
  })

  test('counts of several processes add up, a connection that is gone is left out, and old days go', async () => {
    const { tenantId, id } = customer.ref
    const row = { tenantId, connectionId: id, method: DETAIL, failed: 1, shared: 2, cached: 3, ...LANES }
    const gone = { ...row, connectionId: tenantId, day: '2026-03-01', calls: 1 }
    const days = ['2026-03-01', '2025-12-02', '2025-12-01'].map((day) => ({ ...row, day, calls: 5 }))
    for (let process = 0; process < 2; process += 1)
      await addCallDays({ calls: [...days, gone], errors: [], facts: [] })
    await removeOldCallDays(Date.parse('2026-03-01T12:00:00Z'))
    const stored = await db().jimiCallDay.findMany({ where: { tenantId }, orderBy: { day: 'asc' } })
    // 1 March 2026 and the 89 days before it are kept: from 2 December 2025 on.
    expect(stored.map(({ day, calls, cached }) => [day.toISOString().slice(0, 10), calls, cached])).toEqual([
      ['2025-12-02', 10, 6],
      ['2026-03-01', 10, 6],
    ])
  })

  test('counts reach storage by themselves within seconds', async () => {
    await callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    const stored = () =>
      db().jimiCallDay.count({ where: { connectionId: customer.ref.id, method: LOCATIONS } })
    await expect.poll(stored, { timeout: 9_000 }).toBe(1)
  })

  test('orders nobody can prove are refused without a request', async () => {
    const call = callJimi(customer.owner, 'jimi.device.media.history.list.get', {
      requestKey: 'a'.repeat(32),
    })
    await expect(call).rejects.toBeInstanceOf(ForbiddenError)
    expect(await setting().vendor.calls()).toEqual({})
  })

  test('an object that is proven passes, unless it is of another connection than the rest', async () => {
    const name = 'jimi.open.platform.fence.delete'
    const input = { accountLogin: 'acme', fenceId: 'abc' }
    const ours = await connectionForCall(customer.owner, name, input, async () => customer.ref.id)
    expect(ours).toEqual(customer.ref)
    const alone = await connectionForCall(
      customer.owner,
      'jimi.open.platform.fence.detail',
      { fenceId: 'abc' },
      async () => customer.ref.id,
    )
    expect(alone).toEqual(customer.ref)
    await expect(connectionForCall(customer.owner, name, input, async () => 'another')).rejects.toThrow()
  })
})

const LANES = { commands: 0, people: 5, background: 0 }
