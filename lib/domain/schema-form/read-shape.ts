// Reads the shape of an input off its zod schema, through zod's own public definitions. What it does not know becomes JSON.

import type { z } from 'zod'
import type { GroupField, LineShape, Shape } from './shape'

/** The shape of what the schema takes. Optional, default and nullable wrappers are looked through. */
export function readShape(schema: z.ZodType): Shape {
  const inner = unwrap(schema)
  const def = defOf(inner)
  switch (def.type) {
    case 'string':
      return { kind: 'text', ...lengthsOf(inner), ...patternOf(inner) }
    case 'number':
      return { kind: 'number', ...rangeOf(inner), whole: isWhole(inner) }
    case 'boolean':
      return { kind: 'flag' }
    case 'date':
      return { kind: 'time', ...timesOf(inner) }
    case 'enum':
      return wordsShape(def)
    case 'array':
      return listShape(inner, def)
    case 'object':
      return groupShape(def)
    case 'record':
      return recordShape(def)
    case 'union':
      return unionShape(def)
    case 'pipe':
      return def.out === undefined ? { kind: 'json' } : readShape(def.out)
    default:
      return { kind: 'json' }
  }
}

/** Whether a value may be left out. */
export function isOptional(schema: z.ZodType): boolean {
  return ['optional', 'default', 'prefault', 'nullish'].includes(defOf(schema).type)
}

/** The members of zod's definitions that are read here. */
type Definition = {
  type: string
  innerType?: z.ZodType
  element?: z.ZodType
  shape?: Record<string, z.ZodType>
  entries?: Record<string, string | number>
  options?: readonly z.ZodType[]
  keyType?: z.ZodType
  valueType?: z.ZodType
  out?: z.ZodType
  format?: string
}

function defOf(schema: z.ZodType): Definition {
  // Every schema has such a definition; which members are there depends on its type, so all of them are optional above.
  return schema._zod.def as unknown as Definition
}

const WRAPPERS = ['optional', 'nullable', 'default', 'prefault', 'readonly', 'nonoptional']

function unwrap(schema: z.ZodType): z.ZodType {
  const { type, innerType } = defOf(schema)
  return WRAPPERS.includes(type) && innerType !== undefined ? unwrap(innerType) : schema
}

/** The members of the definitions of zod's checks that are read here. */
type CheckDefinition = {
  check: string
  minimum?: number
  maximum?: number
  value?: unknown
  pattern?: RegExp
  format?: string
}

function checksOf(schema: z.ZodType): CheckDefinition[] {
  const { checks = [] } = schema._zod.def
  // As with schemas: which members there are depends on the kind of check.
  return checks.map((check) => check._zod.def as unknown as CheckDefinition)
}

function lengthsOf(schema: z.ZodType): { min?: number; max?: number } {
  const checks = checksOf(schema)
  const [min] = checks.flatMap(({ minimum }) => minimum ?? [])
  const [max] = checks.flatMap(({ maximum }) => maximum ?? [])
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}

function rangeOf(schema: z.ZodType): { min?: number; max?: number } {
  const { min, max } = limitsOf(schema)
  return {
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
  }
}

function timesOf(schema: z.ZodType): { min?: string; max?: string } {
  const { min, max } = limitsOf(schema)
  return {
    ...(min instanceof Date ? { min: min.toISOString() } : {}),
    ...(max instanceof Date ? { max: max.toISOString() } : {}),
  }
}

/** Limits are taken as inclusive; the schema itself judges what stands on one that is not. */
function limitsOf(schema: z.ZodType): { min: unknown; max: unknown } {
  const limit = (kind: string) => checksOf(schema).find(({ check }) => check === kind)?.value
  return { min: limit('greater_than'), max: limit('less_than') }
}

function patternOf(schema: z.ZodType): { pattern?: string } {
  const patterns = checksOf(schema).flatMap(({ pattern }) => pattern ?? [])
  const [pattern] = patterns
  return patterns.length === 1 && pattern?.flags === '' ? { pattern: pattern.source } : {}
}

function isWhole(schema: z.ZodType): boolean {
  const formats = [defOf(schema).format, ...checksOf(schema).map(({ format }) => format)]
  return formats.some((format) => format?.includes('int'))
}

function wordsShape({ entries = {} }: Definition): Shape {
  const words = Object.values(entries)
  return words.every((word) => typeof word === 'string') ? { kind: 'choice', words } : { kind: 'json' }
}

function listShape(schema: z.ZodType, { element }: Definition): Shape {
  if (element === undefined) return { kind: 'json' }
  const limits = lengthsOf(schema)
  const item = readShape(element)
  if (item.kind === 'choice') return { kind: 'choices', words: item.words, ...limits }
  if (isLine(item)) return { kind: 'lines', item, ...limits }
  return item.kind === 'json' ? { kind: 'json' } : { kind: 'rows', item, ...limits }
}

function isLine(shape: Shape): shape is LineShape {
  return shape.kind === 'text' || shape.kind === 'number'
}

function groupShape({ shape = {} }: Definition): Shape {
  const fields = Object.entries(shape).map(
    ([key, member]): GroupField => ({ key, required: !isOptional(member), shape: readShape(member) }),
  )
  return { kind: 'group', fields }
}

/** A record over a few words is a group with a member for each. */
function recordShape({ keyType, valueType }: Definition): Shape {
  const keys = keyType === undefined ? null : readShape(keyType)
  if (keys?.kind !== 'choice' || valueType === undefined) return { kind: 'json' }
  const shape = readShape(valueType)
  return { kind: 'group', fields: keys.words.map((key) => ({ key, required: true, shape })) }
}

function unionShape({ options = [] }: Definition): Shape {
  const shapes = options.map(readShape)
  return shapes.every(({ kind }) => kind !== 'json') ? { kind: 'union', options: shapes } : { kind: 'json' }
}
