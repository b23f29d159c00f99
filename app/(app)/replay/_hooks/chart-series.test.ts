import { expect, test } from 'vitest'
import { MadeTrack } from '@/lib/domain/track/made-track.test-helper'
import { DEFAULT_TRIP_SETTINGS } from '@/lib/domain/track/settings'
import { trackStory } from '@/lib/domain/track/story'
import { chartSeries } from './chart-series'
import { episodesOf } from './episodes'

const metric = { units: 'metric', temperatureUnit: 'celsius' } as const
const storyOf = (made: MadeTrack) => trackStory(made.points(), DEFAULT_TRIP_SETTINGS)

test('speed is thinned without losing its top, told in the reader’s units, and ends where a gap begins', () => {
  const made = new MadeTrack()
    .drive(30_000, 50)
    .drive(10, 99)
    .drive(30_000, 50)
    .silent(2_000, 9_000)
    .drive(600, 50)
  const [speed, ...others] = chartSeries(storyOf(made), undefined, metric)
  expect(others).toEqual([])
  expect(speed?.at.length).toBeLessThanOrEqual(2_001)
  expect(Math.max(...(speed?.value ?? []).map((value) => value ?? 0))).toBe(99)
  expect(speed?.value.filter((value) => value === null)).toHaveLength(1)
  const [miles] = chartSeries(storyOf(made), undefined, { ...metric, units: 'imperial' })
  // A mile is 1.609344 km.
  expect(Math.max(...(miles?.value ?? []).map((value) => value ?? 0))).toBeCloseTo(99 / 1.609344, 9)
})

test('a vehicle that tells no speed has no speed to show', () => {
  expect(chartSeries(storyOf(new MadeTrack().drive(60, 50, { kph: null })), undefined, metric)).toEqual([])
})

test('trips, stops, gaps and alarms stand in the order they began, each numbered among its kind', () => {
  const made = new MadeTrack()
    .drive(300, 36)
    .stand(300)
    .drive(300, 36)
    .silent(3_000, 9_000)
    .drive(300, 36, { ignition: true })
    .stand(300, { ignition: true })
  const alarm = { id: 'a', code: '6', name: 'Overspeed', severity: 'warning' as const, lat: null, lng: null }
  const startedMs = MadeTrack.startMs + 100_000
  const episodes = episodesOf(storyOf(made), [{ ...alarm, startedMs }])
  expect(episodes.map(({ kind, number }) => [kind, number])).toEqual([
    ['trip', 1],
    ['alarm', 0],
    ['parked', 1],
    ['trip', 2],
    ['gap', 0],
    ['trip', 3],
    ['idling', 2],
  ])
  expect(episodes.at(-1)?.isOpen).toBe(true)
})
