// Milepost's own answers about alarms, as the browser reads them. Times are ISO 8601 UTC.

import { z } from 'zod'
import { ALARM_SEVERITIES } from '../alarm-severity'

/** The query of GET /api/alarms. */
export const alarmsQuerySchema = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .optional(),
})

/** How many alarms are answered at most, and how many without a word. */
export const MAX_ALARMS = 200
export const USUAL_ALARMS = 50

export const alarmSchema = z.object({
  id: z.uuid(),
  deviceId: z.uuid(),
  imei: z.string(),
  deviceName: z.string(),
  plate: z.string().nullable(),
  /** Canonical, see lib/domain/alarm-codes.ts. */
  code: z.string(),
  name: z.string(),
  severity: z.enum(ALARM_SEVERITIES),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** When we learned of it, by our clock. */
  receivedAt: z.iso.datetime(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  speedKph: z.number().nullable(),
})
export type AlarmSummary = z.infer<typeof alarmSchema>

/** GET /api/alarms?limit=50: the newest alarms of devices in scope, newest first. */
export const alarmsSchema = z.object({ alarms: z.array(alarmSchema).max(MAX_ALARMS) })
export type Alarms = z.infer<typeof alarmsSchema>
