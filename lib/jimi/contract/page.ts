// The answers that come a page at a time: the frame around their rows, in each of the forms it takes.

import { z } from 'zod'
import { number, numberText } from '../wire/codecs'
import { type AnswerShape, memberOf, type Place, payloadOf, put, readRows, writeRows } from './answer'
import { type Fields, optional } from './fields'
import { type RecordOf, row, type WireRecord } from './record'

/** One page of rows. What the vendor did not say of the whole is undefined, as when it sends bare rows. */
export type Page<T> = PageFacts & { rows: T[] }
export type PageFacts = {
  /** Rows on all pages together. */
  total?: number
  page?: number
  pageSize?: number
  /** How long the vendor took, in a unit it does not state. */
  processingTime?: number
}

type PageOptions = {
  form: keyof typeof FRAMES
  place: Place
}

/** Reads a page in any of its forms, or bare rows; writes the form named. */
export function pageOf<T>(record: RecordOf<T>, { form, place }: PageOptions): AnswerShape<Page<T>> {
  const { facts, rows, extra } = FRAMES[form]
  const member = memberOf(place)
  return {
    parts: [
      { path: member, fields: facts.fields },
      { path: `${member}.${rows}[]`, fields: record.fields },
    ],
    read: (answer, context) => {
      const payload = payloadOf(answer)
      const { value, dropped } = readRows(payload, record, context)
      return { value: { ...factsOf(payload, facts[context.profile]), rows: value }, dropped }
    },
    write: (page, { profile }) => {
      const frame = { ...extra(page), ...z.encode(facts[profile], page) }
      return put({ ...frame, [rows]: writeRows(page.rows, record[profile]) }, place, profile)
    },
  }
}

const range = { min: 0, max: 1_000_000_000, int: true }
const count = number(range)
const countText = numberText(range)

const numberedFields = {
  page: optional('currentPage', count),
  pageSize: optional('pageSize', count),
  total: optional('totalRecord', count),
} satisfies Fields

/**
 * `numbered`: page numbers, rows in `result`, with the number of pages. `numbered-bare`: the same with all but the total left
 * at 0. `numbered-full`: the same with the numbers of the first and last row too. `report`: texts, rows in `rows`.
 * `list`: a total, rows in `rows`.
 */
const FRAMES = {
  numbered: frameOf(numberedFields, 'result', (page) => ({
    startRow: 0,
    endRow: 0,
    totalPage: pageCountOf(page),
  })),
  'numbered-bare': frameOf(numberedFields, 'result', () => ({ startRow: 0, endRow: 0, totalPage: 0 })),
  'numbered-full': frameOf(numberedFields, 'result', (page) => ({
    ...rowNumbersOf(page),
    totalPage: pageCountOf(page),
  })),
  report: frameOf(
    {
      processingTime: optional('totalTime', countText, { absent: '0' }),
      total: optional('dataTotalRows', countText),
    },
    'rows',
  ),
  list: frameOf({ total: optional('total', count) }, 'rows'),
}

type Frame = {
  facts: RecordOf<PageFacts>
  rows: 'result' | 'rows'
  extra: (page: PageFacts) => WireRecord
}

function frameOf(fields: Fields, rows: Frame['rows'], extra: Frame['extra'] = () => ({})): Frame {
  // Every table above holds optional numbers under names of PageFacts.
  return { facts: row(fields) as RecordOf<PageFacts>, rows, extra }
}

function pageCountOf({ total = 0, pageSize = 0 }: PageFacts): number {
  return pageSize > 0 ? Math.ceil(total / pageSize) : 0
}

function rowNumbersOf({ total = 0, page = 1, pageSize = 0 }: PageFacts): WireRecord {
  const before = (page - 1) * pageSize
  return { startRow: Math.min(before + 1, total), endRow: Math.min(before + pageSize, total) }
}

function factsOf(payload: unknown, codec: RecordOf<PageFacts>['pro']): PageFacts {
  // Bare rows are an object too, but hold none of the members; the codec refuses the rest.
  return z.safeDecode(codec, payload as WireRecord).data ?? {}
}
