// Copies of fences that differ by themselves: vehicles come and go here, and somebody changes them there.

import { beforeEach, expect, test } from 'vitest'
import { COPY_LOOK_MS } from '@/lib/domain/fence-limits'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { callJimi } from '@/lib/server/jimi'
import { pushToDevices } from '@/lib/server/services/fence-devices'
import { lookNowAndThen } from '@/lib/server/services/fence-look'
import { pushToPlatform } from '@/lib/server/services/fence-vendor'
import { createFence, getFenceDetail, listFences } from '@/lib/server/services/fences'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEmbedded } from '../db/each-database'
import { prepareLiveSetting } from '../live/live-setting'
import type { Customer } from '../live/vendor'
import { draft, FENCE_LIST, FENCE_UPDATE, yard } from './vendor-drawing'

const setting = prepareLiveSetting()

describeOnEmbedded('copies of fences that differ by and by', () => {
  let customer: Customer
  let owner: Viewer
  beforeEach(async () => {
    customer = await setting().knownTenant()
    owner = customer.owner
  })

  const listed = async () => (await callJimi(owner, FENCE_LIST, { accountLogin: 'acme' })).rows
  const vendorOf = async (id: string) => (await getFenceDetail(owner, id)).vendor

  test('a vehicle that comes or goes makes a copy for all vehicles differ, in the card and in the list', async () => {
    const { tenantId } = owner
    const { world } = setting().vendor
    const [first = '', second = ''] = world.imeisOf('acme')
    const away = (imei: string, removedAt: Date | null) =>
      db().device.updateMany({ where: { tenantId, imei }, data: { removedAt } })
    const statesOf = async () => {
      const { fences } = await listFences(owner)
      return fences.map(({ name, vendor }) => [name, vendor.state])
    }
    // A fleet of two, which a third joins and leaves.
    const beyond = { tenantId, imei: { notIn: [first, second] } }
    const { imei: third } = await db().device.findFirstOrThrow({ where: beyond })
    await db().device.updateMany({ where: beyond, data: { removedAt: new Date() } })
    const held = await createFence(owner, { ...draft, name: 'Held' })
    await pushToDevices(owner, held)
    const id = await createFence(owner, draft)
    await pushToPlatform(owner, id)
    expect(await statesOf()).toEqual([
      ['Held', 'same'],
      ['Yard', 'same'],
    ])
    await away(third, null)
    const differs = { vendor: { state: 'differs' }, differences: ['devices'] }
    expect(await getFenceDetail(owner, id)).toMatchObject(differs)
    expect(await getFenceDetail(owner, held)).toMatchObject(differs)
    expect(await statesOf()).toEqual([
      ['Held', 'differs'],
      ['Yard', 'differs'],
    ])
    expect(await listFences(owner, { copy: 'same' })).toMatchObject({ total: 0 })
    expect(await listFences(owner, { copy: 'differs' })).toMatchObject({ total: 2 })
    await away(third, new Date())
    expect([await vendorOf(id), await vendorOf(held)]).toMatchObject([{ state: 'same' }, { state: 'same' }])
    await away(second, new Date())
    expect(await getFenceDetail(owner, id)).toMatchObject(differs)
    await pushToPlatform(owner, id)
    expect(await vendorOf(id)).toMatchObject({ state: 'same' })
  })

  test('a change at the vendor is noticed by itself when the last look is old, with one call, and failing is no news', async () => {
    const id = await createFence(owner, draft)
    await pushToPlatform(owner, id)
    const fenceId = (await listed())[0]?.id ?? ''
    const shape = 'circle' as const
    const theirs = { accountLogin: 'acme', fenceId, name: 'Depot', shape, points: [yard], radiusM: 900 }
    await callJimi(owner, FENCE_UPDATE, theirs)
    const before = await setting().callsOf(FENCE_LIST)
    await lookNowAndThen(owner, id)
    expect([await setting().callsOf(FENCE_LIST), (await vendorOf(id)).state]).toEqual([before, 'same'])
    const age = (vendorCheckedAt: Date) => db().fence.updateMany({ where: { id }, data: { vendorCheckedAt } })
    const longAgo = new Date(Date.now() - COPY_LOOK_MS)
    await age(longAgo)
    await Promise.all([lookNowAndThen(owner, id), lookNowAndThen(owner, id)])
    expect(await setting().callsOf(FENCE_LIST)).toBe(before + 1)
    const seen = await getFenceDetail(owner, id)
    expect(seen).toMatchObject({
      vendor: { state: 'differs' },
      differences: ['name', 'description', 'shape'],
    })
    expect(Date.parse(seen.vendor.checkedAt ?? '')).toBeGreaterThan(longAgo.getTime())

    forgetSingleton('fence-looks')
    await age(longAgo)
    await setting().vendor.fault({ kind: 'code', method: FENCE_LIST, code: 1100, times: 1 })
    await lookNowAndThen(owner, id)
    const failed = { state: 'differs', problem: null, checkedAt: longAgo.toISOString() }
    expect(await vendorOf(id)).toMatchObject(failed)
    // Not again at once.
    const asked = await setting().callsOf(FENCE_LIST)
    await lookNowAndThen(owner, id)
    expect(await setting().callsOf(FENCE_LIST)).toBe(asked)
  })
})
