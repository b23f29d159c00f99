// Where a method's payload sits in the vendor's envelope, and how its rows are read one by one.
// A row that does not parse is left out and reported, never the end of its neighbours.

import { z } from 'zod'
import { JimiContractError } from '../errors'
import type { Scalar } from '../wire/codecs'
import type { Dialect, Profile } from '../wire/profile'
import type { Fields } from './fields'
import type { RecordCodec, RecordOf, WireRecord } from './record'

/** The payload members of an envelope. */
export type Answer = { result?: unknown; data?: unknown }
/** A row that was left out: its place in the answer and why. Reasons name fields, never values. */
export type DroppedRow = { index: number; reason: string }
export type Reading<T> = { value: T; dropped: readonly DroppedRow[] }
export type AnswerContext = Dialect & { method: string }

/**
 * Both directions of a method's payload. `read` throws JimiContractError, and JimiApiError for a refusal inside a success;
 * `write` throws on values outside the contract.
 */
export type AnswerShape<T> = {
  read(answer: Answer, context: AnswerContext): Reading<T>
  write(value: T, context: AnswerContext): Answer
  /** What the payload is made of, for the docs. */
  parts?: readonly AnswerPart[]
}
/** A table of fields, or a lone value, and where in the payload it stands. */
export type AnswerPart = { path: string; fields: Fields } | { path: string; codec: z.ZodType }

/**
 * The members a payload is written into; when reading, either will do. `result`: that member alone. `result+null`: an empty
 * `data` beside it in profile pro. `data`: an empty `result` before it. `data-only`: no `result` at all.
 */
export type Place = 'result' | 'result+null' | 'data' | 'data-only'
type PlaceOption = { place?: Place }

/** No answer of the vendor holds more rows; the response size is capped before. */
const MAX_ROWS = 1_000_000

/** One object. */
export function one<T>(record: RecordOf<T>, { place = 'result' }: PlaceOption = {}): AnswerShape<T> {
  return {
    parts: [{ path: memberOf(place), fields: record.fields }],
    read: (answer, context) => {
      const payload = payloadOf(answer)
      const read = z.safeDecode(
        record[context.profile],
        asWireRecord(Array.isArray(payload) ? payload[0] : payload),
      )
      if (!read.success) throw unreadable(context, reasonOf(read.error))
      return { value: read.data, dropped: [] }
    },
    write: (value, { profile }) => put(z.encode(record[profile], value), place, profile),
  }
}

/** Rows. */
export function many<T>(record: RecordOf<T>, { place = 'result' }: PlaceOption = {}): AnswerShape<T[]> {
  return {
    parts: [{ path: `${memberOf(place)}[]`, fields: record.fields }],
    read: (answer, context) => readRows(payloadOf(answer), record, context),
    write: (value, { profile }) => put(writeRows(value, record[profile]), place, profile),
  }
}

/** A lone value: an id, an address, a count. */
export function value<T>(codec: Scalar<T>, { place = 'result' }: PlaceOption = {}): AnswerShape<T> {
  return {
    parts: [{ path: memberOf(place), codec }],
    read: (answer, context) => {
      const read = z.safeDecode(codec, payloadOf(answer))
      if (!read.success) throw unreadable(context, reasonOf(read.error))
      return { value: read.data, dropped: [] }
    },
    write: (written, { profile }) => put(z.encode(codec, written), place, profile),
  }
}

/** No payload: the code says it all, whatever else came. `none` writes neither member, a place writes it empty. */
export function nothing({ place }: { place: Place | 'none' }): AnswerShape<null> {
  return {
    read: () => ({ value: null, dropped: [] }),
    write: (_, { profile }) => (place === 'none' ? {} : put(null, place, profile)),
  }
}

/** The members of an answer with its payload in place. */
export function put(payload: unknown, place: Place, profile: Profile): Answer {
  switch (place) {
    case 'result':
      return { result: payload }
    case 'result+null':
      return profile === 'pro' ? { result: payload, data: null } : { result: payload }
    case 'data':
      return { result: null, data: payload }
    case 'data-only':
      return { data: payload }
  }
}

/** The member a place puts the payload in. */
export function memberOf(place: Place): 'result' | 'data' {
  return place === 'data' || place === 'data-only' ? 'data' : 'result'
}

/**
 * Reads rows from an array, a page object around one (`result` or `rows`), a lone object, or nothing at all (no rows).
 * Throws JimiContractError when the payload is something else, or when it has rows and none can be read.
 */
export function readRows<T>(payload: unknown, record: RecordOf<T>, context: AnswerContext): Reading<T[]> {
  const wireRows = rowsOf(payload, context)
  const codec = record[context.profile]
  const value: T[] = []
  const dropped: DroppedRow[] = []
  for (const [index, wireRow] of wireRows.entries()) {
    const read = z.safeDecode(codec, asWireRecord(wireRow))
    if (read.success) value.push(read.data)
    else dropped.push({ index, reason: reasonOf(read.error) })
  }
  const first = dropped[0]
  if (first && value.length === 0)
    throw unreadable(context, `no row can be read, the first because ${first.reason}`)
  return { value, dropped }
}

/** Writes rows as a profile sends them. */
export function writeRows<T>(rows: readonly T[], codec: RecordCodec<T>): WireRecord[] {
  return rows.map((row) => z.encode(codec, row))
}

/** The reading rule of the envelope: `result` unless it is null or absent, else `data`. */
export function payloadOf({ result, data }: Answer): unknown {
  return result ?? data
}

function rowsOf(payload: unknown, context: AnswerContext): readonly unknown[] {
  if (payload === undefined || payload === null || payload === '') return []
  if (typeof payload !== 'object') throw unreadable(context, 'rows expected')
  const rows = Array.isArray(payload) ? payload : pageRowsOf(payload)
  if (rows.length > MAX_ROWS) throw unreadable(context, `more than ${MAX_ROWS} rows`)
  return rows
}

function pageRowsOf(page: object): readonly unknown[] {
  if ('result' in page && Array.isArray(page.result)) return page.result
  if ('rows' in page && Array.isArray(page.rows)) return page.rows
  // A page without rows holds null for them, or leaves them out.
  const isEmpty = Object.keys(page).length === 0 || PAGE_MARKS.some((mark) => mark in page)
  return isEmpty ? [] : [page]
}

const PAGE_MARKS = ['rows', 'currentPage', 'totalRecord', 'dataTotalRows', 'total']

/** The codec refuses what is not an object; this only tells the compiler so. */
function asWireRecord(value: unknown): WireRecord {
  return value as WireRecord
}

/** The first problem in a few words, naming the field and never its value. */
export function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'not readable'
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message
}

/** The error for a payload of the wrong shape. */
export function unreadable({ method }: AnswerContext, message: string): JimiContractError {
  return new JimiContractError({ kind: 'payload', method, message })
}
