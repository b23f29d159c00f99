// The cuts that must never leave: by every door, of vehicles in every unsafe state, and in every disguise.

import { expect } from 'vitest'
import type { CommandReply } from '@/lib/domain/api/command'
import type { CommandOrder } from '@/lib/domain/command'
import { orderCommand } from '@/lib/server/services/commands'
import type { Actor } from '@/lib/server/services/commands-facts'
import { type CommandSetting, CUT, hexOf, type Telling } from './command-world'

/** Why nothing left; the kind of the reply when it was not refused. */
export const refusalsOf = (reply: CommandReply) => (reply.kind === 'refused' ? reply.refusals : [reply.kind])

/** Every way in which a vendor of profile pro can be told to cut. */
export const DOORS: [string, CommandOrder][] = [
  ['template 163', CUT],
  ['free text', { door: 'template', template: '{0}', params: ['RELAY,1#'] }],
  ['raw bytes', { door: 'raw', hex: hexOf('RELAY,1#') }],
  ['hub instruction 128', { door: 'hub', proNo: 128, content: 'RELAY,1#' }],
]

/** What the vehicle may be like, with the reason that must be given. */
export const UNSAFE: [string, Telling, string][] = [
  ['moving', { speedKph: 30 }, 'moving'],
  ['moving on the fix before', { earlierSpeedKph: 30 }, 'moving'],
  ['just above walking speed', { speedKph: 6 }, 'moving'],
  ['on a stale fix', { ageS: 75 }, 'fix_stale'],
  ['on a cell fix', { source: 'cell' }, 'fix_not_gps'],
  ['on a Wi-Fi fix', { source: 'wifi' }, 'fix_not_gps'],
  ['with one fix only', { hasEarlier: false }, 'one_fix_only'],
  ['offline', { online: false }, 'offline'],
  ['told of in the future', { ageS: -120 }, 'fix_in_future'],
  ['of a speed that nobody told', { speedKph: null }, 'speed_unknown'],
  ['of a speed that is no number', { speedKph: Number.NaN }, 'speed_unknown'],
]

/** The same cut, written so that it is not seen. */
export const HIDDEN: [string, string][] = [
  ['spaces', 'R E L A Y , 1 #'],
  ['case', 'rElAy,1#'],
  ['full width', 'ＲＥＬＡＹ，１＃'],
  ['letters that cannot be seen', 'RE\u200bLAY,\u00ad1#'],
  ['a second command', 'STATUS#RELAY,1#'],
  ['another line', 'STATUS#\nrelay,1'],
  ['hex', hexOf('RELAY,1#')],
  ['base64', Buffer.from('RELAY,1#').toString('base64')],
  ['escapes', 'RELAY%2C1%23'],
  ['letters of another alphabet', 'RЕLАY,1#'],
  ['an unknown command', 'FACTORY#'],
]

/** Asks through every door, and shows that nothing left. Answers the reasons of each. */
export async function refusedEverywhere(
  world: CommandSetting,
  actor: Actor,
  over: Parameters<CommandSetting['request']>[1] = {},
): Promise<string[][]> {
  const before = await world.orders()
  const replies: CommandReply[] = []
  for (const [, order] of DOORS) replies.push(await orderCommand(actor, world.request(order, over)))
  expect(await world.orders()).toBe(before)
  expect(await world.isCut()).toBe(false)
  return replies.map(refusalsOf)
}
