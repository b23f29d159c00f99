import { expect, test } from 'vitest'
import { MadeTrack } from './made-track.test-helper'
import { toPoints } from './points'
import { placeFinder } from './position-at'
import { DEFAULT_TRIP_SETTINGS } from './settings'
import { trackStory } from './story'

const at = (sec: number) => MadeTrack.startMs + sec * 1000

test('between two fixes it is on the straight way, heading along it; in a gap it stays where it was last', () => {
  const made = new MadeTrack().drive(60, 36, { everySec: 30 }).silent(1_000, 5_000).drive(30, 36)
  const find = placeFinder(trackStory(made.points(), DEFAULT_TRIP_SETTINGS))
  expect(find(at(29))).toBeNull()
  const [first, second] = made.fixes
  expect(find(at(45))).toMatchObject({
    lat: ((first?.lat ?? 0) + (second?.lat ?? 0)) / 2,
    headingDeg: 0,
    index: 0,
  })
  expect(find(at(60))).toMatchObject({ lat: second?.lat, isInGap: false })
  expect(find(at(500))).toMatchObject({ lat: second?.lat, isInGap: true })
  expect(find(at(99_999))).toMatchObject({ lat: made.fixes.at(-1)?.lat, isInGap: false })
})

test('across the date line the way is the short one', () => {
  const fix = { lat: 0, speedKph: 40, headingDeg: null, ignition: null, source: 'gps' as const }
  const points = toPoints([
    { ...fix, atMs: at(0), lng: 179.999 },
    { ...fix, atMs: at(20), lng: -179.999 },
  ])
  const place = placeFinder(trackStory(points, DEFAULT_TRIP_SETTINGS))(at(5))
  expect(place?.lng).toBeCloseTo(179.9995, 6)
  expect(place?.headingDeg).toBeCloseTo(90, 6)
})
