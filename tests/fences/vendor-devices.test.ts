// Copies of fences inside devices, which may be offline or refuse.

import { beforeEach, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { listFenceDevices } from '@/lib/server/data/fence-vehicles'
import { db } from '@/lib/server/db'
import { pushToDevices, removeFromDevices } from '@/lib/server/services/fence-devices'
import { createFence, getFenceDetail, updateFence } from '@/lib/server/services/fences'
import { describeOnEmbedded } from '../db/each-database'
import { prepareLiveSetting } from '../live/live-setting'
import type { Customer } from '../live/vendor'
import { draft } from './vendor-drawing'

const setting = prepareLiveSetting()

describeOnEmbedded('fences inside devices', () => {
  let customer: Customer
  let owner: Viewer
  beforeEach(async () => {
    customer = await setting().knownTenant()
    owner = customer.owner
  })

  const vendorOf = async (id: string) => (await getFenceDetail(owner, id)).vendor

  test('copies inside devices: those that are offline or refuse say so, and the others hold it', async () => {
    const { world } = setting().vendor
    const [first = '', second = ''] = world.imeisOf('acme')
    const rows = await db().device.findMany({
      where: { tenantId: owner.tenantId, imei: { in: [first, second] } },
    })
    const deviceIds = rows.map(({ id }) => id)
    const id = await createFence(owner, { ...draft, deviceIds })
    const stateAt = world.stateAt
    world.stateAt = (imei, atMs) => ({ ...stateAt(imei, atMs), online: imei !== second })
    expect(await pushToDevices(owner, id)).toEqual({ done: 1, failed: 1 })
    const detail = await getFenceDetail(owner, id)
    expect(detail.vendor).toMatchObject({ kind: 'device', state: 'partly' })
    expect(detail.deviceProblems).toEqual([
      {
        deviceId: expect.any(String),
        name: `Vehicle ${second}`,
        problem: expect.stringContaining('offline'),
      },
    ])
    world.stateAt = stateAt
    expect(await pushToDevices(owner, id)).toEqual({ done: 2, failed: 0 })
    expect(await vendorOf(id)).toMatchObject({ kind: 'device', state: 'same' })
    // Sent again it takes the place of the old one, so that the name is no hindrance.
    const serials = (await listFenceDevices(owner, id)).map(({ serial }) => serial)
    expect(serials.toSorted()).toEqual(['1', '2'])
    expect(await removeFromDevices(owner, id)).toEqual({ done: 2, failed: 0 })
    expect(await vendorOf(id)).toMatchObject({ kind: 'none' })
    expect((await listFenceDevices(owner, id)).every(({ serial }) => serial === null)).toBe(true)
  })

  test('a vehicle that is dropped while its device is offline is told to hold the fence until it has let go', async () => {
    const { world } = setting().vendor
    const [first = '', second = ''] = world.imeisOf('acme')
    const rows = await db().device.findMany({
      where: { tenantId: owner.tenantId, imei: { in: [first, second] } },
    })
    const kept = rows.filter(({ imei }) => imei === first).map(({ id }) => id)
    const id = await createFence(owner, { ...draft, deviceIds: rows.map((row) => row.id) })
    expect(await pushToDevices(owner, id)).toEqual({ done: 2, failed: 0 })
    await updateFence(owner, id, { ...draft, deviceIds: kept })
    const stateAt = world.stateAt
    world.stateAt = (imei, atMs) => ({ ...stateAt(imei, atMs), online: imei !== second })
    expect(await pushToDevices(owner, id)).toEqual({ done: 1, failed: 1 })
    expect(await getFenceDetail(owner, id)).toMatchObject({
      vendor: { kind: 'device', state: 'partly' },
      deviceProblems: [{ name: `Vehicle ${second}`, problem: expect.stringContaining('offline') }],
    })
    // No vehicle left, and one device that cannot be reached: it still holds the fence.
    await updateFence(owner, id, { ...draft, deviceIds: [] })
    expect(await pushToDevices(owner, id)).toEqual({ done: 1, failed: 1 })
    expect(await vendorOf(id)).toMatchObject({ kind: 'device', state: 'partly' })
    expect(await pushToDevices(owner, id)).toEqual({ done: 0, failed: 1 })
    expect(await vendorOf(id)).toMatchObject({ kind: 'device', state: 'partly' })
    world.stateAt = stateAt
    expect(await pushToDevices(owner, id)).toEqual({ done: 1, failed: 0 })
    expect(await vendorOf(id)).toMatchObject({ kind: 'none', state: 'none' })
    expect(await pushToDevices(owner, id)).toEqual({ done: 0, failed: 0 })
    expect(await vendorOf(id)).toMatchObject({ kind: 'none', state: 'none' })
  })
})
