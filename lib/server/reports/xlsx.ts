// A report as a workbook (Office Open XML, ECMA-376): a sheet of rows with real numbers, times and durations, and a sheet of
// notes. Written row by row into the archive, because a workbook in memory takes a gigabyte for what a report may hold.

import type { ReportColumn, ReportEvent, ReportRow } from '@/lib/domain/api/report-table'
import type { FileValue } from './cells'
import { toldZone } from './heads'
import type { FileNotes } from './notes'
import * as parts from './xlsx-parts'
import { type ZipEntry, zipFile } from './zip'

/** The rows of a sheet that Excel opens. */
const MAX_SHEET_ROWS = 1_048_576
const DAY_SEC = 86_400
/** Day 0 of spreadsheets, 30 December 1899. */
const EPOCH_DAY = 25_569
const { STYLES } = parts

/** The workbook, chunk by chunk. */
export function xlsxFile(events: AsyncIterable<ReportEvent>, notes: FileNotes): AsyncGenerator<Uint8Array> {
  return zipFile(entriesOf(events, notes))
}

async function* entriesOf(events: AsyncIterable<ReportEvent>, notes: FileNotes): AsyncGenerator<ZipEntry> {
  const { words } = notes.format.view
  yield { name: '[Content_Types].xml', content: [parts.CONTENT_TYPES] }
  yield { name: '_rels/.rels', content: [parts.ROOT_RELATIONS] }
  yield { name: 'xl/workbook.xml', content: [parts.workbook([words('file.sheet'), words('file.notes')])] }
  yield { name: 'xl/_rels/workbook.xml.rels', content: [parts.WORKBOOK_RELATIONS] }
  yield { name: 'xl/styles.xml', content: [parts.STYLE_SHEET] }
  yield { name: 'xl/worksheets/sheet1.xml', content: reportSheet(events, notes) }
  yield { name: 'xl/worksheets/sheet2.xml', content: [notesSheet(notes)] }
}

async function* reportSheet(events: AsyncIterable<ReportEvent>, notes: FileNotes): AsyncGenerator<string> {
  const sheet = new Sheet(notes)
  for await (const event of events) {
    notes.take(event)
    if (event.type === 'start') yield sheet.head(event.columns)
    if (event.type === 'rows') yield event.rows.map((row) => sheet.row(row)).join('')
  }
  yield sheet.foot()
}

class Sheet {
  private columns: readonly ReportColumn[] = []
  private rows = 0

  constructor(private readonly notes: FileNotes) {}

  head(columns: readonly ReportColumn[]): string {
    this.columns = columns
    this.rows = 1
    const cells = columns.map((column, index) =>
      textCell(`${columnName(index)}1`, toldZone(column, this.notes.format), STYLES.head),
    )
    return `${parts.sheetStart(columns.map(widthOf))}<row r="1">${cells.join('')}</row>`
  }

  row(row: ReportRow, isFoot = false): string {
    if (this.rows >= MAX_SHEET_ROWS) return ''
    this.rows += 1
    const cells = this.columns.map((column, index) => {
      const value = this.notes.format.value(column, row[index] ?? null)
      return cellOf(`${columnName(index)}${this.rows}`, value, isFoot)
    })
    return `<row r="${this.rows}">${cells.join('')}</row>`
  }

  foot(): string {
    const last = `${columnName(Math.max(0, this.columns.length - 1))}${Math.max(1, this.rows)}`
    const { totals } = this.notes
    const foot = totals === null || this.rows < 2 ? '' : this.row(totals, true)
    // A report that broke off before its head is still a workbook.
    const start = this.columns.length === 0 ? parts.sheetStart([20]) : ''
    return `${start}${foot}</sheetData>${this.columns.length === 0 ? '' : `<autoFilter ref="A1:${last}"/>`}</worksheet>`
  }
}

function notesSheet(notes: FileNotes): string {
  const lines = [...notes.heading(), '', ...notes.remarks()]
  const rows = lines.map((text, index) =>
    text === ''
      ? ''
      : `<row r="${index + 1}">${textCell(`A${index + 1}`, text, index === 0 ? STYLES.head : STYLES.plain)}</row>`,
  )
  return `${parts.sheetStart([110], { isFrozen: false })}${rows.join('')}</sheetData></worksheet>`
}

function cellOf(ref: string, value: FileValue, isFoot: boolean): string {
  const number = (amount: number, style: keyof typeof STYLES) =>
    `<c r="${ref}" s="${STYLES[isFoot ? BOLD[style] : style]}"><v>${amount}</v></c>`
  if (value.kind === 'empty') return ''
  if (value.kind === 'text') return textCell(ref, value.text, isFoot ? STYLES.head : STYLES.plain)
  if (value.kind === 'time') return number(value.wallMs / 1000 / DAY_SEC + EPOCH_DAY, 'time')
  // Spreadsheets that count from 1900 show no time below zero.
  if (value.kind === 'duration' && value.sec < 0) return number(value.sec, 'whole')
  if (value.kind === 'duration') return number(value.sec / DAY_SEC, 'duration')
  return number(value.value, value.digits === 0 ? 'whole' : value.digits === 1 ? 'tenths' : 'hundredths')
}

const BOLD: Record<keyof typeof STYLES, keyof typeof STYLES> = {
  plain: 'head',
  head: 'head',
  time: 'time',
  duration: 'durationBold',
  whole: 'wholeBold',
  tenths: 'tenthsBold',
  hundredths: 'hundredthsBold',
  durationBold: 'durationBold',
  wholeBold: 'wholeBold',
  tenthsBold: 'tenthsBold',
  hundredthsBold: 'hundredthsBold',
}

/** Text is never a formula here: its type says so. */
function textCell(ref: string, text: string, style: number): string {
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${parts.xmlText(text)}</t></is></c>`
}

/** "A", "Z", "AA". */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

function widthOf({ type }: ReportColumn): number {
  if (type === 'vehicle' || type === 'text' || type === 'alarm' || type === 'place') return 26
  return type === 'time' || type === 'word' ? 20 : 14
}
