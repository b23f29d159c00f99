// PDFs in every script we have type for: the text of a page is read back glyph by glyph through what the file says its glyphs
// stand for (ToUnicode), from left to right as it is seen.

import { readFileSync } from 'node:fs'
import { create } from 'fontkit'
import { expect, test } from 'vitest'
import type { ReportColumn, ReportEvent } from '@/lib/domain/api/report-table'
import { formattingTag, type Locale } from '@/lib/domain/locales'
import { DEFAULT_PREFERENCES } from '@/lib/domain/preferences'
import { CellFormat } from '@/lib/server/reports/cells'
import { FileNotes } from '@/lib/server/reports/notes'
import { pdfFile } from '@/lib/server/reports/pdf'
import { fontFilesOf } from '@/lib/server/reports/pdf-families'
import { makeRegular } from '@/lib/server/reports/pdf-outline'
import { reportWords } from '@/lib/server/reports/words'
import { HOSTILE_NAMES } from '../fixtures/hostile-names'
import { type PdfLine, pdfLines } from './pdf-reader'

const column = (key: string, type: ReportColumn['type']) => ({ key, type, isVendor: false, total: null })
const COLUMNS = [column('vehicle', 'vehicle'), column('startedAt', 'time'), column('distanceM', 'distance')]
/** A4 across. */
const PAGE_WIDTH = 841.89

async function fileFor(names: readonly string[], locale: Locale): Promise<Buffer> {
  const tag = formattingTag(locale)
  const format = new CellFormat({
    ...{ words: reportWords(tag), locale: tag, zone: 'UTC', preferences: DEFAULT_PREFERENCES },
  })
  const about = { tenantName: 'Tenant', name: 'Weekly', kind: 'trips' as const, madeAt: new Date(0) }
  const parts: Uint8Array[] = []
  for await (const chunk of pdfFile(eventsOf(names), new FileNotes(format, about))) parts.push(chunk)
  return Buffer.concat(parts)
}

const linesOf = async (names: readonly string[], locale: Locale) => pdfLines(await fileFor(names, locale))

async function* eventsOf(names: readonly string[]): AsyncGenerator<ReportEvent> {
  yield {
    ...{
      type: 'start',
      kind: 'trips',
      columns: COLUMNS,
      zone: 'UTC',
      vehicleCount: names.length,
      replay: null,
    },
    ...{ fromAt: '2026-03-08T05:00:00.000Z', toAt: '2026-03-09T04:00:00.000Z' },
  }
  const of = { imei: '86', plate: null, kind: 'tracker', account: 'A', group: null } as const
  yield { type: 'vehicles', vehicles: names.map((name, index) => ({ ...of, id: String(index), name })) }
  const rows = names.map((_, index) => [String(index), '2026-03-08T07:30:00.000Z', 1_609_344])
  yield { type: 'rows', vehicleId: '0', rows, subtotal: null }
  yield { type: 'end', rowCount: rows.length, vehicleCount: names.length, problemCount: 0 }
}

const textsOf = (lines: readonly PdfLine[]) => lines.map(({ text }) => text)
const isUnknownTold = (lines: readonly PdfLine[], locale = 'en') =>
  textsOf(lines).join(' ').includes(reportWords(locale)('file.noGlyphs').slice(0, 20))
const backwards = (text: string) => [...text].reverse().join('')

test.each([
  ['Chinese', '粤B·12345 冷藏车'],
  ['traditional Chinese', '臺灣大學號'],
  ['Japanese', 'トラック ひかり 3号'],
  ['Thai', 'รถบรรทุก 9'],
  ['Cyrillic and Greek', 'Пункт Ω'],
  ['Polish and Vietnamese', 'Łódź Đường'],
])('a name in %s is written and can be copied', async (_, name) => {
  const lines = await linesOf([name], 'en')
  expect(textsOf(lines)).toContain(name)
  expect(isUnknownTold(lines)).toBe(false)
})

test('Devanagari is shaped: the sign for i stands before the letter it is spoken after', async () => {
  const lines = await linesOf(['दिल्ली'], 'en')
  // The Unicode Standard, 12.1: U+093F is stored after its consonant and shown to the left of it.
  expect(textsOf(lines).some((text) => text.startsWith('ि') && text.includes('द'))).toBe(true)
  expect(isUnknownTold(lines)).toBe(false)
})

