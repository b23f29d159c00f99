import { expect, test } from 'vitest'
import { isShortened, readKeepDays } from './retention'

test('days are whole, from one to ten years; nothing typed is the default', () => {
  expect([' 90 ', '1', '3650', ''].map(readKeepDays)).toEqual([90, 1, 3650, null])
  expect(['0', '3651', '-1', '1.5', '1e2', 'ninety'].map(readKeepDays)).toEqual(Array(6).fill(undefined))
})

test('keeping less is told apart from keeping longer, also by going back to the default', () => {
  const kind = { kind: 'positions', defaultDays: 90, days: 365 }
  expect(isShortened(kind, null)).toBe(true)
  expect(isShortened(kind, 365)).toBe(false)
  expect(isShortened({ ...kind, days: 30 }, null)).toBe(false)
  expect(isShortened({ ...kind, days: null }, 89)).toBe(true)
})
