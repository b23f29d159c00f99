import { expect, test } from 'vitest'
import { VendorClock } from './vendor-clock'

const NOW_MS = Date.parse('2026-03-01T12:00:00.000Z')
const HOUR_MS = 3_600_000
const shown = (offsetMs: number, roundTripMs = 0) => ({
  shownMs: Math.floor((NOW_MS + offsetMs) / 1000) * 1000,
  receivedAtMs: NOW_MS,
  roundTripMs,
})

test('before the first look nothing is added to our time', () => {
  expect(new VendorClock().offsetMs).toBe(0)
})

test('an odd look is outvoted, and half of the way there and back is taken off', () => {
  const clock = new VendorClock()
  for (const offsetMs of [900_200, 900_400, 0, 900_600, -HOUR_MS, 900_800]) clock.note(shown(offsetMs, 400))
  // Shown as :00, so on average half a second later; and read 200 ms before we got it.
  expect(clock.offsetMs).toBe(900_000 + 500 + 200)
})

test('an answer that took longer than any clock can be read through is not looked at', () => {
  const clock = new VendorClock()
  clock.note(shown(900_000, 60_000))
  expect(clock.current()).toBeNull()
})

test('after a refused time only the newest look counts', () => {
  const clock = new VendorClock()
  for (let look = 0; look < 9; look += 1) clock.note(shown(0))
  clock.note(shown(900_000))
  expect(clock.offsetMs).toBe(500)
  clock.trustNewest()
  expect(clock.offsetMs).toBe(900_500)
})
