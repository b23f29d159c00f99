// Every method's sample can be typed into its form and read back, in both profiles; and so can anything a shape allows.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fromJson, problemsOf, strangersIn } from '@/lib/domain/schema-form/json-input'
import { isOptional, readShape } from '@/lib/domain/schema-form/read-shape'
import type { GroupField, Shape } from '@/lib/domain/schema-form/shape'
import { getMethod, isMethodName, type MethodName, methods } from '@/lib/jimi/contract'
import type { AnyField } from '@/lib/jimi/contract/fields'
import { decodeInput } from '@/lib/jimi/contract/io'
import type { Profile } from '@/lib/jimi/wire/profile'
import { draftOf, emptyDraft, readDraft, unionDraft } from './draft'

const names = Object.keys(methods).filter(isMethodName)
const cases = names.flatMap((name) => getMethod(name).profiles.map((profile) => [name, profile] as const))

function shapeOf(name: MethodName, profile: Profile): Shape & { kind: 'group' } {
  const table: Record<string, AnyField> = getMethod(name).input.fields
  const fields = Object.entries(table).map(([key, { codec, presence }]): GroupField => {
    const own = 'ts' in codec ? codec[profile] : codec
    const schema = own instanceof z.ZodCodec ? (own.out as z.ZodType) : own
    return { key, required: presence === 'required' && !isOptional(schema), shape: readShape(schema) }
  })
  return { kind: 'group', fields }
}

function kindsIn(shape: Shape): string[] {
  if (shape.kind === 'group') return shape.fields.flatMap((field) => kindsIn(field.shape))
  if (shape.kind === 'rows') return kindsIn(shape.item)
  return [shape.kind]
}

describe('over every method of the registry', () => {
  test('there are as many cases as methods and profiles', () => {
    expect(names.length).toBeGreaterThanOrEqual(62)
    expect(cases.length).toBeGreaterThan(names.length)
  })

  test.each(cases)(
    '%s (%s): the sample goes into the form and comes back, through JSON too',
    (name, profile) => {
      const shape = shapeOf(name, profile)
      const sample = decodeInput(name, getMethod(name).example.params, { profile })
      if (!sample.ok) throw new Error(`${sample.parameter}: ${sample.reason}`)
      const input = withoutAbsent(sample.input)
      const reading = readDraft(shape, draftOf(shape, input))
      expect(reading).toEqual({ ok: true, value: input })
      const json: unknown = JSON.parse(JSON.stringify(input))
      expect(strangersIn(shape, json)).toEqual([])
      expect(fromJson(shape, json)).toEqual(input)
      // As a browser fills it in: from the sample in JSON.
      expect(readDraft(shape, draftOf(shape, fromJson(shape, json)))).toEqual({ ok: true, value: input })
    },
  )

  test.each(cases)(
    '%s (%s): no field needs JSON, and an empty form names what is missing',
    (name, profile) => {
      const shape = shapeOf(name, profile)
      expect(kindsIn(shape)).not.toContain('json')
      const reading = readDraft(shape, emptyDraft(shape, true))
      const missing = reading.ok ? [] : reading.problems.map(({ path, kind }) => `${path[0]} ${kind}`)
      const needed = shape.fields.filter(
        (field) => field.required && field.shape.kind !== 'flag' && !isAllFlags(field.shape),
      )
      expect(new Set(missing.map((each) => each.split(' ')[0]))).toEqual(
        new Set(needed.map(({ key }) => key)),
      )
    },
  )

  test.each(cases)('%s (%s): whatever fits the shapes comes back from the form', (name, profile) => {
    const shape = shapeOf(name, profile)
    fc.assert(
      fc.property(anyOf(shape), (value) => {
        const input = withoutAbsent(value)
        expect(readDraft(shape, draftOf(shape, input))).toEqual({ ok: true, value: input })
        expect(fromJson(shape, JSON.parse(JSON.stringify(input)))).toEqual(input)
      }),
      { numRuns: 25 },
    )
  })
})

describe('what the registry does not hold today', () => {
  const circle = z.object({ radiusM: z.number().min(1) })
  const point = z.object({ name: z.string().min(1), tags: z.array(z.string().max(9)).max(3).optional() })

  test('a union has a form for each of its members', () => {
    const shape = readShape(z.union([circle, point]))
    expect(shape).toMatchObject({ kind: 'union', options: [{ kind: 'group' }, { kind: 'group' }] })
    for (const value of [{ radiusM: 5 }, { name: 'Depot', tags: ['a', 'b'] }])
      expect(readDraft(shape, draftOf(shape, value))).toEqual({ ok: true, value })
    const options = shape.kind === 'union' ? shape.options : []
    expect(readDraft(shape, unionDraft(options, 1))).toMatchObject({
      ok: false,
      problems: [{ path: ['name'], kind: 'missing' }],
    })
  })

  test('what has no form of its own is JSON, checked as such', () => {
    const shape = readShape(z.tuple([z.string(), z.number()]))
    expect(shape).toEqual({ kind: 'json' })
    expect(readDraft(shape, draftOf(shape, ['a', 1]))).toEqual({ ok: true, value: ['a', 1] })
    expect(readDraft(shape, '{"a":')).toEqual({ ok: false, problems: [{ path: [], kind: 'not_json' }] })
  })

  test('an optional group is left out until it is opened', () => {
    const shape = readShape(z.object({ where: circle.optional() }))
    expect(emptyDraft(shape, true)).toEqual({ where: null })
    expect(readDraft(shape, { where: null })).toEqual({ ok: true, value: {} })
    expect(readDraft(shape, { where: { radiusM: '' } })).toMatchObject({ ok: false })
  })
})

