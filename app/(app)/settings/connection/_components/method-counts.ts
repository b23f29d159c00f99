import type { SortDirection } from '@/components/ui/sort-header'
import type { ConnectionStatus } from '@/lib/domain/api/connection'

export type MethodCounts = ConnectionStatus['methods'][number]

export const METHOD_COLUMNS = ['method', 'calls', 'failed', 'shared', 'cached'] as const
export type MethodColumn = (typeof METHOD_COLUMNS)[number]
export type MethodOrder = { column: MethodColumn; direction: SortDirection }

export type Totals = {
  calls: number
  failed: number
  shared: number
  cached: number
  commands: number
  people: number
  background: number
}

/** The sums over all methods. */
export function totalsOf(methods: readonly MethodCounts[]): Totals {
  const sum = (read: (counts: MethodCounts) => number) =>
    methods.reduce((total, counts) => total + read(counts), 0)
  return {
    calls: sum((counts) => counts.calls),
    failed: sum((counts) => counts.failed),
    shared: sum((counts) => counts.saved.shared),
    cached: sum((counts) => counts.saved.cached),
    commands: sum((counts) => counts.byPriority.commands),
    people: sum((counts) => counts.byPriority.people),
    background: sum((counts) => counts.byPriority.background),
  }
}

/** In the order asked for; equal ones by name, so that rows hold their place from one refresh to the next. */
export function sortMethods(methods: readonly MethodCounts[], order: MethodOrder): MethodCounts[] {
  const sign = order.direction === 'ascending' ? 1 : -1
  return [...methods].sort(
    (a, b) => sign * compareBy(order.column, a, b) || a.method.localeCompare(b.method, 'en'),
  )
}

/** The order after a column's head was chosen: numbers begin with the largest, names with A. */
export function nextOrder(order: MethodOrder, column: MethodColumn): MethodOrder {
  if (order.column !== column) return { column, direction: column === 'method' ? 'ascending' : 'descending' }
  return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' }
}

/** `part` of `whole`, 0 to 1; 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}

function compareBy(column: MethodColumn, a: MethodCounts, b: MethodCounts): number {
  if (column === 'method') return a.method.localeCompare(b.method, 'en')
  return countIn(column, a) - countIn(column, b)
}

function countIn(column: Exclude<MethodColumn, 'method'>, counts: MethodCounts): number {
  return column === 'shared' || column === 'cached' ? counts.saved[column] : counts[column]
}
