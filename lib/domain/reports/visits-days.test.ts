import { expect, test } from 'vitest'
import { named, reportFor, requestFor, told } from './made-report.test-helper'
import { spanOf } from './periods'

const HOUR_MS = 3_600_000

// A vehicle that is at its depot from well before the day until well after it.
test.each([
  // UTC+3 and UTC+5:45 all year.
  ['Africa/Nairobi', '2026-03-08', '2026-03-07T21:00:00Z', 24],
  ['Asia/Kathmandu', '2026-03-08', '2026-03-07T18:15:00Z', 24],
  ['Africa/Nairobi', '2026-11-01', '2026-10-31T21:00:00Z', 24],
  ['Asia/Kathmandu', '2026-11-01', '2026-10-31T18:15:00Z', 24],
  // Clocks go from 02:00 to 03:00 on 8 March 2026 and back on 1 November (IANA): 23 and 25 hours.
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', 23],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 25],
])('in %s a visit fills the day %s from midnight at %s for its %d hours', (zone, day, midnight, hours) => {
  const fromMs = Date.parse(midnight)
  const span = spanOf({ by: 'days', from: day, to: day }, { zone, weekStart: 'mon', nowMs: 0 })
  const visit = (enteredMs: number, leftMs: number) => ({
    ...{ fenceId: 'depot', fence: 'Depot', isInside: false, enteredMs, leftMs },
  })
  const all = [
    visit(fromMs - 5 * HOUR_MS, fromMs + 40 * HOUR_MS),
    // Wholly on the day before and the day after.
    visit(fromMs - 2 * HOUR_MS, fromMs - 1),
    visit(fromMs + hours * HOUR_MS, fromMs + (hours + 1) * HOUR_MS),
  ]
  const list = reportFor(requestFor('fence_visits', { from: day, to: day, zone }), span)
  const rows = list.add(told({ visits: all })).rows.map((row) => named(list, row))
  expect(rows).toMatchObject([
    {
      enteredAt: new Date(fromMs).toISOString(),
      leftAt: new Date(fromMs + hours * HOUR_MS).toISOString(),
      durationSec: hours * 3600,
    },
  ])
  const sums = reportFor(
    requestFor('fence_visits', { from: day, to: day, zone, params: { detail: 'summary' } }),
    span,
  )
  const [sum] = sums.add(told({ visits: all })).rows
  expect(named(sums, sum)).toMatchObject({ visits: 1, durationSec: hours * 3600 })
})
