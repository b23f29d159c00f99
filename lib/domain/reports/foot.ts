// The foot of a table: sums, extremes and means of its rows, row by row, so that no row has to be kept.

import type { ReportRow } from '../api/report-table'
import type { ReportTable } from './columns'

type Pile = { sum: number; weighted: number; weight: number; max: number; min: number; told: number }

export class Foot {
  private readonly piles: Pile[]
  private readonly placeOf: ReadonlyMap<string, number>
  private rows = 0

  constructor(private readonly table: ReportTable) {
    this.piles = table.columns.map(() => ({
      ...{ sum: 0, weighted: 0, weight: 0, told: 0 },
      max: Number.NEGATIVE_INFINITY,
      min: Number.POSITIVE_INFINITY,
    }))
    this.placeOf = new Map(table.columns.map(({ key }, index) => [key, index]))
  }

  /** Counts a row in. */
  add(row: ReportRow): void {
    this.rows += 1
    this.table.columns.forEach(({ weightedBy }, index) => {
      const [cell, pile] = [row[index], this.piles[index]]
      if (typeof cell !== 'number' || pile === undefined) return
      pile.sum += cell
      pile.told += 1
      pile.max = Math.max(pile.max, cell)
      pile.min = Math.min(pile.min, cell)
      const weight = weightedBy === undefined ? 1 : row[this.placeOf.get(weightedBy) ?? -1]
      if (typeof weight !== 'number') return
      pile.weighted += cell * weight
      pile.weight += weight
    })
  }

  /** The foot of all rows so far; null where a column has none, or no row told anything. */
  cells(): ReportRow {
    return this.table.columns.map(({ total, ratio }, index) => {
      const pile = this.piles[index]
      if (total === 'count') return this.rows
      if (total === null || pile === undefined) return null
      if (ratio !== undefined) return this.ratioOf(ratio)
      if (pile.told === 0) return null
      if (total === 'sum') return pile.sum
      if (total === 'mean') return pile.weight > 0 ? pile.weighted / pile.weight : null
      return total === 'max' ? pile.max : pile.min
    })
  }

  private ratioOf({ of, per, factor }: { of: string; per: string; factor: number }): number | null {
    const above = this.piles[this.placeOf.get(of) ?? -1]
    const below = this.piles[this.placeOf.get(per) ?? -1]
    if (above === undefined || below === undefined || below.sum === 0 || above.told === 0) return null
    return (above.sum / below.sum) * factor
  }
}
