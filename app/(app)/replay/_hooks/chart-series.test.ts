import { expect, test } from 'vitest'
import type { Readings, Series } from '@/lib/domain/api/telemetry'
import { MadeTrack } from '@/lib/domain/track/made-track.test-helper'
import { DEFAULT_TRIP_SETTINGS } from '@/lib/domain/track/settings'
import { trackStory } from '@/lib/domain/track/story'
import { chartSeries, cutFromMs, toldAt } from './chart-series'
import { episodesOf } from './episodes'

const metric = { units: 'metric', temperatureUnit: 'celsius', volumeUnit: 'litre' } as const
const american = { units: 'imperial', temperatureUnit: 'fahrenheit', volumeUnit: 'us_gallon' } as const
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

test('fuel and temperature are told in the reader’s units, and a share of a tank is the same in all', () => {
  const readings = answerOf([
    { kind: 'fuel', part: 1, unit: 'litre', value: [37.85411784, 75.70823568] },
    { kind: 'fuel', part: 1, unit: 'percent', value: [40, 80] },
    { kind: 'temperature', part: null, unit: 'celsius', value: [-40, 100] },
  ])
  const still = storyOf(new MadeTrack().drive(60, 50, { kph: null }))
  const shown = (preferences: typeof metric | typeof american) =>
    chartSeries(still, readings, preferences).map(({ unit, value }) => [
      unit,
      ...value.filter((each) => each !== null),
    ])
  expect(shown(metric)).toEqual([
    ['litres', 37.85411784, 75.70823568],
    ['percent', 40, 80],
    ['celsius', -40, 100],
  ])
  // A US gallon is 231 cubic inches, 3.785411784 L; -40 is the same in both, water boils at 212 °F.
  expect(shown(american)).toEqual([
    ['gallons', expect.closeTo(10, 9), expect.closeTo(20, 9)],
    ['percent', 40, 80],
    ['fahrenheit', expect.closeTo(-40, 9), expect.closeTo(212, 9)],
  ])
})

test('one sensor told in two units can be chosen in each', () => {
  const readings = answerOf([
    { kind: 'fuel', part: 1, unit: 'litre', value: [40] },
    { kind: 'fuel', part: 1, unit: 'percent', value: [50] },
  ])
  const keys = chartSeries(storyOf(new MadeTrack().drive(60, 50)), readings, metric).map(({ key }) => key)
  expect(new Set(keys).size).toBe(3)
})

test('a line whose kind may lack its oldest readings tells when it begins; others and the speed do not', () => {
  const story = storyOf(new MadeTrack().drive(60, 50))
  const whole = answerOf([
    { kind: 'fuel', part: 1, unit: 'litre', value: [40, 39] },
    { kind: 'temperature', part: null, unit: 'celsius', value: [4, 5] },
  ])
  const begins = (readings: Readings) =>
    chartSeries(story, readings, metric).map((series) => cutFromMs(series, readings))
  expect(begins(whole)).toEqual([null, null, null])
  expect(begins({ ...whole, cutKinds: ['speed', 'fuel'] })).toEqual([null, MadeTrack.startMs, null])
  expect(begins({ ...whole, cutKinds: ['temperature'] })).toEqual([null, null, MadeTrack.startMs])
})

test('a reading holds until the next, and nothing is told before the first nor within a gap', () => {
  const minutes = Array.from({ length: 60 }, (_each, index) => 100 - index)
  const [fuel] = chartSeries(
    storyOf(new MadeTrack().drive(60, 50, { kph: null })),
    answerOf([{ kind: 'fuel', part: 1, unit: 'percent', value: minutes }]),
    metric,
  )
  const atMinute = (minute: number) => fuel && toldAt(fuel, MadeTrack.startMs + minute * 60_000)
  expect([-1, 0, 0.5, 1, 59, 90].map(atMinute)).toEqual([null, 100, 100, 99, 41, 41])
  const broken = fuel && { ...fuel, at: [0, 10, 20], value: [7, null, 8] }
  expect(broken && [5, 15, 20].map((at) => toldAt(broken, at))).toEqual([7, null, 8])
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

type Told = Pick<Series, 'kind' | 'part' | 'unit' | 'value'>

/** An answer whose readings are a minute apart. */
function answerOf(told: readonly Told[]): Readings {
  const series = told.map((each) => {
    const at = each.value.map((_value, index) => MadeTrack.startMs + index * 60_000)
    return { ...each, at, count: at.length }
  })
  return { series, faults: [], signOns: [], cutKinds: [] }
}
