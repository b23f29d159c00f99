// A report as CSV by RFC 4180: one head, a row a line, UTF-8 with a mark that spreadsheets look for. Remarks stand at the end.

import type { ReportEvent } from '@/lib/domain/api/report-table'
import { isFormulaText } from '@/lib/domain/formula-text'
import { toldZone } from './heads'
import type { FileNotes } from './notes'

/** Lines of the file as they come. */
export async function* csvFile(
  events: AsyncIterable<ReportEvent>,
  notes: FileNotes,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const event of events) {
    notes.take(event)
    const columns = notes.start?.columns ?? []
    if (event.type === 'start')
      yield encoder.encode(`\uFEFF${line(columns.map((column) => toldZone(column, notes.format)))}`)
    if (event.type === 'rows') {
      const rows = event.rows.map((row) =>
        line(columns.map((column, index) => notes.format.text(column, row[index] ?? null))),
      )
      yield encoder.encode(rows.join(''))
    }
  }
  // Without totals: whoever counts with the file would count twice.
  const remarks = notes.remarks()
  if (remarks.length > 0) yield encoder.encode(`\r\n${remarks.map((remark) => line([remark])).join('')}`)
}

/** One record with its line end. */
export function line(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * A cell that no spreadsheet takes for a formula: what begins like one gets a leading apostrophe (OWASP, CSV injection),
 * but for plain numbers. Quoted where it has to be.
 */
export function csvCell(text: string): string {
  const isFormula = isFormulaText(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) && !IS_DURATION.test(text)
  const guarded = isFormula ? `'${text}` : text
  return /[",;\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** A difference of durations may be below zero; a pair of coordinates has a comma and no other use. */
const IS_DURATION = /^-?\d+:\d\d:\d\d$|^-?\d+\.\d+, -?\d+\.\d+$/
