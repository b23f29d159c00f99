// Holds every declaration against the vendor's own samples: what they mean to us, and that we write them the same way.

import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Profile } from '../wire/profile'
import { type MethodInput, type MethodName, type MethodOutput, methods } from './index'
import { decodeInput, decodeOutput, encodeInput, encodeOutput } from './io'
import { readSampleAnswer } from './sample-answer.test-helper'
import { SAMPLES } from './samples.test-table'

const names = Object.keys(methods) as MethodName[]

describe.each(SAMPLES)('$method as the vendor prints it for profile $profile', (sample) => {
  const dialect = { profile: sample.profile }
  const answer = readSampleAnswer(sample.method, sample.profile)

  test('decodes to the values it states', () => {
    const { value, dropped } = decodeOutput(sample.method, answer, dialect)
    expect(value).toEqual(sample.means)
    expect(dropped).toEqual([])
  })

  test('encodes back to the same members with the same types', () => {
    const { value } = decodeOutput(sample.method, answer, dialect)
    const written = encodeOutput(sample.method, value, dialect)
    expect(written).toMatchObject(answer)
    expect(addedMembers(answer, written)).toEqual(sample.adds ?? [])
  })
})

test('every sample the declarations carry is in the table of meanings', () => {
  const carried = names.flatMap((method) =>
    Object.keys(methods[method].example.answers).map((profile) => `${method} ${profile}`),
  )
  expect(SAMPLES.map(({ method, profile }) => `${method} ${profile}`).sort()).toEqual(carried.sort())
})

describe.each(names)('%s', (name) => {
  test('stands in the registry under its own name and says what it does', () => {
    expect(methods[name].name).toBe(name)
    expect(methods[name].summary).toMatch(/^[A-Z].*\.$/)
    expect(methods[name].docs).toMatch(/\.$/)
  })

  test('reads its example parameters and sends the same texts', () => {
    const params = { ...methods[name].example.params }
    const decoded = decodeInput(name, params, { profile: 'pro' })
    if (!decoded.ok) throw new Error(`${decoded.parameter}: ${decoded.reason}`)
    expect(encodeInput(name, decoded.input, { profile: 'pro' })).toEqual(params)
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

/** Members of the first row that we write although the sample leaves them out. */
function addedMembers(sample: { result?: unknown }, written: { result?: unknown }): string[] {
  const before = firstRow(sample.result)
  return Object.keys(firstRow(written.result))
    .filter((key) => !(key in before))
    .sort()
}

function firstRow(payload: unknown): object {
  const row: unknown = Array.isArray(payload) ? payload[0] : payload
  return typeof row === 'object' && row !== null ? row : {}
}
