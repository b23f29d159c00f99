import { expect, test } from 'vitest'
import { InvalidInputError } from '@/lib/server/errors'
import { fittingSpan, tracksQuerySchema } from './query'

const idOf = (index: number) => `11111111-1111-4111-8111-${String(index).padStart(12, '0')}`
const ids = (count: number) => Array.from({ length: count }, (_, index) => idOf(index)).join()
const span = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00.000Z' }

test('one to ten vehicles, each once, in the order asked for', () => {
  expect(tracksQuerySchema.parse({ ids: `${idOf(2)},${idOf(1)},${idOf(2)},`, ...span }).ids).toEqual([
    idOf(2),
    idOf(1),
  ])
  expect(tracksQuerySchema.parse({ ids: ids(10), ...span }).ids).toHaveLength(10)
})

test.each([
  ['no vehicle', { ids: '' }],
  ['only commas', { ids: ',,,' }],
  ['eleven vehicles', { ids: ids(11) }],
  ['an id that is none', { ids: `${idOf(1)},x` }],
  ['a time that is none', { from: 'yesterday' }],
  ['a time with another offset', { from: '2026-03-01T00:00:00+01:00' }],
])('%s is refused', (_, over) => {
  expect(tracksQuerySchema.safeParse({ ids: ids(1), ...span, ...over }).success).toBe(false)
})

test('a span runs forward, for a quarter of a year at most', () => {
  expect(fittingSpan(span)).toEqual({ fromMs: Date.UTC(2026, 2, 1), toMs: Date.UTC(2026, 2, 2) })
  expect(() => fittingSpan({ from: span.to, to: span.from })).toThrow(InvalidInputError)
  expect(() => fittingSpan({ ...span, to: span.from })).toThrow(InvalidInputError)
  expect(() => fittingSpan({ ...span, from: '2025-11-30T00:00:00Z' })).toThrow(InvalidInputError)
})
