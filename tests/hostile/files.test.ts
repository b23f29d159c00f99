// Hostile names in the files that leave: tables, reports, the audit trail. What is read back has the same text, and no
// program takes any of it for a formula, an action or markup.

import { inflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_REPORT_PARAMS, type ReportFormat, reportRequestSchema } from '@/lib/domain/api/reports'
import { ALL_DEVICES, USUAL_SORT } from '@/lib/domain/device-table'
import { DEFAULT_PREFERENCES } from '@/lib/domain/preferences'
import { appendAudit, verifyAuditChain } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { exportAudit } from '@/lib/server/services/audit-log'
import { deviceFile } from '@/lib/server/services/device-table-export'
import { dispositionOf, exportReport } from '@/lib/server/services/report-file'
import { describeOnEachDatabase } from '../db/each-database'
import { HOSTILE_NAMES, storedText } from '../fixtures/hostile-names'
import { bytesOf, type HostileWorld, isFormula, makeHostileWorld } from './hostile-world'

const signal = new AbortController().signal
const reader = { locale: 'en', preferences: DEFAULT_PREFERENCES, tenantName: 'Tenant' }

describeOnEachDatabase('hostile names in files', () => {
  let world: HostileWorld
  const names = () => world.vehicles.map(({ name }) => name)

  beforeAll(async () => {
    world = await makeHostileWorld()
  })
  afterAll(() => world.close())

  const table = async (format: 'csv' | 'xlsx') => {
    const columns = ['name', 'plate', 'driverName', 'group', 'remark'] as const
    const order = { filter: ALL_DEVICES, sort: USUAL_SORT, columns, format, zone: 'UTC', reader, signal }
    return bytesOf((await deviceFile(world.owner, order)).chunks)
  }
  const report = async (format: ReportFormat, over: { name?: string; tenantName?: string } = {}) => {
    const request = reportRequestSchema.parse({
      ...{ kind: 'device_status', params: DEFAULT_REPORT_PARAMS.device_status },
      ...{ vehicles: { choose: 'all' }, range: { by: 'days', from: '2026-03-02', to: '2026-03-03' } },
      ...{ zone: 'UTC', compare: false, fill: false },
    })
    const { name = null, tenantName = 'Tenant' } = over
    const order = { request, format, name, reader: { ...reader, tenantName }, signal }
    return exportReport(world.owner, order)
  }

  test('every name comes from the vendor letter by letter, but for what no database can hold', async () => {
    const rows = await db().device.findMany({ where: { tenantId: world.owner.tenantId } })
    expect(rows).toHaveLength(30)
    for (const { imei, name, plate, driverName } of rows) {
      const wanted = world.vehicles.find((vehicle) => vehicle.imei === imei)?.name
      expect([name, plate, driverName]).toEqual([wanted, wanted, wanted])
    }
  })

  test('a CSV of the table has each name in one cell of its own, and no cell is a formula', async () => {
    const cells = csvCells(await table('csv'))
    expect(cells.slice(1).map((row) => row.length)).toEqual(names().map(() => 5))
    for (const place of [0, 1, 2, 3, 4])
      expect(sorted(cells.slice(1).map((row) => row[place] ?? ''))).toEqual(sorted(names().map(asText)))
    expect(cells.flat().filter(isFormula)).toEqual([])
  })

  test('a CSV of a report has each name, and no cell is a formula', async () => {
    const cells = csvCells(await bytesOf((await report('csv')).chunks))
    for (const name of names()) expect(cells.flat()).toContain(asText(name))
    expect(cells.flat().filter(isFormula)).toEqual([])
  })

  test('a workbook has each name as a text, and neither formulas nor links', async () => {
    for (const file of [await table('xlsx'), await bytesOf((await report('xlsx')).chunks)]) {
      for (const [name, content] of entriesOf(file))
        if (name.endsWith('.xml')) expect(content).not.toMatch(/<f[ >/]|<hyperlink|<!DOCTYPE|<!ENTITY/)
      const cells = (await readSheet(file)).flat().map((cell) => lines(String(cell ?? '')))
      for (const name of names()) expect(cells).toContain(inXml(name))
    }
  })

  test('a PDF has no action, script or link, whatever the vehicles, the report and the tenant are called', async () => {
    const files = [await bytesOf((await report('pdf')).chunks)]
    for (const { name } of HOSTILE_NAMES)
      files.push(await bytesOf((await report('pdf', { name, tenantName: name })).chunks))
    for (const file of files) {
      const objects = pdfObjects(file)
      expect(objects).toContain('/Type /Catalog')
      expect(objects).not.toMatch(
        /\/(?:JS|JavaScript|OpenAction|AA|A|URI|Launch|SubmitForm|EmbeddedFile|Annots)\b/,
      )
      expect(file.toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true)
    }
  })

  test('whatever a report and a tenant are called, files and their names are whole and no formula', async () => {
    for (const { name } of HOSTILE_NAMES) {
      for (const format of ['csv', 'xlsx'] as const) {
        const file = await report(format, { name, tenantName: name })
        expect(file.fileName).not.toMatch(/[\p{Cc}\\/:*?"<>|]|^\./u)
        expect(() => new Headers({ 'content-disposition': dispositionOf(file.fileName) })).not.toThrow()
        const bytes = await bytesOf(file.chunks)
        if (format === 'csv') expect(csvCells(bytes).flat().filter(isFormula)).toEqual([])
        else {
          const notes = (await readSheet(bytes, 2)).flat().map((cell) => lines(String(cell ?? '')))
          expect(notes).toContain(inXml(name))
        }
      }
    }
  })

  test('the audit trail keeps each name, stays whole, and its CSV has no formula', async () => {
    const { tenantId, userId } = world.owner
    for (const { name } of HOSTILE_NAMES)
      await appendAudit(tenantId, { actorId: userId, action: 'fence.create', target: name, detail: { name } })
    expect(await verifyAuditChain(tenantId)).toMatchObject({ intact: true })
    const file = Buffer.from(
      await new Response(await exportAudit(world.owner, { action: 'fence.create' }, 'csv')).arrayBuffer(),
    )
    const [head = [], ...rows] = csvCells(file)
    expect(rows).toHaveLength(30)
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => head.length))
    expect(rows.flat().filter(isFormula)).toEqual([])
    const kept = rows.map((row) => JSON.parse(row[head.indexOf('detail')] ?? '').name)
    for (const { name } of HOSTILE_NAMES) expect(kept).toContain(storedText(name))
  })
})

