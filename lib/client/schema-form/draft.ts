// What somebody has typed into a form, kept exactly as typed, and its crossing to an input and back. Pure; no words.

import type { FieldPath, GroupField, LineShape, Problem, Shape } from '@/lib/domain/schema-form/shape'

/**
 * One place of a form as it stands: text of a field, state of a switch (null: not chosen yet), members of a group by key
 * (null: left out), or rows.
 */
export type Draft = string | boolean | null | Draft[] | { [key: string]: Draft }
export type GroupDraft = { [key: string]: Draft }
/** Which of several forms is filled in, and what with. */
export type UnionDraft = { option: string; value: Draft }

/** What a form stands for, or all that keeps it from standing for anything. */
export type Reading = { ok: true; value: unknown } | { ok: false; problems: Problem[] }

/** The draft of a place nobody has touched. */
export function emptyDraft(shape: Shape, required: boolean): Draft {
  switch (shape.kind) {
    case 'flag':
      return required ? false : null
    case 'choices':
    case 'rows':
      return []
    case 'group':
      return required ? emptyGroup(shape.fields) : null
    case 'union':
      return required ? unionDraft(shape.options, 0) : null
    default:
      return ''
  }
}

/** The draft from which `readDraft` reads `value` again. */
export function draftOf(shape: Shape, value: unknown, required = true): Draft {
  if (value === undefined || value === null) return emptyDraft(shape, required)
  switch (shape.kind) {
    case 'flag':
      return value === true
    case 'time':
      return value instanceof Date ? localTextOf(value) : String(value)
    case 'choices':
      return Array.isArray(value) ? value.map(String) : []
    case 'lines':
      return Array.isArray(value) ? value.join('\n') : String(value)
    case 'rows':
      return Array.isArray(value) ? value.map((item) => draftOf(shape.item, item)) : []
    case 'group':
      return groupDraftOf(shape.fields, value)
    case 'union':
      return unionDraftOf(shape.options, value)
    case 'json':
      return JSON.stringify(value, null, 2)
    default:
      return String(value)
  }
}

/** A union's draft with another of its forms chosen, empty. */
export function unionDraft(options: readonly Shape[], option: number): Draft {
  const shape = options[option]
  return { option: String(option), value: shape === undefined ? '' : emptyDraft(shape, true) }
}

/** What the draft stands for; undefined for an optional place that was left empty. */
export function readDraft(
  shape: Shape,
  draft: Draft,
  place: { path?: FieldPath; required?: boolean } = {},
): Reading {
  const { path = [], required = true } = place
  if (isEmpty(shape, draft)) return required ? failed(path, { kind: 'missing' }) : read(undefined)
  switch (shape.kind) {
    case 'flag':
      return read(draft)
    case 'choices':
      return readList(draft, shape, path)
    case 'lines':
      return readLines(shape, String(draft), path)
    case 'rows':
      return readRows(shape, draft, path)
    case 'group':
      return readGroup(shape.fields, draft, path)
    case 'union':
      return readUnion(shape.options, draft, path)
    case 'json':
      return readJson(String(draft), path)
    case 'time':
      return readTime(shape, String(draft), path)
    case 'number':
      return readNumber(shape, String(draft), path)
    case 'choice':
      return shape.words.includes(String(draft)) ? read(draft) : failed(path, { kind: 'not_listed' })
    case 'text':
      return readText(shape, String(draft), path)
  }
}

/** A moment as a date-time field holds it, in UTC: `2026-01-15T08:30:00`. */
export function localTextOf(at: Date): string {
  if (Number.isNaN(at.getTime())) return ''
  return at.toISOString().replace(/(\.000)?Z$/, '')
}

function emptyGroup(fields: readonly GroupField[]): GroupDraft {
  return Object.fromEntries(fields.map(({ key, shape, required }) => [key, emptyDraft(shape, required)]))
}

function groupDraftOf(fields: readonly GroupField[], value: unknown): GroupDraft {
  const members = isGroup(value) ? value : {}
  return Object.fromEntries(
    fields.map(({ key, shape, required }) => [key, draftOf(shape, members[key], required)]),
  )
}

/** The first form that gives the value back is the one it was filled into. */
function unionDraftOf(options: readonly Shape[], value: unknown): Draft {
  const sought = JSON.stringify(value)
  const option = options.findIndex((shape) => {
    const reading = readDraft(shape, draftOf(shape, value))
    return reading.ok && JSON.stringify(reading.value) === sought
  })
  const shape = options[Math.max(0, option)]
  return { option: String(Math.max(0, option)), value: shape === undefined ? '' : draftOf(shape, value) }
}

function isEmpty(shape: Shape, draft: Draft): boolean {
  if (draft === null) return true
  if (typeof draft === 'string') return shape.kind === 'text' ? draft === '' : draft.trim() === ''
  return Array.isArray(draft) && draft.length === 0
}

