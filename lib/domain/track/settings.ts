// By what rules trips, stops and gaps are told, with their defaults. Each tenant may have its own; docs/trips.md explains them.

import type { TripSettings } from '../api/trip-settings'

export type { TripSettings }

/** Standing below 1 km/h for 200 s is the usual rule of the field; the others were chosen on recorded trips. */
export const DEFAULT_TRIP_SETTINGS: TripSettings = {
  standSpeedKph: 1,
  ignitionOffSpeedKph: 8,
  standSec: 200,
  gapSec: 300,
  tripGapSec: 1_200,
  minTripM: 100,
  maxSpeedKph: 250,
}

const MIN_STAND_RADIUS_M = 50
/** Further apart than this the ends of a silence are two places, however long it was. */
const MAX_SILENT_MOVE_M = 500

/** How far from each other fixes of one standstill may lie: as far as one gets at standing speed within `standSec`. */
export function standRadiusM({ standSpeedKph, standSec }: TripSettings): number {
  return Math.max(MIN_STAND_RADIUS_M, (standSpeedKph / 3.6) * standSec)
}

/** How far apart the ends of a silence may lie for the vehicle to have stood through it: at standing speed on average. */
export function silentMoveM(settings: TripSettings, silenceMs: number): number {
  const slowM = (settings.standSpeedKph / 3_600_000) * 1000 * silenceMs
  return Math.max(standRadiusM(settings), Math.min(MAX_SILENT_MOVE_M, slowM))
}
