import { expect, test } from 'vitest'
import { MadeTrack, sinceStart } from './made-track.test-helper'
import { DEFAULT_TRIP_SETTINGS, type TripSettings } from './settings'
import { trackStory } from './story'

const storyOf = (made: MadeTrack, over: Partial<TripSettings> = {}) =>
  trackStory(made.points(), { ...DEFAULT_TRIP_SETTINGS, ...over })
const stopsOf = (made: MadeTrack) =>
  storyOf(made).stops.map(({ kind, arrivedMs, leftMs }) => [kind, sinceStart(arrivedMs), sinceStart(leftMs)])
const tripsOf = (made: MadeTrack) =>
  storyOf(made).trips.map(({ startedMs, endedMs }) => [sinceStart(startedMs), sinceStart(endedMs)])
const on = { ignition: true }
const off = { ignition: false }

test('standing for more than 200 s is a stop, 200 s are not', () => {
  const halt = (sec: number) => new MadeTrack().drive(300, 36).stand(sec).drive(300, 36)
  // The first moving fix comes ten seconds later from another place, so it left when it last stood.
  expect(stopsOf(halt(200))).toEqual([])
  expect(stopsOf(halt(210))).toEqual([['parked', 310, 520]])
  expect(tripsOf(halt(200))).toEqual([[10, 810]])
  expect(tripsOf(halt(210))).toEqual([
    [10, 310],
    [520, 820],
  ])
})

test('just under 1 km/h is standing, 1 km/h is not; each tenant may draw the line elsewhere', () => {
  const crawl = (kph: number) => new MadeTrack().drive(300, 36).stand(400, { kph }).drive(300, 36)
  expect(storyOf(crawl(0.9)).stops).toHaveLength(1)
  expect(storyOf(crawl(1)).stops).toHaveLength(0)
  expect(storyOf(crawl(1), { standSpeedKph: 2 }).stops).toHaveLength(1)
  expect(storyOf(crawl(0.9), { standSec: 600 }).stops).toHaveLength(0)
})

test('the ignition off is a stop at once, and on again after 30 s begins the next trip', () => {
  const made = new MadeTrack().drive(300, 36, on).stand(30, off).drive(300, 36, on)
  expect(stopsOf(made)).toEqual([['parked', 310, 340]])
  expect(tripsOf(made)).toHaveLength(2)
})

test('with the ignition on all the time a stop is idling; else its idling part is told', () => {
  const idle = new MadeTrack().drive(300, 36, on).stand(400, on).drive(300, 36, on)
  expect(stopsOf(idle)).toEqual([['idling', 310, 710]])
  const both = storyOf(new MadeTrack().drive(300, 36, on).stand(400, on).stand(600, off).drive(300, 36, on))
  // Off is known ten seconds after the last fix that said on.
  expect(both.stops).toMatchObject([{ kind: 'parked', idleMs: 410_000 }])
  expect(both.totals).toMatchObject({ idleMs: 410_000, parkedMs: 600_000 })
})

test('a silence is no idling, though the last word was that the ignition is on', () => {
  const slept = new MadeTrack().drive(300, 36, on).stand(100, on).silent(28_800).drive(300, 36, on)
  expect(storyOf(slept).stops).toMatchObject([{ kind: 'parked', idleMs: 100_000 }])
})

test('with the ignition off below 8 km/h is noise, and 8 km/h is being towed', () => {
  const parked = (kph: number) => new MadeTrack().drive(300, 36, on).stand(400, { ...off, kph })
  expect(storyOf(parked(7.9)).stops).toHaveLength(1)
  expect(storyOf(parked(8)).stops).toHaveLength(0)
})

test('an ignition that is off while driving is not connected: only standing counts', () => {
  const made = new MadeTrack().drive(300, 36, off).stand(60, off).drive(300, 36, off).stand(300, off)
  expect(stopsOf(made)).toEqual([['parked', 680, 980]])
})

test('told speeds of zero a kilometre apart are no standing', () => {
  const bus = new MadeTrack().drive(1_200, 30, { everySec: 120, kph: 0 })
  expect(storyOf(bus)).toMatchObject({ stops: [], trips: [{ topSpeedKph: 0 }], gaps: [] })
  // Nine legs of 120 s at 30 km/h.
  expect(storyOf(bus).totals.distanceM).toBeCloseTo(9_000, 0)
})