function readText(shape: Shape & { kind: 'text' }, text: string, path: FieldPath): Reading {
  if (shape.min !== undefined && text.length < shape.min)
    return failed(path, { kind: 'too_short', limit: shape.min })
  if (shape.max !== undefined && text.length > shape.max)
    return failed(path, { kind: 'too_long', limit: shape.max })
  return read(text)
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i

function readNumber(shape: Shape & { kind: 'number' }, text: string, path: FieldPath): Reading {
  const value = Number(text.trim())
  if (!NUMBER.test(text.trim()) || !Number.isFinite(value)) return failed(path, { kind: 'not_number' })
  if (shape.whole && !Number.isSafeInteger(value)) return failed(path, { kind: 'not_whole' })
  if (shape.min !== undefined && value < shape.min)
    return failed(path, { kind: 'too_small', limit: shape.min })
  if (shape.max !== undefined && value > shape.max) return failed(path, { kind: 'too_big', limit: shape.max })
  return read(value)
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/

function readTime({ min, max }: Shape & { kind: 'time' }, text: string, path: FieldPath): Reading {
  const at = LOCAL_TIME.test(text) ? new Date(`${text}Z`) : new Date(Number.NaN)
  // A day that does not exist, such as 30 February, would silently become another.
  if (Number.isNaN(at.getTime()) || !localTextOf(at).startsWith(text.slice(0, 16)))
    return failed(path, { kind: 'not_time' })
  if (min !== undefined && at < new Date(min)) return failed(path, { kind: 'too_early', limit: min })
  if (max !== undefined && at > new Date(max)) return failed(path, { kind: 'too_late', limit: max })
  return read(at)
}

function readJson(text: string, path: FieldPath): Reading {
  try {
    return read(JSON.parse(text))
  } catch {
    return failed(path, { kind: 'not_json' })
  }
}

function readLines(shape: Shape & { kind: 'lines' }, text: string, path: FieldPath): Reading {
  const lines = linesOf(text, shape.item)
  const readings = lines.map((line, index) => readDraft(shape.item, line, { path: [...path, index] }))
  return gather(readings, shape, path)
}

/** Numbers may also be parted by commas: an IMEI has none, so pasting a list of the vendor's works. */
function linesOf(text: string, item: LineShape): string[] {
  const hasNoComma =
    item.kind === 'number' || (item.pattern !== undefined && !new RegExp(item.pattern).test(','))
  const parts = text.split(hasNoComma ? /[\n,]/ : '\n')
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function readRows(shape: Shape & { kind: 'rows' }, draft: Draft, path: FieldPath): Reading {
  const rows = Array.isArray(draft) ? draft : []
  const readings = rows.map((row, index) => readDraft(shape.item, row, { path: [...path, index] }))
  return gather(readings, shape, path)
}

function readList(draft: Draft, limits: Limits, path: FieldPath): Reading {
  const words = Array.isArray(draft) ? draft : []
  return gather(words.map(read), limits, path)
}

function readGroup(fields: readonly GroupField[], draft: Draft, path: FieldPath): Reading {
  const members = isDraftGroup(draft) ? draft : {}
  const value: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const { key, shape, required } of fields) {
    const member = members[key] ?? emptyDraft(shape, required)
    const reading = readDraft(shape, member, { path: [...path, key], required })
    if (!reading.ok) problems.push(...reading.problems)
    else if (reading.value !== undefined) value[key] = reading.value
  }
  return problems.length > 0 ? { ok: false, problems } : read(value)
}

function readUnion(options: readonly Shape[], draft: Draft, path: FieldPath): Reading {
  const { option, value = '' } = isDraftGroup(draft) ? draft : {}
  const shape = options[Number(option)]
  return shape === undefined ? failed(path, { kind: 'missing' }) : readDraft(shape, value, { path })
}

type Limits = { min?: number; max?: number }

function gather(readings: readonly Reading[], { min, max }: Limits, path: FieldPath): Reading {
  const problems = readings.flatMap((reading) => (reading.ok ? [] : reading.problems))
  if (problems.length > 0) return { ok: false, problems }
  if (min !== undefined && readings.length < min) return failed(path, { kind: 'too_few', limit: min })
  if (max !== undefined && readings.length > max) return failed(path, { kind: 'too_many', limit: max })
  return read(readings.flatMap((reading) => (reading.ok ? [reading.value] : [])))
}

function read(value: unknown): Reading {
  return { ok: true, value }
}

function failed(path: FieldPath, problem: Omit<Problem, 'path'>): Reading {
  return { ok: false, problems: [{ path, ...problem }] }
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a draft is that of an object. */
export function isDraftGroup(draft: Draft): draft is GroupDraft {
  return typeof draft === 'object' && draft !== null && !Array.isArray(draft)
}
