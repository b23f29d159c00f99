import { expect, test } from 'vitest'
import { joinedSpans, overlap, piecesOf, quietSpans, type TimeSpan, uncovered } from './spans'

const spans = (...pairs: [number, number][]): TimeSpan[] => pairs.map(([fromMs, toMs]) => ({ fromMs, toMs }))
const whole: TimeSpan = { fromMs: 10, toMs: 100 }

test.each<[string, [number, number][], [number, number][]]>([
  ['nothing is known', [], [[10, 100]]],
  ['all is known', [[0, 200]], []],
  [
    'the middle is known',
    [[20, 30]],
    [
      [10, 20],
      [30, 100],
    ],
  ],
  [
    'known parts overlap, in any order',
    [
      [50, 120],
      [0, 15],
      [40, 60],
    ],
    [[15, 40]],
  ],
  [
    'known parts touch',
    [
      [10, 50],
      [50, 100],
    ],
    [],
  ],
  [
    'known parts lie outside',
    [
      [0, 10],
      [100, 110],
    ],
    [[10, 100]],
  ],
])('what is missing when %s', (_, known, missing) => {
  expect(uncovered(whole, spans(...known))).toEqual(spans(...missing))
})

test('quiet is what has no moment for longer than the limit, at the edges too', () => {
  expect(quietSpans(whole, [31, 40, 60, 81], 20)).toEqual(spans([10, 31], [60, 81]))
  expect(quietSpans(whole, [30, 50, 70, 90], 20)).toEqual([])
  expect(quietSpans(whole, [], 20)).toEqual([whole])
})

test('near spans become one, far ones stay', () => {
  expect(joinedSpans(spans([60, 70], [10, 20], [25, 30], [15, 18]), 5)).toEqual(spans([10, 30], [60, 70]))
})

test('pieces are no longer than allowed and leave nothing out', () => {
  expect(piecesOf({ fromMs: 0, toMs: 25 }, 10)).toEqual(spans([0, 10], [10, 20], [20, 25]))
  expect(piecesOf({ fromMs: 5, toMs: 5 }, 10)).toEqual([])
})

test('spans that only touch have nothing in common', () => {
  expect(overlap({ fromMs: 0, toMs: 5 }, { fromMs: 5, toMs: 9 })).toBeNull()
  expect(overlap({ fromMs: 0, toMs: 6 }, { fromMs: 5, toMs: 9 })).toEqual({ fromMs: 5, toMs: 6 })
})
