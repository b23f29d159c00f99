// Where a vehicle is at a moment and what it does there.

import {
  type Drive,
  isEngineOn,
  legBefore,
  stretchOf,
  travelledBeforeM,
  type Whereabouts,
  whereaboutsAt,
} from './drives'
import { type LatLng, METRES_PER_DEGREE, metresPerLng } from './geo'
import { routePointAt } from './route'
import { dayAt, type Vehicle } from './vehicle'

/** A vehicle keeps to its own bay up to this far from a stop. */
const BAY_REACH_M = 320

/** Where a vehicle truly is and what it does. */
export type Moment = LatLng & {
  readonly speedKph: number
  readonly headingDeg: number
  readonly ignition: boolean
  /** Metres driven since the odometers' common origin; negative before it. */
  readonly travelledM: number
  readonly dayM: number
  readonly day: number
  /** Number of the drive under way or just ended that day; -1 before the first. */
  readonly driveIndex: number
}

/** Where the vehicle is at a moment. */
export function momentAt(vehicle: Vehicle, atMs: number): Moment {
  return momentOf(vehicle, whereaboutsAt(vehicle, atMs))
}

/** Where a vehicle is on a drive; the moment must lie within it. */
export function momentOn(vehicle: Vehicle, drive: Drive, atMs: number): Moment {
  return momentOf(vehicle, {
    atMs,
    day: dayAt(vehicle, drive.startMs),
    last: drive,
    isNextStarting: false,
  })
}

/** The place and the motion that belong to whereabouts. */
export function momentOf(vehicle: Vehicle, input: Whereabouts): Moment {
  const { atMs, day, last } = input
  const leg = last?.leg ?? legBefore(vehicle, day)
  const freeS = last ? (atMs - last.startMs) / 1000 / stretchOf(last) : leg.route.durationS
  const point = routePointAt(leg.route, freeS)
  const isDriving = last !== null && atMs < last.endMs
  const bay = Math.max(0.12, 1 - Math.min(point.distM, leg.route.distanceM - point.distM) / BAY_REACH_M)
  const dayM = (last?.beforeM ?? 0) + (last ? point.distM : 0)
  return {
    lat: point.lat + (vehicle.bayNorthM * bay) / METRES_PER_DEGREE,
    lng: point.lng + (vehicle.bayEastM * bay) / metresPerLng(point.lat),
    speedKph: isDriving && last ? (point.speedMps * 3.6) / stretchOf(last) : 0,
    headingDeg: point.headingDeg,
    ignition: isEngineOn(vehicle, input),
    travelledM: travelledBeforeM(vehicle, day) + dayM,
    dayM,
    day,
    driveIndex: last?.index ?? -1,
  }
}
