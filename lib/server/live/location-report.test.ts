import { expect, test } from 'vitest'
import { type LocationRow, patchOfReport, toReport } from './location-report'

const NOW = Date.UTC(2026, 0, 15, 8, 0, 0)
const row = (changes: Partial<LocationRow> = {}): LocationRow => ({
  imei: '860000000000001',
  online: true,
  expired: false,
  lat: 41.15,
  lng: -8.61,
  fixAt: new Date(NOW - 5_000),
  source: 'gps',
  ...changes,
})

test('what the vendor leaves out is unknown, never 0', () => {
  const { speedKph, headingDeg, ignition, batteryPercent, odometerKm } = toReport(row(), NOW)
  expect([speedKph, headingDeg, ignition, batteryPercent, odometerKm]).toEqual([null, null, null, null, null])
})

test('a fix needs a place and a time', () => {
  for (const missing of [{ lat: undefined }, { lng: undefined }, { fixAt: undefined }]) {
    expect(toReport(row(missing), NOW)).toMatchObject({ position: null, fixAtMs: 0 })
  }
})

test('a clock more than ten minutes ahead is not believed, neither for the fix nor for the heartbeat', () => {
  const ahead = new Date(NOW + 10 * 60_000 + 1)
  expect(toReport(row({ fixAt: ahead, heartbeatAt: ahead }), NOW)).toMatchObject({
    position: null,
    fixAtMs: 0,
    heartbeatAtMs: 0,
  })
  expect(toReport(row({ fixAt: new Date(NOW + 10 * 60_000) }), NOW).position).not.toBeNull()
})

test('north is 0 degrees however it is sent', () => {
  expect(toReport(row({ headingDeg: 360 }), NOW).headingDeg).toBe(0)
  expect(toReport(row({ headingDeg: 359.6 }), NOW).headingDeg).toBe(0)
})

test('satellite fixes have no radius, others one that shrinks with confidence', () => {
  const accuracy = (changes: Partial<LocationRow>) => toReport(row(changes), NOW).accuracyM
  expect(accuracy({ source: 'gps', confidence: 1 })).toBeNull()
  // The usual figures of USUAL_ACCURACY_M; confidence 2 is the middle.
  expect(accuracy({ source: 'wifi' })).toBe(80)
  expect([1, 2, 3].map((confidence) => accuracy({ source: 'cell', confidence }))).toEqual([2000, 1000, 500])
})

test('being connected and expired is dated by the vendor, whose clock its pushed sign-offs go by', () => {
  const context = { deviceId: 'v1', receivedAtMs: NOW, vendorNowMs: NOW - 300_000 }
  const patch = patchOfReport(toReport(row(), NOW), context)
  expect(patch).toMatchObject({ receivedAtMs: NOW, online: { atMs: NOW - 300_000, value: true } })
  expect(patch.expired).toEqual({ atMs: NOW - 300_000, value: false })
})
