import { expect, test } from 'vitest'
import {
  addDays,
  addDaysToKey,
  dayKey,
  daysOf,
  endOfDay,
  fromLocal,
  isDayKey,
  isTimeZone,
  startOfDay,
  startOfWeek,
  zonedParts,
} from './time'

// Offsets and changes by the IANA time zone database: Nairobi is UTC+3 and Kathmandu UTC+5:45 all year. New York leaves
// UTC-5 on 8 March 2026 at 07:00 UTC and comes back on 1 November 2026 at 06:00 UTC.
const NAIROBI = 'Africa/Nairobi'
const KATHMANDU = 'Asia/Kathmandu'
const NEW_YORK = 'America/New_York'

const at = (iso: string) => new Date(iso)
const hours = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
  (endsAt.getTime() - startsAt.getTime()) / 3_600_000

test('a moment belongs to the day its own zone calls it', () => {
  expect(dayKey(at('2026-05-31T21:30:00Z'), NAIROBI)).toBe('2026-06-01')
  expect(dayKey(at('2026-12-31T18:14:59Z'), KATHMANDU)).toBe('2026-12-31')
  expect(dayKey(at('2026-12-31T18:15:00Z'), KATHMANDU)).toBe('2027-01-01')
  expect(dayKey(at('2026-01-01T04:59:59Z'), NEW_YORK)).toBe('2025-12-31')
})

test('a day begins and ends at local midnight', () => {
  expect(startOfDay(at('2026-06-01T12:00:00Z'), NAIROBI)).toEqual(at('2026-05-31T21:00:00Z'))
  expect(startOfDay(at('2026-06-01T18:15:00Z'), KATHMANDU)).toEqual(at('2026-06-01T18:15:00Z'))
  expect(endOfDay(at('2026-06-01T18:14:59.999Z'), KATHMANDU)).toEqual(at('2026-06-01T18:15:00Z'))
  expect(startOfDay(at('2026-03-08T20:00:00Z'), NEW_YORK)).toEqual(at('2026-03-08T05:00:00Z'))
  expect(endOfDay(at('2026-03-08T20:00:00Z'), NEW_YORK)).toEqual(at('2026-03-09T04:00:00Z'))
})

test('the day the clocks go forward has 23 hours, the day they go back 25, others 24', () => {
  const spring = daysOf({ from: at('2026-03-07T12:00:00Z'), to: at('2026-03-09T12:00:00Z') }, NEW_YORK)
  expect(spring.map(({ key }) => key)).toEqual(['2026-03-07', '2026-03-08', '2026-03-09'])
  expect(spring.map(hours)).toEqual([24, 23, 24])
  const autumn = daysOf({ from: at('2026-10-31T12:00:00Z'), to: at('2026-11-02T12:00:00Z') }, NEW_YORK)
  expect(autumn.map(hours)).toEqual([24, 25, 24])
})

test('the days of a range follow each other without gap, and its end belongs to it no more', () => {
  for (const zone of [NAIROBI, KATHMANDU, NEW_YORK]) {
    const days = daysOf({ from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') }, zone)
    for (const [index, day] of days.entries()) {
      expect(day.startsAt).toEqual(days[index - 1]?.endsAt ?? day.startsAt)
      expect(dayKey(day.startsAt, zone)).toBe(day.key)
    }
    // A year of UTC touches 366 local days east and west of it.
    expect(days).toHaveLength(366)
  }
  const midnight = at('2026-05-31T21:00:00Z')
  expect(daysOf({ from: at('2026-05-31T20:00:00Z'), to: midnight }, NAIROBI)).toHaveLength(1)
  expect(daysOf({ from: midnight, to: midnight }, NAIROBI)).toEqual([])
})

// The change of the clocks there is at midnight, 5 September 2026 24:00 to 6 September 01:00.
test('a day without midnight begins with its first moment', () => {
  const day = startOfDay(at('2026-09-06T15:00:00Z'), 'America/Santiago')
  expect(day).toEqual(at('2026-09-06T04:00:00Z'))
  expect(zonedParts(day, 'America/Santiago')).toMatchObject({ day: 6, hour: 1 })
})

test('a date that a calendar skipped is no day', () => {
  const days = daysOf({ from: at('2011-12-29T20:00:00Z'), to: at('2011-12-31T20:00:00Z') }, 'Pacific/Apia')
  expect(days.map(({ key }) => key)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01'])
})

test('a wall clock leads to its moment; skipped times move on, doubled ones are the first', () => {
  expect(fromLocal({ date: '2026-06-01', time: '08:00' }, KATHMANDU)).toEqual(at('2026-06-01T02:15:00Z'))
  expect(fromLocal({ date: '2026-03-08', time: '02:30' }, NEW_YORK)).toEqual(at('2026-03-08T07:30:00Z'))
  expect(fromLocal({ date: '2026-11-01', time: '01:30:15' }, NEW_YORK)).toEqual(at('2026-11-01T05:30:15Z'))
  expect(() => fromLocal({ date: '2026-02-30' }, NAIROBI)).toThrow(RangeError)
  expect(() => fromLocal({ date: '2026-02-20', time: '25:00' }, NAIROBI)).toThrow(RangeError)
})

test('adding days keeps the wall clock over a change, to the millisecond', () => {
  expect(addDays(at('2026-03-07T17:00:00.250Z'), 1, NEW_YORK)).toEqual(at('2026-03-08T16:00:00.250Z'))
  expect(addDays(at('2026-11-02T17:00:00Z'), -2, NEW_YORK)).toEqual(at('2026-10-31T16:00:00Z'))
  expect(addDaysToKey('2028-02-28', 2)).toBe('2028-03-01')
})

// 8 March 2026 is a Sunday.
test('a week begins with the day people say it does', () => {
  const sunday = at('2026-03-08T20:00:00Z')
  expect(startOfWeek(sunday, NEW_YORK, 'mon')).toEqual(at('2026-03-02T05:00:00Z'))
  expect(startOfWeek(sunday, NEW_YORK, 'sun')).toEqual(at('2026-03-08T05:00:00Z'))
  expect(startOfWeek(sunday, NEW_YORK, 'sat')).toEqual(at('2026-03-07T05:00:00Z'))
  expect(zonedParts(sunday, NEW_YORK)).toEqual({
    year: 2026,
    month: 3,
    day: 8,
    hour: 16,
    minute: 0,
    second: 0,
    weekday: 0,
  })
})

test('zones are IANA names, dates are dates', () => {
  expect(['Africa/Nairobi', 'UTC', 'Mars/Phobos', '+03:00', ''].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect(['2026-02-28', '2026-02-29', '2026-2-1', '20260201'].map(isDayKey)).toEqual([
    true,
    false,
    false,
    false,
  ])
})
