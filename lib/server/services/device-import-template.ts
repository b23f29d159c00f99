// The file that people begin with: every column there is, and one line that shows how each is written.

import { IMPORT_FIELDS, type ImportField } from '@/lib/domain/device-import'
import { textsAt } from '@/lib/domain/words'
import { messagesOf } from '../messages'
import { line } from '../reports/csv'
import { columnName } from '../reports/xlsx'
import * as parts from '../reports/xlsx-parts'
import { zipFile } from '../reports/zip'

export const TEMPLATE_FORMATS = ['csv', 'xlsx'] as const
export type TemplateFormat = (typeof TEMPLATE_FORMATS)[number]

/** The IMEI is of nobody: it is all nines, so the line is told as unknown when it is left in. */
const EXAMPLE: Readonly<Record<ImportField, string>> = {
  imei: '999999999999999',
  name: 'Van 12',
  plate: 'AB-123-CD',
  driver: 'Zoë O’Neil',
  phone: '+31 20 555 0100',
  sim: '8931081720000000000',
  icon: 'truck',
  group: '',
  remarks: '',
  expiry: '2030-12-31',
  account: '',
}
const WIDTH = 22

/** The template in a language. */
export async function importTemplate(locale: string, format: TemplateFormat): Promise<Buffer> {
  const fields = textsAt(messagesOf(locale), 'deviceJobs.fields')
  const rows = [IMPORT_FIELDS.map((field) => fields[field]), IMPORT_FIELDS.map((field) => EXAMPLE[field])]
  if (format === 'csv') return Buffer.from(`\uFEFF${rows.map((row) => line(row)).join('')}`, 'utf8')
  const chunks: Buffer[] = []
  for await (const chunk of zipFile(workbookOf(rows))) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** All cells are text, so that no spreadsheet rounds an IMEI or a SIM. */
function workbookOf(rows: readonly string[][]) {
  const sheet = rows.map((row, index) => {
    const style = index === 0 ? parts.STYLES.head : parts.STYLES.plain
    const cells = row.map((text, column) => cellOf(`${columnName(column)}${index + 1}`, text, style))
    return `<row r="${index + 1}">${cells.join('')}</row>`
  })
  const start = parts.sheetStart(IMPORT_FIELDS.map(() => WIDTH))
  const empty = `${parts.sheetStart([WIDTH])}</sheetData></worksheet>`
  return [
    { name: '[Content_Types].xml', content: [parts.CONTENT_TYPES] },
    { name: '_rels/.rels', content: [parts.ROOT_RELATIONS] },
    { name: 'xl/workbook.xml', content: [parts.workbook(['Devices', '-'])] },
    { name: 'xl/_rels/workbook.xml.rels', content: [parts.WORKBOOK_RELATIONS] },
    { name: 'xl/styles.xml', content: [parts.STYLE_SHEET] },
    { name: 'xl/worksheets/sheet1.xml', content: [`${start}${sheet.join('')}</sheetData></worksheet>`] },
    { name: 'xl/worksheets/sheet2.xml', content: [empty] },
  ]
}

function cellOf(ref: string, text: string, style: number): string {
  if (text === '') return ''
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${parts.xmlText(text)}</t></is></c>`
}
