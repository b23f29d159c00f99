import { expect, test } from 'vitest'
import { MadeTrack } from '@/lib/domain/track/made-track.test-helper'
import { DEFAULT_TRIP_SETTINGS } from '@/lib/domain/track/settings'
import { trackStory } from '@/lib/domain/track/story'
import { IGNITION_COLOURS, SPEED_COLOURS } from './track-colours'
import { badFixes, gapLines, type MapTrack, stopMarks, trackLines } from './track-lines'

const trackOf = (made: MadeTrack): MapTrack => ({
  ...{ id: 'a', name: 'Van', colour: '#123456', alarms: [] },
  story: trackStory(made.points(), DEFAULT_TRIP_SETTINGS),
})
const legsOf = (track: MapTrack, colouring: Parameters<typeof trackLines>[1]) =>
  trackLines([track], colouring).features.map(({ properties, geometry }) => [
    properties.colour,
    geometry.coordinates.reduce((sum, part) => sum + part.length - 1, 0),
  ])

test('each leg has the colour of the speed it was begun with, and no leg is missing or drawn twice', () => {
  const track = trackOf(new MadeTrack().drive(100, 20).drive(100, 60).drive(50, 20))
  // 25 fixes are 24 legs.
  expect(legsOf(track, 'speed')).toEqual([
    [SPEED_COLOURS[1], 14],
    [SPEED_COLOURS[3], 10],
  ])
  expect(legsOf(track, 'vehicle')).toEqual([['#123456', 24]])
})

test('ignition and trips have colours of their own', () => {
  const on = { ignition: true }
  const track = trackOf(new MadeTrack().drive(100, 40, on).stand(300, { ignition: false }).drive(100, 40, on))
  expect(new Set(legsOf(track, 'ignition').map(([colour]) => colour))).toEqual(
    new Set([IGNITION_COLOURS[0], IGNITION_COLOURS[1]]),
  )
  expect(legsOf(track, 'trip')).toHaveLength(3)
})

test('nothing is drawn through a gap but the gap, and bad fixes are on no line', () => {
  const made = new MadeTrack()
    .drive(100, 36)
    .silent(2_000, 8_000)
    .drive(100, 36)
    .silent(5)
    .fix({ source: 'cell' })
  const track = trackOf(made)
  expect(legsOf(track, 'vehicle')).toEqual([['#123456', 18]])
  expect(gapLines([track]).features).toHaveLength(1)
  expect(badFixes([track]).features.map(({ properties }) => properties.flaw)).toEqual(['coarse'])
})

test('stops are numbered for each vehicle from one', () => {
  const made = new MadeTrack().drive(300, 36).stand(300).drive(300, 36).stand(300).drive(300, 36)
  const numbers = stopMarks([trackOf(made), trackOf(made)]).features.map(
    ({ properties }) => properties.number,
  )
  expect(numbers).toEqual([1, 2, 1, 2])
})
