// What a row of a file of devices asks for: values by field, and what is wrong with them whatever device they are for.

import type { DeviceEdit } from '@/lib/domain/api/device-jobs'
import { isSameCell } from '@/lib/domain/device-cells'
import { type EditField, editProblem, MAX_EDIT_CHARS } from '@/lib/domain/device-edit'
import { parseIcon } from '@/lib/domain/device-icons'
import {
  type ImportColumns,
  type ImportField,
  type ImportProblem,
  type ImportProblemWord,
  parseDay,
} from '@/lib/domain/device-import'
import { imeiSchema } from '@/lib/jimi/wire/codecs'
import type { WorkDevice } from '../data/device-jobs-devices'
import { endOfDay } from './device-expiry'
import type { TableRow } from './device-import-file'
import { iconWords } from './device-import-words'

/** A row by field; empty cells are left out, as they change nothing. */
export type AskedRow = {
  line: number
  imei: string
  values: Partial<Record<ImportField, string>>
  problems: ImportProblem[]
}

/** Fields that are texts of one device, by the names the vendor's method and our own rules have for them. */
export const TEXTS = {
  name: { edit: 'name', set: 'deviceName', stored: 'name' },
  plate: { edit: 'plate', set: 'plate', stored: 'plate' },
  driver: { edit: 'driverName', set: 'driverName', stored: 'driverName' },
  phone: { edit: 'driverPhone', set: 'driverPhone', stored: 'driverPhone' },
  sim: { edit: 'sim', set: 'sim', stored: 'sim' },
  remarks: { edit: 'remark', set: 'remark', stored: 'remark' },
} as const satisfies Partial<
  Record<
    ImportField,
    { edit: Exclude<EditField, 'odometerKm' | 'icon' | 'enabled'>; set: keyof DeviceEdit; stored: string }
  >
>
export type TextField = keyof typeof TEXTS
export const TEXT_FIELDS = Object.keys(TEXTS) as TextField[]

/** Reads rows by what their columns are. Rows with nothing in the columns that count are left out. */
export function askedRows(rows: readonly TableRow[], columns: ImportColumns, nowMs: number): AskedRow[] {
  const asked = rows.map((row) => askedRow(row, columns, nowMs))
  const lines = new Map<string, number>()
  for (const { imei } of asked) lines.set(imei, (lines.get(imei) ?? 0) + 1)
  return asked
    .filter(({ values }) => Object.keys(values).length > 0)
    .map((row) =>
      row.imei !== '' && (lines.get(row.imei) ?? 0) > 1
        ? { ...row, problems: [{ word: 'twice', field: 'imei', value: row.imei }, ...row.problems] }
        : row,
    )
}

/** Whether a cell says what the device has already, so that no rule is asked about it. */
export function isAsStored(field: ImportField, cell: string, device: WorkDevice): boolean {
  if (field === 'imei') return false
  if (field === 'account')
    return [device.account.login, device.account.name].some((each) => isSameCell(cell, each))
  if (field === 'group') return isSameCell(cell.toLowerCase(), (device.groupName ?? '').toLowerCase())
  if (field === 'icon') return isSameCell(cell, device.icon)
  if (field === 'expiry') return parseDay(cell) === (device.expiresAt?.toISOString().slice(0, 10) ?? '')
  return isSameCell(cell, device[TEXTS[field].stored])
}

function askedRow({ line, cells }: TableRow, columns: ImportColumns, nowMs: number): AskedRow {
  const values: AskedRow['values'] = {}
  columns.forEach((field, index) => {
    const cell = cells[index] ?? ''
    if (field !== null && cell !== '') values[field] = cell
  })
  const problems: ImportProblem[] = []
  for (const field of Object.keys(values) as ImportField[]) {
    const problem = problemOf(field, values[field] ?? '', nowMs)
    if (problem !== null) problems.push(problem)
  }
  if (values.imei === undefined) problems.unshift({ word: 'no_imei', field: 'imei', value: '' })
  return { line, imei: values.imei ?? '', values, problems }
}

function problemOf(field: ImportField, value: string, nowMs: number): ImportProblem | null {
  const of = (word: ImportProblemWord, max?: number): ImportProblem => ({
    word,
    field,
    value: value.slice(0, SHOWN_CHARS),
    ...(max === undefined ? {} : { max }),
  })
  if (field === 'imei') return imeiSchema.safeParse(value).success ? null : of('imei')
  if (field === 'icon') return parseIcon(value, iconWords()) === null ? of('icon') : null
  if (field === 'expiry') {
    const day = parseDay(value)
    if (day === null) return of('date')
    return endOfDay(day).getTime() < nowMs ? of('past') : null
  }
  if (field === 'group' || field === 'account') return value.length > MAX_NAME_CHARS ? of(field) : null
  const { edit } = TEXTS[field]
  const problem = editProblem(edit, value)
  if (problem === null) return null
  if (problem === 'long') return of('long', MAX_EDIT_CHARS[edit])
  return of(problem === 'phone' || problem === 'sim' ? problem : 'signs')
}

/** Of a value that is wrong, so much is shown. */
const SHOWN_CHARS = 80
const MAX_NAME_CHARS = 200
