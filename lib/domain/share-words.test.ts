import { expect, test } from 'vitest'
import { momentText, speedText } from './share-words'

test('speeds read in the units of whoever made the link', () => {
  expect(speedText(100, 'en-GB', 'metric')).toBe('100 km/h')
  // 1 mile is 1.609344 km.
  expect(speedText(100, 'en-GB', 'imperial')).toBe('62 mph')
})

test('a moment reads by the clock of a zone, in a language, and names the zone', () => {
  // Tokyo is nine hours ahead of UTC all year, so that it is the next day there.
  const atMs = Date.UTC(2026, 10, 23, 15, 30)
  expect(momentText(atMs, 'en-GB', 'Asia/Tokyo')).toMatch(/^Tue,? 24 Nov, 00:30 GMT\+9$/)
  expect(momentText(atMs, 'fr', 'Europe/Paris')).toMatch(/^lun\. 23 nov\., 16:30 UTC\+1$/)
})
