// The charts of a report, collected while its rows go by: sums by name, and lines of a few vehicles. Bounded, whatever the
// number of rows.

import type { ReportChart } from '../api/report-table'
import { downsample } from '../downsample'

/** Bars of a chart by name; the largest are shown. */
const MAX_BARS = 40
/** Lines of one chart, and points of one line. */
const MAX_LINES = 8
const MAX_POINTS = 600
/** Names that are kept at all while rows go by. */
const MAX_NAMES = 20_000

/** Sums by name, such as a day or a vehicle, of one or more series. */
export class Bars {
  private readonly sums = new Map<string, number[]>()

  constructor(
    private readonly about: Pick<ReportChart, 'id' | 'x' | 'y'>,
    private readonly series: readonly string[],
  ) {}

  /** Names the bars that are there even without anything, such as the days of the range. */
  prepare(names: readonly string[]): this {
    for (const name of names)
      this.sums.set(
        name,
        this.series.map(() => 0),
      )
    return this
  }

  add(name: string, values: readonly (number | null)[]): void {
    const sums = this.sums.get(name) ?? this.series.map(() => 0)
    if (!this.sums.has(name) && this.sums.size >= MAX_NAMES) return
    this.sums.set(
      name,
      sums.map((sum, index) => sum + (values[index] ?? 0)),
    )
  }

  /** Days in their order, all else by the first series, the largest first. None where there is nothing to show. */
  charts(): ReportChart[] {
    const all = [...this.sums]
    if (!all.some(([, sums]) => sums.some((sum) => sum !== 0))) return []
    const shown =
      this.about.x === 'day'
        ? all.sort(([a], [b]) => (a < b ? -1 : 1)).slice(-366)
        : all.sort(([, a], [, b]) => (b[0] ?? 0) - (a[0] ?? 0)).slice(0, MAX_BARS)
    const x = shown.map(([name]) => name.slice(0, 200))
    const series = this.series.map((name, index) => ({
      ...{ of: 'word' as const, name, x },
      y: shown.map(([, sums]) => sums[index] ?? null),
    }))
    return [{ ...this.about, shape: 'bar', series }]
  }
}

/** One line a vehicle, of the first few that have any. */
export class Lines {
  private readonly series: ReportChart['series'] = []

  constructor(private readonly about: Pick<ReportChart, 'id' | 'y'>) {}

  add(vehicleId: string, points: { at: readonly number[]; value: readonly number[] }): void {
    if (this.series.length >= MAX_LINES || points.at.length === 0) return
    const { at, value } = downsample(points, MAX_POINTS)
    const x = at.map((ms) => new Date(ms).toISOString())
    this.series.push({ of: 'vehicle', name: vehicleId, x, y: value })
  }

  charts(): ReportChart[] {
    return this.series.length === 0 ? [] : [{ ...this.about, shape: 'line', x: 'time', series: this.series }]
  }
}
