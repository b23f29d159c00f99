import type { ReportChart } from '@/lib/domain/api/report-table'
import { DEFAULT_COLOUR, SERIES_COLOURS } from './chart-colours'

/** A chart as it is drawn: one axis for all series. `x` are indices of `labels`, or ms since epoch. */
export type ChartData = {
  x: readonly number[]
  labels: readonly string[]
  series: readonly { name: string; colour: string; values: readonly (number | null)[] }[]
}

/** Puts the series of a chart on one axis. Instants in order of time, everything else in the order of the series. */
export function chartData(
  chart: ReportChart,
  { labelOf, nameOf }: { labelOf: (x: string) => string; nameOf: (of: string, name: string) => string },
): ChartData {
  const keys = [...new Set(chart.series.flatMap(({ x }) => x))]
  if (chart.x === 'time') keys.sort((a, b) => Date.parse(a) - Date.parse(b))
  if (chart.x === 'day') keys.sort()
  const placeOf = new Map(keys.map((key, place) => [key, place]))
  const series = chart.series.map(({ of, name, x, y }, index) => {
    const values: (number | null)[] = Array.from({ length: keys.length }, () => null)
    x.forEach((key, at) => {
      values[placeOf.get(key) ?? 0] = y[at] ?? null
    })
    return {
      name: nameOf(of, name),
      colour: SERIES_COLOURS[index % SERIES_COLOURS.length] ?? DEFAULT_COLOUR,
      values,
    }
  })
  const x = chart.x === 'time' ? keys.map((key) => Date.parse(key)) : keys.map((_, place) => place)
  return { x, labels: keys.map(labelOf), series }
}

/** The highest value of a chart and where it is; null without any value. */
export function highestOf({ series, labels }: ChartData): { value: number; label: string } | null {
  let best: { value: number; label: string } | null = null
  for (const { values } of series)
    values.forEach((value, at) => {
      if (value !== null && (best === null || value > best.value)) best = { value, label: labels[at] ?? '' }
    })
  return best
}

/** The sum and mean of all values of the first series; null without any. */
export function sumOf({ series }: ChartData): { sum: number; mean: number } | null {
  const told = (series[0]?.values ?? []).filter((value) => value !== null)
  if (told.length === 0) return null
  const sum = told.reduce((total, value) => total + value, 0)
  return { sum, mean: sum / told.length }
}
