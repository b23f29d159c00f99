// An input on its way through JSON, and what zod says of it in the form's own terms. It knows shapes, not methods.

import type { z } from 'zod'
import type { FieldPath, Problem, Shape } from './shape'

/**
 * The value that JSON stands for: ISO texts become moments where the shape has one. Whatever does not fit is left as it is,
 * for the schema to judge.
 */
export function fromJson(shape: Shape, json: unknown): unknown {
  switch (shape.kind) {
    case 'time':
      return typeof json === 'string' ? momentOf(json) : json
    case 'rows':
      return Array.isArray(json) ? json.map((item) => fromJson(shape.item, item)) : json
    case 'group':
      return isRecord(json) ? membersFromJson(shape, json) : json
    default:
      return json
  }
}

/** Members the shape has no place for: told by name, because a schema passes over them in silence. */
export function strangersIn(shape: Shape, json: unknown, path: FieldPath = []): Problem[] {
  if (shape.kind === 'rows' && Array.isArray(json))
    return json.flatMap((item, index) => strangersIn(shape.item, item, [...path, index]))
  if (shape.kind !== 'group' || !isRecord(json)) return []
  return Object.entries(json).flatMap(([key, member]) => {
    const field = shape.fields.find((known) => known.key === key)
    const place = [...path, key]
    return field === undefined
      ? [{ path: place, kind: 'not_known' as const }]
      : strangersIn(field.shape, member, place)
  })
}

/** What zod found, one problem for each of its issues. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => ({ path: issue.path.map(asStep), ...findingOf(issue) }))
}

function membersFromJson(shape: Shape & { kind: 'group' }, json: Record<string, unknown>) {
  const shapes = new Map(shape.fields.map((field) => [field.key, field.shape]))
  const members = Object.entries(json).map(([key, member]) => {
    const known = shapes.get(key)
    return [key, known === undefined ? member : fromJson(known, member)] as const
  })
  return Object.fromEntries(members)
}

function momentOf(text: string): Date | string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : at
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asStep(step: PropertyKey): string | number {
  return typeof step === 'symbol' ? String(step) : step
}

type Issue = z.core.$ZodIssue
type Finding = Omit<Problem, 'path'>

function findingOf(issue: Issue): Finding {
  switch (issue.code) {
    case 'invalid_type':
      return typeFinding(issue)
    case 'too_small':
      return limitFinding(issue.origin, issue.minimum, LOWER)
    case 'too_big':
      return limitFinding(issue.origin, issue.maximum, UPPER)
    case 'invalid_value':
      return { kind: 'not_listed' }
    default:
      return { kind: 'custom', text: issue.message }
  }
}

function typeFinding({ expected, input, message }: Issue & { code: 'invalid_type' }): Finding {
  if (input === undefined && message.endsWith('undefined')) return { kind: 'missing' }
  switch (expected) {
    case 'number':
      return { kind: 'not_number' }
    case 'int':
      return { kind: 'not_whole' }
    case 'date':
      return { kind: 'not_time' }
    default:
      return { kind: 'custom', text: message }
  }
}

const LOWER = { string: 'too_short', array: 'too_few', date: 'too_early', other: 'too_small' } as const
const UPPER = { string: 'too_long', array: 'too_many', date: 'too_late', other: 'too_big' } as const

function limitFinding(origin: string, limit: unknown, kinds: typeof LOWER | typeof UPPER): Finding {
  if (origin === 'string' && kinds === LOWER && Number(limit) === 1) return { kind: 'missing' }
  if (origin === 'date') return { kind: kinds.date, limit: new Date(Number(limit)).toISOString() }
  if (origin === 'string') return { kind: kinds.string, limit: Number(limit) }
  return { kind: origin === 'array' ? kinds.array : kinds.other, limit: Number(limit) }
}
