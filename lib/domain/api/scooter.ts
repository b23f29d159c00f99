// Milepost's own answer about the state of a scooter, as pages read it.

import { z } from 'zod'

/** What a scooter is set to; `unknown` where it tells nothing we know. */
export const SCOOTER_MODES = ['disabled', 'locked', 'enabled', 'charging', 'maintenance', 'unknown'] as const
export type ScooterMode = (typeof SCOOTER_MODES)[number]

/** GET /api/devices/{id}/scooter. `scooter` is null for what is none, or what its node cannot be asked about. */
export const scooterStateSchema = z.object({
  scooter: z
    .object({
      mode: z.enum(SCOOTER_MODES),
      isCharging: z.boolean().nullable(),
      batteryPercent: z.number().nullable(),
      /** The vendor names no unit; its samples fit kilometres. */
      rangeKm: z.number().nullable(),
      /** Parts that report an error. */
      faultCount: z.number(),
    })
    .nullable(),
})
export type ScooterState = z.infer<typeof scooterStateSchema>
