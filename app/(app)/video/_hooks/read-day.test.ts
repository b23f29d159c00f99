import { expect, test } from 'vitest'
import { readDay } from './read-day'

const TODAY = '2026-03-08'

test('today and days before it have recordings', () => {
  expect(readDay(TODAY, TODAY)).toEqual({ day: TODAY })
  expect(readDay('2026-02-28', TODAY)).toEqual({ day: '2026-02-28' })
})

test.each([
  ['', 'noDay'],
  ['2026-02-30', 'noDay'],
  ['0202', 'noDay'],
  ['2026-03-09', 'future'],
])('"%s" is wrong: %s', (text, problem) => {
  expect(readDay(text, TODAY)).toEqual({ problem })
})
