import { afterAll, beforeAll, expect, test } from 'vitest'
import { listRecentAlarms } from '@/lib/server/data/alarms'
import { storeHook } from '@/lib/server/data/system/push-hooks'
import { db } from '@/lib/server/db'
import { enqueueFirstImports, enqueueRosterImport, jobHandlers } from '@/lib/server/jobs/handlers'
import { JobWorker } from '@/lib/server/jobs/worker'
import { AlarmPoll } from '@/lib/server/live/alarm-poll'
import type { LiveNews } from '@/lib/server/live/live-bus'
import { liveBus } from '@/lib/server/live/live-publisher'
import { readFleet } from '@/lib/server/live/storage'
import { unknownTelemetry } from '@/lib/server/live/telemetry'
import { stopPushes } from '@/lib/server/push/process'
import { forgetPushWriter } from '@/lib/server/push/push-writer'
import { listKnownBranches } from '@/lib/server/services/known-roster'
import { listPushRejects } from '@/lib/server/services/push-rejects'
import { queueRejectRetry } from '@/lib/server/services/push-retry'
import { importRoster } from '@/lib/server/services/roster'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { gpsItem, post } from '../push/push-world'
import { ACME_DEVICES, prepareLiveSetting } from './live-setting'
import { type Customer, connectTenant } from './vendor'

const setting = prepareLiveSetting()

describeOnEachDatabase('rosters and alarms', () => {
  beforeAll(() => {
    for (const name of ['hook-book', 'device-book', 'push-receiver', 'push-ledger']) forgetSingleton(name)
  })
  afterAll(async () => {
    await stopPushes()
    forgetPushWriter()
  })

  test('a roster that cannot be read leaves the known one alone, and every branch of it can be kept', async () => {
    const on = setting()
    const { ref } = await on.knownTenant()
    await on.vendor.fault({ kind: 'code', method: 'jimi.user.child.list', code: 1002 })
    await expect(importRoster(ref)).rejects.toMatchObject({ code: 1002 })
    expect(await db().device.count({ where: { tenantId: ref.tenantId, removedAt: null } })).toBe(ACME_DEVICES)
    const [north] = await listKnownBranches(ref, ['acme-north', 'no such account'])
    expect(north?.accounts).toMatchObject([{ login: 'north-depot', parentLogin: 'acme-north' }])
    const { imeisOf } = on.vendor.world
    expect(north?.devices.map(({ imei }) => imei).toSorted()).toEqual(
      ['acme-north', 'north-depot'].flatMap(imeisOf),
    )
  })

  test('a queued job reads the roster', async () => {
    const on = setting()
    const customer = await connectTenant(on.vendor, 'acme')
    const id = await enqueueRosterImport(customer.ref)
    const worker = new JobWorker({ owner: 'test', handlers: jobHandlers })
    expect(await worker.runNext()).toBe(true)
    expect(await worker.runNext()).toBe(false)
    const job = await db().job.findFirstOrThrow({ where: { id } })
    expect(job).toMatchObject({ status: 'done', error: null })
    expect(await db().device.count({ where: { tenantId: customer.ref.tenantId } })).toBe(ACME_DEVICES)
  })

  test('what was pushed before the first roster is stored once it is read, without ringing for old alarms', async () => {
    const on = setting()
    const { ref, owner } = await connectTenant(on.vendor, 'acme')
    const { path, token } = await storeHook(ref.tenantId, { connectionId: ref.id, actorId: null })
    const imei = on.vendor.world.imeisOf('north-depot')[0] ?? ''
    const msg = { alertType: 1, alarmTime: '2026-01-13 02:24:00', lng: -8, lat: 41 }
    const alarm = { type: 'DEVICE', msgClass: 0, imei, msg }
    const hourAgo = { now: new Date(Date.now() - 3_600_000) }
    const pushAll = async (when: { now?: Date }) => {
      const fixes = [gpsItem(imei, 1), gpsItem(imei, 2), gpsItem('860000000009999', 3)]
      await post(path, 'pushgps', { form: { token, data_list: JSON.stringify(fixes) }, ...when })
      await post(path, 'pushalarm', { form: { token, data_list: JSON.stringify([alarm]) }, ...when })
    }
    await pushAll(hourAgo)
    const waiting = () => listPushRejects(owner, { state: 'waiting', reason: 'unknown_device' }, 1)
    expect((await waiting()).total).toBe(4)
    const news: LiveNews[] = []
    const leave = liveBus().subscribe((told) => news.push(told))
    const worker = new JobWorker({ owner: 'test', handlers: jobHandlers })
    await enqueueRosterImport(ref)
    expect(await worker.runNext()).toBe(true)
    // Reading the roster has queued the other job.
    expect(await worker.runNext()).toBe(true)
    const { tenantId } = ref
    const stored = async () => [
      await db().position.count({ where: { tenantId } }),
      await db().alarm.count({ where: { tenantId } }),
    ]
    expect(await stored()).toEqual([2, 1])
    expect((await waiting()).total).toBe(1)
    expect((await listPushRejects(owner, { state: 'replayed' }, 1)).total).toBe(3)
    expect(news.flatMap(({ alarms }) => alarms)).toEqual([])
    expect(news.flatMap(({ patches }) => patches).length).toBeGreaterThan(0)
    leave()
    await pushAll({})
    await queueRejectRetry(ref)
    expect(await worker.runNext()).toBe(false)
    expect(await stored()).toEqual([2, 1])
  })

  test('at the start a first reading is queued once for each connection that never had one', async () => {
    const on = setting()
    const [fresh, known] = [await connectTenant(on.vendor, 'other'), await on.knownTenant('acme')]
    await enqueueFirstImports()
    await enqueueFirstImports()
    const queuedFor = ({ ref }: Customer) =>
      db().job.count({ where: { tenantId: ref.tenantId, kind: 'roster-import' } })
    expect([await queuedFor(fresh), await queuedFor(known)]).toEqual([1, 0])
  })

  test('alarms of a small watched fleet are stored once', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const service = on.startService()
    await on.openSettledPage(service, customer)
    const alarms = () => listRecentAlarms(customer.owner, { limit: 10 })
    await expect.poll(alarms, { timeout: 8_000 }).toHaveLength(1)
    await on.clock.advance(60_000)
    await service.maintain()
    await expect.poll(async () => (await on.vendor.calls())['jimi.device.alarm.list']).toBe(2)
    expect(await alarms()).toMatchObject([{ code: '1', severity: 'critical' }])
  })

  test('an alarm of a look that takes long carries the time at which it was stored, so that nobody’s mark has passed it', async () => {
    const on = setting()
    const { ref } = await on.knownTenant()
    const { clock } = on
    const { records } = await readFleet(ref.tenantId)
    const vehicles = records.map((record) => ({ record, telemetry: unknownTelemetry() }))
    const lease = async () => {
      await clock.advance(180_000)
      return true
    }
    const poll = new AlarmPoll({ ref, profile: 'pro', clock, vehicles: () => vehicles, lease })
    poll.look()
    const stored = () => db().alarm.findMany({ where: { tenantId: ref.tenantId } })
    await expect.poll(stored, { timeout: 8_000 }).toHaveLength(1)
    await poll.stop()
    expect((await stored())[0]?.receivedAt.getTime()).toBe(clock.now())
  })
})
