import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CommandOrder } from '@/lib/domain/command'
import { orderCommand } from '@/lib/server/services/commands'
import type { Actor } from '@/lib/server/services/commands-facts'
import { describeOnEachDatabase } from '../db/each-database'
import { CommandSetting, hexOf } from './command-world'
import { HIDDEN, refusalsOf } from './refused-cases'

describeOnEachDatabase('a cut of a vehicle that may not be cut never reaches the vendor', ({ kind }) => {
  // The rules are the same on both, and every state of a vehicle by every door is in refused-table.ts.
  const hidden = kind === 'embedded' ? HIDDEN : HIDDEN.slice(0, 1)

  let world: CommandSetting
  let owner: Actor

  beforeAll(async () => {
    world = await CommandSetting.open()
    owner = await world.person('owner')
  })
  afterAll(() => world.vendor.close())
  beforeEach(() => world.tell())

  test.each(hidden)('a moving vehicle is safe from text that hides what it does by %s', async (_, text) => {
    await world.tell({ speedKph: 50 })
    const before = await world.orders()
    const orders: CommandOrder[] = [
      { door: 'template', template: '{0}', params: [text] },
      { door: 'template', template: 'SOS,A,{0},{1},{2}#', params: ['1', '2', `3#${text}`] },
      { door: 'raw', hex: hexOf(text) },
      { door: 'hub', proNo: 128, content: text },
    ]
    for (const order of orders)
      expect(refusalsOf(await orderCommand(owner, world.request(order)))).toContain('moving')
    expect(await world.orders()).toBe(before)
  })

  test('what can be read in more than one way is sent by nobody, standing or not', async () => {
    const before = await world.orders()
    const odd: [CommandOrder, string][] = [
      [{ door: 'template', template: '{0}', params: ['RELAY,{0}#'] }, 'ambiguous'],
      [{ door: 'template', template: '{0}', params: ['{1}', 'RELAY,1#'] }, 'ambiguous'],
      [{ door: 'template', template: '{0}', params: ['STATUS#', 'RELAY,1#'] }, 'unused_params'],
      [{ door: 'template', template: 'RELAY,{0}#', params: [] }, 'missing_param'],
      // Only what the device's own list has: the vendor may go by the number and not by the text.
      [{ door: 'template', template: 'STATUS#', params: [] }, 'unknown_template'],
      [{ door: 'template', template: 'RELAY,1#', params: [] }, 'unknown_template'],
      [{ door: 'raw', hex: 'ABC' }, 'not_hex'],
      [{ door: 'scooter', text: 'LOCK#' }, 'not_a_scooter'],
    ]
    for (const [order, problem] of odd)
      expect(await orderCommand(owner, world.request(order))).toEqual({ kind: 'problem', problem })
    expect(await world.orders()).toBe(before)
  })

  test('bytes that nobody can read, and other instructions of the hub, are held to the rules of a cut', async () => {
    await world.tell({ speedKph: 50 })
    const before = await world.orders()
    const opaque: CommandOrder[] = [
      { door: 'raw', hex: '7E8105000101234567890100016400007E' },
      { door: 'hub', proNo: 33029, content: '{"commandWord":100}' },
      { door: 'hub', proNo: 33027, content: '{"61440":"1"}' },
    ]
    for (const order of opaque)
      expect(refusalsOf(await orderCommand(owner, world.request(order)))).toContain('moving')
    expect(await world.orders()).toBe(before)
  })
})
