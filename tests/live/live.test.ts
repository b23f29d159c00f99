import { afterEach, beforeEach, expect, test } from 'vitest'
import { deviceDetailSchema, trailSchema } from '@/lib/domain/api/device'
import { listRecentAlarms } from '@/lib/server/data/alarms'
import { getDevice } from '@/lib/server/data/devices'
import { db } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { callJimi } from '@/lib/server/jimi'
import { enqueueFirstImports, enqueueRosterImport, jobHandlers } from '@/lib/server/jobs/handlers'
import { JobWorker } from '@/lib/server/jobs/worker'
import { LiveService } from '@/lib/server/live/live'
import { deviceDetailOf } from '@/lib/server/services/device-detail'
import { importRoster } from '@/lib/server/services/roster'
import { trailOf } from '@/lib/server/services/trail'
import { describeOnEachDatabase, describeOnPostgres } from '../db/each-database'
import { type ManualClock, manualClock } from './manual-clock'
import { openPage, type Page } from './page'
import { type Customer, connectTenant, forgetVendor, startVendor, storeRoster, type Vendor } from './vendor'

const LOCATIONS = 'jimi.user.device.location.list'
const LOCATION_GET = 'jimi.device.location.get'
const TRACK = 'jimi.device.track.list'
const INTERVAL_MS = 10_000
/** What `acme` and the accounts below it have, see fleet-world.ts. */
const ACME_DEVICES = 11
const ACME_ACCOUNTS = 4

let vendor: Vendor
let clock: ManualClock
let services: LiveService[]
beforeEach(async () => {
  vendor = await startVendor()
  clock = manualClock(Date.now())
  services = []
  forgetVendor()
})
afterEach(async () => {
  for (const service of services) await service.stop()
  await vendor.close()
})

function startService(encodings?: string[]): LiveService {
  const service = new LiveService({
    clock,
    intervalMs: INTERVAL_MS,
    onEncode: (kind) => encodings?.push(kind),
  })
  services.push(service)
  return service
}

/** A tenant whose roster is known already. */
async function knownTenant(login = 'acme'): Promise<Customer> {
  const customer = await connectTenant(vendor, login)
  await storeRoster(vendor, customer, login)
  return customer
}

const locationCalls = async () => (await vendor.calls())[LOCATIONS] ?? 0

/** Waits until the vendor was asked for locations `count` times in all. */
async function untilLocationCalls(count: number): Promise<void> {
  await expect.poll(locationCalls, { timeout: 8_000 }).toBe(count)
}

/** Waits until the poller has stored what it was told and sleeps until its next look. */
async function untilAsleep(): Promise<void> {
  await expect.poll(() => clock.sleepers, { timeout: 8_000 }).toBeGreaterThan(0)
}

/** Lets one interval pass and waits for the round of `accounts` calls it brings, then for the frame. */
async function nextRound(service: LiveService, accounts = ACME_ACCOUNTS): Promise<void> {
  const before = await locationCalls()
  await clock.advance(INTERVAL_MS)
  await untilLocationCalls(before + accounts)
  await untilAsleep()
  service.hub.step()
}

async function openSettledPage(service: LiveService, customer: Customer): Promise<Page> {
  const page = await openPage(service, { tenantId: customer.ref.tenantId })
  await service.maintain()
  await untilLocationCalls(ACME_ACCOUNTS)
  await untilAsleep()
  service.hub.step()
  return page
}