test('without speeds told, keeping within 55 m for more than 200 s is a stop', () => {
  const made = new MadeTrack()
    .drive(300, 36, { kph: null })
    .drive(250, 0.5, { kph: null })
    .drive(300, 36, { kph: null })
  expect(storyOf(made).stops).toHaveLength(1)
  // 36 km/h from fix to fix.
  expect(storyOf(made).totals.topSpeedKph).toBeCloseTo(36, 1)
})

test('noise does not cut a night in two, nor do a hundred metres in the yard', () => {
  const night = new MadeTrack().drive(300, 36).stand(3_000)
  for (let wobble = 0; wobble < 20; wobble++) night.silent(30).fix({ speedKph: 2, offM: 30 }).stand(240)
  night.drive(60, 5).stand(600).drive(300, 36)
  expect(storyOf(night).stops).toHaveLength(1)
  expect(storyOf(night).trips).toHaveLength(2)
})

test('a silence after which the vehicle is where it was is standing; elsewhere it is a gap', () => {
  const slept = new MadeTrack().drive(300, 36).silent(28_800, 30).drive(300, 36)
  expect(stopsOf(slept)).toEqual([['parked', 300, 29_110]])
  expect(storyOf(slept).gaps).toEqual([])
  const moved = new MadeTrack().drive(300, 36).silent(28_800, 9_000).drive(300, 36)
  expect(storyOf(moved).stops).toEqual([])
  expect(storyOf(moved).gaps).toMatchObject([{ distanceM: expect.closeTo(9_100, -1) }])
  expect(tripsOf(moved)).toEqual([
    [10, 300],
    [29_110, 29_400],
  ])
})

test('five minutes without a fix are no gap, more are; a trip goes on through twenty minutes', () => {
  const tunnel = (sec: number) =>
    new MadeTrack()
      .drive(300, 36)
      .silent(sec - 10, sec * 10 - 100)
      .drive(300, 36)
  expect(storyOf(tunnel(300)).gaps).toEqual([])
  const [trip, ...others] = storyOf(tunnel(310)).trips
  expect(others).toEqual([])
  expect(trip).toMatchObject({
    gapMs: 310_000,
    distanceM: expect.closeTo(5_800, 0),
    meanSpeedKph: expect.closeTo(36, 1),
  })
  expect(storyOf(tunnel(1_200)).trips).toHaveLength(1)
  expect(storyOf(tunnel(1_210)).trips).toHaveLength(2)
})

test('a last fix with the ignition off is a stop that goes on', () => {
  const made = new MadeTrack().drive(300, 36, on).fix(off)
  expect(storyOf(new MadeTrack().drive(300, 36, on).silent(10, 50).fix(off)).stops).toMatchObject([
    { isOpen: true, kind: 'parked', idleMs: 0 },
  ])
  // The same moment again with another word is a repeat and says nothing.
  expect(storyOf(made).stops).toEqual([])
})

test('distance, times and speeds add up, and bad fixes add nothing', () => {
  const made = new MadeTrack()
    .drive(600, 72, on)
    .silent(5)
    .fix({ offM: 60_000, ...on })
    .silent(5)
    .fix({ source: 'wifi', offM: 400 })
    .silent(10)
    .stand(400, on)
    .stand(600, off)
    .silent(590, 5_000)
    .drive(600, 36, on)
  const { totals, stops, trips, track } = storyOf(made)
  expect(stops).toHaveLength(1)
  expect(trips).toHaveLength(2)
  // The first fix of each is ten seconds on: 590 s at 20 m/s, 590 s at 10 m/s.
  expect(totals.distanceM).toBeCloseTo(590 * 20 + 590 * 10, 0)
  expect(totals.topSpeedKph).toBe(72)
  expect(totals.gapDistanceM).toBeCloseTo(5_100, 0)
  const spanMs = Math.max(...track.points.atMs) - Math.min(...track.points.atMs)
  expect(totals.movingMs + totals.idleMs + totals.parkedMs + totals.unknownMs).toBe(spanMs)
})

test('nothing, one fix and bad fixes alone tell nothing', () => {
  const nothing = { stops: [], trips: [], gaps: [], totals: { distanceM: 0, meanSpeedKph: 0, unknownMs: 0 } }
  expect(storyOf(new MadeTrack())).toMatchObject(nothing)
  expect(storyOf(new MadeTrack().fix())).toMatchObject(nothing)
  expect(storyOf(new MadeTrack().fix({ source: 'cell' }))).toMatchObject(nothing)
})
