import { expect, test } from 'vitest'
import { deviceDetailSchema, trailSchema } from '@/lib/domain/api/device'
import { db } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { callJimi } from '@/lib/server/jimi'
import { deviceDetailOf } from '@/lib/server/services/device-detail'
import { trailOf } from '@/lib/server/services/trail'
import { describeOnEachDatabase } from '../db/each-database'
import { LOCATION_GET, LOCATIONS, prepareLiveSetting, TRACK } from './live-setting'

const setting = prepareLiveSetting()

describeOnEachDatabase('what people ask of one device', () => {
  test("details and trail have the shape the browser expects, with our own and the vendor's fixes", async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const imei = on.vendor.world.imeisOf('acme')[0] ?? ''
    const nowMs = Date.now()
    on.vendor.world.place(imei, { lat: 41.2, lng: -8.6, atMs: nowMs - 1_200_000 })
    on.vendor.world.place(imei, { lat: 0, lng: 0, atMs: nowMs - 900_000 })
    on.vendor.world.place(imei, { lat: 41.3, lng: -8.6, atMs: nowMs - 30_000 })
    await on.openSettledPage(on.startService(), customer)
    const { id } = await db().device.findFirstOrThrow({ where: { imei, tenantId: customer.ref.tenantId } })
    const detail = deviceDetailSchema.parse(await deviceDetailOf(customer.owner, id, nowMs))
    expect(detail).toMatchObject({ imei, status: 'moving', lat: 41.3, accountName: 'Name of acme' })
    const trail = trailSchema.parse(await trailOf(customer.owner, id, { minutes: 30 }))
    // The vendor tells of the time before a minute ago, our own poll saw the newest; 0,0 is nowhere.
    expect(trail.lat).toEqual([41.2, 41.3])
    expect(trail.complete).toBe(true)
  })

  test('a trail the vendor does not tell in time is answered from our own fixes, and nobody asks twice', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const imei = on.vendor.world.imeisOf('acme')[0] ?? ''
    on.vendor.world.place(imei, { lat: 41.3, lng: -8.6, atMs: Date.now() - 30_000 })
    await on.openSettledPage(on.startService(), customer)
    await on.vendor.fault({ kind: 'hang', method: TRACK })
    const { id } = await db().device.findFirstOrThrow({ where: { imei, tenantId: customer.ref.tenantId } })
    const asked = [1, 2, 3].map(() => trailOf(customer.owner, id, { minutes: 30, clock: on.clock }))
    await expect.poll(async () => (await on.vendor.calls())[TRACK]).toBe(1)
    await on.clock.advance(3_500)
    for (const trail of await Promise.all(asked))
      expect(trail).toMatchObject({ lat: [41.3], complete: false })
    expect((await on.vendor.calls())[TRACK]).toBe(1)
  })

  test('foreign, out of scope and missing devices are the same to everyone', async () => {
    const on = setting()
    const [acme, other] = [await on.knownTenant('acme'), await on.knownTenant('other')]
    const foreign = await db().device.findFirstOrThrow({ where: { tenantId: other.ref.tenantId } })
    const sibling = await db().device.findFirstOrThrow({
      where: { tenantId: acme.ref.tenantId, account: { login: 'acme-northwest' } },
    })
    const scoped = { ...acme.owner, scopePath: '/acme/acme-north/' }
    for (const id of [foreign.id, sibling.id, 'no-such-device']) {
      await expect(deviceDetailOf(scoped, id, Date.now())).rejects.toBeInstanceOf(NotFoundError)
      await expect(trailOf(scoped, id, { minutes: 60 })).rejects.toBeInstanceOf(NotFoundError)
    }
    const before = await on.vendor.calls()
    for (const imei of [foreign.imei, sibling.imei]) {
      const asked = callJimi(scoped, LOCATION_GET, { imeis: [imei] })
      await expect(asked).rejects.toBeInstanceOf(NotFoundError)
    }
    const account = callJimi(scoped, LOCATIONS, { accountLogin: 'acme' })
    await expect(account).rejects.toBeInstanceOf(NotFoundError)
    expect(await on.vendor.calls()).toEqual(before)
  })
})
