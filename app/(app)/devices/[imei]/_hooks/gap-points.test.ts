import { expect, test } from 'vitest'
import { blanksOf, brokenAt } from './gap-points'

const GAP = { fromMs: 100_000, toMs: 200_000, isFilled: false }
const FILLED = { ...GAP, isFilled: true }

test('a gap is blank where a series has nothing', () => {
  expect(blanksOf({ kind: 'obd', at: [90_000, 210_000] }, [FILLED])).toEqual([FILLED])
  // What came in the seconds around its ends says nothing of what lies between.
  expect(blanksOf({ kind: 'obd', at: [105_000, 195_000] }, [GAP])).toEqual([GAP])
  expect(blanksOf({ kind: 'obd', at: [90_000, 150_000] }, [GAP])).toEqual([])
})

test('what comes with positions is blank until they are filled in, however few values are shown', () => {
  for (const kind of ['speed', 'ignition'] as const) {
    expect(blanksOf({ kind, at: [90_000, 210_000] }, [FILLED])).toEqual([])
    expect(blanksOf({ kind, at: [90_000, 210_000] }, [GAP])).toEqual([GAP])
  }
})

test('a line is broken within a blank and stays as it is elsewhere', () => {
  const line = { at: [90_000, 210_000, 220_000], value: [1, 2, 3] }
  expect(brokenAt(line, [GAP], false)).toEqual({
    at: [90_000, 150_000, 210_000, 220_000],
    value: [1, null, 2, 3],
  })
  expect(brokenAt(line, [], true)).toEqual(line)
})

test('what holds until it changes holds up to the blank, and is unknown until it is told again', () => {
  expect(brokenAt({ at: [90_000, 210_000], value: [1, 0] }, [GAP], true)).toEqual({
    at: [90_000, 100_000, 150_000, 210_000],
    value: [1, 1, null, 0],
  })
})
