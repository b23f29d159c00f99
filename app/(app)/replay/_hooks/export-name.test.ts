import { expect, test } from 'vitest'
import { exportName } from './export-name'

test('a file is named after the day the replay begins on in the reader’s zone', () => {
  // Midnight of 15 January in Nairobi (UTC+3), and of the same day in New York (UTC-5 in winter).
  expect(exportName(Date.UTC(2026, 0, 14, 21), 'Africa/Nairobi', 'gpx')).toBe('milepost-2026-01-15.gpx')
  expect(exportName(Date.UTC(2026, 0, 15, 5), 'America/New_York', 'kml')).toBe('milepost-2026-01-15.kml')
  // The evening of the 14th there is the 15th in UTC already.
  expect(exportName(Date.UTC(2026, 0, 15, 4), 'America/New_York', 'kml')).toBe('milepost-2026-01-14.kml')
})
