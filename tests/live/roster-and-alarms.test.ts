import { expect, test } from 'vitest'
import { listRecentAlarms } from '@/lib/server/data/alarms'
import { db } from '@/lib/server/db'
import { enqueueFirstImports, enqueueRosterImport, jobHandlers } from '@/lib/server/jobs/handlers'
import { JobWorker } from '@/lib/server/jobs/worker'
import { listKnownBranches } from '@/lib/server/services/known-roster'
import { importRoster } from '@/lib/server/services/roster'
import { describeOnEachDatabase } from '../db/each-database'
import { ACME_DEVICES, prepareLiveSetting } from './live-setting'
import { type Customer, connectTenant } from './vendor'

const setting = prepareLiveSetting()

describeOnEachDatabase('rosters and alarms', () => {
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
})
