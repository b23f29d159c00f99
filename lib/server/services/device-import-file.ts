// Reads a file of devices, CSV or XLSX, as rows of text. Nothing in it is more than text here: a formula is what it says, or
// what it last came to. What the rows mean is device-import-plan.ts.

import { CsvError, parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/universal'
import { plainCell } from '@/lib/domain/device-cells'
import { MAX_IMPORT_BYTES, MAX_IMPORT_COLUMNS, MAX_IMPORT_ROWS } from '@/lib/domain/device-import'
import { ImportFileError } from './device-import-error'
import { safeWorkbook } from './device-import-zip'

/** A row with its number in the file, the head being among them. */
export type TableRow = { line: number; cells: string[] }
export type ImportTable = { heads: string[]; rows: TableRow[] }

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1')
/** Compound files: workbooks of before 2007. */
const OLD_EXCEL = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const SEPARATORS = [',', ';', '\t', '|'] as const
/** How much of a file is looked at to tell its separator. */
const LOOKED_AT_CHARS = 20_000
/** Blank lines count here, so that line numbers are those a spreadsheet shows. */
const MOST_RECORDS = 2 * MAX_IMPORT_ROWS
const DAY_MS = 86_400_000

/** The table of a file; of a workbook its first sheet. Blank rows are left out. @throws ImportFileError */
export async function readTable(file: Buffer): Promise<ImportTable> {
  if (file.length > MAX_IMPORT_BYTES) throw new ImportFileError('too_large')
  if (file.length === 0) throw new ImportFileError('empty')
  if (file.subarray(0, OLD_EXCEL.length).equals(OLD_EXCEL)) throw new ImportFileError('old_excel')
  const isZip = file.subarray(0, ZIP.length).equals(ZIP)
  const all = isZip ? await readWorkbook(file) : readCsv(decoded(file))
  const [head, ...rows] = all.filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (head === undefined || rows.length === 0) throw new ImportFileError('empty')
  if (rows.length > MAX_IMPORT_ROWS) throw new ImportFileError('too_many_rows')
  const width = [head, ...rows].reduce((most, { cells }) => Math.max(most, cells.length), 0)
  if (width > MAX_IMPORT_COLUMNS) throw new ImportFileError('too_many_columns')
  if (width < 2) throw new ImportFileError('not_a_table')
  const filled = (cells: string[]) => Array.from({ length: width }, (_, index) => cells[index] ?? '')
  return { heads: filled(head.cells), rows: rows.map(({ line, cells }) => ({ line, cells: filled(cells) })) }
}

/** UTF-8, UTF-16 either way, or else Windows-1252, which is what spreadsheets of the West save without asking. */
function decoded(file: Buffer): string {
  const encoding = encodingOf(file)
  // The mark at the beginning goes with the decoding.
  const text = new TextDecoder(encoding).decode(file)
  if (text.includes('\u0000')) throw new ImportFileError('encoding')
  return text
}

function encodingOf(file: Buffer): string {
  const [first, second] = file
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Without a mark: heads are mostly of the first 128 signs, whose other byte is nought.
  if (first === 0) return 'utf-16be'
  if (second === 0) return 'utf-16le'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(file)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

function readCsv(text: string): TableRow[] {
  // Excel's own first line, which names the separator.
  const [named, told] = /^sep=(.)\r?\n/i.exec(text) ?? []
  const body = text.slice(named?.length ?? 0)
  try {
    const records = parse(body, {
      delimiter: told ?? separatorOf(body),
      relax_column_count: true,
      relax_quotes: true,
      to: MOST_RECORDS,
    })
    if (records.length >= MOST_RECORDS) throw new ImportFileError('too_many_rows')
    return records.map((record, index) => ({ line: index + 1, cells: record.map(plainCell) }))
  } catch (error) {
    if (error instanceof CsvError)
      throw new ImportFileError('broken', typeof error.lines === 'number' ? error.lines : undefined, error)
    throw error
  }
}

/** The one that stands most often in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const counts = new Map<string, number>(SEPARATORS.map((each) => [each, 0]))
  let isQuoted = false
  for (const sign of text.slice(0, LOOKED_AT_CHARS)) {
    if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && (sign === '\n' || sign === '\r')) break
    else if (!isQuoted && counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a)
  return most?.[0] ?? ','
}

async function readWorkbook(file: Buffer): Promise<TableRow[]> {
  const workbook = await safeWorkbook(file)
  try {
    const sheet = await readSheet<string>(workbook, 1, { parseNumber: (text) => text })
    return sheet.map((row, index) => ({ line: index + 1, cells: row.map((cell) => plainCell(textOf(cell))) }))
  } catch (error) {
    throw new ImportFileError('broken', undefined, error)
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    const iso = cell.toISOString()
    return cell.getTime() % DAY_MS === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
  }
  const text = String(cell)
  // Workbooks write long numbers as 8.6E+14, with all their digits.
  return /^\d(\.\d+)?E\+\d+$/i.test(text) && Number.isSafeInteger(Number(text)) ? String(Number(text)) : text
}
