// Files of devices as they come: every encoding and separator that spreadsheets save, and files made to do harm.

import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { guessColumns, MAX_IMPORT_BYTES, parseDay } from '@/lib/domain/device-import'
import { line } from '@/lib/server/reports/csv'
import { zipFile } from '@/lib/server/reports/zip'
import { readTable } from '@/lib/server/services/device-import-file'
import { importTemplate } from '@/lib/server/services/device-import-template'

const TABLE = {
  heads: ['IMEI', 'Name'],
  rows: [{ line: 2, cells: ['860000000000001', 'Zoë'] }],
}
const utf8 = (text: string) => Buffer.from(text, 'utf8')
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()

test.each([
  ['UTF-8 with a mark', utf8('\uFEFFIMEI,Name\r\n860000000000001,Zoë\r\n')],
  ['semicolons', utf8('IMEI;Name\n860000000000001;Zoë')],
  [
    'tabs in UTF-16 with a mark, as Excel saves Unicode text',
    Buffer.from('\uFEFFIMEI\tName\r\n860000000000001\tZoë', 'utf16le'),
  ],
  ['UTF-16 the other way round', swapped('\uFEFFIMEI,Name\n860000000000001,Zoë')],
  ['UTF-16 without a mark', Buffer.from('IMEI,Name\n860000000000001,Zoë', 'utf16le')],
  ['Windows-1252', Buffer.from('IMEI;Name\r\n860000000000001;Zoë', 'latin1')],
  ['a first line that names the separator', utf8('sep=|\r\nIMEI|Name\r\n860000000000001|Zoë')],
  ['old line ends', utf8('IMEI,Name\r860000000000001,Zoë\r')],
])('%s is read', async (_name, file) => {
  expect(await readTable(file)).toEqual(TABLE)
})

test('quotes hold line breaks and separators, and line numbers are those of the spreadsheet', async () => {
  const file = utf8('IMEI,Remarks\n\n860000000000001,"a, ""b""\nc"\n,\n860000000000002,5" pipe\n')
  expect((await readTable(file)).rows).toEqual([
    { line: 3, cells: ['860000000000001', 'a, "b"\nc'] },
    { line: 5, cells: ['860000000000002', '5" pipe'] },
  ])
})

test('formulas stay text, and the apostrophe that our own files put before them goes', async () => {
  const names = ['=1+1', '+31 20 555', '@SUM(A1)', '-2+3']
  const file = utf8(`IMEI,Name\r\n${names.map((name, at) => line([`86000000000000${at}`, name])).join('')}`)
  expect((await readTable(file)).rows.map(({ cells }) => cells[1])).toEqual(names)
  expect((await readTable(utf8('IMEI,Name\n1,=cmd|x'))).rows[0]?.cells[1]).toBe('=cmd|x')
})

test.each([
  ['nothing', Buffer.alloc(0), 'empty'],
  ['a head alone', utf8('IMEI,Name\n'), 'empty'],
  ['one column', utf8('IMEI\n860000000000001'), 'not_a_table'],
  ['too many bytes', Buffer.alloc(MAX_IMPORT_BYTES + 1, 'a'), 'too_large'],
  ['too many rows', utf8(`IMEI,Name\n${'1,2\n'.repeat(10_001)}`), 'too_many_rows'],
  ['blank lines without end', utf8(`IMEI,Name\n1,2${'\n'.repeat(100_000)}`), 'too_many_rows'],
  ['too many columns', utf8(`IMEI${',x'.repeat(100)}\n1`), 'too_many_columns'],
  ['a quote without end', utf8('IMEI,Name\n1,"never\n2,x'), 'broken'],
  ['a workbook of before 2007', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'old_excel'],
  ['an archive of something else', Buffer.from('PK\u0003\u0004nonsense and more of it', 'latin1'), 'broken'],
  ['noughts', Buffer.concat([utf8('IMEI,Name\n1,'), Buffer.alloc(9)]), 'encoding'],
])('%s is refused by its name', async (_name, file, why) => {
  await expect(readTable(file)).rejects.toMatchObject({ why })
})

const CELLS = (ref: string, row: number) =>
  `<row r="${row}"><c r="A${row}"><v>8.6000000000000099E+14</v></c><c r="${ref}" t="str"><f>1+1</f><v>two</v></c></row>`
