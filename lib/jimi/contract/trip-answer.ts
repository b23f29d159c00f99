// The answer of the trips method: trips in `result`, totals in `data`, and the unit their distances are in.
// Documents say metres or kilometres; each trip's own speed tells which.

import type { Dialect } from '../wire/profile'
import { type AnswerShape, payloadOf, readRows, writeRows } from './answer'
import type { RecordOf } from './record'

type WireTrip = { startAt: Date; endAt: Date; durationSec?: number; distance?: number; avgSpeedKph?: number }
type WireTotal = { imei: string; distance: number }
type InMetres<T extends { distance?: number }> = Omit<T, 'distance'> & { distanceM?: number }

/** Trips with the length and duration each had, and the vendor's total for each device where it sends one. */
export type Trips<T extends WireTrip> = {
  trips: (InMetres<T> & { durationSec: number })[]
  totals: { imei: string; distanceM: number }[]
}

/** Reads the distances of trips as metres, whichever unit they came in; writes the unit of the dialect. */
export function tripAnswer<T extends WireTrip>(
  trip: RecordOf<T>,
  total: RecordOf<WireTotal>,
): AnswerShape<Trips<T>> {
  return {
    read: (answer, context) => {
      const trips = readRows(payloadOf(answer), trip, context)
      // Without a `result` the `data` held the trips.
      const totals = readRows(answer.result ? answer.data : null, total, context)
      return {
        value: tripsInMetres(trips.value, totals.value, context),
        dropped: [...trips.dropped, ...totals.dropped],
      }
    },
    write: ({ trips, totals }, context) => {
      const perUnit = context.distanceUnit === 'km' ? 1000 : 1
      const wireTrips = trips.map(({ distanceM, ...rest }) => ({
        ...rest,
        distance: distanceM === undefined ? undefined : distanceM / perUnit,
      }))
      // The rest of a trip is everything but the distance, which the compiler cannot see through a generic Omit.
      const result = writeRows(wireTrips as unknown as T[], trip[context.profile])
      if (context.profile === 'ts') return { result }
      const wireTotals = totals.map(({ imei, distanceM }) => ({ imei, distance: distanceM / perUnit }))
      return { result, data: writeRows(wireTotals, total[context.profile]) }
    },
  }
}

function tripsInMetres<T extends WireTrip>(
  trips: readonly T[],
  totals: readonly WireTotal[],
  { distanceUnit = 'auto' }: Dialect,
): Trips<T> {
  const unitOf = (trip: T) => (distanceUnit === 'auto' ? distanceUnitOf(trip) : distanceUnit)
  const totalUnit = distanceUnit === 'auto' ? commonUnit(trips.map(unitOf)) : distanceUnit
  return {
    trips: trips.map((trip) => {
      const { distance, ...rest } = trip
      const distanceM = distance === undefined ? undefined : toMetres(distance, unitOf(trip) ?? totalUnit)
      return { ...rest, durationSec: durationSecOf(trip), distanceM }
    }),
    totals: totals.map(({ imei, distance }) => ({ imei, distanceM: toMetres(distance, totalUnit) })),
  }
}

/** No road vehicle averages more over a trip. */
const PLAUSIBLE_AVG_SPEED_KPH = 250

/**
 * The unit a trip's distance must be in: the one whose speed over the duration is nearer (by ratio) to the average
 * speed the trip states; without one, kilometres if that gives a speed a vehicle can have. Undefined when the trip tells
 * nothing (no distance, no duration).
 */
export function distanceUnitOf(trip: WireTrip): 'm' | 'km' | undefined {
  const hours = durationSecOf(trip) / 3600
  if (!trip.distance || hours <= 0) return undefined
  const speedIfKm = trip.distance / hours
  if (!trip.avgSpeedKph) return speedIfKm <= PLAUSIBLE_AVG_SPEED_KPH ? 'km' : 'm'
  const missIfKm = Math.abs(Math.log(speedIfKm / trip.avgSpeedKph))
  const missIfM = Math.abs(Math.log(speedIfKm / 1000 / trip.avgSpeedKph))
  return missIfKm < missIfM ? 'km' : 'm'
}

function durationSecOf({ startAt, endAt, durationSec }: WireTrip): number {
  return durationSec ?? Math.max(0, (endAt.getTime() - startAt.getTime()) / 1000)
}

/** Totals carry no speed of their own: they are in the unit of most trips, and in metres when no trip tells. */
function commonUnit(units: readonly ('m' | 'km' | undefined)[]): 'm' | 'km' {
  const count = (unit: 'm' | 'km') => units.filter((each) => each === unit).length
  return count('km') > count('m') ? 'km' : 'm'
}

function toMetres(distance: number, unit: 'm' | 'km'): number {
  return unit === 'km' ? distance * 1000 : distance
}