const sorted = (texts: readonly string[]) => texts.toSorted()
/** A text as a cell that is no formula: with an apostrophe where it would be one. */
const asText = (name: string) => (isFormula(name) ? `'${name}` : name)
/** What XML can hold of a text. Carriage returns and ends of lines are the same to its readers. */
const inXml = (text: string) =>
  storedText(text)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones XML has no way to write
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/\r\n?/g, '\n')
    .trim()
const lines = (text: string) => text.replace(/\r\n?/g, '\n').trim()

function csvCells(file: Buffer): string[][] {
  return parse(file, {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: '\r\n',
  })
}

/** Entries of an archive by its central directory. */
function entriesOf(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const entries = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const packed = file.readUInt32LE(at + 20)
    const nameLength = file.readUInt16LE(at + 28)
    const offset = file.readUInt32LE(at + 42)
    const begin = offset + 30 + file.readUInt16LE(offset + 26)
    const content = inflateRawSync(file.subarray(begin, begin + packed)).toString('utf8')
    entries.set(file.toString('utf8', at + 46, at + 46 + nameLength), content)
    at += 46 + nameLength
  }
  return entries
}

/** The objects of a PDF without its streams and without what stands in texts, read by the rules of ISO 32000-1, 7.3.4. */
function pdfObjects(file: Buffer): string {
  const source = file.toString('latin1').replace(/stream\r?\n[\s\S]*?endstream/g, '')
  let kept = ''
  let depth = 0
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] ?? ''
    if (depth > 0 && sign === '\\') at += 1
    else if (sign === '(') depth += 1
    else if (sign === ')' && depth > 0) depth -= 1
    else if (depth === 0) kept += sign
  }
  return kept
}
