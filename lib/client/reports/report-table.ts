// The rows of a running or finished report, and the lines of the table they make: sorted, grouped by vehicle, with
// subtotals. Rows are kept as they came; a line is a number, so that a hundred thousand of them cost nothing.

import type { ReportColumn, ReportRow, ReportVehicle } from '@/lib/domain/api/report-table'
import { naturalSortKey } from '../search-text'
import type { ReportSort } from './report-address'

/** Grows while a report runs. `vehicleAt` holds for each row the index of its vehicle in `vehicles`. */
export type ReportTable = {
  columns: readonly ReportColumn[]
  vehicles: ReportVehicle[]
  indexOfId: Map<string, number>
  rows: ReportRow[]
  vehicleAt: number[]
  /** By index of the vehicle. */
  subtotals: Map<number, ReportRow>
}

/** A line of the table: a row of the report, or the head or foot of a vehicle's rows. */
export type ReportLine = { kind: 'row'; row: number } | { kind: 'head' | 'foot'; vehicle: number }

/** What a cell is sorted by: a number, or a text. Null sorts last whichever way. */
export type SortValue = (column: ReportColumn, row: number, at: number) => number | string | null

/** A table without rows. */
export function emptyTable(columns: readonly ReportColumn[]): ReportTable {
  return { columns, vehicles: [], indexOfId: new Map(), rows: [], vehicleAt: [], subtotals: new Map() }
}

/** Takes in vehicles that rows will name. */
export function addVehicles(table: ReportTable, vehicles: readonly ReportVehicle[]): void {
  for (const vehicle of vehicles) {
    if (table.indexOfId.has(vehicle.id)) continue
    table.indexOfId.set(vehicle.id, table.vehicles.length)
    table.vehicles.push(vehicle)
  }
}

/** Takes in rows of one vehicle. Rows of a vehicle that was never named are left out: nobody could say whose they are. */
export function addRows(
  table: ReportTable,
  {
    vehicleId,
    rows,
    subtotal,
  }: { vehicleId: string; rows: readonly ReportRow[]; subtotal: ReportRow | null },
): void {
  const vehicle = table.indexOfId.get(vehicleId)
  if (vehicle === undefined) return
  for (const row of rows) {
    table.rows.push(row)
    table.vehicleAt.push(vehicle)
  }
  if (subtotal !== null) table.subtotals.set(vehicle, subtotal)
}

/** Whether some vehicle has more than one row, so that putting them together says something. */
export function isGroupable({ rows, vehicleAt }: ReportTable): boolean {
  const seen = new Set<number>()
  for (let row = 0; row < rows.length; row++) {
    const vehicle = vehicleAt[row] ?? -1
    if (seen.has(vehicle)) return true
    seen.add(vehicle)
  }
  return false
}

/** Rows in the order in which they came: for a report that still runs. */
export function plainLines({ rows }: ReportTable): Int32Array {
  return Int32Array.from({ length: rows.length }, (_, row) => row)
}

/**
 * The lines of the table. Sorted by a column, or as told; grouped, vehicles stand by name, or by their subtotal of the
 * column that sorts, and the rows of each by that column. Rows that compare the same stay as told.
 */
export function linesOf(
  table: ReportTable,
  { sort, isGrouped, valueFor }: { sort: ReportSort | null; isGrouped: boolean; valueFor: SortValue },
): Int32Array {
  const order = plainLines(table)
  const at = sort === null ? -1 : table.columns.findIndex(({ key }) => key === sort.key)
  const column = table.columns[at]
  if (column !== undefined && sort !== null) {
    const ranks = ranksOf(order.length, (row) => valueFor(column, row, at), sort.isDescending)
    order.sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b)
  }
  if (!isGrouped) return order
  return groupedLines(table, order, vehicleOrder(table, at, sort))
}

/** Reads a line of `linesOf`. */
export function lineAt(lines: Int32Array, index: number): ReportLine {
  const line = lines[index] ?? 0
  if (line >= 0) return { kind: 'row', row: line }
  const code = -1 - line
  return { kind: code % 2 === 0 ? 'head' : 'foot', vehicle: code >> 1 }
}

const headLine = (vehicle: number) => -1 - vehicle * 2
const footLine = (vehicle: number) => -2 - vehicle * 2

function groupedLines(table: ReportTable, order: Int32Array, vehicles: readonly number[]): Int32Array {
  const rowsOf = new Map<number, number[]>()
  for (const row of order) {
    const vehicle = table.vehicleAt[row] ?? 0
    const rows = rowsOf.get(vehicle)
    if (rows) rows.push(row)
    else rowsOf.set(vehicle, [row])
  }
  const lines: number[] = []
  for (const vehicle of vehicles) {
    const rows = rowsOf.get(vehicle)
    if (rows === undefined) continue
    lines.push(headLine(vehicle))
    for (const row of rows) lines.push(row)
    // The foot of a single row would repeat it.
    if (rows.length > 1 && table.subtotals.has(vehicle)) lines.push(footLine(vehicle))
  }
  return Int32Array.from(lines)
}

function vehicleOrder(table: ReportTable, at: number, sort: ReportSort | null): number[] {
  const names = table.vehicles.map(({ name, plate, imei }) => naturalSortKey(name || plate || imei))
  const byName = (a: number, b: number) => compareTexts(names[a] ?? '', names[b] ?? '') || a - b
  const all = table.vehicles.map((_, vehicle) => vehicle).sort(byName)
  const column = table.columns[at]
  if (column === undefined || sort === null) return all
  if (column.type === 'vehicle') return sort.isDescending ? all.reverse() : all
  const totalOf = (vehicle: number) => table.subtotals.get(vehicle)?.[at]
  if (!all.some((vehicle) => typeof totalOf(vehicle) === 'number')) return all
  const rank = new Map(all.map((vehicle, place) => [vehicle, place]))
  const direction = sort.isDescending ? -1 : 1
  return all.sort((a, b) => {
    const [one, other] = [totalOf(a), totalOf(b)]
    if (typeof one !== 'number' || typeof other !== 'number')
      return typeof one === typeof other
        ? (rank.get(a) ?? 0) - (rank.get(b) ?? 0)
        : typeof one === 'number'
          ? -1
          : 1
    return direction * (one - other) || (rank.get(a) ?? 0) - (rank.get(b) ?? 0)
  })
}

/** For each row the place of its value among all values; those without a value come last. */
function ranksOf(
  count: number,
  valueFor: (row: number) => number | string | null,
  isDescending: boolean,
): Float64Array {
  const values = Array.from({ length: count }, (_, row) => valueFor(row))
  const direction = isDescending ? -1 : 1
  // Few texts stand over and over, and folding one costs more than looking it up.
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))]
  const keys = new Map(texts.map((text) => [text, naturalSortKey(text)]))
  texts.sort((a, b) => compareTexts(keys.get(a) ?? '', keys.get(b) ?? ''))
  const placeOf = new Map(texts.map((text, place) => [text, place]))
  return Float64Array.from(values, (value) => {
    if (value === null) return Number.MAX_VALUE
    return direction * (typeof value === 'number' ? value : (placeOf.get(value) ?? 0))
  })
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
