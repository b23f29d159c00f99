// Fences against fixes as they come by push and by poll: what is kept, what rings, and what a restart or another process does
// to it.

import { beforeAll, expect, test } from 'vitest'
import { listRecentAlarms } from '@/lib/server/data/alarms'
import { makeDays } from '@/lib/server/data/system/partitions'
import { insertPositions } from '@/lib/server/data/system/positions'
import { db } from '@/lib/server/db'
import { FenceRunner } from '@/lib/server/fences/fence-runner'
import { listFences, removeFence } from '@/lib/server/services/fences'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson } from '../db/fixtures'
import { T0 } from '../push/pushed'
import { drawn, eventsOf, MIN, makeWorld, poll, push, rings, type World, yard } from './fence-world'

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
})
