// What stands around the items of a body: token, kind of message, and the fields that hold the items. Of forms and JSON alike.

import { isUtf8 } from 'node:buffer'
import { MAX_DEPTH, type Refused, refuse } from './body-refusal'
import { decodeForm, formFields } from './form-fields'
import { outlineJson, type Span, trimmed } from './json-spans'
import { parsedJson } from './push-scalars'

export type BodyMembers = {
  token: unknown
  msgType: unknown
  /** Text of JSON in `data_list` and in `data`, if there; empty when the member was null or empty. */
  dataList?: Buffer
  data?: Buffer
  /** All members but token and msgType as JSON text: the item of a body without `data_list`. Null when there are none. */
  others(): Buffer | null
}

/** Members that may come once: a second one would let what is checked differ from what is read. */
const SINGLE = ['token', 'msgType', 'data_list', 'data'] as const
const MAX_MEMBERS = 200

/** The members of a form. Values of `data_list` and `data` are decoded to bytes, all others to text. */
export function formMembers(body: Buffer): BodyMembers | Refused {
  const fields = formFields(body, MAX_MEMBERS)
  if (fields === null) return refuse('too_many')
  const find = (name: string) => fields.find((field) => field.name === name)?.value
  const textAt = (span: Span | undefined) => span && decodeForm(body, span).toString('utf8')
  const trouble = troubleOf(fields.map(({ name }) => name))
  if (trouble !== null) return refuse(trouble)
  const [dataList, data] = [find('data_list'), find('data')]
  return {
    token: textAt(find('token')),
    msgType: textAt(find('msgType')),
    ...(dataList && { dataList: decodeForm(body, dataList) }),
    ...(data && { data: decodeForm(body, data) }),
    others: () => {
      const rest = fields.filter(({ name }) => name !== 'token' && name !== 'msgType')
      if (rest.length === 0) return null
      return Buffer.from(JSON.stringify(Object.fromEntries(rest.map((f) => [f.name, textAt(f.value)]))))
    },
  }
}

type Member = { name: string; value: Span; whole: Span }

/** The members of a JSON object that fills `bytes` within `span`. */
export function jsonMembers(bytes: Buffer, span: Span): BodyMembers | Refused {
  const outline = outlineJson(bytes, span, { maxDepth: MAX_DEPTH, maxElements: MAX_MEMBERS })
  if (outline === 'unbalanced') return refuse('not_json')
  if (typeof outline === 'string') return refuse(outline)
  const members = outline.spans.map((each) => memberAt(bytes, each))
  if (!members.every((member) => member !== null)) return refuse('not_json')
  const trouble = troubleOf(members.map(({ name }) => name))
  if (trouble !== null) return refuse(trouble)
  const read = (name: string) => {
    const found = members.find((member) => member.name === name)
    return found && valueAt(bytes, found.value)
  }
  const [token, msgType] = [read('token'), read('msgType')]
  if (token === BROKEN || msgType === BROKEN) return refuse('not_json')
  const [dataList, data] = [members.find(isNamed('data_list')), members.find(isNamed('data'))]
  return {
    token,
    msgType,
    ...(dataList && { dataList: contentAt(bytes, dataList.value) }),
    ...(data && { data: contentAt(bytes, data.value) }),
    others: () => {
      const rest = members.filter(({ name }) => name !== 'token' && name !== 'msgType')
      const parts = rest.map(({ whole }) => bytes.subarray(whole.start, whole.end))
      if (parts.length === 0) return null
      return Buffer.concat([OPEN, ...parts.flatMap((part, at) => (at === 0 ? [part] : [COMMA, part])), CLOSE])
    },
  }
}

const [OPEN, COMMA, CLOSE] = ['{', ',', '}'].map((mark) => Buffer.from(mark)) as [Buffer, Buffer, Buffer]
const QUOTE = 34
const BACKSLASH = 92
const COLON = 58

/** Stands for a value that is not JSON; no JSON value is a symbol. */
const BROKEN = Symbol('broken')

function memberAt(bytes: Buffer, whole: Span): Member | null {
  if (bytes[whole.start] !== QUOTE) return null
  let at = whole.start + 1
  for (; at < whole.end && bytes[at] !== QUOTE; at += 1) if (bytes[at] === BACKSLASH) at += 1
  const name = parsedJson(bytes.toString('utf8', whole.start, at + 1))
  const { start: colon } = trimmed(bytes, { start: at + 1, end: whole.end })
  if (typeof name !== 'string' || bytes[colon] !== COLON) return null
  return { name, whole, value: trimmed(bytes, { start: colon + 1, end: whole.end }) }
}

function valueAt(bytes: Buffer, { start, end }: Span): unknown {
  if (!isUtf8(bytes.subarray(start, end))) return BROKEN
  const value = parsedJson(bytes.toString('utf8', start, end))
  return value === undefined ? BROKEN : value
}

/** The list as JSON text: a text holds it, or it stands there itself. */
function contentAt(bytes: Buffer, span: Span): Buffer {
  const part = bytes.subarray(span.start, span.end)
  if (part[0] === QUOTE) {
    const text = valueAt(bytes, span)
    return typeof text === 'string' ? Buffer.from(text) : part
  }
  return part.length === 4 && part.toString('latin1') === 'null' ? Buffer.alloc(0) : part
}

function isNamed(name: string): (member: Member) => boolean {
  return (member) => member.name === name
}

function troubleOf(names: readonly string[]): 'duplicate_field' | 'forbidden_field' | null {
  // Whoever sends it means to change objects of ours.
  if (names.includes('__proto__')) return 'forbidden_field'
  const isTwice = SINGLE.some((single) => names.indexOf(single) !== names.lastIndexOf(single))
  return isTwice ? 'duplicate_field' : null
}
