import { beforeEach, expect, test } from 'vitest'
import { addCallDays } from '@/lib/server/data/system/call-days'
import { callConnection, callJimi } from '@/lib/server/jimi'
import { storeCallCounts } from '@/lib/server/services/call-books'
import { CoolingDownError } from '@/lib/server/services/call-pauses'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { statusOf } from './call-status'
import { LOCATIONS, prepareLiveSetting } from './live-setting'
import type { Customer } from './vendor'

const DETAIL = 'jimi.track.device.detail'
const UPDATE = 'jimi.open.device.update'
const ADDRESS = 'jimi.lbs.address.get'
const TOKEN_GET = 'jimi.oauth.token.get'

const setting = prepareLiveSetting()

/** As if this process had ended, its counts stored as at every stop. */
async function restart(): Promise<void> {
  await storeCallCounts()
  forgetSingleton('jimi-lines')
  forgetSingleton('jimi-budgets')
}

describeOnEachDatabase('silences that the vendor asked for', () => {
  let customer: Customer
  let imei: string
  beforeEach(async () => {
    customer = await setting().knownTenant()
    imei = setting().vendor.world.imeisOf('acme')[0] ?? ''
  })

  test('a used-up day silences reads until the next UTC day, also over a restart, and commands still go', async () => {
    const { vendor } = setting()
    await callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    const message = 'Request frequency is too high today!'
    await vendor.fault({ kind: 'code', method: LOCATIONS, code: 1006, message, times: 1 })
    const ask = () => callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    await expect(ask()).rejects.toThrow('1006')
    await expect(ask()).rejects.toBeInstanceOf(CoolingDownError)
    const { quota } = await statusOf(customer)
    expect(quota.reason).toBe(message)
    const midnightMs = Math.ceil(Date.now() / 86_400_000) * 86_400_000
    const untilMs = Date.parse(quota.pausedUntil ?? '')
    // The vendor's clock is learned to about a second.
    expect(untilMs).toBeGreaterThan(midnightMs - 2_000)
    expect(untilMs).toBeLessThan(midnightMs + 62_000)
    await restart()
    await expect(ask()).rejects.toBeInstanceOf(CoolingDownError)
    await callJimi(customer.owner, UPDATE, { imei, deviceName: 'All the same' })
    expect(await setting().callsOf(LOCATIONS)).toBe(2)
  })

  test('a method with a small quota of its own does not silence the others', async () => {
    const cells = [{ mcc: 268, mnc: 1, lac: 1, cellId: 2, rssiDbm: -70 }]
    await setting().vendor.fault({
      kind: 'code',
      method: ADDRESS,
      code: 1006,
      message: 'Request frequency is too high today!',
    })
    await expect(callJimi(customer.owner, ADDRESS, { imei, cells })).rejects.toThrow('1006')
    await expect(callJimi(customer.owner, ADDRESS, { imei, cells })).rejects.toBeInstanceOf(CoolingDownError)
    await callJimi(customer.owner, DETAIL, { imei })
    const { quota } = await statusOf(customer)
    expect(quota.pausedUntil).toBeNull()
    expect(quota.own.map(({ method }) => method)).toEqual([ADDRESS])
    await restart()
    await expect(callJimi(customer.owner, ADDRESS, { imei, cells })).rejects.toBeInstanceOf(CoolingDownError)
    expect(await setting().callsOf(ADDRESS)).toBe(1)
  })

  test('an account that asked for tokens too often silences itself alone, also over a restart', async () => {
    const other = await setting().knownTenant('other')
    const message = 'Illegal access, too frequently request!'
    await setting().vendor.fault({ kind: 'code', method: TOKEN_GET, code: 1006, message, times: 1 })
    const ask = () => callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })
    await expect(ask()).rejects.toThrow('1006')
    await expect(ask()).rejects.toBeInstanceOf(CoolingDownError)
    await callConnection(other.ref, LOCATIONS, { accountLogin: 'other' })
    await restart()
    await callConnection(other.ref, LOCATIONS, { accountLogin: 'other' })
    await expect(ask()).rejects.toBeInstanceOf(CoolingDownError)
    const { quota } = await statusOf(customer)
    expect(quota.pausedUntil).toBeNull()
    expect(quota.own).toEqual([{ method: TOKEN_GET, pausedUntil: expect.any(String), reason: message }])
    expect((await statusOf(other)).quota).toEqual({ pausedUntil: null, reason: null, own: [] })
  })

  test('a stored silence stays although another process, which knows of none, notes what it learns', async () => {
    const { tenantId, id } = customer.ref
    const until = new Date(Date.now() + 3_600_000)
    const of = { tenantId, connectionId: id }
    const note = (facts: object) => addCallDays({ calls: [], errors: [], facts: [{ ...of, ...facts }] })
    const reason = 'half a \ud800 letter, and \u0000'
    await note({ pausedUntil: until, pauseReason: 'used up' })
    await note({ ownPauses: { [TOKEN_GET]: { untilMs: until.getTime(), reason } } })
    await note({ clockOffsetMs: 5, clockMeasuredAt: new Date() })
    await note({ pausedUntil: new Date(until.getTime() - 60_000), pauseReason: 'earlier' })
    const { quota, clock } = await statusOf(customer)
    expect(quota).toMatchObject({ pausedUntil: until.toISOString(), reason: 'used up' })
    expect(quota.own).toMatchObject([{ method: TOKEN_GET, pausedUntil: until.toISOString() }])
    expect(clock.offsetMs).toBe(5)
  })

  test('connections with one app key keep one silence, each also over a restart', async () => {
    const other = await setting().knownTenant('other')
    await callConnection(other.ref, 'jimi.user.child.list', { accountLogin: 'other' })
    await setting().vendor.fault({ kind: 'code', method: LOCATIONS, code: 1006, times: 1 })
    await expect(callConnection(customer.ref, LOCATIONS, { accountLogin: 'acme' })).rejects.toThrow('1006')
    const ask = () => callConnection(other.ref, LOCATIONS, { accountLogin: 'other' })
    await expect(ask()).rejects.toBeInstanceOf(CoolingDownError)
    expect((await statusOf(other)).quota.pausedUntil).not.toBeNull()
    await restart()
    await expect(ask()).rejects.toBeInstanceOf(CoolingDownError)
  })
})
