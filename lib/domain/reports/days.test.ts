import { expect, test } from 'vitest'
import { named, reportFor, requestFor, steadyDrive, told } from './made-report.test-helper'
import { periodsOf, relativeDays, spanOf } from './periods'

const HOUR_MS = 3_600_000
const by = (zone: string) => ({ zone, weekStart: 'mon' as const, nowMs: 0 })

// Half an hour at 36 km/h before the midnight of the zone is 18 km, an hour and a half after it 54 km.
test.each([
  // UTC+3 all year: midnight is 21:00 UTC of the day before.
  ['Africa/Nairobi', '2026-03-08', '2026-03-07T21:00:00Z', [24, 24]],
  // UTC+5:45 all year: midnight is 18:15 UTC of the day before.
  ['Asia/Kathmandu', '2026-03-08', '2026-03-07T18:15:00Z', [24, 24]],
  // Clocks go from 02:00 to 03:00 on 8 March 2026, so that day has 23 hours; midnight before it is UTC-5.
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', [24, 23]],
  // And back on 1 November: 25 hours; midnight before it is UTC-4.
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', [24, 25]],
])('in %s the night to %s parts a drive at %s', (zone, day, midnight, hours) => {
  const atMs = Date.parse(midnight)
  const before = new Date(atMs - 1).toISOString()
  const range = { by: 'days' as const, from: day, to: day }
  const { fromMs, toMs } = spanOf(range, by(zone))
  expect(new Date(fromMs).toISOString()).toBe(new Date(midnight).toISOString())
  expect((toMs - fromMs) / HOUR_MS).toBe(hours[1])
  const span = { fromMs: fromMs - (hours[0] ?? 0) * HOUR_MS, toMs }
  const request = requestFor('mileage', { from: before.slice(0, 10), to: day, zone })
  const report = reportFor(request, span)
  const drive = steadyDrive(
    new Date(atMs - HOUR_MS / 2).toISOString(),
    new Date(atMs + 1.5 * HOUR_MS).toISOString(),
    36,
  )
  const { rows, subtotal } = report.add(told({ points: drive }))
  const cells = rows.map((row) => named(report, row))
  expect(cells.map(({ distanceM }) => Math.round(Number(distanceM)))).toEqual([18_000, 54_000])
  expect(cells.map(({ movingSec }) => movingSec)).toEqual([1_800, 5_400])
  // The trip is one, and counts where it began.
  expect(cells.map(({ trips }) => trips)).toEqual([1, 0])
  expect(cells[1]?.day).toBe(day)
  // 72 km in two hours.
  expect(named(report, subtotal ?? undefined)).toMatchObject({ vehicle: 2, trips: 1, movingSec: 7_200 })
  expect(Number(named(report, subtotal ?? undefined).meanSpeedKph)).toBeCloseTo(36, 3)

  const used = reportFor(
    requestFor('utilization', { from: day, to: day, zone, params: { granularity: 'day' } }),
    span,
  )
  const parts = used.add(told({ points: drive })).rows.map((row) => named(used, row))
  expect(parts.map(({ spanSec }) => Number(spanSec) / 3600)).toEqual(hours)
  for (const { movingSec, idleSec, parkedSec, unknownSec, spanSec } of parts)
    expect(Number(movingSec) + Number(idleSec) + Number(parkedSec) + Number(unknownSec)).toBe(spanSec)
})

test('weeks begin where the reader has them begin, and the span cuts the first and the last', () => {
  // 1 March 2026 is a Sunday.
  const span = spanOf({ by: 'days', from: '2026-02-26', to: '2026-03-10' }, by('UTC'))
  const keys = (weekStart: 'mon' | 'sun' | 'sat') =>
    periodsOf(span, { granularity: 'week', zone: 'UTC', weekStart }).map(
      ({ key, lastKey }) => `${key} ${lastKey}`,
    )
  expect(keys('mon')).toEqual(['2026-02-26 2026-03-01', '2026-03-02 2026-03-08', '2026-03-09 2026-03-10'])
  expect(keys('sun')).toEqual(['2026-02-26 2026-02-28', '2026-03-01 2026-03-07', '2026-03-08 2026-03-10'])
  expect(keys('sat')).toEqual(['2026-02-26 2026-02-27', '2026-02-28 2026-03-06', '2026-03-07 2026-03-10'])
  const months = periodsOf(span, { granularity: 'month', zone: 'UTC', weekStart: 'mon' })
  expect(months.map(({ key, lastKey }) => [key, lastKey])).toEqual([
    ['2026-02-26', '2026-02-28'],
    ['2026-03-01', '2026-03-10'],
  ])
})

test('spans before now are whole local days', () => {
  // 02:00 on Sunday 1 March in Nairobi is 23:00 on Saturday in UTC.
  const nowMs = Date.parse('2026-02-28T23:00:00Z')
  const inNairobi = { zone: 'Africa/Nairobi', weekStart: 'mon' as const, nowMs }
  expect(relativeDays('yesterday', inNairobi)).toEqual({ from: '2026-02-28', to: '2026-02-28' })
  expect(relativeDays('last_month', inNairobi)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(relativeDays('last_month', { ...inNairobi, zone: 'UTC' })).toEqual({
    from: '2026-01-01',
    to: '2026-01-31',
  })
  expect(relativeDays('last_week', inNairobi)).toEqual({ from: '2026-02-16', to: '2026-02-22' })
  expect(relativeDays('last_week', { ...inNairobi, weekStart: 'sun' })).toEqual({
    from: '2026-02-22',
    to: '2026-02-28',
  })
  expect(relativeDays('this_month', inNairobi)).toEqual({ from: '2026-03-01', to: '2026-03-01' })
  expect(relativeDays('last_7_days', inNairobi)).toEqual({ from: '2026-02-22', to: '2026-02-28' })
})
