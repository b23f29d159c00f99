import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandOrder } from '@/lib/domain/command'
import { orderCommand } from '@/lib/server/services/commands'
import { orderBulk } from '@/lib/server/services/commands-bulk'
import type { Actor } from '@/lib/server/services/commands-facts'
import { describeOnEmbedded } from '../db/each-database'
import { CommandSetting } from './command-world'
import { DOORS, refusalsOf, UNSAFE } from './refused-cases'

describeOnEmbedded('the legacy profile', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open('ts', 'scooter')
    owner = await world.person('owner')
  })
  afterAll(() => world.vendor.close())

  test.each(UNSAFE)('a scooter %s is neither locked nor cut by template 113', async (_, telling, refusal) => {
    await world.tell(telling)
    const before = await world.orders()
    const doors: CommandOrder[] = [
      { door: 'scooter', text: 'LOCK#' },
      { door: 'scooter', text: ' l o c k #' },
      { door: 'template', template: 'RELAY,1#', params: [] },
      { door: 'template', template: '{0}', params: ['LOCK#'] },
    ]
    for (const order of doors) {
      expect(refusalsOf(await orderCommand(owner, world.request(order)))).toContain(refusal)
      const bulk = await orderBulk(owner.viewer, { deviceIds: [world.deviceId], order, confirmed: true })
      expect(bulk).toEqual({ ok: false, problem: 'no_cut_in_bulk' })
    }
    expect(await world.orders()).toBe(before)
  })

  test('what the profile has no door for is sent through none', async () => {
    await world.tell()
    const before = await world.orders()
    for (const order of [DOORS[2]?.[1], DOORS[3]?.[1]])
      if (order)
        expect(await orderCommand(owner, world.request(order))).toMatchObject({
          problem: 'not_on_this_profile',
        })
    expect(await world.orders()).toBe(before)
  })

  test('a scooter that stands is locked once, and let go', async () => {
    await world.tell()
    await world.vendor.switches({ commandDelayMs: 0, busyWhileOpen: false })
    const before = await world.orders()
    const lock = await orderCommand(owner, world.request({ door: 'scooter', text: 'LOCK#' }))
    expect(lock).toMatchObject({ kind: 'done', command: { state: 'sent', kind: 'cut' } })
    expect(await world.isCut()).toBe(true)
    const release = world.request(
      { door: 'scooter', text: 'ENABLE#' },
      { reason: undefined, typedPlate: undefined },
    )
    expect(await orderCommand(owner, release)).toMatchObject({ kind: 'done', command: { kind: 'restore' } })
    expect(await world.isCut()).toBe(false)
    expect(await world.orders()).toBe(before + 2)
  })
})
