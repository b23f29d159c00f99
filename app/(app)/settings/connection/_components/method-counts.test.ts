import { expect, test } from 'vitest'
import { type MethodCounts, nextOrder, shareOf, sortMethods, totalsOf } from './method-counts'

const counts = (method: string, calls: number, cached = 0): MethodCounts => ({
  method,
  calls,
  failed: 1,
  saved: { shared: 2, cached },
  byPriority: { commands: 0, people: 1, background: calls - 1 },
})

const METHODS = [counts('jimi.b', 5), counts('jimi.a', 5, 9), counts('jimi.c', 40)]
const names = (methods: readonly MethodCounts[]) => methods.map(({ method }) => method)

test('rows sort by any column, and equal ones by name in either direction', () => {
  expect(names(sortMethods(METHODS, { column: 'calls', direction: 'descending' }))).toEqual([
    'jimi.c',
    'jimi.a',
    'jimi.b',
  ])
  expect(names(sortMethods(METHODS, { column: 'calls', direction: 'ascending' }))).toEqual([
    'jimi.a',
    'jimi.b',
    'jimi.c',
  ])
  expect(names(sortMethods(METHODS, { column: 'cached', direction: 'descending' }))[0]).toBe('jimi.a')
  expect(names(sortMethods(METHODS, { column: 'method', direction: 'descending' }))[0]).toBe('jimi.c')
})

test('sorting leaves the answer it was given as it was', () => {
  sortMethods(METHODS, { column: 'method', direction: 'ascending' })
  expect(names(METHODS)).toEqual(['jimi.b', 'jimi.a', 'jimi.c'])
})

test('a new column begins with its largest number or its first name, the same one turns around', () => {
  const byCalls = nextOrder({ column: 'method', direction: 'ascending' }, 'calls')
  expect(byCalls).toEqual({ column: 'calls', direction: 'descending' })
  expect(nextOrder(byCalls, 'calls')).toEqual({ column: 'calls', direction: 'ascending' })
  expect(nextOrder(byCalls, 'method')).toEqual({ column: 'method', direction: 'ascending' })
})

// By hand: 5 + 5 + 40 calls, one failure and two shared in each of three, nine fresh in one.
test('totals add up every column', () => {
  expect(totalsOf(METHODS)).toEqual({
    calls: 50,
    failed: 3,
    shared: 6,
    cached: 9,
    commands: 0,
    people: 3,
    background: 47,
  })
  expect(totalsOf([]).calls).toBe(0)
})

test('a share of nothing is nothing, not a broken number', () => {
  expect(shareOf(0, 0)).toBe(0)
  expect(shareOf(1, 4)).toBe(0.25)
})
