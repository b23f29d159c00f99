import { expect, test } from 'vitest'
import { lastDueMs, nextDueMs, type ScheduleTimes } from './schedule'

const iso = (ms: number) => new Date(ms).toISOString()
const after = (times: ScheduleTimes, from: string, count: number) => {
  const due: string[] = []
  let ms = Date.parse(from)
  for (let each = 0; each < count; each++) {
    ms = nextDueMs(times, ms)
    due.push(iso(ms))
  }
  return due
}

test('06:30 is 06:30 on the clock of each zone', () => {
  const daily = (zone: string): ScheduleTimes => ({ rhythm: { every: 'day' }, time: '06:30', zone })
  // Nairobi is UTC+3, Kathmandu UTC+5:45; New York goes from UTC-5 to UTC-4 on 8 March 2026.
  expect(after(daily('Africa/Nairobi'), '2026-03-07T00:00:00Z', 2)).toEqual([
    '2026-03-07T03:30:00.000Z',
    '2026-03-08T03:30:00.000Z',
  ])
  expect(after(daily('Asia/Kathmandu'), '2026-03-07T00:45:00Z', 1)).toEqual(['2026-03-08T00:45:00.000Z'])
  expect(after(daily('America/New_York'), '2026-03-07T00:00:00Z', 2)).toEqual([
    '2026-03-07T11:30:00.000Z',
    '2026-03-08T10:30:00.000Z',
  ])
})

test('a time the clock skips or shows twice is due once', () => {
  const times: ScheduleTimes = { rhythm: { every: 'day' }, time: '02:30', zone: 'America/New_York' }
  expect(after(times, '2026-03-07T12:00:00Z', 2)).toEqual([
    '2026-03-08T07:30:00.000Z',
    '2026-03-09T06:30:00.000Z',
  ])
  const twice: ScheduleTimes = { ...times, time: '01:30' }
  // 01:30 comes at UTC-4 first and again at UTC-5.
  expect(after(twice, '2026-10-31T12:00:00Z', 2)).toEqual([
    '2026-11-01T05:30:00.000Z',
    '2026-11-02T06:30:00.000Z',
  ])
})

test('weekly on its day; monthly on the last where a month is shorter', () => {
  const weekly: ScheduleTimes = {
    rhythm: { every: 'week', weekday: 1 },
    time: '00:15',
    zone: 'Asia/Kathmandu',
  }
  // Monday, 2 March 2026, 00:15 in Kathmandu is Sunday in UTC.
  expect(after(weekly, '2026-02-24T00:00:00Z', 2)).toEqual([
    '2026-03-01T18:30:00.000Z',
    '2026-03-08T18:30:00.000Z',
  ])
  const monthly: ScheduleTimes = { rhythm: { every: 'month', day: 31 }, time: '08:00', zone: 'UTC' }
  expect(after(monthly, '2026-01-31T08:00:00Z', 3)).toEqual([
    '2026-02-28T08:00:00.000Z',
    '2026-03-31T08:00:00.000Z',
    '2026-04-30T08:00:00.000Z',
  ])
})

test('what was missed is the last moment it was due', () => {
  const times: ScheduleTimes = { rhythm: { every: 'day' }, time: '06:30', zone: 'Africa/Nairobi' }
  expect(iso(lastDueMs(times, Date.parse('2026-03-10T03:30:00Z')))).toBe('2026-03-10T03:30:00.000Z')
  expect(iso(lastDueMs(times, Date.parse('2026-03-10T03:29:59Z')))).toBe('2026-03-09T03:30:00.000Z')
})
