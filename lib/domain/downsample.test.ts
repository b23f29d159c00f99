import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesOnly, downsample } from './downsample'

const anyPoints = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), {
    minLength: 1,
    maxLength: 400,
  })
  .map((pairs) => pairs.toSorted(([a], [b]) => a - b))
  .map((pairs) => ({ at: pairs.map(([at]) => at), value: pairs.map(([, value]) => value) }))
const anyLimit = fc.integer({ min: 4, max: 120 })

test('no more points than asked for, in their order, each one of the given', () => {
  fc.assert(
    fc.property(anyPoints, anyLimit, (points, limit) => {
      const result = downsample(points, limit)
      expect(result.at.length).toBeLessThanOrEqual(limit)
      expect(result.value).toHaveLength(result.at.length)
      expect(result.at).toEqual(result.at.toSorted((a, b) => a - b))
      const given = new Set(points.at.map((at, index) => `${at} ${points.value[index]}`))
      expect(result.at.every((at, index) => given.has(`${at} ${result.value[index]}`))).toBe(true)
    }),
  )
})

test('the lowest, the highest, the first and the last are always kept', () => {
  fc.assert(
    fc.property(anyPoints, anyLimit, (points, limit) => {
      const result = downsample(points, limit)
      expect(Math.min(...result.value)).toBe(Math.min(...points.value))
      expect(Math.max(...result.value)).toBe(Math.max(...points.value))
      expect([result.at[0], result.value[0]]).toEqual([points.at[0], points.value[0]])
      expect([result.at.at(-1), result.value.at(-1)]).toEqual([points.at.at(-1), points.value.at(-1)])
    }),
  )
})

test('few points stay as they are, none stay none', () => {
  expect(downsample({ at: [1, 2, 3], value: [5, 4, 6] }, 4)).toEqual({ at: [1, 2, 3], value: [5, 4, 6] })
  expect(downsample({ at: [], value: [] }, 4)).toEqual({ at: [], value: [] })
})

test('points of one single moment are bounded too', () => {
  const at = new Array<number>(50).fill(7)
  const result = downsample({ at, value: at.map((_, index) => index) }, 10)
  expect(result.at.length).toBeLessThanOrEqual(10)
  expect([Math.min(...result.value), Math.max(...result.value)]).toEqual([0, 49])
})

test('of what holds until the next one, the changes and both ends are enough', () => {
  expect(changesOnly({ at: [1, 2, 3, 4, 5, 6], value: [0, 0, 1, 1, 0, 0] })).toEqual({
    at: [1, 3, 5, 6],
    value: [0, 1, 0, 0],
  })
})