describeOnEachDatabase('live', () => {
  test('the first look reads the roster and then shows where everybody is', async () => {
    const customer = await connectTenant(vendor, 'acme')
    const service = startService()
    const page = await openPage(service, { tenantId: customer.ref.tenantId })
    expect(page.snapshots[0]?.roster.id).toEqual([])
    await service.maintain()
    await untilLocationCalls(ACME_ACCOUNTS)
    await untilAsleep()
    service.hub.step()
    expect(page.snapshots.at(-1)?.roster.id).toHaveLength(ACME_DEVICES)
    expect(
      page.snapshots
        .at(-1)
        ?.roster.accounts.map(({ name }) => name)
        .sort(),
    ).toEqual(['Name of acme-north', 'Name of acme-northwest', 'Name of north-depot', 'Vendor of acme'])
    for (const imei of vendor.world.imeisOf('north-depot')) expect(page.latOf(imei)).toBe(41.15)
  })

  test('a scoped viewer sees that subtree only, another tenant its own fleet only', async () => {
    const [acme, other] = [await knownTenant('acme'), await knownTenant('other')]
    const service = startService()
    const north = await openPage(service, { ...acme.ref, scopePath: '/acme/acme-north/' })
    const foreign = await openPage(service, { ...other.ref })
    const imeis = (page: Page) => page.snapshots.at(-1)?.roster.imei.toSorted()
    const { imeisOf } = vendor.world
    expect(imeis(north)).toEqual([...imeisOf('acme-north'), ...imeisOf('north-depot')])
    expect(imeis(foreign)).toEqual(imeisOf('other'))
    // Only what somebody watches is polled: two accounts of acme, one of other.
    await service.maintain()
    await untilLocationCalls(3)
  })

  test('fifty pages cause as many vendor calls as one, and each frame is encoded once', async () => {
    const customer = await knownTenant()
    const encodings: string[] = []
    const service = startService(encodings)
    const page = await openSettledPage(service, customer)
    await nextRound(service)
    await nextRound(service)
    const callsOfOne = await locationCalls()
    const more = await Promise.all(Array.from({ length: 49 }, () => openPage(service, customer.ref)))
    await untilAsleep()
    expect(await locationCalls()).toBe(callsOfOne)
    const imei = vendor.world.imeisOf('acme')[0] ?? ''
    encodings.length = 0
    for (const round of [1, 2]) {
      vendor.world.place(imei, { lat: 41 + round / 100, lng: -8, atMs: clock.now() + INTERVAL_MS })
      await nextRound(service)
    }
    // Two rounds of four accounts, exactly as the two rounds of a single page before.
    expect((await locationCalls()) - callsOfOne).toBe(2 * ACME_ACCOUNTS)
    expect(encodings).toEqual(['delta', 'delta'])
    for (const each of [page, ...more]) expect(each.latOf(imei)).toBe(41.02)
  })

  test('the poll rests when the last page leaves, and wakes when one comes', async () => {
    const customer = await knownTenant()
    const service = startService()
    const page = await openSettledPage(service, customer)
    page.leave()
    const before = await locationCalls()
    for (let minute = 0; minute < 10; minute += 1) await clock.advance(60_000)
    await service.maintain()
    expect(await locationCalls()).toBe(before)
    expect(await db().job.count({ where: { kind: 'poll', leaseOwner: { not: null } } })).toBe(0)
    await openPage(service, customer.ref)
    await untilLocationCalls(before + ACME_ACCOUNTS)
  })

  test('with the vendor down the last state stays, people are told why, and it recovers by itself', async () => {
    const customer = await knownTenant()
    const imei = vendor.world.imeisOf('acme')[0] ?? ''
    const service = startService()
    const page = await openSettledPage(service, customer)
    await vendor.fault({ kind: 'drop' })
    await clock.advance(INTERVAL_MS)
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
    await vendor.heal()
    vendor.world.place(imei, { lat: 42, lng: -8, atMs: clock.now() + 30_000 })
    await clock.advance(30_000)
    await expect.poll(kindNow, { timeout: 8_000 }).toBe('ok')
    await untilAsleep()
    service.hub.step()
    expect(page.latOf(imei)).toBe(42)
  })

  test('a restarted process shows what was last known although the vendor is down', async () => {
    const customer = await knownTenant()
    await openSettledPage(startService(), customer)
    await vendor.fault({ kind: 'drop' })
    forgetVendor()
    const page = await openPage(startService(), customer.ref)
    expect(page.latOf(vendor.world.imeisOf('north-depot')[0] ?? '')).toBe(41.15)
  })

  test('a fix older than the known one moves nothing back, neither in memory nor in the database', async () => {
    const customer = await knownTenant()
    const imei = vendor.world.imeisOf('acme')[0] ?? ''
    const service = startService()
    const page = await openSettledPage(service, customer)
    vendor.world.place(imei, { lat: 42, lng: -8, atMs: clock.now() })
    await nextRound(service)
    vendor.world.place(imei, { lat: 40, lng: -8, atMs: clock.now() - 1_800_000 })
    await nextRound(service)
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
    const customer = await knownTenant()
    await vendor.switches({ locationListOmits: 1 })
    const page = await openSettledPage(startService(), customer)
    await expect.poll(async () => (await vendor.calls())[LOCATION_GET]).toBe(1)
    const all = ['acme', 'acme-north', 'north-depot', 'acme-northwest'].flatMap(vendor.world.imeisOf)
    await expect
      .poll(() => {
        services[0]?.hub.step()
        return all.map((imei) => page.latOf(imei))
      })
      .toEqual(Array(ACME_DEVICES).fill(41.15))
  })

  test('an account that cannot be read keeps its branch of the roster', async () => {
    const customer = await knownTenant()
    await vendor.fault({ kind: 'code', method: 'jimi.user.child.list', code: 1002, rate: 1 })
    await expect(importRoster(customer.ref)).rejects.toMatchObject({ code: 1002 })
    await vendor.heal()
    // The root's devices come, then the first child is refused.
    await vendor.fault({ kind: 'code', method: 'jimi.user.device.list', code: 1002, rate: 0.5 })
    await importRoster(customer.ref).catch(() => undefined)
    const kept = await db().device.count({ where: { tenantId: customer.ref.tenantId, removedAt: null } })
    expect(kept).toBe(ACME_DEVICES)
  })

  test('a queued job reads the roster', async () => {
    const customer = await connectTenant(vendor, 'acme')
    const id = await enqueueRosterImport(customer.ref)
    const worker = new JobWorker({ owner: 'test', handlers: jobHandlers })
    expect(await worker.runNext()).toBe(true)
    expect(await worker.runNext()).toBe(false)
    const job = await db().job.findFirstOrThrow({ where: { id } })
    expect(job).toMatchObject({ status: 'done', error: null })
    expect(await db().device.count({ where: { tenantId: customer.ref.tenantId } })).toBe(ACME_DEVICES)
  })

  test('at the start a first reading is queued once for each connection that never had one', async () => {
    const [fresh, known] = [await connectTenant(vendor, 'other'), await knownTenant('acme')]
    await enqueueFirstImports()
    await enqueueFirstImports()
    const queuedFor = ({ ref }: Customer) =>
      db().job.count({ where: { tenantId: ref.tenantId, kind: 'roster-import' } })
    expect([await queuedFor(fresh), await queuedFor(known)]).toEqual([1, 0])
  })

  test('alarms of a small watched fleet are stored once', async () => {
    const customer = await knownTenant()
    const service = startService()
    await openSettledPage(service, customer)
    const alarms = () => listRecentAlarms(customer.owner, { limit: 10 })
    await expect.poll(alarms, { timeout: 8_000 }).toHaveLength(1)
    await clock.advance(60_000)
    await service.maintain()
    await expect.poll(async () => (await vendor.calls())['jimi.device.alarm.list']).toBe(2)
    expect(await alarms()).toMatchObject([{ code: '1', severity: 'critical' }])
  })
})

