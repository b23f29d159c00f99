// From the bytes of a posted body to its items, not yet read. It knows forms, JSON and their dangers, and no topic.

import { type ItemList, itemsOf } from './body-items'
import { type BodyMembers, formMembers, jsonMembers } from './body-members'
import { MAX_BODY_BYTES, type Refused, refuse } from './body-refusal'
import { type Span, trimmed } from './json-spans'

export { type BodyRefusal, MAX_BODY_BYTES, MAX_DEPTH, MAX_ITEMS } from './body-refusal'

export type PushBody = ItemList & {
  /** As it came: only a text can be right. Undefined when missing. */
  token: unknown
  msgType: unknown
}

export type BodyReading =
  | PushBody
  /** An empty body: the vendor checks that the address answers. */
  | { check: true }
  | Refused

/**
 * Reads a posted body. Never throws. Forms and JSON are told apart by how the body begins, because senders in the field
 * name the wrong content type. The token is reported, not judged.
 */
export function readBody(contentType: string | null, bytes: Uint8Array): BodyReading {
  if (bytes.length > MAX_BODY_BYTES) return refuse('too_large')
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const whole = trimmed(body, { start: startsWithMark(body) ? 3 : 0, end: body.length })
  if (whole.start === whole.end) return { check: true }
  if (contentType?.trim().toLowerCase().startsWith('multipart/')) return refuse('not_supported')
  const members = membersOf(body, whole)
  if ('refusal' in members) return members
  const list = listOf(members)
  return 'refusal' in list ? list : { token: members.token, msgType: members.msgType, ...list }
}

const OPEN_OBJECT = 123
const OPEN_ARRAY = 91

function membersOf(body: Buffer, whole: Span): BodyMembers | Refused {
  const first = body[whole.start]
  if (first === OPEN_OBJECT) return jsonMembers(body, whole)
  // A list by itself has no place for a token.
  const list = body.subarray(whole.start, whole.end)
  if (first === OPEN_ARRAY)
    return { token: undefined, msgType: undefined, dataList: list, others: () => null }
  return formMembers(list)
}

const NOTHING: ItemList = { items: [], mayHoldBadText: false, rawOf: () => new Uint8Array() }

function listOf({ dataList, data, msgType, others }: BodyMembers): ItemList | Refused {
  if (dataList) return itemsOf(dataList)
  // Command answers have a `data` and a `msgType` too, but theirs is a number, and their `data` a part of the item.
  const isLegacy = typeof msgType === 'string' && !/^\s*\d*\s*$/.test(msgType)
  if (data && isLegacy) return itemsOf(data)
  const rest = others()
  return rest ? itemsOf(rest) : NOTHING
}

function startsWithMark(body: Buffer): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
}
