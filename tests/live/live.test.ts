import { expect, test } from 'vitest'
import { getDevice } from '@/lib/server/data/devices'
import { db } from '@/lib/server/db'
import { livePublisher } from '@/lib/server/live/live-publisher'
import { describeOnEachDatabase } from '../db/each-database'
import {
  ACME_ACCOUNTS,
  ACME_DEVICES,
  INTERVAL_MS,
  LOCATION_GET,
  LOCATIONS,
  prepareLiveSetting,
} from './live-setting'
import { openPage, type Page } from './page'
import { connectTenant, forgetVendor } from './vendor'

const setting = prepareLiveSetting()

describeOnEachDatabase('live', () => {
  test('the first look reads the roster and then shows where everybody is', async () => {
    const on = setting()
    const customer = await connectTenant(on.vendor, 'acme')
    const service = on.startService()
    const page = await openPage(service, { tenantId: customer.ref.tenantId })
    expect(page.snapshots[0]?.roster.id).toEqual([])
    const isImporting = () => page.upstream.at(-1)?.connections[0]?.isImporting
    expect(isImporting()).toBe(true)
    await service.maintain()
    await on.untilLocationCalls(ACME_ACCOUNTS)
    await on.untilAsleep()
    service.hub.step()
    expect(page.snapshots.at(-1)?.roster.id).toHaveLength(ACME_DEVICES)
    expect(
      page.snapshots
        .at(-1)
        ?.roster.accounts.map(({ name }) => name)
        .sort(),
    ).toEqual(['Name of acme-north', 'Name of acme-northwest', 'Name of north-depot', 'Vendor of acme'])
    for (const imei of on.vendor.world.imeisOf('north-depot')) expect(page.latOf(imei)).toBe(41.15)
    expect(isImporting()).toBe(false)
  })

  test('a scoped viewer sees that subtree only, another tenant its own fleet only', async () => {
    const on = setting()
    const [acme, other] = [await on.knownTenant('acme'), await on.knownTenant('other')]
    const service = on.startService()
    const north = await openPage(service, { ...acme.ref, scopePath: '/acme/acme-north/' })
    const foreign = await openPage(service, { ...other.ref })
    const imeis = (page: Page) => page.snapshots.at(-1)?.roster.imei.toSorted()
    const { imeisOf } = on.vendor.world
    expect(imeis(north)).toEqual([...imeisOf('acme-north'), ...imeisOf('north-depot')])
    expect(imeis(foreign)).toEqual(imeisOf('other'))
    // Only what somebody watches is polled: two accounts of acme, one of other.
    await service.maintain()
    await on.untilLocationCalls(3)
  })

  test('fifty pages cause as many vendor calls as one, and each frame is encoded once', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const encodings: string[] = []
    const service = on.startService(encodings)
    const page = await on.openSettledPage(service, customer)
    await on.nextRound(service)
    await on.nextRound(service)
    const callsOfOne = await on.callsOf(LOCATIONS)
    const more = await Promise.all(Array.from({ length: 49 }, () => openPage(service, customer.ref)))
    await on.untilAsleep()
    expect(await on.callsOf(LOCATIONS)).toBe(callsOfOne)
    const imei = on.vendor.world.imeisOf('acme')[0] ?? ''
    encodings.length = 0
    for (const round of [1, 2]) {
      on.vendor.world.place(imei, { lat: 41 + round / 100, lng: -8, atMs: on.clock.now() + INTERVAL_MS })
      await on.nextRound(service)
    }
    // Two rounds of four accounts, exactly as the two rounds of a single page before.
    expect((await on.callsOf(LOCATIONS)) - callsOfOne).toBe(2 * ACME_ACCOUNTS)
    expect(encodings).toEqual(['delta', 'delta'])
    for (const each of [page, ...more]) expect(each.latOf(imei)).toBe(41.02)
  })

  test('the poll rests when the last page leaves, and wakes when one comes', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const service = on.startService()
    const page = await on.openSettledPage(service, customer)
    page.leave()
    const before = await on.callsOf(LOCATIONS)
    for (let minute = 0; minute < 10; minute += 1) await on.clock.advance(60_000)
    await service.maintain()
    expect(await on.callsOf(LOCATIONS)).toBe(before)
    expect(await db().job.count({ where: { kind: 'poll', leaseOwner: { not: null } } })).toBe(0)
    await openPage(service, customer.ref)
    await on.untilLocationCalls(before + ACME_ACCOUNTS)
  })

  test('with the vendor down the last state stays, people are told why, and it recovers by itself', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const imei = on.vendor.world.imeisOf('acme')[0] ?? ''
    const service = on.startService()
    const page = await on.openSettledPage(service, customer)
    await on.vendor.fault({ kind: 'drop' })
    await on.clock.advance(INTERVAL_MS)
    const kindNow = () => {
      service.hub.step()
      return page.upstream.at(-1)?.connections[0]?.kind
    }
    await expect.poll(kindNow).toBe('unreachable')
    expect(page.latOf(imei)).toBe(41.15)
    const late = await openPage(service, customer.ref)
    expect(late.latOf(imei)).toBe(41.15)
    expect(late.upstream[0]?.connections[0]?.kind).toBe('unreachable')
    const stored = () => db().jimiConnection.findFirstOrThrow({ where: { id: customer.ref.id } })
    await expect.poll(stored).toMatchObject({ healthKind: 'unreachable' })
    await on.vendor.heal()
    on.vendor.world.place(imei, { lat: 42, lng: -8, atMs: on.clock.now() + 30_000 })
    await on.clock.advance(30_000)
    await expect.poll(kindNow, { timeout: 8_000 }).toBe('ok')
    await on.untilAsleep()
    service.hub.step()
    expect(page.latOf(imei)).toBe(42)
  })

  test('a sign-off pushed after a poll counts, although the clock of the vendor is five minutes behind ours', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    await on.vendor.fault({ kind: 'skewMs', ms: -5 * 60_000 })
    const service = on.startService()
    await on.openSettledPage(service, customer)
    const imei = on.vendor.world.imeisOf('acme')[0] ?? ''
    const vehicle = () => service.hub.fleetOf(customer.ref.tenantId)?.findByImei(customer.ref.id, imei)
    expect(vehicle()?.telemetry.online).toBe(true)
    const receivedAtMs = on.clock.now() + 60_000
    const online = { atMs: receivedAtMs - 5 * 60_000, value: false }
    const patch = { deviceId: vehicle()?.record.id ?? '', receivedAtMs, online }
    livePublisher().publish({ tenantId: customer.ref.tenantId, patches: [patch], alarms: [] })
    expect(vehicle()?.telemetry).toMatchObject({ online: false, status: 'offline' })
  })

  test('a restarted process shows what was last known although the vendor is down', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    await on.openSettledPage(on.startService(), customer)
    await on.vendor.fault({ kind: 'drop' })
    forgetVendor()
    const page = await openPage(on.startService(), customer.ref)
    expect(page.latOf(on.vendor.world.imeisOf('north-depot')[0] ?? '')).toBe(41.15)
  })

  test('a fix older than the known one moves nothing back, neither in memory nor in the database', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const imei = on.vendor.world.imeisOf('acme')[0] ?? ''
    const service = on.startService()
    const page = await on.openSettledPage(service, customer)
    on.vendor.world.place(imei, { lat: 42, lng: -8, atMs: on.clock.now() })
    await on.nextRound(service)
    on.vendor.world.place(imei, { lat: 40, lng: -8, atMs: on.clock.now() - 1_800_000 })
    await on.nextRound(service)
    expect(page.latOf(imei)).toBe(42)
    const device = await db().device.findFirstOrThrow({ where: { imei, tenantId: customer.ref.tenantId } })
    expect((await getDevice(customer.owner, device.id)).state?.lat).toBe(42)
    const positions = await db().position.findMany({
      where: { deviceId: device.id },
      orderBy: { fixAt: 'asc' },
    })
    expect(positions.map(({ lat }) => lat)).toEqual([41.15, 42])
  })

  test('devices the vendor leaves out without a word are asked for by IMEI', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    await on.vendor.switches({ locationListOmits: 1 })
    const page = await on.openSettledPage(on.startService(), customer)
    await expect.poll(async () => (await on.vendor.calls())[LOCATION_GET]).toBe(1)
    const all = ['acme', 'acme-north', 'north-depot', 'acme-northwest'].flatMap(on.vendor.world.imeisOf)
    await expect
      .poll(() => {
        on.services[0]?.hub.step()
        return all.map((imei) => page.latOf(imei))
      })
      .toEqual(Array(ACME_DEVICES).fill(41.15))
  })
})
