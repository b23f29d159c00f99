import { expect, test } from 'vitest'
import { trackColumnsSchema } from '../api/track-columns'
import { fixOf, type TrackFix, toPoints } from './points'
import { decodeTrack, encodeTrack } from './wire'

const fix = (over: Partial<TrackFix>): TrackFix => ({
  atMs: Date.UTC(2026, 2, 2, 8),
  lat: 41.148_2,
  lng: -8.611_4,
  speedKph: 43.2,
  headingDeg: 271,
  ignition: true,
  source: 'gps',
  ...over,
})

test('fixes arrive as they were sent, to six decimals, with what was not told still not told', () => {
  const fixes = [
    fix({}),
    fix({
      atMs: Date.UTC(2026, 2, 2, 8) + 10_500,
      lat: -33.9,
      lng: 179.999_999,
      source: 'cell',
      ignition: false,
    }),
    fix({ speedKph: null, headingDeg: null, ignition: null, lat: 0, lng: 0, source: 'beacon' }),
    fix({ speedKph: 0, headingDeg: 0, atMs: 0 }),
  ]
  const columns = trackColumnsSchema.parse(JSON.parse(JSON.stringify(encodeTrack(toPoints(fixes)))))
  const decoded = decodeTrack(columns)
  expect(fixes.map((_, index) => fixOf(decoded, index))).toEqual(fixes)
})

test('a long track does not drift', () => {
  const fixes = Array.from({ length: 5_000 }, (_, index) => fix({ lat: 10 + index * 1.234_567_8e-5 }))
  const decoded = decodeTrack(encodeTrack(toPoints(fixes)))
  expect(decoded.lat.at(-1)).toBeCloseTo(fixes.at(-1)?.lat ?? 0, 6)
})
