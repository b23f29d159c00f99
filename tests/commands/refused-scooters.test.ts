import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandOrder } from '@/lib/domain/command'
import { orderCommand } from '@/lib/server/services/commands'
import type { Actor } from '@/lib/server/services/commands-facts'
import { describeOnEmbedded } from '../db/each-database'
import { CommandSetting } from './command-world'
import { refusalsOf, WAYS } from './refused-cases'

describeOnEmbedded('the legacy profile', () => {
  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open('ts', 'scooter')
    owner = await world.person('owner')
  })
  afterAll(() => world.vendor.close())

  test('a moving scooter is not locked by a text of its list either', async () => {
    await world.tell({ speedKph: 30 })
    const before = await world.orders()
    const texts = ['LOCK#', 'RELAY,1#', 'L O C K #']
    for (const text of texts) {
      const order: CommandOrder = { door: 'template', template: '{0}', params: [text] }
      expect(refusalsOf(await orderCommand(owner, world.request(order)))).toEqual(['moving'])
    }
    expect(await world.orders()).toBe(before)
  })

  test('what the profile has no door for is sent through none', async () => {
    await world.tell()
    const before = await world.orders()
    for (const order of [WAYS[2]?.[1], WAYS[3]?.[1]])
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
