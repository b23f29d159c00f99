// Fences against fixes as they come by push and by poll: what is kept, what rings, and what a restart or another process does
// to it.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { FenceDraft } from '@/lib/domain/api/fences'
import { METRES_PER_DEGREE } from '@/lib/domain/geofence-geometry'
import type { Viewer } from '@/lib/server/access'
import { listRecentAlarms } from '@/lib/server/data/alarms'
import { makeDays } from '@/lib/server/data/system/partitions'
import { insertPositions } from '@/lib/server/data/system/positions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { FenceRunner } from '@/lib/server/fences/fence-runner'
import { type LiveNews, localBus } from '@/lib/server/live/live-bus'
import { newsByTenant } from '@/lib/server/live/live-publisher'
import { writePatches } from '@/lib/server/live/storage'
import { storeGroup } from '@/lib/server/push/store-group'
import {
  createFence,
  getFenceDetail,
  listFenceEvents,
  listFences,
  removeFence,
  updateFence,
} from '@/lib/server/services/fences'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, imeiOf, makePerson, makeTenant, storePerson, type TestTenant } from '../db/fixtures'
import { manualClock } from '../live/manual-clock'
import { batchOf, gps, T0 } from '../push/pushed'

const MIN = 60_000
const yard = { lat: 41.15, lng: -8.61 }
/** Metres north of the yard. */
const north = (metres: number) => ({ lat: yard.lat + metres / METRES_PER_DEGREE, lng: yard.lng })

const draft: FenceDraft = {
  name: 'Yard',
  shape: { kind: 'circle', center: yard, radiusM: 300 },
  color: '#3b7aff',
  tags: ['depot'],
  description: '',
  rules: { enter: true, exit: false, dwellMin: null },
  enabled: true,
  deviceIds: null,
}

type World = TestTenant & {
  deviceIds: string[]
  clock: ReturnType<typeof manualClock>
  heard: LiveNews[]
  runner: FenceRunner
  bus: ReturnType<typeof localBus>
}

async function makeWorld(): Promise<World> {
  const tenant = await makeTenant()
  await storePerson(tenant.owner)
  await syncRoster(tenant.tenantId, tenant.connectionId, {
    accounts: [account('top'), account('branch', 'top')],
    devices: [device(imeiOf(0), 'top'), device(imeiOf(1), 'branch'), device(imeiOf(2), 'top')],
  })
  const rows = await db().device.findMany({ where: { tenantId: tenant.tenantId }, orderBy: { imei: 'asc' } })
  const bus = localBus((error) => {
    throw error
  })
  const heard: LiveNews[] = []
  bus.subscribe((news) => heard.push(news))
  const clock = manualClock(T0)
  const runner = new FenceRunner({ bus, live: () => null, clock })
  return { ...tenant, deviceIds: rows.map(({ id }) => id), clock, heard, runner, bus }
}

/** As the push writer does: one commit, then the news. */
async function push(
  world: World,
  fixes: readonly { sec: number; metres: number; who?: number }[],
): Promise<void> {
  const items = fixes.map(({ sec, metres, who = 0 }) => gps(world, sec, north(metres), who))
  const last = Math.max(...fixes.map(({ sec }) => sec))
  await world.clock.advance(Math.max(0, T0 + last * 1000 - world.clock.now()))
  for (const news of newsByTenant(await storeGroup([batchOf(world, items)]))) world.bus.publish(news)
}

/** As a poll does: the latest state and its fix, then the news. */
async function poll(world: World, { sec, metres, who = 0 }: { sec: number; metres: number; who?: number }) {
  await world.clock.advance(Math.max(0, T0 + sec * 1000 - world.clock.now()))
  const place = { ...north(metres), speedKph: 20, headingDeg: 0, source: 'gps' as const }
  const rest = { satellites: 9, accuracyM: null, altitudeM: null, address: null }
  const patch = {
    deviceId: world.deviceIds[who] ?? '',
    receivedAtMs: world.clock.now(),
    fix: { atMs: T0 + sec * 1000, ...place, ...rest },
  }
  await writePatches(world.tenantId, [{ patch, newFix: true }])
  world.bus.publish({ tenantId: world.tenantId, patches: [patch], alarms: [] })
}

