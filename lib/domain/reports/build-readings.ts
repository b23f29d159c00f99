// Reports of sensors: fuel and temperature.

import type { ReadingUnit, ReportCell } from '../api/report-table'
import { placeFinder } from '../track/position-at'
import type { TimeSpan } from '../track/spans'
import type { Activity } from './activity'
import { activityOf, type ReportBuilder, type ReportContext, type RequestOf } from './builder'
import { Bars, Lines } from './charts'
import { climateSummary, type Excursion } from './climate'
import type { Cells } from './columns'
import { type FuelEvent, type FuelSummary, fuelSummary } from './fuel'
import { joinTallies } from './tallies'
import { type FuelReading, isoOf, secondsOf, type VehicleData } from './vehicle-data'

/** Refuels and drains one by one, or the balance of each sensor. */
export function fuelReport({ request, settings, span }: ReportContext<RequestOf<'fuel'>>): ReportBuilder {
  const { minChangePercent, detail } = request.params
  const levels = new Lines({ id: 'fuel_level', y: 'number' })
  const volumes = new Bars({ id: 'fuel_by_vehicle', x: 'vehicle', y: 'volume' }, [
    'usedL',
    'refuelledL',
    'drainedL',
  ])
  return {
    add: (data) => {
      const activity = activityOf(data, settings)
      const rule = { minChangePercent, movedM: (within: TimeSpan) => activity?.movedM(within) ?? 0 }
      const distanceM = activity === null ? null : joinTallies(activity.tallies([span])).distanceM
      const place = placesOf(activity)
      return sensorsOf(data.fuel).flatMap(({ sensor, unit, readings }, index) => {
        const summary = fuelSummary(readings, rule)
        if (summary === null) return []
        if (index === 0) levels.add(data.vehicle.id, columnsOf(readings))
        if (unit === 'litre') volumes.add(data.vehicle.id, [summary.used, summary.refuelled, summary.drained])
        const about = { vehicle: data.vehicle.id, sensor }
        if (detail === 'list')
          return summary.events.map((event) => ({
            ...about,
            ...eventCells(event, unit),
            place: place(event.fromMs),
          }))
        // A distance that stood with each of several sensors would count several times over.
        return [{ ...about, ...balanceCells(summary, unit, index === 0 ? distanceM : null) }]
      })
    },
    charts: () => [...levels.charts(), ...volumes.charts()],
  }
}

function eventCells({ kind, fromMs, toMs, before, after }: FuelEvent, unit: ReadingUnit): Cells {
  return {
    fuelEvent: kind,
    startedAt: isoOf(fromMs),
    endedAt: isoOf(toMs),
    before: { value: before, unit },
    after: { value: after, unit },
    change: { value: after - before, unit },
    volumeL: unit === 'litre' ? after - before : null,
  }
}

function balanceCells(summary: FuelSummary, unit: ReadingUnit, distanceM: number | null): Cells {
  const reading = (value: number): ReportCell => ({ value, unit })
  const litres = (value: number) => (unit === 'litre' ? value : null)
  const count = (kind: FuelEvent['kind']) => summary.events.filter((event) => event.kind === kind).length
  const isFar = distanceM !== null && distanceM >= 1_000
  return {
    startLevel: reading(summary.start),
    endLevel: reading(summary.end),
    lowest: reading(summary.lowest),
    highest: reading(summary.highest),
    refuels: count('refuel'),
    refuelledL: litres(summary.refuelled),
    drains: count('drain'),
    drainedL: litres(summary.drained),
    used: reading(summary.used),
    usedL: litres(summary.used),
    distanceM,
    litresPer100Km: unit === 'litre' && isFar ? (summary.used / distanceM) * 100_000 : null,
    readings: summary.readings,
  }
}

/** Readings by sensor and unit: a sensor that was set up anew is another one. */
function sensorsOf(
  readings: readonly FuelReading[],
): { sensor: number; unit: ReadingUnit; readings: FuelReading[] }[] {
  const groups = new Map<string, FuelReading[]>()
  for (const reading of readings) {
    const key = `${reading.sensor} ${reading.unit}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [reading])
    else group.push(reading)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ sensor: first.sensor, unit: first.unit, readings: group }]
  })
}

function columnsOf(readings: readonly { atMs: number; value: number }[]) {
  return { at: readings.map(({ atMs }) => atMs), value: readings.map(({ value }) => value) }
}

function placesOf(activity: Activity | null): (atMs: number) => [number, number] | null {
  if (activity === null) return () => null
  const find = placeFinder(activity.story)
  return (atMs) => {
    const place = find(atMs)
    return place === null ? null : [place.lat, place.lng]
  }
}

/** Times out of the band one by one, or a row for each vehicle. */
export function temperatureReport({ request, span }: ReportContext<RequestOf<'temperature'>>): ReportBuilder {
  const lines = new Lines({ id: 'temperature', y: 'temperature' })
  return {
    add: (data) => {
      const summary = climateSummary(data.climate, span, request.params)
      if (summary === null) return []
      lines.add(data.vehicle.id, {
        at: data.climate.map(({ atMs }) => atMs),
        value: data.climate.map(({ temperatureC }) => temperatureC),
      })
      if (request.params.detail === 'list')
        return summary.excursions.map((excursion) => excursionCells(data, excursion))
      return [
        {
          vehicle: data.vehicle.id,
          minC: summary.minC,
          meanC: summary.meanC,
          maxC: summary.maxC,
          minAt: isoOf(summary.minMs),
          maxAt: isoOf(summary.maxMs),
          episodes: summary.excursions.length,
          outSec: Math.round(summary.outMs / 1000),
          outPercent: summary.coveredMs > 0 ? (summary.outMs / summary.coveredMs) * 100 : null,
          coveredSec: Math.round(summary.coveredMs / 1000),
          readings: summary.readings,
        },
      ]
    },
    charts: () => lines.charts(),
  }
}

function excursionCells({ vehicle }: VehicleData, excursion: Excursion): Cells {
  const { side, fromMs, toMs, worstC, meanC } = excursion
  return {
    vehicle: vehicle.id,
    side,
    startedAt: isoOf(fromMs),
    endedAt: isoOf(toMs),
    durationSec: secondsOf(excursion),
    worstC,
    meanC,
  }
}
