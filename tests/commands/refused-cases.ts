// What the tests of refused cuts share beside the table: the doors of profile pro, and a cut in many more disguises.

import type { CommandReply } from '@/lib/domain/api/command'
import type { CommandOrder } from '@/lib/domain/command'
import { CUT, hexOf } from './command-world'

/** Why nothing left; the kind of the reply when it was not refused. */
export const refusalsOf = (reply: CommandReply) => (reply.kind === 'refused' ? reply.refusals : [reply.kind])

/** What was said, whatever it was: the reasons of a refusal, the problem, or the kind of the reply. */
export function saidBy(reply: CommandReply): string[] {
  if (reply.kind === 'refused') return reply.refusals
  return [reply.kind === 'problem' ? reply.problem : reply.kind]
}

/** Every way in which a vendor of profile pro can be told to cut. */
export const WAYS: [string, CommandOrder][] = [
  ['template 163', CUT],
  ['free text', { door: 'template', template: '{0}', params: ['RELAY,1#'] }],
  ['raw bytes', { door: 'raw', hex: hexOf('RELAY,1#') }],
  ['hub instruction 128', { door: 'hub', proNo: 128, content: 'RELAY,1#' }],
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
