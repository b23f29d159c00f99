// Reports as files: CSV, XLSX and PDF made of one made-up stream of events, and read back.

import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { ReportEvent } from '@/lib/domain/api/report-table'
import { DEFAULT_PREFERENCES, type Preferences } from '@/lib/domain/preferences'
import { CellFormat } from '@/lib/server/reports/cells'
import { csvCell, csvFile } from '@/lib/server/reports/csv'
import { FileNotes } from '@/lib/server/reports/notes'
import { pdfFile } from '@/lib/server/reports/pdf'
import { reportWords } from '@/lib/server/reports/words'
import { columnName, xlsxFile } from '@/lib/server/reports/xlsx'
import { dispositionOf } from '@/lib/server/services/report-file'

const VAN = '00000000-0000-4000-8000-000000000001'
const column = (
  key: string,
  type: 'vehicle' | 'time' | 'duration' | 'distance' | 'text' | 'place' | 'reading',
) => ({
  ...{ key, type, isVendor: false },
  total: key === 'distanceM' ? ('sum' as const) : key === 'vehicle' ? ('count' as const) : null,
})
const start: ReportEvent = {
  type: 'start',
  kind: 'trips',
  columns: [
    column('vehicle', 'vehicle'),
    column('startedAt', 'time'),
    column('durationSec', 'duration'),
    column('distanceM', 'distance'),
    column('fence', 'text'),
    column('place', 'place'),
    column('before', 'reading'),
  ],
  ...{ fromAt: '2026-03-08T05:00:00.000Z', toAt: '2026-03-09T04:00:00.000Z', zone: 'America/New_York' },
  ...{ vehicleCount: 1, replay: null },
}
const vehicle = {
  id: VAN,
  imei: '86',
  name: 'Zoë <&> "Łódź" 车',
  plate: null,
  kind: 'tracker',
  account: 'A',
  group: null,
} as const
const row = (text: string) => [
  ...[VAN, '2026-03-08T07:30:00.000Z', 95_400, 1_609_344, text],
  ...[[40.5, -73.25] as [number, number], { value: 10, unit: 'litre' as const }],
]

async function* eventsOf(
  rows: ReturnType<typeof row>[],
  last: ReportEvent[] = [],
): AsyncGenerator<ReportEvent> {
  yield start
  yield { type: 'vehicles', vehicles: [vehicle] }
  yield { type: 'rows', vehicleId: VAN, rows, subtotal: null }
  yield { type: 'problem', vehicleId: VAN, code: 'not_asked', sec: 3_600, message: null }
  yield* last
  yield { type: 'totals', cells: [rows.length, null, null, 1_609_344 * rows.length, null, null, null] }
  yield { type: 'end', rowCount: rows.length, vehicleCount: 1, problemCount: 1 }
}

function notesFor(preferences: Partial<Preferences> = {}): FileNotes {
  const format = new CellFormat({
    ...{ words: reportWords('en'), locale: 'en', zone: 'America/New_York' },
    preferences: { ...DEFAULT_PREFERENCES, ...preferences },
  })
  const madeAt = new Date('2026-03-09T12:00:00Z')
  return new FileNotes(format, { tenantName: 'Tenant', name: 'Weekly', kind: 'trips', madeAt })
}

test.each([
  ['en', 'Overspeed (device)', 'Fence left: Depot'],
  ['es', 'Exceso de velocidad (dispositivo)', 'Salida de la geocerca: Depot'],
  ['ar-u-nu-latn', 'تجاوز السرعة (الجهاز)', 'مغادرة السياج: Depot'],
])('files name alarms in the language of their reader: %s', (locale, plain, withFence) => {
  const format = new CellFormat({
    ...{ words: reportWords(locale), locale, zone: 'UTC', preferences: DEFAULT_PREFERENCES },
  })
  const column = { key: 'alarm', type: 'alarm', total: null, isVendor: false } as const
  expect(format.text(column, 'Overspeed (device)')).toBe(plain)
  expect(format.text(column, 'Fence left: Depot')).toBe(withFence)
  expect(format.text(column, 'Tilt of bucket')).toBe('Tilt of bucket')
})

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

