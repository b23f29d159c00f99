import { expect, test } from 'vitest'
import { alarmSpan, healBackoffMs, isPastKeeping, missingSpan } from './receive-gap'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const NOW = Date.parse('2026-03-01T12:00:00Z')
/** From 9:00 to 10:00. */
const GAP = { fromMs: NOW - 3 * HOUR_MS, toMs: NOW - 2 * HOUR_MS }
const UNKNOWN = { beforeMs: null, afterMs: null, vendorLatestMs: null }

test('what lies between the last fix before and the first one after is asked for, and no more', () => {
  const known = { ...UNKNOWN, beforeMs: GAP.fromMs - 30_000, afterMs: GAP.toMs + 10_000 }
  expect(missingSpan(GAP, known, NOW)).toEqual({ fromMs: known.beforeMs, toMs: known.afterMs })
})

test('a device that the vendor has heard nothing newer of misses nothing', () => {
  const beforeMs = GAP.fromMs - DAY_MS
  expect(missingSpan(GAP, { ...UNKNOWN, beforeMs, vendorLatestMs: beforeMs }, NOW)).toBeNull()
  expect(missingSpan(GAP, { ...UNKNOWN, beforeMs, vendorLatestMs: beforeMs + 1000 }, NOW)).not.toBeNull()
  // Of one that was never heard of here, all may be missing.
  expect(missingSpan(GAP, { ...UNKNOWN, vendorLatestMs: beforeMs }, NOW)).not.toBeNull()
})

test('without neighbours the gap and a little around it is asked for; before it at most a week', () => {
  expect(missingSpan(GAP, UNKNOWN, NOW)).toEqual({
    fromMs: GAP.fromMs - 2 * MINUTE_MS,
    toMs: GAP.toMs + 2 * MINUTE_MS,
  })
  const longAgo = { ...UNKNOWN, beforeMs: GAP.fromMs - 30 * DAY_MS }
  expect(missingSpan(GAP, longAgo, NOW)?.fromMs).toBe(GAP.fromMs - 7 * DAY_MS)
})

test('nothing is asked for that the vendor does not keep, nor of the last minute', () => {
  const old = { fromMs: NOW - 100 * DAY_MS, toMs: NOW - 95 * DAY_MS }
  expect(missingSpan(old, UNKNOWN, NOW)).toBeNull()
  expect(alarmSpan(old, NOW)).toBeNull()
  // Three months are at least 89 days (28 + 31 + 30).
  const half = { fromMs: NOW - 100 * DAY_MS, toMs: NOW - 80 * DAY_MS }
  expect(missingSpan(half, UNKNOWN, NOW)?.fromMs).toBe(NOW - 89 * DAY_MS)
  expect([isPastKeeping(half, NOW), isPastKeeping(GAP, NOW)]).toEqual([true, false])
  const fresh = { fromMs: NOW - HOUR_MS, toMs: NOW - 30_000 }
  expect(missingSpan(fresh, UNKNOWN, NOW)?.toMs).toBe(NOW - MINUTE_MS)
  expect(alarmSpan(fresh, NOW)).toEqual({ fromMs: fresh.fromMs - 15 * MINUTE_MS, toMs: NOW - MINUTE_MS })
})

test('spans are whole seconds that leave nothing out', () => {
  const known = { ...UNKNOWN, beforeMs: GAP.fromMs - 1_500, afterMs: GAP.toMs + 1_500 }
  expect(missingSpan(GAP, known, NOW)).toEqual({ fromMs: GAP.fromMs - 2_000, toMs: GAP.toMs + 2_000 })
})

test('tries without the vendor come ever later, up to an hour apart', () => {
  expect([1, 2, 3, 7, 100].map(healBackoffMs)).toEqual(
    [1, 2, 4, 60, 60].map((minutes) => minutes * MINUTE_MS),
  )
})
