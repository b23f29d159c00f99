// Holds every declaration against the vendor's own samples: what they mean to us, and that we write them the same way.

import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Profile } from '../wire/profile'
import type { Answer } from './answer'
import { CODE_MEANINGS } from './codes'
import { type MethodInput, type MethodName, type MethodOutput, methods } from './index'
import { decodeInput, decodeOutput, encodeInput, encodeOutput } from './io'
import { listSamples, readSampleAnswer, type SampleKey } from './sample-answer.test-helper'
import { SAMPLES } from './samples.test-table'

const names = Object.keys(methods) as MethodName[]

describe.each(SAMPLES)('$method as printed for profile $profile $label', (sample) => {
  const dialect = { profile: sample.profile }
  const answer = readSampleAnswer(sample)

  test('decodes to the values it states', () => {
    const { value, dropped } = decodeOutput(sample.method, answer, dialect)
    expect(value).toEqual(sample.means)
    expect(dropped).toEqual([])
  })

  test('encodes back to the same members with the same types', () => {
    const { value } = decodeOutput(sample.method, answer, dialect)
    const written = encodeOutput(sample.method, value, dialect)
    expect(written).toMatchObject(withNulls(answer, sample.blanks))
    expect(Object.keys(written).sort()).toEqual(Object.keys(answer).sort())
    expect(addedMembers(answer, written)).toEqual(sample.adds ?? [])
  })
})

test('every sample the declarations carry is in the table of meanings', () => {
  const nameOf = ({ method, profile, label = '' }: SampleKey) => `${method} ${profile} ${label}`
  expect(SAMPLES.map(nameOf).sort()).toEqual(names.flatMap(listSamples).map(nameOf).sort())
})

describe.each(names)('%s', (name) => {
  test('stands in the registry under its own name and says what it does', () => {
    expect(methods[name].name).toBe(name)
    expect(methods[name].summary).toMatch(/^[A-Z].*\.$/)
    expect(methods[name].docs).toMatch(/\.$/)
    for (const code of methods[name].errors)
      expect(CODE_MEANINGS, `code ${code}`).toHaveProperty(String(code))
  })

  test('reads its example parameters and sends the same texts', () => {
    const params = { ...methods[name].example.params }
    const dialect = { profile: lastProfileOf(name) }
    const decoded = decodeInput(name, params, dialect)
    if (!decoded.ok) throw new Error(`${decoded.parameter}: ${decoded.reason}`)
    expect(encodeInput(name, decoded.input, dialect)).toEqual(params)
  })

  test.each(['ts', 'pro'] as const)('names a parameter that is missing (%s)', (profile: Profile) => {
    const decoded = decodeInput(name, {}, { profile })
    expect(decoded).toMatchObject({ ok: false, reason: 'missing' })
    expect(decoded.ok ? '' : decoded.parameter).not.toBe('')
  })
})

test('a map of handlers that lacks a method does not compile', () => {
  type Handlers = { [N in MethodName]: (input: MethodInput<N>) => MethodOutput<N> }
  // @ts-expect-error: all methods but one are missing
  const handlers: Handlers = { 'jimi.user.child.list': () => [] }
  expect(Object.keys(handlers)).toHaveLength(1)
})

test('inputs and outputs have the types their fields say', () => {
  expectTypeOf<MethodInput<'jimi.device.location.get'>>().toEqualTypeOf<{ imeis: string[] }>()
  type Location = MethodOutput<'jimi.user.device.location.list'>[number]
  expectTypeOf<Pick<Location, 'imei' | 'online' | 'lat' | 'fixAt'>>().toEqualTypeOf<{
    imei: string
    online: boolean
    lat?: number
    fixAt?: Date
  }>()
  // @ts-expect-error: a position row without its IMEI
  const row: Location = { online: true, expired: false }
  expect(row).toBeDefined()
})

/** The profile whose spelling the example parameters have: pro, or the only one the method is part of. */
function lastProfileOf(name: MethodName): Profile {
  const profiles: readonly Profile[] = methods[name].profiles
  return profiles.includes('pro') ? 'pro' : 'ts'
}

/** The answer with null for the empty texts of some members. */
function withNulls(answer: Answer, blanks: readonly string[] = []): Answer {
  const json = JSON.stringify(answer, (key, value) => (value === '' && blanks.includes(key) ? null : value))
  return JSON.parse(json)
}

/** Members of the first row that we write although the sample leaves them out. */
function addedMembers(sample: Answer, written: Answer): string[] {
  const before = firstRow(sample)
  return Object.keys(firstRow(written))
    .filter((key) => !(key in before))
    .sort()
}

function firstRow({ result, data }: Answer): object {
  const payload: unknown = result ?? data
  const page = isObject(payload) ? (rowsMember(payload) ?? payload) : payload
  const row: unknown = Array.isArray(page) ? page[0] : page
  return isObject(row) ? row : {}
}

function rowsMember(page: object): unknown {
  if ('rows' in page) return page.rows
  return 'result' in page ? page.result : undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
