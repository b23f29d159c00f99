import { afterEach, beforeEach, expect, test } from 'vitest'
import { JimiApiError } from '@/lib/jimi/errors'
import { InvalidInputError } from '@/lib/server/errors'
import { callJimi, callJimiInParts } from '@/lib/server/jimi'
import { describeOnEachDatabase } from '../db/each-database'
import { createFleetWorld, type FleetWorld } from './fleet-world'
import { LOCATION_GET, TRACK } from './live-setting'
import { type Customer, connectTenant, forgetVendor, startVendor, storeRoster, type Vendor } from './vendor'

const ALARMS = 'jimi.device.alarm.list'
const PARKING = 'jimi.open.platform.report.parking'
const DAY_MS = 86_400_000
/** More than two calls of 50 can name. */
const FLEET = 120

let vendor: Vendor
let customer: Customer

async function start(changes: Parameters<typeof startVendor>[0] = {}): Promise<void> {
  forgetVendor()
  vendor = await startVendor({ world: fleet(), ...changes })
  customer = await connectTenant(vendor, 'acme')
  await storeRoster(vendor, customer, 'acme')
}

function fleet(): FleetWorld {
  return createFleetWorld(Date.now(), { acme: FLEET })
}

async function callsOf(method: string): Promise<number> {
  return (await vendor.calls())[method] ?? 0
}