describeOnEachDatabase('what people ask of one device', () => {
  test("details and trail have the shape the browser expects, with our own and the vendor's fixes", async () => {
    const customer = await knownTenant()
    const imei = vendor.world.imeisOf('acme')[0] ?? ''
    const nowMs = Date.now()
    vendor.world.place(imei, { lat: 41.2, lng: -8.6, atMs: nowMs - 1_200_000 })
    vendor.world.place(imei, { lat: 0, lng: 0, atMs: nowMs - 900_000 })
    vendor.world.place(imei, { lat: 41.3, lng: -8.6, atMs: nowMs - 30_000 })
    await openSettledPage(startService(), customer)
    const { id } = await db().device.findFirstOrThrow({ where: { imei, tenantId: customer.ref.tenantId } })
    const detail = deviceDetailSchema.parse(await deviceDetailOf(customer.owner, id, nowMs))
    expect(detail).toMatchObject({ imei, status: 'moving', lat: 41.3, accountName: 'Name of acme' })
    const trail = trailSchema.parse(await trailOf(customer.owner, id, { minutes: 30 }))
    // The vendor tells of the time before a minute ago, our own poll saw the newest; 0,0 is nowhere.
    expect(trail.lat).toEqual([41.2, 41.3])
    expect(trail.complete).toBe(true)
  })

  test('a trail the vendor does not tell in time is answered from our own fixes, and nobody asks twice', async () => {
    const customer = await knownTenant()
    const imei = vendor.world.imeisOf('acme')[0] ?? ''
    vendor.world.place(imei, { lat: 41.3, lng: -8.6, atMs: Date.now() - 30_000 })
    await openSettledPage(startService(), customer)
    await vendor.fault({ kind: 'hang', method: TRACK })
    const { id } = await db().device.findFirstOrThrow({ where: { imei, tenantId: customer.ref.tenantId } })
    const asked = [1, 2, 3].map(() => trailOf(customer.owner, id, { minutes: 30, clock }))
    await expect.poll(async () => (await vendor.calls())[TRACK]).toBe(1)
    await clock.advance(3_500)
    for (const trail of await Promise.all(asked))
      expect(trail).toMatchObject({ lat: [41.3], complete: false })
    expect((await vendor.calls())[TRACK]).toBe(1)
  })

  test('foreign, out of scope and missing devices are the same to everyone', async () => {
    const [acme, other] = [await knownTenant('acme'), await knownTenant('other')]
    const foreign = await db().device.findFirstOrThrow({ where: { tenantId: other.ref.tenantId } })
    const sibling = await db().device.findFirstOrThrow({
      where: { tenantId: acme.ref.tenantId, account: { login: 'acme-northwest' } },
    })
    const scoped = { ...acme.owner, scopePath: '/acme/acme-north/' }
    for (const id of [foreign.id, sibling.id, 'no-such-device']) {
      await expect(deviceDetailOf(scoped, id, Date.now())).rejects.toBeInstanceOf(NotFoundError)
      await expect(trailOf(scoped, id, { minutes: 60 })).rejects.toBeInstanceOf(NotFoundError)
    }
    const before = await vendor.calls()
    for (const imei of [foreign.imei, sibling.imei]) {
      const asked = callJimi(scoped, LOCATION_GET, { imeis: [imei] })
      await expect(asked).rejects.toBeInstanceOf(NotFoundError)
    }
    const account = callJimi(scoped, LOCATIONS, { accountLogin: 'acme' })
    await expect(account).rejects.toBeInstanceOf(NotFoundError)
    expect(await vendor.calls()).toEqual(before)
  })
})

describeOnPostgres('several processes on one database', () => {
  test('one polls and the others follow: as many vendor calls as one process makes', async () => {
    const customer = await knownTenant()
    const imei = vendor.world.imeisOf('north-depot')[0] ?? ''
    const [first, second] = [startService(), startService()]
    const near = await openSettledPage(first, customer)
    const far = await openPage(second, customer.ref)
    await second.maintain()
    vendor.world.place(imei, { lat: 42, lng: -8, atMs: clock.now() + 5_000 })
    await nextRound(first)
    expect(near.latOf(imei)).toBe(42)
    await clock.advance(INTERVAL_MS)
    await expect
      .poll(() => {
        second.hub.step()
        return far.latOf(imei)
      })
      .toBe(42)
    await untilLocationCalls(3 * ACME_ACCOUNTS)
  })

  test('when the one that polls goes, another takes over', async () => {
    const customer = await knownTenant()
    const [first, second] = [startService(), startService()]
    await openSettledPage(first, customer)
    await openPage(second, customer.ref)
    await second.maintain()
    await first.stop()
    await clock.advance(INTERVAL_MS)
    await untilLocationCalls(2 * ACME_ACCOUNTS)
  })
})
