import { expect, test } from 'vitest'
import { named, reportFor, requestFor, steadyDrive, told } from './made-report.test-helper'
import type { FuelReading } from './vehicle-data'

const day = { from: '2026-03-02', to: '2026-03-02' }
const fromMs = Date.parse('2026-03-02T00:00:00Z')
const span = { fromMs, toMs: fromMs + 86_400_000 }
const MINUTE_MS = 60_000
const iso = (minute: number) => new Date(fromMs + minute * MINUTE_MS).toISOString()

/** Litres by minute. */
const levels = (...pairs: [minute: number, value: number][]): FuelReading[] =>
  pairs.map(([minute, value]) => ({ atMs: fromMs + minute * MINUTE_MS, sensor: 1, value, unit: 'litre' }))
const steady = (from: number, count: number, value: number): [number, number][] =>
  Array.from({ length: count }, (_, index) => [from + index, value])

test('a refuel and a drain overnight are told, and the balance is what was used', () => {
  // 60 L, burnt to 40 by one litre a 10 min on the way, filled up to 90, parked; in the morning there are 70.
  const burnt = Array.from({ length: 20 }, (_, index): [number, number] => [10 + index * 10, 59 - index])
  const fuel = levels(
    ...steady(0, 5, 60),
    ...burnt,
    ...steady(201, 5, 40),
    ...steady(210, 8, 90),
    ...steady(800, 8, 70),
  )
  // 72 km/h for 200 minutes are 240 km.
  const points = steadyDrive(iso(0), iso(200), 72)
  const list = reportFor(requestFor('fuel', { ...day, params: { detail: 'list' } }), span)
  const events = list.add(told({ fuel, points })).rows.map((row) => named(list, row))
  expect(events.map(({ fuelEvent, volumeL }) => [fuelEvent, volumeL])).toEqual([
    ['refuel', 50],
    ['drain', -20],
  ])
  expect(events[1]).toMatchObject({
    startedAt: iso(217),
    endedAt: iso(800),
    before: { value: 90, unit: 'litre' },
  })
  const summary = reportFor(requestFor('fuel', day), span)
  const [row] = summary.add(told({ fuel, points })).rows
  // 60 + 50 - 20 - 70 = 20 L over 240 km: 8.33 L/100 km.
  expect(named(summary, row)).toMatchObject({
    refuels: 1,
    refuelledL: 50,
    drains: 1,
    drainedL: 20,
    usedL: 20,
  })
  expect(Number(named(summary, row).litresPer100Km)).toBeCloseTo(20 / 2.4, 2)
})

test('slosh and burning on the way are no drain; a sensor without litres has no litres', () => {
  const sloshing = levels(
    ...Array.from({ length: 60 }, (_, index): [number, number] => [index, 50 + (index % 3)]),
  )
  const burnt = levels(
    ...Array.from({ length: 60 }, (_, index): [number, number] => [index, 50 - index * 0.3]),
  )
  const points = steadyDrive(iso(0), iso(60), 100)
  const events = (fuel: FuelReading[]) => {
    const report = reportFor(requestFor('fuel', { ...day, params: { detail: 'list' } }), span)
    return report.add(told({ fuel, points })).rows
  }
  expect(events(sloshing)).toEqual([])
  expect(events(burnt)).toEqual([])
  const report = reportFor(requestFor('fuel', day), span)
  const percent = burnt.map((reading) => ({ ...reading, unit: 'percent' as const }))
  expect(named(report, report.add(told({ fuel: percent, points })).rows[0])).toMatchObject({
    usedL: null,
    startLevel: { value: 50, unit: 'percent' },
  })
})

test('temperatures count for the time they hold, half an hour at most', () => {
  // 10 min at 4 °C, 20 min at 10, then 4 again and nothing more: that one holds for 30 min.
  const climate = [
    { atMs: fromMs, temperatureC: 4 },
    { atMs: fromMs + 10 * MINUTE_MS, temperatureC: 10 },
    { atMs: fromMs + 20 * MINUTE_MS, temperatureC: 12 },
    { atMs: fromMs + 30 * MINUTE_MS, temperatureC: 4 },
  ]
  const params = { minC: 2, maxC: 8 }
  const report = reportFor(requestFor('temperature', { ...day, params }), span)
  const cells = named(report, report.add(told({ climate })).rows[0])
  expect(cells).toMatchObject({
    ...{ minC: 4, maxC: 12, minAt: iso(0), maxAt: iso(20), episodes: 1, outSec: 1_200, coveredSec: 3_600 },
    readings: 4,
  })
  // (10 x 4 + 10 x 10 + 10 x 12 + 30 x 4) / 60 = 380 / 60.
  expect(Number(cells.meanC)).toBeCloseTo(380 / 60, 6)
  expect(Number(cells.outPercent)).toBeCloseTo(100 / 3, 6)
  const list = reportFor(requestFor('temperature', { ...day, params: { ...params, detail: 'list' } }), span)
  expect(list.add(told({ climate })).rows.map((row) => named(list, row))).toMatchObject([
    { side: 'above', startedAt: iso(10), endedAt: iso(30), durationSec: 1_200, worstC: 12, meanC: 11 },
  ])
})
