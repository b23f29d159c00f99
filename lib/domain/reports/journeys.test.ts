import { expect, test } from 'vitest'
import { MadeTrack } from '../track/made-track.test-helper'
import { named, reportFor, requestFor, told } from './made-report.test-helper'

const day = { from: '2026-03-02', to: '2026-03-02' }
const wholeDay = { fromMs: Date.parse('2026-03-02T00:00:00Z'), toMs: Date.parse('2026-03-03T00:00:00Z') }
const at = (sec: number) => new Date(MadeTrack.startMs + sec * 1000).toISOString()
const on = { ignition: true }

// From 08:00: 10 min at 36 km/h (the first fix is 10 s in, so 590 s of way), 20 min standing with the engine on, 5 min at 72.
const made = () => new MadeTrack().drive(600, 36, on).stand(1_200, on).drive(300, 72, on)

test('trips tell way, time and speed; the foot is their sum', () => {
  const report = reportFor(requestFor('trips', day), wholeDay)
  const { rows, subtotal } = report.add(told({ points: made().points() }))
  const trips = rows.map((row) => named(report, row))
  expect(trips).toHaveLength(2)
  // It stands from 610 s on, in the place of the last moving fix.
  expect(trips[0]).toMatchObject({
    startedAt: at(10),
    endedAt: at(610),
    durationSec: 600,
    edge: null,
    gapSec: 0,
  })
  expect(Number(trips[0]?.distanceM)).toBeCloseTo(5_900, 0)
  expect(trips[1]).toMatchObject({ startedAt: at(1_810), endedAt: at(2_110), topSpeedKph: 72 })
  expect(Number(trips[1]?.distanceM)).toBeCloseTo(6_000, 0)
  expect(Number(named(report, subtotal ?? undefined).distanceM)).toBeCloseTo(11_900, 0)
  expect(Number(named(report, report.totals()).durationSec)).toBe(900)
})

test('what the span cuts is told as far as it lies within, and says so', () => {
  const report = reportFor(requestFor('trips', day), {
    fromMs: MadeTrack.startMs + 310_000,
    toMs: MadeTrack.startMs + 1_960_000,
  })
  const trips = report.add(told({ points: made().points() })).rows.map((row) => named(report, row))
  // 300 s of the first trip, of which it moved in all but the last 10; 150 s at 20 m/s of the second.
  expect(trips.map(({ edge, durationSec }) => [edge, durationSec])).toEqual([
    ['began_before', 300],
    ['goes_on', 150],
  ])
  expect(Number(trips[0]?.distanceM)).toBeCloseTo(2_900, 0)
  expect(Number(trips[1]?.distanceM)).toBeCloseTo(3_000, 0)
})

test('stops tell idling apart from parking', () => {
  const report = reportFor(requestFor('stops', day), wholeDay)
  const track = made().stand(600, { ignition: false })
  const stops = report.add(told({ points: track.points() })).rows.map((row) => named(report, row))
  expect(stops).toMatchObject([
    {
      stopKind: 'idling',
      arrivedAt: at(610),
      leftAt: at(1_810),
      durationSec: 1_200,
      idleSec: 1_200,
      edge: null,
    },
    { stopKind: 'parked', arrivedAt: at(2_120), durationSec: 600, idleSec: 0, edge: 'goes_on' },
  ])
  const long = reportFor(
    requestFor('stops', { ...day, params: { which: 'idling', minSec: 1_201 } }),
    wholeDay,
  )
  expect(long.add(told({ points: track.points() })).rows).toEqual([])
})

test('speeding is above the limit without a pause, for as long as asked', () => {
  // 60 s at 110, back to 90 for 30 s, 20 s at 130 and then silence.
  const track = new MadeTrack()
    .drive(60, 90)
    .drive(60, 110)
    .drive(30, 90)
    .drive(20, 130)
    .silent(400, 9_000)
    .drive(30, 90)
  const episodes = (minSec: number) => {
    const report = reportFor(requestFor('speeding', { ...day, params: { limitKph: 100, minSec } }), wholeDay)
    return report.add(told({ points: track.points() })).rows.map((row) => named(report, row))
  }
  // The first ends with the fix that is slower again; the second with the last fast one, for after it nothing is known.
  expect(episodes(0)).toMatchObject([
    { startedAt: at(70), endedAt: at(130), durationSec: 60, topSpeedKph: 110, overKph: 10 },
    { startedAt: at(160), endedAt: at(170), durationSec: 10, topSpeedKph: 130, overKph: 30 },
  ])
  // 50 s at 110 km/h and the 10 s to the first slower fix at 90: 1,527.8 m + 250 m.
  expect(Number(episodes(0)[0]?.distanceM)).toBeCloseTo(1_777.8, 0)
  expect(episodes(60)).toHaveLength(1)
  expect(episodes(61)).toHaveLength(0)
})

test('the vendor’s trips stand beside ours by the time they share, and those of its own below', () => {
  const report = reportFor(requestFor('trips', { ...day, compare: true }), wholeDay)
  const startMs = MadeTrack.startMs
  const vendor = {
    trips: [
      { startedMs: startMs, endedMs: startMs + 620_000, distanceM: 6_100 },
      { startedMs: startMs + 40_000_000, endedMs: startMs + 40_060_000, distanceM: 400 },
    ],
    stops: [],
    distancesM: [],
  }
  const rows = report.add(told({ points: made().points(), vendor })).rows.map((row) => named(report, row))
  expect(rows.map(({ edge, vendorDistanceM }) => [edge, vendorDistanceM])).toEqual([
    [null, 6_100],
    [null, null],
    ['vendor_only', 400],
  ])
  // 5,900 of ours less 6,100.
  expect(Number(rows[0]?.distanceDiffM)).toBeCloseTo(-200, 0)
  expect(rows[1]?.distanceDiffM).toBeNull()
})