const HEAD =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>IMEI</t></is></c><c r="B1" t="inlineStr"><is><t>Name</t></is></c></row>'
const sheetOf = (rows: string) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`

/** Our template with another sheet. */
async function workbook(rows: string): Promise<Buffer> {
  const {
    CONTENT_TYPES,
    ROOT_RELATIONS,
    STYLE_SHEET,
    WORKBOOK_RELATIONS,
    workbook: list,
  } = await import('@/lib/server/reports/xlsx-parts')
  const entries = [
    { name: '[Content_Types].xml', content: [CONTENT_TYPES] },
    { name: '_rels/.rels', content: [ROOT_RELATIONS] },
    { name: 'xl/workbook.xml', content: [list(['One', 'Two'])] },
    { name: 'xl/_rels/workbook.xml.rels', content: [WORKBOOK_RELATIONS] },
    { name: 'xl/styles.xml', content: [STYLE_SHEET] },
    { name: 'xl/worksheets/sheet1.xml', content: [sheetOf(rows)] },
    { name: 'xl/worksheets/sheet2.xml', content: [sheetOf('')] },
  ]
  const chunks: Buffer[] = []
  for await (const chunk of zipFile(entries)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a workbook is read: long numbers with all digits, formulas by what they came to, styled emptiness as nothing', async () => {
  const { heads, rows } = await readTable(
    await workbook(`${HEAD}${CELLS('B2', 2)}<row r="1048576"><c r="XFD1048576" s="1"/></row>`),
  )
  expect([heads, rows]).toEqual([['IMEI', 'Name'], [{ line: 2, cells: ['860000000000001', 'two'] }]])
})

test.each([
  ['a cell in the last column', CELLS('XFD2', 2), 'too_many_columns'],
  ['a cell in the last row', CELLS('B1048576', 1_048_576), 'too_many_rows'],
  ['a place that is none', CELLS('&#66;2', 2), 'broken'],
])('%s does not fill the memory', async (_name, row, why) => {
  await expect(readTable(await workbook(HEAD + row))).rejects.toMatchObject({ why })
})

test('both templates are read back as what they say, and all columns are known', async () => {
  for (const format of ['csv', 'xlsx'] as const) {
    const { heads, rows } = await readTable(await importTemplate('en', format))
    expect(guessColumns(heads)).not.toContain(null)
    expect(rows[0]?.cells.slice(0, 6)).toEqual([
      ...['999999999999999', 'Van 12', 'AB-123-CD', 'Zoë O’Neil', '+31 20 555 0100', '8931081720000000000'],
    ])
  }
})

/** An archive of one part that announces `told` bytes and unpacks to `real`. */
function bomb({ told, real }: { told: number; real: number }): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const packed = deflateRawSync(Buffer.alloc(real, ' '))
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  for (const [record, at] of [
    [local, 8],
    [central, 10],
  ] as const) {
    record.writeUInt16LE(8, at)
    record.writeUInt32LE(packed.length, at + 10)
    record.writeUInt32LE(told, at + 14)
    record.writeUInt16LE(name.length, at + 18)
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, central, name, end])
}

test('a workbook that swells is refused before it is unpacked, and one that lies about it while it is', async () => {
  // 40 MB are what a workbook may unpack to.
  const honest = bomb({ told: 60_000_000, real: 60_000_000 })
  expect(honest.length).toBeLessThan(100_000)
  await expect(readTable(honest)).rejects.toMatchObject({ why: 'swollen' })
  await expect(readTable(bomb({ told: 1_000, real: 60_000_000 }))).rejects.toMatchObject({ why: 'swollen' })
  await expect(readTable(bomb({ told: 2_000, real: 1_000 }))).rejects.toMatchObject({ why: 'broken' })
})

test('columns are guessed by what people call them, each field once', () => {
  expect(guessColumns(['Device IMEI', 'Vehicle name', 'Name', 'Driver’s phone', 'Colour', ''])).toEqual([
    ...['imei', 'name', null, 'phone', null, null],
  ])
})

test('a day is one that means the same to everybody', () => {
  for (const text of ['2027-04-01', '2027/4/1', '01.04.2027', '2027-04-01 23:59:59', '2027-04-01T00:00:00Z'])
    expect(parseDay(text)).toBe('2027-04-01')
  for (const text of ['4/1/2027', '2027-02-30', '2027-04-01 12:00', 'tomorrow', '46113', ''])
    expect(parseDay(text)).toBeNull()
})
