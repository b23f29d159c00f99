// A report as a file: planned, run and written as one stream, for downloads and for mails.

import type { ReportFormat, ReportRequest } from '@/lib/domain/api/reports'
import { formattingTag, knownLocale } from '@/lib/domain/locales'
import type { Preferences } from '@/lib/domain/preferences'
import type { Viewer } from '../access'
import { type Clock, systemClock } from '../live/clock'
import { CellFormat } from '../reports/cells'
import { csvFile } from '../reports/csv'
import { FileNotes } from '../reports/notes'
import { pdfFile } from '../reports/pdf'
import { reportWords } from '../reports/words'
import { xlsxFile } from '../reports/xlsx'
import { assertMay } from '../rights'
import { storableText } from '../sql'
import { type PlannedReport, planReport } from './report-run'
import { streamOf } from './report-stream'

/** Who will read the file. */
export type FileReader = { locale: string; preferences: Preferences; tenantName: string }

export type FileOrder = {
  request: ReportRequest
  format: ReportFormat
  /** What it is called; null for the name of its kind. */
  name: string | null
  reader: FileReader
  signal: AbortSignal
  clock?: Clock
}

/** A file that is being made. `notes` fills while `chunks` are read. */
export type ReportFile = {
  fileName: string
  contentType: string
  plan: PlannedReport
  notes: FileNotes
  chunks: AsyncGenerator<Uint8Array>
}

const WRITERS = { xlsx: xlsxFile, csv: csvFile, pdf: pdfFile } as const

const CONTENT_TYPES: Record<ReportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
}

/** As `reportFile`, for whoever takes it along. @throws ForbiddenError without the right to export; as `planReport` */
export async function exportReport(viewer: Viewer, order: FileOrder): Promise<ReportFile> {
  await assertMay(viewer, 'export')
  return reportFile(viewer, order)
}

/** Begins a file of a report. @throws as `planReport` */
export async function reportFile(viewer: Viewer, order: FileOrder): Promise<ReportFile> {
  const { request, format, reader, signal, clock = systemClock } = order
  const { weekStart } = reader.preferences
  const plan = await planReport(viewer, request, { signal, weekStart, clock })
  const locale = formattingTag(knownLocale(reader.locale))
  const words = reportWords(locale)
  const name = order.name ?? words(`kinds.${request.kind}`)
  const cells = new CellFormat({ words, locale, preferences: reader.preferences, zone: request.zone })
  const about = { tenantName: reader.tenantName, name, kind: request.kind, madeAt: new Date(clock.now()) }
  const notes = new FileNotes(cells, about)
  return {
    fileName: fileNameOf(name, plan, { format, cells, madeAt: about.madeAt }),
    contentType: CONTENT_TYPES[format],
    plan,
    notes,
    chunks: WRITERS[format](plan.events, notes),
  }
}

/** The bytes of a file as they are asked for. Whoever stops reading ends it. */
export function fileStream({ chunks }: ReportFile, left: AbortController): ReadableStream<Uint8Array> {
  return streamOf(chunks, { left, encode: (chunk) => chunk })
}

type Naming = { format: ReportFormat; cells: CellFormat; madeAt: Date }

/** "Mileage 2026-03-01 2026-03-31.xlsx" */
function fileNameOf(name: string, { span }: PlannedReport, { format, cells, madeAt }: Naming): string {
  const day = (ms: number) => cells.moment(new Date(ms).toISOString()).slice(0, 10)
  const from = span === null ? day(madeAt.getTime()) : day(span.fromMs)
  const to = span === null ? from : day(span.toMs - 1)
  // No file system and no header takes these; one that begins with a dot would be hidden.
  const safe =
    name
      .replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
      .replace(/^[.\s]+/, '')
      .trim()
      .slice(0, 80) || 'report'
  return `${safe} ${from === to ? from : `${from} ${to}`}.${format}`
}

/** How a browser is told what to call the file (RFC 6266): in plain letters, and in all. */
export function dispositionOf(fileName: string): string {
  // A name that was cut in the middle of an emoji has no UTF-8.
  const whole = storableText(fileName)
  const plain = whole
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]/g, '_')
    .replaceAll('"', '')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(whole).replace(/['()*]/g, percentOf)}`
}

function percentOf(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
}
