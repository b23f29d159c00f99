// What a browser sends to change how its reader sees quantities and times.

import { z } from 'zod'
import { isTimeZone, WEEK_STARTS } from '../time'
import { TEMPERATURE_UNITS, UNIT_SYSTEMS, VOLUME_UNITS } from '../units'

/** As stored. The zone must be one the reader of the schema knows. */
export const preferencesSchema = z.object({
  unitSystem: z.enum(UNIT_SYSTEMS),
  volumeUnit: z.enum(VOLUME_UNITS),
  temperatureUnit: z.enum(TEMPERATURE_UNITS),
  weekStart: z.enum(WEEK_STARTS),
  timeZone: z.string().max(60).refine(isTimeZone).nullable(),
})
