// A report as PDF: a table over as many pages as it takes, each with title, range, zone, head and page number. Pages leave as
// they are full.

import PDFDocument from 'pdfkit'
import type { ReportColumn, ReportEvent, ReportRow } from '@/lib/domain/api/report-table'
import { MAX_PDF_ROWS } from '@/lib/domain/api/reports'
import { directionOf } from '@/lib/domain/bidi'
import { breathe } from './breathe'
import type { FileNotes } from './notes'
import { type Direction, isolated, isolatedName, withoutIsolates } from './pdf-order'
import { PdfText } from './pdf-text'

const MARGIN = 28
const LINE = 13
const HEAD_GAP = 6
const CELL_GAP = 6
const INK = '#1c2430'
const FAINT = '#5b6675'
const RULE = '#c9d0d9'
const BAND = '#eef1f5'
/** Rows between two turns for everybody else. */
const ROWS_AT_ONCE = 20

/** The file, chunk by chunk. */
export async function* pdfFile(
  events: AsyncIterable<ReportEvent>,
  notes: FileNotes,
): AsyncGenerator<Uint8Array> {
  const pages = new Pages(notes)
  let rows = 0
  let cut = 0
  for await (const event of events) {
    notes.take(event)
    if (event.type === 'start') pages.begin(event.columns)
    if (event.type !== 'rows') continue
    for (const row of event.rows) {
      if (rows >= MAX_PDF_ROWS) cut += 1
      else pages.row(row)
      rows += 1
      if (rows % ROWS_AT_ONCE !== 0) continue
      await breathe()
      yield* pages.take()
    }
    const isWhole = event.subtotal !== null && cut === 0
    if (isWhole) pages.subtotal(event.subtotal ?? [], event.vehicleId)
  }
  const { words } = notes.format.view
  if (cut > 0) notes.note(words('file.pdfCut', { limit: MAX_PDF_ROWS, count: cut }))
  pages.finish()
  yield* pages.rest()
}

class Pages {
  private readonly doc: PDFKit.PDFDocument
  private readonly type: PdfText
  private readonly chunks: Buffer[] = []
  private columns: readonly ReportColumn[] = []
  private widths: number[] = []
  private size = 8
  private y = 0
  private page = 0

