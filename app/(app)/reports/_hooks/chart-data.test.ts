import { expect, test } from 'vitest'
import type { ReportChart } from '@/lib/domain/api/report-table'
import { chartData, highestOf, sumOf } from './chart-data'

const words = { labelOf: (x: string) => `at ${x}`, nameOf: (of: string, name: string) => `${of} ${name}` }
const chart = (over: Partial<ReportChart>): ReportChart => ({
  ...{ id: 'distance_by_day', shape: 'bar', x: 'day', y: 'distance', series: [] },
  ...over,
})

test('series of different days share one axis, in order, with nothing where nothing is told', () => {
  const data = chartData(
    chart({
      series: [
        { of: 'word', name: 'ours', x: ['2026-03-02', '2026-03-01'], y: [20, 10] },
        { of: 'word', name: 'vendor', x: ['2026-03-03'], y: [30] },
      ],
    }),
    words,
  )
  expect(data.labels).toEqual(['at 2026-03-01', 'at 2026-03-02', 'at 2026-03-03'])
  expect(data.x).toEqual([0, 1, 2])
  expect(data.series.map(({ name, values }) => [name, values])).toEqual([
    ['word ours', [10, 20, null]],
    ['word vendor', [null, null, 30]],
  ])
  expect(highestOf(data)).toEqual({ value: 30, label: 'at 2026-03-03' })
  expect(sumOf(data)).toEqual({ sum: 30, mean: 15 })
})

test('instants stand where they are in time', () => {
  const at = ['2026-03-01T00:00:10Z', '2026-03-01T00:00:00Z']
  const data = chartData(
    chart({ shape: 'line', x: 'time', series: [{ of: 'text', name: 'a', x: at, y: [1, 2] }] }),
    words,
  )
  expect(data.x).toEqual([Date.parse(at[1] ?? ''), Date.parse(at[0] ?? '')])
  expect(data.series[0]?.values).toEqual([2, 1])
})

test('vehicles keep the order in which they are told', () => {
  const data = chartData(
    chart({ x: 'vehicle', series: [{ of: 'word', name: 'n', x: ['z', 'a'], y: [2, 1] }] }),
    words,
  )
  expect(data.labels).toEqual(['at z', 'at a'])
})

test('a chart without values has no highest and no sum', () => {
  const data = chartData(chart({ series: [{ of: 'word', name: 'n', x: ['2026-03-01'], y: [null] }] }), words)
  expect([highestOf(data), sumOf(data)]).toEqual([null, null])
})