test('CSV tells times on the clock of the zone and distances in the unit of the reader', async () => {
  const text = (
    await bytesOf(csvFile(eventsOf([row('Depot')]), notesFor({ unitSystem: 'imperial' })))
  ).toString('utf8')
  const [head, first, blank, remark] = text.split('\r\n')
  expect(head).toBe(
    '\uFEFFVehicle,Started (America/New_York),Duration (h:mm:ss),Distance (mi),Fence,Place,Before',
  )
  // 07:30 UTC is 03:30 on a clock that was put forward at 02:00; 1,609,344 m are 1,000 miles.
  expect(first).toBe(
    '"Zoë <&> ""Łódź"" 车",2026-03-08 03:30:00,26:30:00,1000.00,Depot,"40.500000, -73.250000",10.0 L',
  )
  expect(blank).toBe('')
  expect(remark).toContain('Nothing is stored for 1:00:00')
})

test.each([
  ['=1+1', "'=1+1"],
  ['+49 170', "'+49 170"],
  ['-cmd|x', "'-cmd|x"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ['-12.5', '-12.5'],
  ['-1:00:00', '-1:00:00'],
  ['-8.610000, 41.150000', '"-8.610000, 41.150000"'],
  ['a,b', '"a,b"'],
])('no cell of a CSV is a formula, and numbers stay numbers: %s', (text, cell) => {
  expect(csvCell(text)).toBe(cell)
})

/** Entries of an archive by its central directory, so that what programs read is what is read here. */
function unzipped(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const entries = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, size] = [file.readUInt32LE(at + 20), file.readUInt32LE(at + 24)]
    const nameLength = file.readUInt16LE(at + 28)
    const offset = file.readUInt32LE(at + 42)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const begin = offset + 30 + file.readUInt16LE(offset + 26)
    const content = inflateRawSync(file.subarray(begin, begin + packed))
    expect(content).toHaveLength(size)
    entries.set(name, content.toString('utf8'))
    at += 46 + nameLength
  }
  return entries
}

test('a workbook holds real numbers, times and durations, text that is never a formula, and the notes', async () => {
  const entries = unzipped(await bytesOf(xlsxFile(eventsOf([row('=1+1'), row('x')]), notesFor())))
  expect([...entries.keys()]).toContain('[Content_Types].xml')
  const sheet = entries.get('xl/worksheets/sheet1.xml') ?? ''
  expect(sheet).toContain('<t xml:space="preserve">Zoë &lt;&amp;&gt; &quot;Łódź&quot; 车</t>')
  expect(sheet).toContain('<c r="E2" s="0" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>')
  // 1,609.344 km; 95,400 s are 1.1041666 days; 8 March 2026, 03:30, is day 46,089 and 3.5 of 24 hours.
  expect(sheet).toContain('<c r="D2" s="6"><v>1609.344</v></c>')
  expect(sheet).toMatch(/<c r="C2" s="3"><v>1\.10416\d*<\/v><\/c>/)
  expect(sheet).toMatch(/<c r="B2" s="2"><v>46089\.14583\d*<\/v><\/c>/)
  expect(sheet).toContain('<c r="D4" s="10"><v>3218.688</v></c>')
  expect(sheet).toContain('<autoFilter ref="A1:G3"/>')
  expect(entries.get('xl/worksheets/sheet2.xml')).toContain('Nothing is stored for 1:00:00')
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
})

test('a report that broke off is still a file, and says so', async () => {
  async function* broken(): AsyncGenerator<ReportEvent> {
    yield start
    yield { type: 'failed', message: 'The database went away.' }
  }
  expect((await bytesOf(csvFile(broken(), notesFor()))).toString()).toContain('The database went away.')
  expect(unzipped(await bytesOf(xlsxFile(broken(), notesFor()))).get('xl/worksheets/sheet2.xml')).toContain(
    'The database went away.',
  )
  expect((await bytesOf(pdfFile(broken(), notesFor()))).subarray(0, 5).toString()).toBe('%PDF-')
})

test('a PDF takes as many pages as it needs and embeds the type it is set in', async () => {
  const file = await bytesOf(pdfFile(eventsOf(Array.from({ length: 120 }, () => row('Пункт Ω'))), notesFor()))
  const text = file.toString('latin1')
  expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThanOrEqual(4)
  for (const part of ['inter-latin', 'inter-greek', 'FontFile2', 'ToUnicode']) expect(text).toContain(part)
  expect(text.trimEnd().endsWith('%%EOF')).toBe(true)
})

test('file names survive every system and header', () => {
  expect(dispositionOf('Zoë "1".pdf')).toBe(
    `attachment; filename="Zoe 1.pdf"; filename*=UTF-8''Zo%C3%AB%20%221%22.pdf`,
  )
})
