// Where a method's payload sits in the vendor's envelope, and how its rows are read one by one.
// A row that does not parse is left out and reported, never the end of its neighbours.

import { z } from 'zod'
import { JimiContractError } from '../errors'
import type { Dialect } from '../wire/profile'
import type { RecordCodec, RecordOf, WireRecord } from './record'

/** The payload members of an envelope. */
export type Answer = { result?: unknown; data?: unknown }
/** A row that was left out: its place in the answer and why. Reasons name fields, never values. */
export type DroppedRow = { index: number; reason: string }
export type Reading<T> = { value: T; dropped: readonly DroppedRow[] }
export type AnswerContext = Dialect & { method: string }

/** Both directions of a method's payload. `read` throws JimiContractError, `write` throws on values outside the contract. */
export type AnswerShape<T> = {
  read(answer: Answer, context: AnswerContext): Reading<T>
  write(value: T, context: AnswerContext): Answer
}

/** No answer of the vendor holds more rows; the response size is capped before. */
const MAX_ROWS = 1_000_000

/** One object in `result`. */
export function one<T>(record: RecordOf<T>): AnswerShape<T> {
  return {
    read: (answer, context) => {
      const payload = payloadOf(answer)
      const read = z.safeDecode(
        record[context.profile],
        asWireRecord(Array.isArray(payload) ? payload[0] : payload),
      )
      if (!read.success) throw unreadable(context, reasonOf(read.error))
      return { value: read.data, dropped: [] }
    },
    write: (value, { profile }) => ({ result: z.encode(record[profile], value) }),
  }
}

/** Rows in `result`; with `nullData`, profile pro sends an empty `data` beside them. */
export function many<T>(record: RecordOf<T>, options: { nullData?: boolean } = {}): AnswerShape<T[]> {
  return {
    read: (answer, context) => readRows(payloadOf(answer), record, context),
    write: (value, { profile }) => {
      const result = writeRows(value, record[profile])
      return options.nullData && profile === 'pro' ? { result, data: null } : { result }
    },
  }
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
  return Object.keys(page).length === 0 ? [] : [page]
}

/** The codec refuses what is not an object; this only tells the compiler so. */
function asWireRecord(value: unknown): WireRecord {
  return value as WireRecord
}

function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'not readable'
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message
}

function unreadable({ method }: AnswerContext, message: string): JimiContractError {
  return new JimiContractError({ kind: 'payload', method, message })
}
