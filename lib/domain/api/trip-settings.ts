// What trips are told by, as it is set; the defaults are in track/settings.ts.

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
