import type { Route } from 'next'
import type { ReportTable } from '@/lib/client/reports/report-table'
import { addDaysToKey, fromLocal } from '@/lib/domain/time'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** The replay shows no more. */
const MAX_SPAN_MS = 90 * 24 * HOUR_MS

export type LinkColumns = {
  /** Places of the columns with instants that a row begins and ends at, or -1. */
  fromAt: number
  toAt: number
  /** Places of the columns with local days, or -1. */
  fromDay: number
  toDay: number
}

/** Which columns say when the things of a row happened. */
export function linkColumns(
  { columns }: Pick<ReportTable, 'columns'>,
  replay: { from: string; to: string } | null,
): LinkColumns {
  const placeOf = (name: string) => columns.findIndex(({ key }) => key === name)
  return {
    fromAt: replay === null ? -1 : placeOf(replay.from),
    toAt: replay === null ? -1 : placeOf(replay.to),
    fromDay: columns.findIndex(({ type }) => type === 'day'),
    toDay: columns.findLastIndex(({ type }) => type === 'day'),
  }
}

/** The replay of the vehicle while a row's thing happened; null where that is not told. What has no end is shown for an hour. */
export function replayLink(
  { table, row, zone }: { table: ReportTable; row: number; zone: string },
  columns: LinkColumns,
): Route | null {
  const span = spanOf(table.rows[row] ?? [], columns, zone)
  const vehicle = table.vehicles[table.vehicleAt[row] ?? -1]
  if (span === null || vehicle === undefined) return null
  const fromMs = Math.floor(span.fromMs / MINUTE_MS) * MINUTE_MS
  const toMs = Math.min(
    Math.max(Math.ceil(span.toMs / MINUTE_MS) * MINUTE_MS, fromMs + MINUTE_MS),
    fromMs + MAX_SPAN_MS,
  )
  return `/replay?v=${vehicle.id}&from=${isoMinute(fromMs)}&to=${isoMinute(toMs)}`
}

/** The vehicle's alarms that began in the minute of a row; null where that is not told. */
export function alarmLink(
  { table, row, zone }: { table: ReportTable; row: number; zone: string },
  columns: LinkColumns,
): Route | null {
  const span = spanOf(table.rows[row] ?? [], columns, zone)
  const vehicle = table.vehicles[table.vehicleAt[row] ?? -1]
  if (span === null || vehicle === undefined) return null
  const fromMs = Math.floor(span.fromMs / MINUTE_MS) * MINUTE_MS
  const moment = (atMs: number) => new Date(atMs).toISOString()
  return `/alarms?box=all&v=${vehicle.id}&from=${moment(fromMs)}&to=${moment(fromMs + MINUTE_MS)}`
}

function spanOf(
  cells: readonly unknown[],
  { fromAt, toAt, fromDay, toDay }: LinkColumns,
  zone: string,
): { fromMs: number; toMs: number } | null {
  const [from, to] = [cells[fromAt], cells[toAt]]
  if (typeof from === 'string') {
    const fromMs = Date.parse(from)
    return { fromMs, toMs: typeof to === 'string' ? Date.parse(to) : fromMs + HOUR_MS }
  }
  const [first, last] = [cells[fromDay], cells[toDay]]
  if (typeof first !== 'string' || typeof last !== 'string') return null
  return {
    fromMs: fromLocal({ date: first }, zone).getTime(),
    toMs: fromLocal({ date: addDaysToKey(last, 1) }, zone).getTime(),
  }
}

function isoMinute(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16)}Z`
}