/** The world from a while ago: a fence drawn then is no news any more. */
async function drawn(
  world: World,
  over: Partial<FenceDraft> = {},
  viewer: Viewer = world.owner,
): Promise<string> {
  const id = await createFence(viewer, { ...draft, ...over })
  await db().fence.updateMany({ where: { id }, data: { shapeAt: new Date(T0 - MIN) } })
  return id
}

async function eventsOf(world: World, fenceId: string): Promise<string[]> {
  const { events } = await listFenceEvents(world.owner, fenceId)
  const order = new Map(world.deviceIds.map((id, index) => [id, index]))
  return events
    .map(({ kind, at, deviceId }) => `${(Date.parse(at) - T0) / 1000} ${kind} ${order.get(deviceId)}`)
    .toReversed()
}

const rings = (world: World) => world.heard.flatMap(({ alarms }) => alarms.map(({ name }) => name))

describeOnEachDatabase('fences against fixes', () => {
  let world: World
  beforeAll(async () => {
    await makeDays(T0)
    world = await makeWorld()
  })

  test('push and poll alike: each crossing once, with an alarm where the rules say so, also within one body', async () => {
    const yardId = await drawn(world)
    const branchId = await drawn(
      world,
      { name: 'Branch' },
      await makePerson({ tenantId: world.tenantId, scopePath: '/top/branch/', role: 'dispatcher' }),
    )
    await push(world, [
      { sec: 0, metres: 900 },
      { sec: 0, metres: 900, who: 1 },
    ])
    await world.runner.step()
    expect(await eventsOf(world, yardId)).toEqual([])
    // In and out again within one body, and a repetition of it.
    const body = [
      { sec: 60, metres: 0 },
      { sec: 120, metres: 900 },
      { sec: 180, metres: 0 },
    ]
    await push(world, body)
    await push(world, body)
    await world.runner.step()
    await poll(world, { sec: 240, metres: 800 })
    await poll(world, { sec: 240, metres: 100, who: 1 })
    await world.runner.step()
    await world.runner.step()
    expect((await eventsOf(world, yardId)).toSorted()).toEqual([
      '120 exit 0',
      '180 enter 0',
      '240 enter 1',
      '240 exit 0',
      '60 enter 0',
    ])
    // The branch's fence concerns the branch's vehicle alone.
    expect(await eventsOf(world, branchId)).toEqual(['240 enter 1'])
    // Whoever hears it may not know the fence, so that it is not named.
    expect(rings(world)).toEqual(Array(4).fill('Fence entered'))
    const alarms = await listRecentAlarms(world.owner, { limit: 50 })
    expect(alarms.filter(({ code }) => code.startsWith('fence-'))).toHaveLength(4)
    expect(alarms.every(({ code }) => code === 'fence-enter')).toBe(true)
    const { fences } = await listFences(world.owner)
    expect(fences.map(({ name, insideCount }) => [name, insideCount])).toEqual([
      ['Branch', 1],
      ['Yard', 1],
    ])
  })

  test('a late older fix makes no crossing, and a vehicle parked at the edge rings once', async () => {
    const fenceId = await drawn(world, { name: 'Edge', deviceIds: [world.deviceIds[2] ?? ''] })
    await push(world, [{ sec: 300, metres: 900, who: 2 }])
    await world.runner.step()
    await push(world, [{ sec: 420, metres: 280, who: 2 }])
    await world.runner.step()
    await push(world, [{ sec: 360, metres: 900, who: 2 }])
    await world.runner.step()
    for (const [index, metres] of [310, 285, 320, 295, 324].entries()) {
      await push(world, [{ sec: 430 + index * 10, metres, who: 2 }])
      await world.runner.step()
    }
    expect(await eventsOf(world, fenceId)).toEqual(['420 enter 2'])
    await removeFence(world.owner, fenceId)
  })

  test('a restart, and another process beside, tell nothing twice and miss nothing', async () => {
    const fenceId = await drawn(world, { name: 'Gate', rules: { enter: true, exit: true, dwellMin: 10 } })
    await push(world, [{ sec: 600, metres: 900 }])
    await world.runner.step()
    await push(world, [{ sec: 660, metres: 0 }])
    await world.runner.step()
    await world.runner.stop()
    // Meanwhile it left and came back, and nobody looked.
    await push(world, [
      { sec: 720, metres: 900 },
      { sec: 780, metres: 50 },
    ])
    const clock = world.clock
    const after = [1, 2].map(() => new FenceRunner({ bus: world.bus, live: () => null, clock }))
    for (const runner of after) await runner.step()
    const before = rings(world).length
    expect(await eventsOf(world, fenceId)).toEqual(['660 enter 0', '720 exit 0', '780 enter 0'])
    for (const runner of after) await runner.step()
    expect(rings(world)).toHaveLength(before)
    // It stays, and says nothing more.
    await world.clock.advance(13 * MIN)
    for (const runner of after) await runner.step()
    expect(await eventsOf(world, fenceId)).toContain('1380 dwell 0')
    expect(rings(world).filter((name) => name === 'Stayed in fence')).toHaveLength(1)
    for (const runner of after) await runner.stop()
    const states = await db().fenceState.findMany({ where: { tenantId: world.tenantId } })
    expect(states.find(({ deviceId }) => deviceId === world.deviceIds[0])?.fixAt).toEqual(
      new Date(T0 + 780_000),
    )
  })

  test('more cell fixes than are read at once, which count for nothing, hide no later crossing', async () => {
    const runner = new FenceRunner({ bus: world.bus, live: () => null, clock: world.clock })
    const fenceId = await drawn(world, { name: 'Hidden' })
    const sec = (world.clock.now() - T0) / 1000
    await push(world, [{ sec: sec + 1, metres: 900, who: 2 }])
    await runner.step()
    const cells = Array.from({ length: 1001 }, (_, index) => ({
      deviceId: world.deviceIds[2] ?? '',
      fixAt: new Date(T0 + (sec + 2) * 1000 + index),
      receivedAt: new Date(T0),
      source: 'cell' as const,
      ...yard,
      speedKph: 0,
      headingDeg: 0,
      satellites: null,
      ignition: null,
    }))
    await insertPositions(world.tenantId, cells)
    await push(world, [{ sec: sec + 60, metres: 0, who: 2 }])
    await runner.step()
    await runner.step()
    expect(await eventsOf(world, fenceId)).toEqual([`${sec + 60} enter 2`])
    await runner.stop()
  })

  test('a fence moved over a parked vehicle is not crossed by it', async () => {
    const runner = new FenceRunner({ bus: world.bus, live: () => null, clock: world.clock })
    const fenceId = await drawn(world, {
      name: 'Moved',
      shape: { kind: 'circle', center: north(5000), radiusM: 300 },
    })
    await runner.step()
    await updateFence(world.owner, fenceId, { ...draft, name: 'Moved' })
    runner.noteChange()
    await runner.step()
    const sec = (world.clock.now() - T0) / 1000
    await db().fence.updateMany({
      where: { id: fenceId },
      data: { shapeAt: new Date(T0 + sec * 1000 - 1), updatedAt: new Date() },
    })
    runner.noteChange()
    await push(world, [{ sec: sec + 10, metres: 60 }])
    await runner.step()
    expect(await eventsOf(world, fenceId)).toEqual([])
    await push(world, [{ sec: sec + 80, metres: 900 }])
    await runner.step()
    expect((await eventsOf(world, fenceId)).map((each) => each.split(' ')[1])).toEqual(['exit'])
    await runner.stop()
  })

  test('who crosses the first fence a moment after it was drawn is seen to, before anybody watched it', async () => {
    const first = await makeWorld()
    const fenceId = await drawn(first, { name: 'First' })
    await push(first, [
      { sec: 1, metres: 200 },
      { sec: 5, metres: 400 },
      { sec: 9, metres: 200 },
    ])
    await first.runner.step()
    expect(await eventsOf(first, fenceId)).toEqual(['5 exit 0', '9 enter 0'])
    await first.runner.stop()
  })

  test('a vehicle that moved to another account is held against its fences, and no more against those it left', async () => {
    const moving = await makeWorld()
    const { tenantId } = moving
    const branch = await makePerson({ tenantId, scopePath: '/top/branch/', role: 'dispatcher' })
    const rules = { enter: true, exit: true, dwellMin: 10 }
    const left = await drawn(moving, { name: 'Left', rules }, branch)
    const all = await drawn(moving, { name: 'All' })
    await push(moving, [{ sec: 0, metres: 900, who: 1 }])
    await moving.runner.step()
    await push(moving, [{ sec: 60, metres: 0, who: 1 }])
    await moving.runner.step()
    expect(await eventsOf(moving, left)).toEqual(['60 enter 1'])
    await syncRoster(moving.tenantId, moving.connectionId, {
      accounts: [account('top'), account('branch', 'top')],
      devices: [device(imeiOf(0), 'top'), device(imeiOf(1), 'top'), device(imeiOf(2), 'top')],
    })
    await moving.clock.advance(MIN)
    await moving.runner.step()
    await moving.clock.advance(30 * MIN)
    await moving.runner.step()
    await push(moving, [{ sec: 40 * 60, metres: 900, who: 1 }])
    await moving.runner.step()
    expect(await eventsOf(moving, left)).toEqual(['60 enter 1'])
    expect(await eventsOf(moving, all)).toEqual(['60 enter 1', '2400 exit 1'])
    await moving.runner.stop()
  })

  test('fences of others, out of scope, missing or malformed are one answer, and viewers change nothing', async () => {
    const theirs = await makeWorld()
    const fenceId = await drawn(world, { name: 'Mine' })
    const { tenantId } = world
    const branch = await makePerson({ tenantId, scopePath: '/top/branch/', role: 'dispatcher' })
    const strangers = [
      [theirs.owner, fenceId],
      [branch, fenceId],
      [world.owner, randomUUID()],
      [world.owner, 'not-a-uuid'],
    ] as const
    for (const [viewer, id] of strangers) {
      for (const attempt of [
        () => getFenceDetail(viewer, id),
        () => listFenceEvents(viewer, id),
        () => updateFence(viewer, id, draft),
        () => removeFence(viewer, id),
      ])
        await expect(attempt()).rejects.toEqual(new NotFoundError())
    }
    expect((await listFences(branch)).fences.map(({ name }) => name)).toEqual(['Branch'])
    expect((await listFences(theirs.owner)).fences).toEqual([])
    const denied = await makePerson({ tenantId, role: 'dispatcher' }, { deniedRights: ['manage_fences'] })
    for (const reader of [await makePerson({ tenantId, role: 'viewer' }), denied]) {
      expect(await listFences(reader)).toMatchObject({ canEdit: false })
      await expect(createFence(reader, draft)).rejects.toBeInstanceOf(ForbiddenError)
      await expect(updateFence(reader, fenceId, draft)).rejects.toBeInstanceOf(ForbiddenError)
      await expect(removeFence(reader, fenceId)).rejects.toBeInstanceOf(ForbiddenError)
    }
    const foreign = { ...draft, deviceIds: [theirs.deviceIds[0] ?? ''] }
    await expect(createFence(world.owner, foreign)).rejects.toEqual(new NotFoundError())
    await expect(updateFence(world.owner, fenceId, foreign)).rejects.toEqual(new NotFoundError())
    const bowTie = {
      kind: 'polygon' as const,
      ring: [
        north(0),
        north(100),
        { lat: yard.lat, lng: yard.lng + 0.001 },
        { ...north(100), lng: yard.lng - 0.001 },
      ],
    }
    await expect(createFence(world.owner, { ...draft, shape: bowTie })).rejects.toBeInstanceOf(
      InvalidInputError,
    )
    await expect(
      createFence(world.owner, { ...draft, shape: { kind: 'circle', center: yard, radiusM: 1 } }),
    ).rejects.toBeInstanceOf(InvalidInputError)
    // None of all that left anything behind.
    expect((await getFenceDetail(world.owner, fenceId)).deviceIds).toBeNull()
    await theirs.runner.stop()
  })
})
