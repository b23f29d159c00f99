// Fences that are moved or drawn anew, vehicles that move between accounts, and who may change fences.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { makeDays } from '@/lib/server/data/system/partitions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db, sql } from '@/lib/server/db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { FenceRunner } from '@/lib/server/fences/fence-runner'
import {
  createFence,
  getFenceDetail,
  listFenceEvents,
  listFences,
  removeFence,
  updateFence,
} from '@/lib/server/services/fences'
import { forgetSingleton, singleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, imeiOf, makePerson } from '../db/fixtures'
import { T0 } from '../push/pushed'
import { draft, drawn, eventsOf, MIN, makeWorld, north, push, type World, yard } from './fence-world'

describeOnEachDatabase('fences and vehicles that change', () => {
  let world: World
  beforeAll(async () => {
    await makeDays(T0)
    world = await makeWorld()
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

  test('a fence that is changed is watched as it is now, also where the state of its copy cannot be noted', async () => {
    const fenceId = await drawn(world, { name: 'Copied' })
    await db().fence.updateMany({
      where: { id: fenceId },
      data: { vendorKind: 'device', vendorState: 'same' },
    })
    const runner = singleton(
      'fence-runner',
      () => new FenceRunner({ bus: world.bus, live: () => null, clock: world.clock }),
    )
    const noteChange = vi.spyOn(runner, 'noteChange')
    await sql().query(
      `ALTER TABLE fence ADD CONSTRAINT refused_state CHECK (vendor_state <> 'differs') NOT VALID`,
    )
    try {
      await expect(updateFence(world.owner, fenceId, { ...draft, name: 'Changed' })).rejects.toThrow(
        /refused_state/,
      )
    } finally {
      await sql().query('ALTER TABLE fence DROP CONSTRAINT refused_state')
      forgetSingleton('fence-runner')
    }
    expect((await getFenceDetail(world.owner, fenceId)).name).toBe('Changed')
    expect(noteChange).toHaveBeenCalledTimes(1)
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
    await drawn(world, { name: 'Branch' }, branch)
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
