// Which methods take more than the vendor allows in one call, and how: what is split, how pages follow each other, and how
// the answers become one. Carrying it out is call-parts.ts.

import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { SAFE_IMEIS_PER_CALL } from '@/lib/jimi/contract/positions'
import type { Profile } from '@/lib/jimi/wire/profile'
import { byNumber, byRow, ofPages, ofReport, ofRows, type Paged } from './paging'
import { joinTripReports, tripReportRows } from './trip-report-parts'
import { unique } from './unique-rows'

export type Span = { beginAt: Date; endAt: Date }

/** How calls of one method are split and joined. What is left out is not split. */
export type Batching<Input, Output> = {
  imeis?: {
    of(input: Input): readonly string[]
    with(input: Input, imeis: string[]): Input
    perCall: Record<Profile, number>
  }
  span?: {
    /** Null when the input names no whole span. */
    of(input: Input): Span | null
    with(input: Input, span: Span): Input
    maxMs: Record<Profile, number>
  }
  pages?: {
    /** The profile that knows pages; both when left out. */
    only?: Profile
    /** The input that asks for the page to begin with. */
    first(input: Input): Input
    /** What to begin with instead, in this order, where the vendor refuses the parameters of pages. */
    otherwise?: readonly ((first: Input) => Input)[]
    /** The input that asks for the page after this answer; null after the last. `first` is what it began with. */
    next(input: Input, output: Output, first: Input): Input | null
  }
  /** A span is cut by the vendor to so many of its newest rows; the rest is asked for up to the oldest of them. */
  newest?: { limit: number; countOf(output: Output): number; oldestAt(output: Output): Date | null }
  /** All answers as one, in the order of their parts. Without any: an empty answer. */
  join(outputs: readonly Output[]): Output
}

/** How calls of this method are split; null when they never are. */
export function findBatching<N extends MethodName>(
  name: N,
): Batching<MethodInput<N>, MethodOutput<N>> | null {
  const table: Table = BATCHING
  return table[name] ?? null
}

type Table = { [N in MethodName]?: Batching<MethodInput<N>, MethodOutput<N>> }

const DAY_MS = 86_400_000
const TRACK_SPAN = { ts: 2 * DAY_MS, pro: 7 * DAY_MS }
const MONTH = { ts: 31 * DAY_MS, pro: 31 * DAY_MS }
/** No limit is known: such a span only has to end before now. */
const ANY_SPAN = { ts: Number.MAX_SAFE_INTEGER, pro: Number.MAX_SAFE_INTEGER }
const FIFTY = { ts: SAFE_IMEIS_PER_CALL, pro: SAFE_IMEIS_PER_CALL }

const BATCHING: Table = {
  'jimi.device.location.get': { imeis: byImei(FIFTY), join: allRows },
  'jimi.scooter.device.detail': { imeis: byImei(FIFTY), join: allRows },
  'jimi.user.device.expiration.update': { imeis: byImei(FIFTY), join: allRows },
  'jimi.open.device.move': { imeis: byImei(FIFTY), join: allRows },
  'jimi.device.location.updateTagDevices': { imeis: byImei(FIFTY), join: () => null },
  'jimi.device.track.list': {
    span: bySpan(TRACK_SPAN),
    join: (trails) => ({
      fixes: unique(
        trails.flatMap(({ fixes }) => fixes),
        ({ fixAt, lat, lng }) => `${fixAt.getTime()} ${lat} ${lng}`,
      ),
      vendorMileage: sumOf(trails.map(({ vendorMileage }) => vendorMileage)),
    }),
  },
  'jimi.device.track.mileage': {
    imeis: byImei(FIFTY),
    span: bySpan(ANY_SPAN),
    pages: byRow({ size: 1000, countOf: ({ trips }) => trips.length }),
    join: (answers) => ({
      trips: unique(answers.flatMap(({ trips }) => trips)),
      // Every page repeats them.
      totals: unique(
        answers.flatMap(({ totals }) => totals),
        ({ imei }) => imei,
      ),
    }),
  },
  'jimi.device.alarm.list': {
    imeis: byImei({ ts: 1, pro: SAFE_IMEIS_PER_CALL }),
    span: bySpan(MONTH),
    pages: { only: 'pro', ...byNumber({ size: 100, firstPage: 1, countOf: lengthOf }) },
    newest: { limit: 1000, countOf: lengthOf, oldestAt: (rows) => rows.at(-1)?.alarmAt ?? null },
    join: (answers) => unique(answers.flat()).sort((a, b) => b.alarmAt.getTime() - a.alarmAt.getTime()),
  },
  'jimi.open.platform.fence.list': { pages: ofPages({ size: 50 }), join: onePage },
  'jimi.open.platform.report.parking': {
    imeis: byImei(FIFTY),
    span: bySpan(ANY_SPAN),
    pages: ofRows({ size: 100 }),
    join: onePage,
  },
  'jimi.open.platform.report.trips': {
    imeis: byImei(FIFTY),
    // Never cut: a day at the seam would come in two halves.
    span: bySpan(ANY_SPAN),
    pages: ofReport({ size: 100, countOf: tripReportRows }),
    join: joinTripReports,
  },
  'jimi.open.platform.fence.duration': {
    imeis: byImei(FIFTY),
    span: bySpan(ANY_SPAN),
    pages: ofRows({ size: 100 }),
    join: onePage,
  },
  'jimi.device.obd.list': {
    imeis: byImei(FIFTY),
    span: bySpan(MONTH),
    pages: ofPages({ size: 100 }),
    join: onePage,
  },
  'jimi.device.obd.fault': {
    imeis: byImei(FIFTY),
    span: bySpan(MONTH),
    pages: ofPages({ size: 100 }),
    join: onePage,
  },
  'jimi.open.device.rfid.list': {
    imeis: {
      of: ({ imeis }) => imeis ?? [],
      with: (input, imeis) => ({ ...input, imeis }),
      perCall: FIFTY,
    },
    span: bySpan(MONTH),
    pages: ofPages({ size: 100 }),
    join: onePage,
  },
  'jimi.device.media.event.URL': { imeis: byImei(FIFTY), pages: ofPages({ size: 100 }), join: onePage },
  'jimi.device.media.URL': {
    pages: byNumber({ size: 100, firstPage: 0, countOf: lengthOf }),
    join: uniqueRows,
  },
  'jimi.device.jimi.media.URL': {
    pages: byNumber({ size: 100, firstPage: 0, countOf: lengthOf }),
    join: uniqueRows,
  },
}

function byImei<I extends { imeis: string[] }>(perCall: Record<Profile, number>) {
  return {
    of: (input: I) => input.imeis,
    with: (input: I, imeis: string[]): I => ({ ...input, imeis }),
    perCall,
  }
}

function bySpan<I extends Partial<Span>>(maxMs: Record<Profile, number>) {
  const of = ({ beginAt, endAt }: I) => (beginAt && endAt ? { beginAt, endAt } : null)
  return { of, with: (input: I, span: Span): I => ({ ...input, ...span }), maxMs }
}

function onePage<T>(pages: readonly Paged<T>[]): Paged<T> {
  const rows = unique(pages.flatMap((page) => page.rows))
  return { rows, total: rows.length }
}

function allRows<T>(answers: readonly T[][]): T[] {
  return answers.flat()
}

function uniqueRows<T>(answers: readonly T[][]): T[] {
  return unique(answers.flat())
}

function lengthOf(rows: readonly unknown[]): number {
  return rows.length
}

/** Undefined when any of them is not known. */
function sumOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length < values.length || known.length === 0
    ? undefined
    : known.reduce((sum, value) => sum + value, 0)
}
