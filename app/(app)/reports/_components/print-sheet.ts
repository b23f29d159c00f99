// The whole table as plain elements for the printer, beside the page: React would take seconds for what lives a moment.

import './print-sheet.css'
import type { RunState } from '@/lib/client/reports/report-run'
import { lineAt } from '@/lib/client/reports/report-table'
import { isAtEnd, nameOf, type ReportWords } from '@/lib/client/reports/report-words'
import type { ReportRow } from '@/lib/domain/api/report-table'

/** About a hundred pages; more rows than this make browsers stand still while they lay them out. */
export const MAX_PRINTED_LINES = 5_000

export type PrintedReport = {
  state: RunState
  lines: Int32Array
  words: ReportWords
  title: string
  /** Lines below the title. */
  facts: readonly string[]
  subtotal: string
  total: string
  /** Says that only some are printed. */
  cut: (limit: number, rows: number) => string
}

/** Puts the sheet on the page, where only printers see it; returns what takes it away. */
export function printReport(report: PrintedReport): () => void {
  const sheet = make('div', '', 'report-print')
  sheet.append(make('h1', report.title))
  for (const fact of report.facts) sheet.append(make('p', fact))
  const { lines } = report
  if (lines.length > MAX_PRINTED_LINES) sheet.append(make('p', report.cut(MAX_PRINTED_LINES, lines.length)))
  sheet.append(tableOf(report))
  document.body.append(sheet)
  return () => sheet.remove()
}

function tableOf(report: PrintedReport): HTMLElement {
  const { state, words, lines } = report
  const table = make('table')
  const head = make('tr')
  for (const column of state.table.columns) {
    const unit = words.unit(column)
    head.append(make('th', unit === '' ? words.column(column) : `${words.column(column)}, ${unit}`))
  }
  const thead = make('thead')
  thead.append(head)
  const body = make('tbody')
  for (let index = 0; index < Math.min(lines.length, MAX_PRINTED_LINES); index++)
    body.append(lineOf(report, index))
  table.append(thead, body)
  // A foot of its own kind would be printed on each page.
  if (state.totals !== null) body.append(rowOf(report, state.totals, { first: report.total, isFoot: true }))
  return table
}

function lineOf(report: PrintedReport, index: number): HTMLElement {
  const { table } = report.state
  const line = lineAt(report.lines, index)
  if (line.kind === 'row')
    return rowOf(report, table.rows[line.row] ?? [], {
      first: nameOf(table.vehicles[table.vehicleAt[line.row] ?? -1]),
      isFoot: false,
    })
  if (line.kind === 'foot')
    return rowOf(report, table.subtotals.get(line.vehicle) ?? [], { first: report.subtotal, isFoot: true })
  const row = make('tr')
  const cell = make('th', nameOf(table.vehicles[line.vehicle]), 'report-print-group')
  cell.setAttribute('colspan', String(table.columns.length))
  row.append(cell)
  return row
}

/** A foot that is no plain sum says what it is. */
function rowOf(
  { state, words }: PrintedReport,
  cells: ReportRow,
  { first, isFoot }: { first: string; isFoot: boolean },
): HTMLElement {
  const row = make('tr')
  state.table.columns.forEach((column, at) => {
    const text = column.type === 'vehicle' ? first : words.cell(column, cells[at])
    const isPlain = !isFoot || text === '' || column.total === 'sum' || column.type === 'vehicle'
    const told = isPlain ? text : `${words.total(column)} ${text}`
    row.append(make('td', told, isAtEnd(column) ? 'report-print-end' : ''))
  })
  return row
}

function make(tag: string, text = '', className = ''): HTMLElement {
  const element = document.createElement(tag)
  if (text !== '') element.textContent = text
  if (className !== '') element.className = className
  return element
}
