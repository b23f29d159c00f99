// A file of devices as its page and services tell it: limits, fields, which column means which, and the fate of each row.
// Reading files is lib/server/services/device-import-file.ts, what rows come to device-import-plan.ts.

import type { DeviceChange } from './api/device-jobs'

/** The largest file. Ten thousand full rows take about two megabytes. */
export const MAX_IMPORT_BYTES = 5_000_000
export const MAX_IMPORT_ROWS = 10_000
export const MAX_IMPORT_COLUMNS = 100
/** The vendor lists groups account by account, so a file that changes groups in more is refused. */
export const MAX_GROUP_ACCOUNTS = 30

/** What a column can be. Keys of the messages at `deviceJobs.fields`. */
export const IMPORT_FIELDS = [
  'imei',
  'name',
  'plate',
  'driver',
  'phone',
  'sim',
  'icon',
  'group',
  'remarks',
  'expiry',
  'account',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** What each column of a file is; null for one that is left out. */
export type ImportColumns = (ImportField | null)[]

/** Why a row is not sent. Keys of the messages at `deviceImport.problems`; foreign and out of scope are `unknown`. */
export const IMPORT_PROBLEMS = [
  'no_imei',
  'imei',
  'unknown',
  'twice',
  'long',
  'signs',
  'phone',
  'sim',
  'icon',
  'date',
  'past',
  'group',
  'account',
  'own_account',
  'other_connection',
  'unsupported',
] as const
export type ImportProblemWord = (typeof IMPORT_PROBLEMS)[number]

/** One thing that is wrong, at which field, and what stood there. `max` is the longest that may. */
export type ImportProblem = { word: ImportProblemWord; field: ImportField; value: string; max?: number }

/** What becomes of a row: a row with a problem changes nothing, whatever else it says. */
export const IMPORT_FATES = ['change', 'unchanged', ...IMPORT_PROBLEMS] as const
export type ImportFate = (typeof IMPORT_FATES)[number]

/** `line` is its number in the spreadsheet, the head included; `fate` that of its first problem. */
export type ImportRow = {
  line: number
  imei: string
  deviceName: string | null
  fate: ImportFate
  changes: DeviceChange[]
  problems: ImportProblem[]
}

/** The file before its columns are chosen. `samples` are the first values of each column. */
export type ImportLook = {
  columns: { head: string; samples: string[]; guess: ImportField | null }[]
  rowCount: number
}

/** The dry run. `seen` names what would be done, so that nothing else is begun. */
export type ImportCheck = { rows: ImportRow[]; changing: number; seen: string }

/** Why a file cannot be worked with. Keys of the messages at `deviceImport.failures`. */
export const IMPORT_FAILURES = [
  'too_large',
  'too_many_rows',
  'too_many_columns',
  'empty',
  'not_a_table',
  'old_excel',
  'broken',
  'swollen',
  'encoding',
  'columns',
  'many_groups',
  'changed',
  'nothing',
] as const
export type ImportFailure = (typeof IMPORT_FAILURES)[number]

/** What the routes of a file answer; `line` where the file is broken. */
export type ImportReply<T> = ({ ok: true } & T) | { ok: false; why: ImportFailure; line?: number }

/** Whether columns can be used: an IMEI, something to change, and nothing twice. */
export function areColumnsUsable(chosen: ImportColumns): boolean {
  const fields = chosen.filter((field) => field !== null)
  return fields.includes('imei') && fields.length > 1 && new Set(fields).size === fields.length
}

/** Names that people and other platforms give to columns, without blanks and signs. */
const HEADS: Readonly<Record<ImportField, readonly string[]>> = {
  imei: ['imei', 'imeinumber', 'imeino', 'deviceimei', 'deviceid'],
  name: ['name', 'devicename', 'vehiclename', 'vehicle', 'device'],
  plate: ['plate', 'platenumber', 'licenseplate', 'licenceplate', 'vehiclenumber', 'numberplate', 'plateno'],
  driver: ['driver', 'drivername'],
  phone: ['phone', 'driverphone', 'driversphone', 'driverphonenumber', 'phonenumber', 'telephone', 'mobile'],
  sim: ['sim', 'simcard', 'simnumber', 'simno', 'simcardnumber'],
  icon: ['icon', 'vehicleicon', 'picture'],
  group: ['group', 'groupname', 'devicegroup'],
  remarks: ['remarks', 'remark', 'note', 'notes', 'comment', 'comments'],
  expiry: ['expiry', 'expires', 'expiresutc', 'expiration', 'expirydate', 'expirationdate', 'lastday'],
  account: ['account', 'accountlogin', 'login', 'customer', 'useraccount'],
}

/** What each head means, each field once; `words` are further names, those of the screen's languages. */
export function guessColumns(
  heads: readonly string[],
  words: Partial<Record<ImportField, readonly string[]>> = {},
): ImportColumns {
  const taken = new Set<ImportField>()
  return heads.map((head) => {
    const plain = plainHead(head)
    const isIt = (field: ImportField) =>
      HEADS[field].includes(plain) || (words[field] ?? []).some((word) => plainHead(word) === plain)
    const found = plain === '' ? undefined : IMPORT_FIELDS.find((field) => !taken.has(field) && isIt(field))
    if (found !== undefined) taken.add(found)
    return found ?? null
  })
}

function plainHead(head: string): string {
  return head.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The day that a cell names, "2027-04-01", or null. A year first with any sign, or a day first with points: other orders mean
 * different days to different people. A time other than the day's first or last moment would be lost, so it is none.
 */
export function parseDay(text: string): string | null {
  const [, day = '', time = ''] = /^(\S+?)(?:[T\s]+(\S+?)Z?)?$/.exec(text.trim()) ?? []
  if (!['', '00:00', '00:00:00', '00:00:00.000', '23:59:59'].includes(time)) return null
  const [, y, m, d] =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day) ?? reversed(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(day))
  if (y === undefined || m === undefined || d === undefined) return null
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00.000Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null
}

function reversed(found: RegExpExecArray | null): (string | undefined)[] {
  return found === null ? [] : ['', found[3], found[2], found[1]]
}
