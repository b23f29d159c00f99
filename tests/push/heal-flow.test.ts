import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listRecentAlarms } from '@/lib/server/data/alarms'
import { listDeviceGaps, listGaps, retryGap } from '@/lib/server/data/receive-gaps'
import { listAlarmsReceivedSince } from '@/lib/server/data/system/alarms-since'
import { toGapDetail } from '@/lib/server/data/system/gap-detail'
import { enqueueDueGaps } from '@/lib/server/data/system/heal-gaps'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { healHandlers } from '@/lib/server/jobs/heal-rounds'
import { JobWorker } from '@/lib/server/jobs/worker'
import { systemClock } from '@/lib/server/live/clock'
import { liveBus } from '@/lib/server/live/live-publisher'
import { healGap } from '@/lib/server/services/heal-gap'
import { describeOnEmbedded } from '../db/each-database'
import { makeFleet, makeViewer } from '../db/fixtures'
import { createFleetWorld } from '../live/fleet-world'
import {
  type Customer,
  connectTenant,
  forgetVendor,
  startVendor,
  storeRoster,
  type Vendor,
} from '../live/vendor'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const [TRACK, ALARMS] = ['jimi.device.track.list', 'jimi.device.alarm.list']

describeOnEmbedded('filling a gap', () => {
  let vendor: Vendor
  let customer: Customer
  let gapId: string
  const nowMs = Math.floor(Date.now() / 1000) * 1000
  const gap = { startedAt: new Date(nowMs - 3 * HOUR_MS), endedAt: new Date(nowMs - HOUR_MS) }
  /** So that the first device's alarm, two minutes before, lies in the gap, and where all stood, an hour before, does not. */
  const worldMs = gap.startedAt.getTime() + 12 * MINUTE_MS

  beforeAll(async () => {
    vendor = await startVendor({ world: createFleetWorld(worldMs, { other: 4 }) })
    await vendor.switches({ limitTokenGet: false })
    const [first] = vendor.world.imeisOf('other')
    // Each fix lies within the gap, but for the first device, which has not moved since before it.
    for (const imei of vendor.world.imeisOf('other').filter((each) => each !== first))
      for (const minute of [10, 20, 30])
        vendor.world.place(imei, { lat: 41, lng: -8, atMs: gap.startedAt.getTime() + minute * MINUTE_MS })
  })
  afterAll(() => vendor.close())
  beforeEach(async () => {
    forgetVendor()
    await db().receiveGap.deleteMany()
    await db().job.deleteMany()
    customer = await connectTenant(vendor, 'other')
    await storeRoster(vendor, customer, 'other')
    gapId = await openGap(customer)
    await storeFixBefore(customer)
    // Last, and twice: on a busy machine a connection kept from before may just be closing.
    await vendor.heal().catch(() => undefined)
    await vendor.heal()
  })

  async function openGap({ ref }: Customer): Promise<string> {
    const id = randomUUID()
    const nextTryAt = new Date(nowMs)
    await db().receiveGap.create({
      data: { tenantId: ref.tenantId, id, connectionId: ref.id, nextTryAt, ...gap },
    })
    return id
  }

  /** The first device's one fix of before is known. */
  async function storeFixBefore({ ref }: Customer): Promise<void> {
    const device = await db().device.findFirstOrThrow({
      where: { tenantId: ref.tenantId, imei: vendor.world.imeisOf('other')[0] },
    })
    await db().position.create({
      data: {
        tenantId: ref.tenantId,
        deviceId: device.id,
        fixAt: new Date(worldMs - HOUR_MS),
        source: 'gps',
        lat: 41.15,
        lng: -8.61,
        receivedAt: new Date(worldMs - HOUR_MS),
      },
    })
  }

  const read = () =>
    db().receiveGap.findUniqueOrThrow({
      where: { tenantId_id: { tenantId: customer.ref.tenantId, id: gapId } },
    })
  const storedFixes = () =>
    db().position.count({ where: { tenantId: customer.ref.tenantId, fixAt: { gte: gap.startedAt } } })
  const trackCalls = async () => {
    // After some idle seconds the kept connection may just be closing.
    const calls = await vendor.calls().catch(() => vendor.calls())
    return calls[TRACK] ?? 0
  }

  async function heal(atMs: number): Promise<number> {
    await enqueueDueGaps(atMs)
    const worker = new JobWorker({ owner: randomUUID(), handlers: healHandlers })
    let jobs = 0
    while (await worker.runNext()) jobs += 1
    return jobs
  }

  test('only what may be missing is asked for, and its job tells how far it is', async () => {
    const before = await trackCalls()
    expect(await heal(nowMs)).toBe(1)
    expect(await read()).toMatchObject({ status: 'healed', closedAt: expect.any(Date), failures: 0 })
    // Three devices have fixes newer than the last one known before the gap; nobody asks for the fourth's.
    expect((await trackCalls()) - before).toBe(3)
    expect(await storedFixes()).toBe(9)
    const job = await db().job.findFirstOrThrow({
      where: { tenantId: customer.ref.tenantId, kind: 'heal-gap' },
    })
    expect(job).toMatchObject({ status: 'done', progress: { done: 4, total: 4, positions: 9, alarms: 1 } })
    const [view] = await listGaps(customer.owner, 10)
    expect(view).toMatchObject({ id: gapId, connectionName: 'Vendor of other', status: 'healed' })
    expect(await heal(nowMs + HOUR_MS)).toBe(0)
  })

  test('an alarm of hours ago appears in lists and is told to nobody as new', async () => {
    const { tenantId } = customer.ref
    const told: unknown[] = []
    const stopListening = liveBus().subscribe(({ alarms }) => told.push(...alarms))
    await heal(nowMs)
    stopListening()
    const [alarm] = await listRecentAlarms(customer.owner, { limit: 10 })
    expect(alarm).toMatchObject({ code: '1', startedAt: new Date(worldMs - 2 * MINUTE_MS) })
    expect(told).toEqual([])
    // What processes without a bus look for.
    expect(await listAlarmsReceivedSince(tenantId, new Date(0))).toEqual([])
  })

  test('while the vendor is away the gap stays open, each try later than the one before, and is filled once it is back', async () => {
    await vendor.fault({ kind: 'http', status: 503, method: TRACK })
    expect(await heal(nowMs)).toBe(1)
    const first = await read()
    expect(first).toMatchObject({ status: 'open', failures: 1, detail: { waiting: { reason: 'away' } } })
    expect(await heal(nowMs)).toBe(0)
    await heal(first.nextTryAt.getTime())
    const second = await read()
    expect(second).toMatchObject({ status: 'open', failures: 2 })
    const waitMs = (row: typeof first) => row.nextTryAt.getTime() - Date.now()
    expect(waitMs(second)).toBeGreaterThan(waitMs(first) + 30_000)
    await vendor.heal()
    await retryGap(customer.owner, gapId, new Date(nowMs))
    expect(await heal(nowMs)).toBe(1)
    expect(await read()).toMatchObject({ status: 'healed', failures: 0, detail: { waiting: null } })
    expect(await storedFixes()).toBe(9)
  })

  test('a used-up quota leaves it open until the vendor’s next day, in the vendor’s words', async () => {
    const message = 'The daily limit of calls is used up.'
    await vendor.fault({ kind: 'code', code: 1006, message, method: TRACK })
    await heal(nowMs)
    const waiting = await read()
    expect(waiting).toMatchObject({
      status: 'open',
      detail: { waiting: { reason: 'quota', words: message } },
    })
    const tomorrowMs = (Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000
    // A minute's spread, see quota-pause.ts, and what the vendor's clock may be ahead.
    expect(waiting.nextTryAt.getTime()).toBeGreaterThanOrEqual(tomorrowMs - 5_000)
    expect(waiting.nextTryAt.getTime()).toBeLessThan(tomorrowMs + 65_000)
    expect(await heal(tomorrowMs - 10_000)).toBe(0)
    await vendor.heal()
    forgetVendor()
    await db().jimiConnection.updateMany({ where: { id: customer.ref.id }, data: { pausedUntil: null } })
    expect(await heal(tomorrowMs + 65_000)).toBe(1)
    expect(await read()).toMatchObject({ status: 'healed' })
  })

  test('a device that the vendor refuses costs only itself, is named, and alone is asked for again', async () => {
    await vendor.fault({
      kind: 'code',
      code: 1002,
      message: 'The device has expired',
      method: TRACK,
      times: 1,
    })
    await heal(nowMs)
    const partly = await read()
    expect(partly).toMatchObject({ status: 'partly', detail: { done: 4, positions: 6, failedCount: 1 } })
    const { failed } = toGapDetail(partly.detail)
    expect(failed).toMatchObject([{ problem: 'expired', words: 'The device has expired' }])
    expect(await heal(Date.now())).toBe(0)
    const before = await trackCalls()
    await retryGap(customer.owner, gapId, new Date(nowMs))
    await heal(nowMs)
    expect((await trackCalls()) - before).toBe(1)
    expect(await read()).toMatchObject({
      status: 'healed',
      detail: { total: 1, positions: 9, failedCount: 0 },
    })
    const audit = await db().auditEntry.findFirstOrThrow({ where: { tenantId: customer.ref.tenantId } })
    expect(audit).toMatchObject({
      action: 'receive_gap.retry',
      target: gapId,
      actorId: customer.owner.userId,
    })
  })

  test('a question about many that is refused for one of them is asked again without it', async () => {
    // Whole, then its first half: the first device alone is refused.
    await vendor.fault({ kind: 'code', code: 1002, message: 'Illegal device', method: ALARMS, times: 3 })
    await heal(nowMs)
    const { failed } = toGapDetail((await read()).detail)
    expect(failed).toMatchObject([{ problem: 'refused', words: 'Illegal device' }])
    expect(await storedFixes()).toBe(9)
  })

  test('who takes over goes on where the other stopped', async () => {
    const stopping = new AbortController()
    const ref = { tenantId: customer.ref.tenantId, gapId }
    const clock = {
      ...systemClock,
      now: () => {
        ticks += 1
        return nowMs + ticks * 2_500
      },
    }
    let ticks = 0
    const before = await trackCalls()
    const report = async ({ done }: { done: number }) => {
      if (done === 2) stopping.abort()
    }
    await expect(healGap(ref, { signal: stopping.signal, report, clock })).rejects.toThrow()
    expect(await read()).toMatchObject({ status: 'healing', detail: { done: 2, total: 4 } })
    expect(await heal(nowMs)).toBe(1)
    expect(await read()).toMatchObject({ status: 'healed', detail: { done: 4, total: 4 } })
    expect(await storedFixes()).toBe(9)
    expect((await trackCalls()) - before).toBe(3)
  })

  test('a gap is its owners’ to see and to try again, and a device’s gaps are seen by whoever sees the device', async () => {
    const stranger = await makeFleet(1)
    expect(await listGaps(stranger.owner, 10)).toEqual([])
    await expect(retryGap(stranger.owner, gapId, new Date())).rejects.toThrow(NotFoundError)
    await expect(retryGap(customer.owner, 'no id', new Date())).rejects.toThrow(NotFoundError)
    const dispatcher = { ...makeViewer(customer.ref.tenantId, '/other/'), role: 'dispatcher' as const }
    await expect(listGaps(dispatcher, 10)).rejects.toThrow(ForbiddenError)
    await expect(retryGap(dispatcher, gapId, new Date())).rejects.toThrow(ForbiddenError)
    const { id } = await db().device.findFirstOrThrow({ where: { tenantId: customer.ref.tenantId } })
    const range = { fromAt: new Date(nowMs - 2 * HOUR_MS), toAt: new Date(nowMs), limit: 10 }
    expect(await listDeviceGaps(dispatcher, id, range)).toEqual([{ ...gap, status: 'open' }])
    expect(await listDeviceGaps(dispatcher, id, { ...range, fromAt: gap.endedAt })).toEqual([])
    const { tenantId, id: connectionId } = customer.ref
    const later = { startedAt: new Date(nowMs - 30 * MINUTE_MS), endedAt: new Date(nowMs - 20 * MINUTE_MS) }
    await db().receiveGap.create({ data: { tenantId, id: randomUUID(), connectionId, ...later } })
    const startsOf = async (limit: number) =>
      (await listDeviceGaps(dispatcher, id, { ...range, limit })).map(({ startedAt }) => startedAt)
    expect(await startsOf(10)).toEqual([gap.startedAt, later.startedAt])
    // Of more than fit, the newest.
    expect(await startsOf(1)).toEqual([later.startedAt])
    await expect(listDeviceGaps(stranger.owner, id, range)).rejects.toThrow(NotFoundError)
    await expect(listDeviceGaps(makeViewer(customer.ref.tenantId, '/else/'), id, range)).rejects.toThrow(
      NotFoundError,
    )
  })
})
