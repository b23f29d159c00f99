// The filtered table of devices as a file, row by row, with the writers of reports: they keep text from becoming a formula.

import { type AbstractIntlMessages, createTranslator } from 'use-intl/core'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import { type ExportFormat, MAX_EXPORT_ROWS } from '@/lib/domain/api/device-table'
import type { ColumnType, ReportCell, ReportEvent } from '@/lib/domain/api/report-table'
import { guardedCell } from '@/lib/domain/device-cells'
import { deviceIconOf } from '@/lib/domain/device-edit'
import type { DeviceColumn, DeviceFilter, DeviceSort } from '@/lib/domain/device-table'
import { knownLocale } from '@/lib/domain/locales'
import type { Preferences } from '@/lib/domain/preferences'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { listTableIds, listTableRows, tableQuestion } from '../data/device-table'
import { type Clock, systemClock } from '../live/clock'
import { messagesOf } from '../messages'
import { CellFormat } from '../reports/cells'
import { csvFile } from '../reports/csv'
import { FileNotes } from '../reports/notes'
import { reportWords, type Words } from '../reports/words'
import { xlsxFile } from '../reports/xlsx'
import { assertMay } from '../rights'
import { chunked } from '../sql'

export type DeviceFileOrder = {
  filter: DeviceFilter
  sort: DeviceSort
  columns: readonly DeviceColumn[]
  format: ExportFormat
  /** IANA name of the zone of all times. */
  zone: string
  reader: { locale: string; preferences: Preferences; tenantName: string }
  signal: AbortSignal
  clock?: Clock
}

/** Reports of the writers have kinds; this is what they call the table. */
const KIND = 'device_status'
const NOBODY = '00000000-0000-4000-8000-000000000000'
const ROWS_AT_ONCE = 500
const WRITERS = { xlsx: xlsxFile, csv: csvFile } as const
const CONTENT_TYPES: Record<ExportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/**
 * Begins a file of the devices that match, as they are when it begins. Noted in the audit trail.
 * @throws ForbiddenError without the right; NotFoundError when the account of the filter is foreign or missing
 */
export async function deviceFile(viewer: Viewer, order: DeviceFileOrder) {
  await assertMay(viewer, 'export')
  const { format, reader, zone, clock = systemClock } = order
  const now = new Date(clock.now())
  const question = await tableQuestion(viewer, order.filter, now)
  const ids = await listTableIds(viewer, question, { sort: order.sort, limit: MAX_EXPORT_ROWS })
  const detail = { format, rows: ids.length, columns: [...order.columns] }
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'device.export', detail })
  const words = deviceWords(reader.locale)
  const name = words(`kinds.${KIND}`)
  const cells = new CellFormat({
    words,
    locale: knownLocale(reader.locale),
    preferences: reader.preferences,
    zone,
  })
  const notes = new FileNotes(cells, { tenantName: reader.tenantName, name, kind: KIND, madeAt: now })
  return {
    fileName: `${name} ${cells.moment(now.toISOString()).slice(0, 10)}.${format}`,
    contentType: CONTENT_TYPES[format],
    chunks: WRITERS[format](eventsOf(viewer, ids, { ...order, now, words }), notes),
  }
}

type Reading = Pick<DeviceFileOrder, 'columns' | 'zone' | 'signal'> & { now: Date; words: Words }

async function* eventsOf(
  viewer: Viewer,
  ids: readonly string[],
  { columns, zone, signal, now, words }: Reading,
): AsyncGenerator<ReportEvent> {
  yield {
    type: 'start',
    kind: KIND,
    columns: columns.map((key) => ({ key, type: CELLS[key].type, total: null, isVendor: false })),
    ...{ fromAt: null, toAt: null, zone, vehicleCount: ids.length, replay: null },
  }
  let rowCount = 0
  for (const chunk of chunked(ids, ROWS_AT_ONCE)) {
    signal.throwIfAborted()
    const rows = await listTableRows(viewer, chunk, now)
    rowCount += rows.length
    yield {
      type: 'rows',
      vehicleId: NOBODY,
      rows: rows.map((row) => columns.map((key) => CELLS[key].read(row, words))),
      subtotal: null,
    }
  }
  yield { type: 'end', rowCount, vehicleCount: ids.length, problemCount: 0 }
}

type Cell = { type: ColumnType; read: (row: DeviceRow, words: Words) => ReportCell }
type Read = (row: DeviceRow, words: Words) => string | null
/** Text of people, which a file given back must tell again as it is (device-import-file.ts). */
const text = (read: Read): Cell => ({
  type: 'text',
  read: (row, words) => {
    const told = read(row, words)
    return told === null ? null : guardedCell(told)
  },
})

const CELLS: Readonly<Record<DeviceColumn, Cell>> = {
  name: text(({ name }) => name),
  plate: text(({ plate }) => plate),
  status: { type: 'word', read: ({ status }) => status },
  lastReport: { type: 'time', read: ({ lastReportAt }) => lastReportAt },
  account: text(({ accountName }) => accountName),
  group: text(({ groupName }) => groupName),
  driverName: text(({ driverName }) => driverName),
  driverPhone: text(({ driverPhone }) => driverPhone),
  model: text(({ model }) => model),
  kind: { type: 'word', read: ({ kind }) => kind },
  imei: text(({ imei }) => imei),
  sim: text(({ sim }) => sim),
  odometer: { type: 'distance', read: ({ odometerKm }) => (odometerKm === null ? null : odometerKm * 1000) },
  battery: { type: 'percent', read: ({ batteryPercent }) => batteryPercent },
  activated: { type: 'time', read: ({ activatedAt }) => activatedAt },
  // A term ends with a day of UTC, whatever the zone of the file.
  expires: text(({ expiresAt }) => expiresAt?.slice(0, 'YYYY-MM-DD'.length) ?? null),
  enabled: { type: 'word', read: ({ enabled }) => (enabled ? 'enabled' : 'disabled') },
  // One that we do not know is told as it is stored.
  icon: text(({ icon }, words) => {
    const known = deviceIconOf(icon)
    return known === null ? icon : words(`words.${known}`)
  }),
  remark: text(({ remark }) => remark),
}

/** The words of the table, and those of files where it has none. */
function deviceWords(locale: string): Words {
  const all: AbstractIntlMessages = messagesOf(locale)
  const t = createTranslator({ locale: knownLocale(locale), messages: all, namespace: 'devices' })
  const others = reportWords(locale)
  return (key, values = {}) => (t.has(key) ? Reflect.apply(t, undefined, [key, values]) : others(key, values))
}