describe('bad input', () => {
  const shape = readShape(
    z.object({
      count: z.int().min(1).max(10),
      ratio: z.number(),
      at: z.date().min(new Date('2000-01-01T00:00:00Z')),
      list: z.array(z.string().regex(/^\d+$/)).min(1).max(2),
      name: z.string().max(3),
      colour: z.enum(['red', 'blue']),
    }),
  )
  const good = { count: '3', ratio: '.5', at: '2026-01-15T08:30', list: '1\n2', name: 'abc', colour: 'red' }
  test.each([
    [{ count: 'many' }, 'count', { kind: 'not_number' }],
    [{ count: '1.5' }, 'count', { kind: 'not_whole' }],
    [{ count: '0' }, 'count', { kind: 'too_small', limit: 1 }],
    [{ count: '11' }, 'count', { kind: 'too_big', limit: 10 }],
    [{ ratio: '0x10' }, 'ratio', { kind: 'not_number' }],
    [{ ratio: '1e999' }, 'ratio', { kind: 'not_number' }],
    [{ at: '2026-02-30T08:30' }, 'at', { kind: 'not_time' }],
    [{ at: 'yesterday' }, 'at', { kind: 'not_time' }],
    [{ at: '1999-12-31T23:59:59' }, 'at', { kind: 'too_early', limit: '2000-01-01T00:00:00.000Z' }],
    [{ list: '1,2,3' }, 'list', { kind: 'too_many', limit: 2 }],
    [{ list: ' \n ' }, 'list', { kind: 'missing' }],
    [{ name: 'abcd' }, 'name', { kind: 'too_long', limit: 3 }],
    [{ colour: '' }, 'colour', { kind: 'missing' }],
    [{ colour: 'pink' }, 'colour', { kind: 'not_listed' }],
  ])('%j is told at its field', (change, field, problem) => {
    expect(readDraft(shape, { ...good, ...change })).toEqual({
      ok: false,
      problems: [{ path: [field], ...problem }],
    })
  })

  test('a moment is read as UTC, whatever zone the machine is in', () => {
    expect(readDraft(shape, good)).toMatchObject({ value: { at: new Date('2026-01-15T08:30:00Z') } })
  })

  test("zod's findings and unknown members are told in the same terms", () => {
    const schema = z.object({
      imei: z.string().regex(/^\d+$/, 'not an IMEI'),
      count: z.int().max(5),
      at: z.date(),
    })
    const found = schema.safeParse({ imei: 'x', count: 9 })
    expect(problemsOf(found.error ?? new z.ZodError([]))).toEqual([
      { path: ['imei'], kind: 'custom', text: 'not an IMEI' },
      { path: ['count'], kind: 'too_big', limit: 5 },
      { path: ['at'], kind: 'missing' },
    ])
    expect(strangersIn(readShape(schema), { imei: '1', speed: 1 })).toEqual([
      { path: ['speed'], kind: 'not_known' },
    ])
  })
})

function isAllFlags(shape: Shape): boolean {
  return shape.kind === 'group' && shape.fields.every((field) => field.shape.kind === 'flag')
}

/** Absent members and members that are undefined are one to every codec. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([key, member]) => [key, withoutAbsent(member)]))
}

function anyOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return textOf(shape)
    case 'number':
      return shape.whole
        ? fc.integer({ min: shape.min ?? -1000, max: Math.min(shape.max ?? 1000, 2 ** 31 - 1) })
        : fc.double({ min: shape.min ?? -1e6, max: shape.max ?? 1e6, noNaN: true }).map((value) => value + 0)
    case 'flag':
      return fc.boolean()
    case 'time':
      return fc.date({
        min: new Date(shape.min ?? 0),
        max: new Date(Math.min(Date.parse(shape.max ?? '9999-12-31'), Date.parse('9999-12-31'))),
        noInvalidDate: true,
      })
    case 'choice':
      return fc.constantFrom(...shape.words)
    case 'choices':
      return fc.subarray(shape.words, { minLength: Math.max(1, shape.min ?? 0) })
    case 'lines':
      return fc.array(anyOf(shape.item), {
        minLength: Math.max(1, shape.min ?? 0),
        maxLength: Math.min(5, shape.max ?? 5),
      })
    case 'rows':
      return fc.array(anyOf(shape.item), {
        minLength: Math.max(1, shape.min ?? 0),
        maxLength: Math.min(5, shape.max ?? 5),
      })
    case 'group': {
      const members = Object.fromEntries(shape.fields.map((field) => [field.key, anyOf(field.shape)]))
      const requiredKeys = shape.fields.filter(({ required }) => required).map(({ key }) => key)
      return fc.record(members, { requiredKeys })
    }
    default:
      return fc.constant(null)
  }
}

/** Texts of lists stand on lines of their own, so they have no breaks or outer blanks; no device's text has. */
function textOf(shape: Shape & { kind: 'text' }): fc.Arbitrary<string> {
  const { pattern, min = 1, max = 40 } = shape
  const texts =
    pattern === undefined
      ? fc.string({ minLength: min, maxLength: Math.min(max, 40) })
      : fc.stringMatching(new RegExp(pattern))
  return texts.filter(
    (text) =>
      text.length >= Math.max(1, min) && text.length <= max && text.trim() === text && !/[\n\r,]/.test(text),
  )
}