  constructor(private readonly notes: FileNotes) {
    const { name, tenantName, madeAt } = notes.about
    const { locale } = notes.format.view
    notes.shield = isolatedName
    this.doc = new PDFDocument({
      ...{ size: 'A4', layout: 'landscape', margin: MARGIN, autoFirstPage: false },
      info: { Title: name, Author: tenantName, Creator: 'Milepost', CreationDate: madeAt },
      lang: locale,
    })
    this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk))
    this.type = new PdfText(this.doc, directionOf(locale))
  }

  begin(columns: readonly ReportColumn[]): void {
    this.columns = columns
    this.size = columns.length > 12 ? 6.5 : columns.length > 9 ? 7.5 : 8.5
    const weights = columns.map(weightOf)
    const whole = weights.reduce((sum, weight) => sum + weight, 0)
    this.doc.addPage()
    const room = this.doc.page.width - 2 * MARGIN
    this.widths = weights.map((weight) => (weight / whole) * room)
    this.top()
  }

  row(row: ReportRow): void {
    this.line(this.textsOf(row), {})
  }

  subtotal(row: ReportRow, vehicleId: string): void {
    const name = isolatedName(this.notes.format.vehicleName(vehicleId))
    this.sum(row, this.notes.format.view.words('file.subtotal', { vehicle: name }))
  }

  /** The foot of the table, then the notes. */
  finish(): void {
    const { words } = this.notes.format.view
    if (this.page === 0) this.begin([])
    if (this.notes.totals !== null && (this.notes.end?.rowCount ?? 0) > 0)
      this.sum(this.notes.totals, words('file.total'))
    const remarks = this.notes.remarks()
    if (this.type.hasUnknown) remarks.push(words('file.noGlyphs'))
    if (remarks.length > 0) {
      this.y += LINE
      this.note(words('file.notes'), 10)
      for (const remark of remarks) this.note(remark, 8)
    }
    this.doc.end()
  }

  /** What is ready to leave. */
  *take(): Generator<Uint8Array> {
    yield* this.chunks.splice(0)
  }

  async *rest(): AsyncGenerator<Uint8Array> {
    if (!this.doc.readableEnded) await new Promise((resolve) => this.doc.once('end', resolve))
    yield* this.take()
  }

  private top(): void {
    this.page += 1
    const { words } = this.notes.format.view
    const room = this.doc.page.width - 2 * MARGIN
    const [title = '', tenant = '', ...facts] = this.notes.heading()
    this.doc.fillColor(INK)
    this.type.draw(title, { x: MARGIN, y: MARGIN - 6, width: room * 0.7, size: 13 })
    this.doc.fillColor(FAINT)
    const end = { x: MARGIN, width: room, align: 'end' as const }
    this.type.draw(tenant, { ...end, x: MARGIN + room * 0.7, width: room * 0.3, y: MARGIN - 4, size: 9 })
    this.type.draw(facts.map(isolated).join('  ·  '), { x: MARGIN, y: MARGIN + 12, width: room, size: 8 })
    const foot = this.doc.page.height - MARGIN + 4
    this.type.draw(words('file.page', { page: this.page }), { ...end, y: foot, size: 8 })
    this.y = MARGIN + 28
    const heads = this.columns.map((column) => this.notes.format.head(column))
    if (heads.length > 0) this.heads(heads)
  }

  /** Two lines where a name needs them. */
  private heads(heads: readonly string[]): void {
    const wrapped = heads.map((head, index) =>
      this.type.wrapped(head, (this.widths[index] ?? 0) - CELL_GAP, this.size).slice(0, 3),
    )
    const lines = wrapped.reduce((most, each) => Math.max(most, each.length), 1)
    const height = lines * (this.size + 2) + HEAD_GAP
    const room = this.doc.page.width - 2 * MARGIN
    this.doc
      .fillColor(BAND)
      .rect(MARGIN, this.y - 3, room, height)
      .fill()
    this.doc.fillColor(INK)
    for (let part = 0; part < lines; part++)
      this.cells(
        wrapped.map((each) => each[part] ?? ''),
        this.y + part * (this.size + 2),
      )
    this.y += height
  }

  private line(texts: readonly string[], { isStrong = false }: { isStrong?: boolean }): void {
    if (this.y > this.doc.page.height - MARGIN - LINE) {
      this.doc.addPage()
      this.top()
    }
    const room = this.doc.page.width - 2 * MARGIN
    if (isStrong)
      this.doc
        .fillColor(BAND)
        .rect(MARGIN, this.y - 2, room, LINE)
        .fill()
    this.doc.fillColor(INK)
    this.cells(texts, this.y, directionIn)
    this.y += LINE
    this.doc.strokeColor(RULE).lineWidth(0.4)
    this.doc
      .moveTo(MARGIN, this.y - 2)
      .lineTo(MARGIN + room, this.y - 2)
      .stroke()
  }

  private sum(row: ReportRow, name: string): void {
    const texts = this.textsOf(row)
    texts[0] = name
    this.line(texts, { isStrong: true })
  }

  private cells(
    texts: readonly string[],
    y: number,
    directionIn?: (column: ReportColumn) => Direction,
  ): void {
    let x = MARGIN
    texts.forEach((text, index) => {
      const width = this.widths[index] ?? 0
      const column = this.columns[index]
      const align = isNumeric(column) ? ('end' as const) : ('start' as const)
      const direction = column && directionIn?.(column)
      const place = { x: x + 2, y, width: width - CELL_GAP }
      const least = directionIn === undefined ? this.size * 0.75 : undefined
      if (text !== '') this.type.draw(text, { ...place, size: this.size, least, align, direction })
      x += width
    })
  }

  private note(text: string, size: number): void {
    const room = this.doc.page.width - 2 * MARGIN
    for (const part of this.type.wrapped(text, room, size)) {
      if (this.y > this.doc.page.height - MARGIN - LINE) {
        this.doc.addPage()
        this.columns = []
        this.top()
      }
      this.doc.fillColor(size > 8 ? INK : FAINT)
      this.type.draw(part, { x: MARGIN, y: this.y, width: room, size })
      this.y += size + 4
    }
  }

  private textsOf(row: ReportRow): string[] {
    return this.columns.map((column, index) =>
      withoutIsolates(this.notes.format.brief(column, row[index] ?? null)),
    )
  }
}

function weightOf({ type }: ReportColumn): number {
  if (type === 'vehicle' || type === 'text' || type === 'alarm' || type === 'time' || type === 'place')
    return 1.9
  return type === 'word' ? 1.4 : 0.95
}

const NUMERIC = [
  'duration',
  'distance',
  'speed',
  'volume',
  'consumption',
  'temperature',
  'percent',
  'count',
  'number',
  'reading',
]

const FIGURES = ['time', 'day', 'place']

function isNumeric(column: ReportColumn | undefined): boolean {
  return column !== undefined && NUMERIC.includes(column.type)
}

/** Figures stay as they are written; names and words go by themselves. */
function directionIn(column: ReportColumn): Direction {
  return isNumeric(column) || FIGURES.includes(column.type) ? 'ltr' : 'auto'
}
