// Copies of fences on the vendor’s platform: made, compared with what is there, repaired both ways, and taken away.

import { beforeEach, expect, test } from 'vitest'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { callJimi } from '@/lib/server/jimi'
import { pushToDevices, removeFromDevices } from '@/lib/server/services/fence-devices'
import { removeFenceWithCopy } from '@/lib/server/services/fence-removal'
import {
  checkAtPlatform,
  pushToPlatform,
  removeFromPlatform,
  takeFromPlatform,
  UnholdableError,
} from '@/lib/server/services/fence-vendor'
import { listVendorVisits } from '@/lib/server/services/fence-visits'
import { createFence, getFenceDetail, updateFence } from '@/lib/server/services/fences'
import { describeOnEmbedded } from '../db/each-database'
import { makePerson } from '../db/fixtures'
import { prepareLiveSetting } from '../live/live-setting'
import type { Customer } from '../live/vendor'
import { draft, FENCE_CREATE, FENCE_DELETE, FENCE_LIST, FENCE_UPDATE, yard } from './vendor-drawing'

const setting = prepareLiveSetting()

describeOnEmbedded('fences at the vendor', () => {
  let customer: Customer
  let owner: Viewer
  beforeEach(async () => {
    customer = await setting().knownTenant()
    owner = customer.owner
  })

  const listed = async () => (await callJimi(owner, FENCE_LIST, { accountLogin: 'acme' })).rows
  const vendorOf = async (id: string) => (await getFenceDetail(owner, id)).vendor

  test('a copy on the platform is made with all vehicles, found the same, edited, and taken away', async () => {
    const id = await createFence(owner, draft)
    await pushToPlatform(owner, id)
    expect(await vendorOf(id)).toMatchObject({ kind: 'platform', state: 'same', problem: null })
    const [row] = await listed()
    expect(row).toMatchObject({
      name: 'Yard',
      radiusM: 300,
      description: 'Gate 2',
      color: '#3b7aff',
      alerts: [],
    })
    expect(row?.imeis).toHaveLength(11)
    const deviceId = (await db().device.findFirstOrThrow({ where: { tenantId: owner.tenantId } })).id
    const rectangle = { kind: 'rectangle' as const, south: 39.9, west: 116.39, north: 39.91, east: 116.4 }
    await updateFence(owner, id, { ...draft, shape: rectangle, deviceIds: [deviceId] })
    expect(await getFenceDetail(owner, id)).toMatchObject({
      vendor: { state: 'differs' },
      differences: ['shape', 'devices'],
      vendorShape: { kind: 'circle', radiusM: 300 },
    })
    await pushToPlatform(owner, id)
    expect(await vendorOf(id)).toMatchObject({ state: 'same' })
    const [edited, ...others] = await listed()
    expect(edited).toMatchObject({ id: row?.id, shape: 'polygon' })
    expect([edited?.points.length, edited?.imeis.length, others.length]).toEqual([4, 1, 0])
    // Nobody moves in this world, and the vendor says so too.
    expect(await listVendorVisits(owner, id)).toMatchObject({ vendorCount: 0, ownCount: 0, vehicles: 1 })
    await removeFromPlatform(owner, id)
    expect(await vendorOf(id)).toMatchObject({ kind: 'none', state: 'none' })
    expect(await listed()).toEqual([])
  })

  test('two who send it at once make one copy, and a copy of another kind is not made beside it', async () => {
    const id = await createFence(owner, draft)
    await Promise.all([pushToPlatform(owner, id), pushToPlatform(owner, id)])
    expect(await listed()).toHaveLength(1)
    await expect(pushToDevices(owner, id)).rejects.toMatchObject({ code: 'fence_copied_elsewhere' })
    expect(await vendorOf(id)).toMatchObject({ kind: 'platform', state: 'same' })
  })

  test('a fence is deleted with its copies, and stays when a copy cannot be deleted', async () => {
    const id = await createFence(owner, draft)
    await pushToPlatform(owner, id)
    await setting().vendor.fault({ kind: 'code', method: FENCE_DELETE, code: 1100, times: 1 })
    await expect(removeFenceWithCopy(owner, id)).rejects.toThrow()
    expect([await vendorOf(id), (await listed()).length]).toMatchObject([{ kind: 'platform' }, 1])
    await removeFenceWithCopy(owner, id)
    expect(await listed()).toEqual([])
    await expect(getFenceDetail(owner, id)).rejects.toEqual(new NotFoundError())

    const { world } = setting().vendor
    const [first = ''] = world.imeisOf('acme')
    const [row] = await db().device.findMany({ where: { tenantId: owner.tenantId, imei: first } })
    const held = await createFence(owner, { ...draft, deviceIds: [row?.id ?? ''] })
    await pushToDevices(owner, held)
    const stateAt = world.stateAt
    world.stateAt = (imei, atMs) => ({ ...stateAt(imei, atMs), online: false })
    await expect(removeFenceWithCopy(owner, held)).rejects.toMatchObject({ code: 'fence_still_held' })
    expect(await vendorOf(held)).toMatchObject({ kind: 'device' })
    world.stateAt = stateAt
    await removeFenceWithCopy(owner, held)
    await expect(getFenceDetail(owner, held)).rejects.toEqual(new NotFoundError())
    const viewer = await makePerson({ tenantId: owner.tenantId, role: 'viewer' })
    await expect(removeFenceWithCopy(viewer, held)).rejects.toBeInstanceOf(ForbiddenError)
  })

  test('what was changed or deleted there is told, and repaired with ours or with theirs', async () => {
    const id = await createFence(owner, draft)
    await pushToPlatform(owner, id)
    const fenceId = (await listed())[0]?.id ?? ''
    const theirs = {
      accountLogin: 'acme',
      fenceId,
      name: 'Depot',
      shape: 'circle' as const,
      points: [yard],
      radiusM: 900,
    }
    await callJimi(owner, FENCE_UPDATE, theirs)
    await checkAtPlatform(owner, id)
    expect(await getFenceDetail(owner, id)).toMatchObject({
      name: 'Yard',
      vendor: { state: 'differs' },
      differences: expect.arrayContaining(['name', 'shape']),
    })
    await takeFromPlatform(owner, id)
    expect(await getFenceDetail(owner, id)).toMatchObject({
      name: 'Depot',
      shape: { kind: 'circle', radiusM: 900 },
      vendor: { state: 'same' },
      deviceIds: null,
      differences: [],
    })
    await callJimi(owner, FENCE_DELETE, { accountLogin: 'acme', fenceId })
    await checkAtPlatform(owner, id)
    expect(await vendorOf(id)).toMatchObject({ state: 'missing' })
    await expect(takeFromPlatform(owner, id)).rejects.toMatchObject({ code: 'fence_gone' })
    await pushToPlatform(owner, id)
    expect(await vendorOf(id)).toMatchObject({ state: 'same' })
    expect((await listed()).map(({ name }) => name)).toEqual(['Depot'])
  })

  test('what the vendor refuses is kept in words, and tried again with success', async () => {
    const taken = {
      accountLogin: 'acme',
      name: 'Yard',
      shape: 'circle' as const,
      points: [yard],
      radiusM: 200,
    }
    const other = await callJimi(owner, FENCE_CREATE, taken)
    const id = await createFence(owner, draft)
    await expect(pushToPlatform(owner, id)).rejects.toMatchObject({ code: 'vendor_refused' })
    expect(await vendorOf(id)).toMatchObject({
      kind: 'platform',
      state: 'failed',
      problem: expect.stringContaining('A fence of that name exists.'),
    })
    await callJimi(owner, FENCE_DELETE, { accountLogin: 'acme', fenceId: other })
    await pushToPlatform(owner, id)
    expect(await vendorOf(id)).toMatchObject({ state: 'same', problem: null })
  })

  test('what the vendor has no shape for is refused without a call, and viewers send nothing', async () => {
    const line = [yard, { lat: 39.92, lng: 116.4 }]
    const corridor = await createFence(owner, { ...draft, shape: { kind: 'corridor', line, widthM: 60 } })
    const small = await createFence(owner, { ...draft, shape: { kind: 'circle', center: yard, radiusM: 50 } })
    const ring = [...line, { lat: 39.9, lng: 116.42 }]
    const polygon = await createFence(owner, { ...draft, shape: { kind: 'polygon', ring } })
    const before = await setting().vendor.calls()
    await expect(pushToPlatform(owner, corridor)).rejects.toBeInstanceOf(UnholdableError)
    await expect(pushToPlatform(owner, small)).rejects.toBeInstanceOf(UnholdableError)
    await expect(pushToDevices(owner, corridor)).rejects.toBeInstanceOf(UnholdableError)
    await expect(pushToDevices(owner, polygon)).rejects.toBeInstanceOf(UnholdableError)
    const { tenantId } = owner
    const reader = await makePerson({ tenantId, role: 'viewer' })
    const denied = await makePerson({ tenantId, role: 'dispatcher' }, { deniedRights: ['manage_fences'] })
    for (const work of [
      pushToPlatform,
      takeFromPlatform,
      removeFromPlatform,
      pushToDevices,
      removeFromDevices,
    ])
      for (const person of [reader, denied])
        await expect(work(person, polygon)).rejects.toBeInstanceOf(ForbiddenError)
    expect(await setting().vendor.calls()).toEqual(before)
  })
})
