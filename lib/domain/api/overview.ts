// What the overview reads of the server. Counts of states, silence and alarms come from the live stream and the alarm routes.

import { z } from 'zod'
import { ALARM_SEVERITIES } from '../alarm-severity'
import { EXPIRY_WINDOWS } from '../device-table'
import { isTimeZone } from '../time'

/** How many local days the overview looks back over, today among them. */
export const OVERVIEW_DAYS = 7
/** How many vehicles are looked at for the days; above, the days stand for those alone. */
export const MAX_OVERVIEW_VEHICLES = 5_000

export const overviewQuerySchema = z.object({ zone: z.string().max(60).refine(isTimeZone) })

const expiringDeviceSchema = z.object({
  id: z.uuid(),
  imei: z.string(),
  name: z.string(),
  plate: z.string().nullable(),
  expiresAt: z.iso.datetime(),
})

export const overviewSchema = z.object({
  /** Open alarms by severity, `MOST_COUNTED + 1` of api/alarm-inbox.ts for more. */
  alarms: z.record(z.enum(ALARM_SEVERITIES), z.int().min(0)),
  /** By window; each holds those of the shorter ones but the expired. */
  expiring: z.record(z.enum(EXPIRY_WINDOWS), z.int().min(0)),
  /** The next whose term ends, the soonest first. */
  next: z.array(expiringDeviceSchema).max(8),
})
export type Overview = z.infer<typeof overviewSchema>

export const fleetUseSchema = z.object({
  /** How many vehicles there are, and how many of them were looked at. */
  vehicles: z.int().min(0),
  looked: z.int().min(0),
  /** By local day, the oldest first: how many drove at all. Today is not over. */
  days: z.array(z.object({ day: z.iso.date(), drove: z.int().min(0) })).max(OVERVIEW_DAYS),
})
export type FleetUse = z.infer<typeof fleetUseSchema>