test('Arabic letters are joined, and stand from right to left', async () => {
  const [joined] = await linesOf(['بتب'], 'en').then((lines) => lines.filter(({ text }) => text === 'بتب'))
  const [apart] = await linesOf(['ب ب ب'], 'en').then((lines) => lines.filter(({ text }) => text === 'ب ب ب'))
  // A letter by itself has one glyph; at the beginning, in the middle and at the end of a word it has three more.
  expect(new Set(joined?.glyphs).size).toBe(3)
  expect(new Set(apart?.glyphs).size).toBe(2)
  const lines = await linesOf(['شاحنة كبيرة'], 'en')
  expect(textsOf(lines)).toContain(backwards('شاحنة كبيرة'))
})

test('figures and Latin within Arabic and Hebrew keep their order, and brackets enclose what they should', async () => {
  const lines = await linesOf(['شاحنة 12 (Van) עגלה A-7'], 'en')
  // By UAX #9 on a line from right to left: what is read first stands furthest right, figures and Latin from left to right.
  expect(textsOf(lines)).toContain(`A-7 ${backwards('עגלה')} (Van) 12 ${backwards('شاحنة')}`)
})

test.each([
  ['zh', '行程'],
  ['ar', backwards('الرحلات')],
] as const)('a reader of %s gets the words of the file in that language', async (locale, title) => {
  const lines = await linesOf(['Van 12'], locale)
  expect(textsOf(lines).some((text) => text.includes(title))).toBe(true)
  expect(isUnknownTold(lines, locale)).toBe(false)
})

test('the page of an Arabic reader runs from right to left, and figures stay as they are written', async () => {
  const english = await linesOf(['Van 12'], 'en')
  const arabic = await linesOf(['Van 12'], 'ar')
  for (const text of ['Van 12', '2026-03-08 07:30', '1609.34']) {
    const [there, here] = [english, arabic].map((lines) => lines.find((line) => line.text === text))
    // The page is mirrored: as far from the right edge as it is from the left one elsewhere.
    expect(PAGE_WIDTH - (here?.right ?? 0)).toBeCloseTo(there?.left ?? 0, 1)
  }
  const [name, time, distance] = ['Van 12', '2026-03-08 07:30', '1609.34'].map(
    (text) => arabic.find((line) => line.text === text)?.left ?? 0,
  )
  expect([name, time, distance]).toEqual([name, time, distance].toSorted((a = 0, b = 0) => b - a))
})

test('an override turns nothing round, and names stay apart from the words around them', async () => {
  const lines = await linesOf(['\u202egnp.exe van', 'a\u2067b\u2066c\u202bd\u2069\u2069\u2069 e'], 'en')
  expect(textsOf(lines)).toContain('gnp.exe van')
  expect(textsOf(lines)).toContain('abcd e')
})

test('what no font has is one mark for each picture, and the file says so', async () => {
  const lines = await linesOf(['👩🏽‍🔧 Van 👨‍👩‍👧‍👦'], 'en')
  expect(textsOf(lines)).toContain('? Van ?')
  expect(isUnknownTold(lines)).toBe(true)
})

test.each(['en', 'ar', 'zh'] as const)(
  'hostile names are text in the PDF of a reader of %s',
  async (locale) => {
    const names = HOSTILE_NAMES.map(({ name }) => name)
    const lines = await linesOf(names, locale)
    expect(textsOf(lines).filter((text) => text === '1609.34')).toHaveLength(names.length)
    // None is wider than its column, whatever it is made of.
    for (const { left, right } of lines) {
      expect(left).toBeGreaterThan(0)
      expect(right).toBeLessThan(PAGE_WIDTH)
    }
  },
)

test('Chinese is set in the weight of text, though its files are made as the thinnest', () => {
  const [file] = fontFilesOf(0x4e00)
  const heightOfStroke = (isRegular: boolean) => {
    const font = create(readFileSync(file?.path ?? ''))
    if (isRegular) makeRegular(font)
    const { maxY, minY } = font.layout('一').glyphs[0]?.path.bbox ?? { maxY: 0, minY: 0 }
    return maxY - minY
  }
  // One is a single stroke: its height is the weight. Thin is 100 of 900, text 400.
  expect(heightOfStroke(true)).toBeGreaterThan(2 * heightOfStroke(false))
  expect(heightOfStroke(false)).toBeGreaterThan(0)
})

test('a document opens only the font files it is written in', async () => {
  const parts = ['inter-latin', 'noto-sans-sc', 'ibm-plex-sans-arabic', 'noto-sans-hebrew']
  const fileOf = async (name: string) => {
    const source = (await fileFor([name], 'en')).toString('latin1')
    return parts.filter((part) => source.includes(part))
  }
  expect(await fileOf('Van 12')).toEqual(['inter-latin'])
  expect(await fileOf('车')).toEqual(['inter-latin', 'noto-sans-sc'])
})
