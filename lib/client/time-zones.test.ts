import { expect, test } from 'vitest'
import { findZone, isZoneMatch, listZones } from './time-zones'

test('every zone is listed once by its current name, with its offset of the day', () => {
  // New York is five hours behind in January and four in July; Kathmandu is 5:45 ahead (IANA).
  const january = new Map(listZones(new Date('2026-01-15T12:00:00Z')).map(({ id, offset }) => [id, offset]))
  expect(january.get('America/New_York')).toBe('GMT-5')
  expect(january.get('Asia/Kathmandu')).toBe('GMT+5:45')
  expect(january.has('Asia/Katmandu')).toBe(false)
  expect(january.has('UTC')).toBe(true)
  const july = listZones(new Date('2026-07-15T12:00:00Z'))
  expect(july.find(({ id }) => id === 'America/New_York')?.offset).toBe('GMT-4')
  expect(new Set(july.map(({ id }) => id)).size).toBe(july.length)
})

test('a zone is found by what people type, and spelled as it is listed', () => {
  expect(isZoneMatch('America/New_York', 'new york')).toBe(true)
  expect(isZoneMatch('Africa/Nairobi', 'NAIR')).toBe(true)
  expect(isZoneMatch('Africa/Nairobi', 'lagos')).toBe(false)
  expect(findZone(' america/new york ')).toBe('America/New_York')
  expect(findZone('Asia/Kathmandu')).toBe('Asia/Kathmandu')
  expect(findZone('Mars/Phobos')).toBeNull()
  expect(findZone('')).toBeNull()
})
