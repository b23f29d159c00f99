// Rows that are written while they are sent: a fleet of 100,000 stands in memory neither as objects nor as text.

import { JsonBytes } from './json-bytes'

/** `writeAt` is asked once for each index below `length`, in order, and writes one row as an object. */
export class LongList {
  constructor(
    readonly length: number,
    readonly writeAt: (index: number, out: JsonBytes) => void,
  ) {}
}

type Members = Readonly<Record<string, unknown>>

/** Longer ones are worth sending piece by piece. */
const SHORT_ROWS = 500

/** Whether any of the members is a list that should be sent while it is written. */
export function isLong(value: Members): boolean {
  return Object.values(value).some((member) => member instanceof LongList && member.length > SHORT_ROWS)
}

/** The JSON of an object that may hold long lists among its members, as blocks of UTF-8 to be sent in order. */
export function* encodeJson(value: Members): Generator<Buffer> {
  if (!Object.values(value).some((member) => member instanceof LongList)) {
    yield Buffer.from(JSON.stringify(value))
    return
  }
  const out = new JsonBytes()
  let separator = '{'
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    out.raw(`${separator}${JSON.stringify(key)}:`)
    if (member instanceof LongList) yield* writeRows(member, out)
    else out.raw(JSON.stringify(member))
    separator = ','
  }
  out.raw('}')
  yield* out.end()
}

function* writeRows(list: LongList, out: JsonBytes): Generator<Buffer> {
  out.raw('[')
  for (let index = 0; index < list.length; index++) {
    if (index > 0) out.comma()
    list.writeAt(index, out)
    const full = out.takeFull()
    if (full) yield full
  }
  out.raw(']')
}

/** All rows at once, for those who must look at them together. */
export function listRows(list: LongList): unknown {
  return JSON.parse(Buffer.concat([...writeAll(list)]).toString('utf8'))
}

function* writeAll(list: LongList): Generator<Buffer> {
  const out = new JsonBytes()
  yield* writeRows(list, out)
  yield* out.end()
}