describeOnEachDatabase('calls larger than the vendor allows', () => {
  beforeEach(() => start())
  afterEach(() => vendor.close())

  test('120 IMEIs are asked for in three calls, and the answers are one in the order asked', async () => {
    const imeis = vendor.world.imeisOf('acme')
    const progress: string[] = []
    const rows = await callJimi(
      customer.owner,
      LOCATION_GET,
      { imeis },
      { onProgress: ({ done, total }) => progress.push(`${done}/${total}`) },
    )
    expect(rows.map(({ imei }) => imei)).toEqual(imeis)
    expect(await callsOf(LOCATION_GET)).toBe(3)
    expect(progress).toEqual(['1/3', '2/3', '3/3'])
  })

  test('a part that fails is told with what it was about, and the others are delivered', async () => {
    const imeis = vendor.world.imeisOf('acme')
    await vendor.fault({ kind: 'code', method: LOCATION_GET, code: 1100, times: 1 })
    const { output, parts } = await callJimiInParts(customer.owner, LOCATION_GET, { imeis })
    const failed = parts.filter((part) => !part.ok)
    expect(failed).toHaveLength(1)
    expect(failed[0]).toMatchObject({ ok: false, error: { code: 1100 } })
    expect(new Set([...output.map(({ imei }) => imei), ...(failed[0]?.imeis ?? [])])).toEqual(new Set(imeis))
    expect(output.length + (failed[0]?.imeis?.length ?? 0)).toBe(FLEET)
    await vendor.fault({ kind: 'code', method: LOCATION_GET, code: 1100 })
    await expect(callJimi(customer.owner, LOCATION_GET, { imeis: imeis.slice(0, 70) })).rejects.toThrow(
      JimiApiError,
    )
  })

  test.each([
    // Spans by profile: 7 days and 2 days.
    { profile: 'pro', calls: 2 },
    { profile: 'ts', calls: 5 },
  ] as const)(
    'ten days of track are $calls calls in profile $profile, joined without seams',
    async (each) => {
      await vendor.close()
      await start({ profile: each.profile })
      const imei = vendor.world.imeisOf('acme')[0] ?? ''
      const endMs = Math.floor((Date.now() - DAY_MS) / 1000) * 1000
      const beginMs = endMs - 10 * DAY_MS
      const hours = Array.from({ length: 10 * 24 + 1 }, (_, hour) => beginMs + hour * 3_600_000)
      for (const atMs of hours) vendor.world.place(imei, { lat: 41 + atMs / 1e14, lng: -8, atMs })
      const input = { imei, beginAt: new Date(beginMs), endAt: new Date(endMs) }
      const { fixes } = await callJimi(customer.owner, TRACK, input)
      expect(fixes.map(({ fixAt }) => fixAt.getTime())).toEqual(hours)
      expect(await callsOf(TRACK)).toBe(each.calls)
    },
  )

  test('pages are fetched to the last, and beyond the rows the vendor gives of one span', async () => {
    const imei = vendor.world.imeisOf('acme')[0] ?? ''
    const count = 1_250
    const newestMs = Math.floor((Date.now() - DAY_MS) / 1000) * 1000
    const alarms = Array.from({ length: count }, (_, index) => newestMs - index * 60_000)
    vendor.world.alarmsBetween = (of, fromMs, toMs) =>
      alarms
        .filter((atMs) => of === imei && atMs >= fromMs && atMs <= toMs)
        .map((atMs) => ({ imei, code: '1', name: 'SOS', atMs, lat: 41, lng: -8, speedKph: 0 }))
    const input = { imeis: [imei], beginAt: new Date(newestMs - 20 * DAY_MS), endAt: new Date(newestMs) }
    const rows = await callJimi(customer.owner, ALARMS, input)
    expect(rows.map(({ alarmAt }) => alarmAt.getTime())).toEqual(alarms)
    // Ten full pages of 100 and an empty one are all the vendor gives of a span; three more hold the rest.
    expect(await callsOf(ALARMS)).toBe(11 + 3)
    const page = await callJimi(
      customer.owner,
      ALARMS,
      { ...input, page: 2, pageSize: 10 },
      { onePage: true },
    )
    expect(page.map(({ alarmAt }) => alarmAt.getTime())).toEqual(alarms.slice(10, 20))
  })

  test('a parking report comes whole from a node that refuses row 0 and pages over 50', async () => {
    const imeis = vendor.world.imeisOf('acme')
    const endMs = Date.now() - 3_600_000
    for (const imei of imeis) vendor.world.place(imei, { lat: 41, lng: -8, atMs: endMs - 3_600_000 })
    const input = {
      accountLogin: 'acme',
      imeis,
      beginAt: new Date(endMs - 2 * 3_600_000),
      endAt: new Date(endMs),
      startRow: 0,
      pageSize: 100,
      ignition: false,
    }
    const usual = await callJimi(customer.owner, PARKING, input)
    expect(usual.rows).toHaveLength(FLEET)
    await vendor.switches({ parking1001: true })
    forgetVendor()
    const odd = await callJimi(customer.owner, PARKING, input)
    expect(odd.rows).toEqual(usual.rows)
  })

  test('cancelling stops all further calls', async () => {
    await vendor.fault({ kind: 'slow', method: LOCATION_GET, ms: 300 })
    const abort = new AbortController()
    const imeis = vendor.world.imeisOf('acme')
    const input = { imei: imeis[0] ?? '', beginAt: new Date(Date.now() - 80 * DAY_MS), endAt: new Date() }
    await vendor.fault({ kind: 'slow', method: TRACK, ms: 100 })
    const options = { signal: abort.signal, onProgress: () => abort.abort(new Error('not wanted any more')) }
    // Twelve weeks are twelve calls.
    await expect(callJimi(customer.owner, TRACK, input, options)).rejects.toThrow('not wanted any more')
    const sent = await callsOf(TRACK)
    expect(sent).toBeLessThan(6)
    // A call that was still to come would have left by the time another has been through.
    await vendor.heal()
    await callJimi(customer.owner, LOCATION_GET, { imeis: imeis.slice(0, 1) })
    expect(await callsOf(TRACK)).toBe(sent)
  })

  test('a vendor that is away is not asked for every part', async () => {
    await vendor.fault({ kind: 'drop', method: TRACK })
    const imei = vendor.world.imeisOf('acme')[0] ?? ''
    const input = { imei, beginAt: new Date(Date.now() - 80 * DAY_MS), endAt: new Date() }
    const { output, parts } = await callJimiInParts(customer.owner, TRACK, input)
    expect(output.fixes).toEqual([])
    expect(parts).toHaveLength(12)
    expect(await callsOf(TRACK)).toBeLessThanOrEqual(6)
    expect(parts.at(-1)).toMatchObject({ ok: false, error: { name: 'PartSkippedError' } })
  })

  test('more parts than are sensible are refused before anything is asked', async () => {
    const imei = vendor.world.imeisOf('acme')[0] ?? ''
    const input = { imei, beginAt: new Date('2000-01-01T00:00:00Z'), endAt: new Date() }
    await expect(callJimi(customer.owner, TRACK, input)).rejects.toBeInstanceOf(InvalidInputError)
    expect(await callsOf(TRACK)).toBe(0)
  })
})
