// By what rules trips, stops and gaps are told, with their defaults. Each tenant may have its own; docs/trips.md explains them.

import { z } from 'zod'

export const tripSettingsSchema = z.object({
  /** Slower than this is standing. */
  standSpeedKph: z.number().min(0.5).max(10),
  /** With the ignition off only a clear speed is movement: what is below it is the receiver's noise. */
  ignitionOffSpeedKph: z.number().min(1).max(30),
  /** Standing for longer than this is a stop, whatever the ignition. */
  standSec: z.int().min(30).max(3_600),
  /** No fix for longer than this is a gap, unless the vehicle stands where it was. */
  gapSec: z.int().min(60).max(7_200),
  /** A gap longer than this ends a trip. */
  tripGapSec: z.int().min(60).max(21_600),
  /** Who never goes further than this from a stop has not left it. */
  minTripM: z.int().min(20).max(2_000),
  /** Faster than this from fix to fix is a jump of the receiver. */
  maxSpeedKph: z.int().min(100).max(1_000),
})
export type TripSettings = z.infer<typeof tripSettingsSchema>

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
