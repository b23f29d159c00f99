// Heads of columns where nothing else says in which zone times are.

import type { ReportColumn } from '@/lib/domain/api/report-table'
import type { CellFormat } from './cells'

/** The head of a column, with the zone for times. */
export function toldZone(column: ReportColumn, format: CellFormat): string {
  const head = format.head(column)
  if (column.type !== 'time') return head
  return format.view.words('file.unitOf', { name: head, unit: format.view.zone })
}
