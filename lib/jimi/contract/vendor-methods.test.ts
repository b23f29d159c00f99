// The registry against the vendor's own list: no method missing, none invented, and no required parameter forgotten.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Profile } from '../wire/profile'
import type { Fields } from './fields'
import { findMethodOfRequest, isMethodName, type MethodName, methods } from './index'
import { decodeInput } from './io'
import { VENDOR_METHODS } from './vendor-methods.test-table'

/** Asks for shifted coordinates. We never do: the shift is undone nowhere but at our own edges. */
const NEVER_SENT = new Set(['map_type'])

test('the registry has every method of the vendor and no other', () => {
  expect(Object.keys(methods).sort()).toEqual(VENDOR_METHODS.map(({ name }) => name).sort())
})

const known = VENDOR_METHODS.flatMap((vendor) =>
  isMethodName(vendor.name) ? [{ ...vendor, method: vendor.name }] : [],
)

describe.each(known)('$name', ({ method, access, profiles, required, optional, oneOf }) => {
  test('has the access and the profiles the vendor gives it', () => {
    expect(methods[method].access).toBe(access)
    expect([...methods[method].profiles].sort()).toEqual([...profiles].sort())
  })

  test('is not read without what the vendor requires', () => {
    for (const name of required) expect(readable(method, [name]), name).toBe(false)
    for (const names of oneOf) expect(readable(method, names), names.join()).toBe(false)
  })

  test('knows every parameter the vendor documents', () => {
    const { fields, constants = {} }: { fields: Fields; constants?: object } = methods[method].input
    const names = [...Object.values(fields).flatMap(namesOf), ...Object.keys(constants)]
    const documented = [...required, ...optional, ...oneOf.flat()].filter((name) => !NEVER_SENT.has(name))
    expect(names).toEqual(expect.arrayContaining(documented))
  })
})

test('a request is told by its wire name, and an edit of a fence by its fence id', () => {
  const create = 'jimi.open.platform.fence.create'
  expect(findMethodOfRequest(create, {})).toBe(create)
  expect(findMethodOfRequest(create, { fence_id: '' })).toBe(create)
  expect(findMethodOfRequest(create, { fence_id: 'a' })).toBe('jimi.open.platform.fence.update')
  expect(findMethodOfRequest('jimi.open.platform.fence.update', {})).toBe('jimi.open.platform.fence.update')
  expect(findMethodOfRequest('jimi.open.platform.fence.list', { fence_id: 'a' })).toBe(
    'jimi.open.platform.fence.list',
  )
  expect(findMethodOfRequest('toString', {})).toBeNull()
})

const vectors = process.env.MILEPOST_JIMI_VECTORS
const why = vectors ? '' : ' (skipped: MILEPOST_JIMI_VECTORS names no file)'

test.runIf(vectors)(`our list of the vendor's methods is the published one${why}`, () => {
  const { methods: published } = JSON.parse(readFileSync(vectors ?? '', 'utf8'))
  const listed = published.map((each: PublishedMethod) => ({
    name: each.name,
    access: each.access,
    profiles: each.profiles,
    required: each.required.filter((name) => name !== 'access_token'),
    optional: each.optional,
    oneOf: each.one_of ?? [],
  }))
  expect(VENDOR_METHODS).toEqual(listed)
})

type PublishedMethod = {
  name: string
  access: string
  profiles: string[]
  required: string[]
  optional: string[]
  one_of?: string[][]
}

/** Whether the example parameters are still read when some are taken away. */
function readable(method: MethodName, without: readonly string[]): boolean {
  const left = Object.entries(methods[method].example.params).filter(([name]) => !without.includes(name))
  const profiles: readonly Profile[] = methods[method].profiles
  const profile = profiles.includes('pro') ? 'pro' : 'ts'
  return decodeInput(method, Object.fromEntries(left), { profile }).ok
}

function namesOf({ name, also = [] }: Fields[string]): string[] {
  return [...(typeof name === 'string' ? [name] : [name.ts, name.pro]), ...also]
}
