import { expect, test } from 'vitest'
import { addMonths, monthSpan, weeksOf } from './months'

test('months follow each other over the turn of a year', () => {
  expect([addMonths('2026-12', 1), addMonths('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
})

test('a month begins and ends by the reader’s clock, also when that changes in it', () => {
  const { fromAt, toAt } = monthSpan('2026-11', 'America/New_York')
  expect([fromAt.toISOString(), toAt.toISOString()]).toEqual([
    '2026-11-01T04:00:00.000Z',
    '2026-12-01T05:00:00.000Z',
  ])
  expect(monthSpan('2026-11', 'Asia/Kathmandu').fromAt.toISOString()).toBe('2026-10-31T18:15:00.000Z')
})

test('weeks begin on the reader’s day', () => {
  // 1 November 2026 is a Sunday.
  expect(weeksOf('2026-11', 'sun')[0]?.[0]).toBe('2026-11-01')
  expect(weeksOf('2026-11', 'mon')[0]?.filter((day) => day !== null)).toEqual(['2026-11-01'])
  expect(weeksOf('2026-11', 'sat')[0]?.indexOf('2026-11-01')).toBe(1)
  expect(
    weeksOf('2026-11', 'mon')
      .flat()
      .filter((day) => day !== null),
  ).toHaveLength(30)
})
