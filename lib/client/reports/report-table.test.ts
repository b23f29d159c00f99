import { expect, test } from 'vitest'
import type { ReportColumn, ReportRow, ReportVehicle } from '@/lib/domain/api/report-table'
import { addRows, addVehicles, emptyTable, isGroupable, lineAt, linesOf, plainLines } from './report-table'

const COLUMNS: readonly ReportColumn[] = [
  { key: 'vehicle', type: 'vehicle', total: 'count', isVendor: false },
  { key: 'startedAt', type: 'time', total: null, isVendor: false },
  { key: 'distanceM', type: 'distance', total: 'sum', isVendor: false },
]
const vehicle = (id: string, name: string): ReportVehicle => ({
  ...{ id, name, imei: id, plate: null, kind: 'tracker', account: 'Top', group: null },
})
const row = (id: string, hour: number, distanceM: number | null): ReportRow => [
  id,
  `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`,
  distanceM,
]

function filled() {
  const table = emptyTable(COLUMNS)
  addVehicles(table, [vehicle('b', 'Bus 10'), vehicle('a', 'Bus 9'), vehicle('c', 'Alone')])
  addRows(table, { vehicleId: 'b', rows: [row('b', 8, 500), row('b', 9, null)], subtotal: null })
  addRows(table, { vehicleId: 'b', rows: [row('b', 10, 20)], subtotal: ['b', null, 520] })
  addRows(table, { vehicleId: 'a', rows: [row('a', 7, 900), row('a', 8, 100)], subtotal: ['a', null, 1000] })
  addRows(table, { vehicleId: 'c', rows: [row('c', 6, 1)], subtotal: ['c', null, 1] })
  addRows(table, { vehicleId: 'nobody', rows: [row('x', 6, 1)], subtotal: null })
  return table
}

function told(
  table: ReturnType<typeof filled>,
  {
    sort = null,
    isGrouped = false,
  }: { sort?: { key: string; isDescending: boolean } | null; isGrouped?: boolean },
) {
  const valueFor = (_: ReportColumn, at: number, column: number) => {
    const cell = table.rows[at]?.[column] ?? null
    return typeof cell === 'object' ? null : cell
  }
  const lines = linesOf(table, { sort, isGrouped, valueFor })
  return Array.from(lines, (_, index) => {
    const line = lineAt(lines, index)
    return line.kind === 'row' ? String(line.row) : `${line.kind} ${table.vehicles[line.vehicle]?.name}`
  })
}

test('rows stand as told until somebody sorts, and nobody’s rows are left out', () => {
  const table = filled()
  expect(plainLines(table)).toHaveLength(6)
  expect(told(table, {})).toEqual(['0', '1', '2', '3', '4', '5'])
})

test('a column sorts both ways; what is not known stands last, and the same stays as told', () => {
  const table = filled()
  expect(told(table, { sort: { key: 'distanceM', isDescending: false } })).toEqual([
    '5',
    '2',
    '4',
    '0',
    '3',
    '1',
  ])
  expect(told(table, { sort: { key: 'distanceM', isDescending: true } })).toEqual([
    '3',
    '0',
    '4',
    '2',
    '5',
    '1',
  ])
  expect(told(table, { sort: { key: 'startedAt', isDescending: false } })).toEqual([
    '5',
    '3',
    '0',
    '4',
    '1',
    '2',
  ])
  expect(told(table, { sort: { key: 'nothing', isDescending: false } })).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
  ])
})

test('grouped, vehicles stand as people count, each with its rows and, for more than one, its foot', () => {
  expect(told(filled(), { isGrouped: true })).toEqual([
    'head Alone',
    '5',
    'head Bus 9',
    '3',
    '4',
    'foot Bus 9',
    'head Bus 10',
    '0',
    '1',
    '2',
    'foot Bus 10',
  ])
})

test('grouped and sorted, vehicles stand by their subtotal and rows within them by the column', () => {
  const lines = told(filled(), { isGrouped: true, sort: { key: 'distanceM', isDescending: true } })
  expect(lines.filter((line) => line.startsWith('head'))).toEqual(['head Bus 9', 'head Bus 10', 'head Alone'])
  expect(lines.slice(4, 9)).toEqual(['head Bus 10', '0', '2', '1', 'foot Bus 10'])
  const byTime = told(filled(), { isGrouped: true, sort: { key: 'startedAt', isDescending: true } })
  expect(byTime.slice(0, 6)).toEqual(['head Alone', '5', 'head Bus 9', '4', '3', 'foot Bus 9'])
})

test('grouping says something only where a vehicle has several rows', () => {
  const table = emptyTable(COLUMNS)
  addVehicles(table, [vehicle('a', 'A'), vehicle('b', 'B')])
  addRows(table, { vehicleId: 'a', rows: [row('a', 1, 1)], subtotal: null })
  addRows(table, { vehicleId: 'b', rows: [row('b', 1, 1)], subtotal: null })
  expect(isGroupable(table)).toBe(false)
  addRows(table, { vehicleId: 'a', rows: [row('a', 2, 1)], subtotal: null })
  expect(isGroupable(table)).toBe(true)
})

test('two hundred thousand rows of a thousand vehicles are sorted and grouped by asking for each value once, not with each comparison', () => {
  const table = emptyTable(COLUMNS)
  const vehicles = Array.from({ length: 1000 }, (_, index) => vehicle(`v${index}`, `Vehicle ${index}`))
  addVehicles(table, vehicles)
  for (const { id } of vehicles)
    addRows(table, {
      vehicleId: id,
      rows: Array.from({ length: 200 }, (_, index) => row(id, index % 24, (index * 7919) % 1000)),
      subtotal: [id, null, 1],
    })
  let asked = 0
  const lines = linesOf(table, {
    sort: { key: 'startedAt', isDescending: true },
    isGrouped: true,
    valueFor: (_, at, column) => {
      asked += 1
      const cell = table.rows[at]?.[column] ?? null
      return typeof cell === 'object' ? null : cell
    },
  })
  expect(lines).toHaveLength(200_000 + 2_000)
  // A sort of so many compares about 17 times as often, with two values each.
  expect(asked).toBeLessThanOrEqual(2 * 200_000)
})
