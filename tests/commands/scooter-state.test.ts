import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { orderCommand } from '@/lib/server/services/commands'
import type { Actor } from '@/lib/server/services/commands-facts'
import { scooterStateOf } from '@/lib/server/services/scooter-state'
import { describeOnEmbedded } from '../db/each-database'
import { CommandSetting } from './command-world'

const DETAIL = 'jimi.scooter.device.detail'

describeOnEmbedded('the state of a scooter', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open('ts', 'scooter')
    owner = await world.person('owner')
    await world.vendor.switches({ commandDelayMs: 0, busyWhileOpen: false })
  })
  afterAll(() => world.vendor.close())

  test('tells whether it is locked, its battery and its range, as the vendor says now', async () => {
    await world.tell()
    const before = await scooterStateOf(owner.viewer, world.deviceId)
    expect(before.scooter).toMatchObject({
      mode: 'enabled',
      batteryPercent: expect.any(Number),
      rangeKm: expect.any(Number),
    })
    await orderCommand(owner, world.request({ door: 'scooter', text: 'LOCK#' }))
    expect((await scooterStateOf(owner.viewer, world.deviceId)).scooter?.mode).toBe('locked')
  })

  test('is asked of scooters in scope only, and of nothing else', async () => {
    const asked = async () => (await world.calls())[DETAIL] ?? 0
    const elsewhere = await world.person('viewer', [], { scopePath: '/acme/acme-northwest/' })
    const before = await asked()
    await expect(scooterStateOf(elsewhere.viewer, world.deviceId)).rejects.toEqual(new NotFoundError())
    await db().device.update({
      where: { tenantId_id: { tenantId: owner.viewer.tenantId, id: world.deviceId } },
      data: { kind: 'tracker' },
    })
    expect(await scooterStateOf(owner.viewer, world.deviceId)).toEqual({ scooter: null })
    expect(await asked()).toBe(before)
  })
})
