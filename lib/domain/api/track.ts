// Milepost's own answers about tracks, as the browser reads them. Times are ms since epoch.

import { z } from 'zod'
import { ALARM_SEVERITIES } from '../alarm-severity'
import { MAX_TRACK_ALARMS, MAX_TRACK_VEHICLES } from '../track/limits'
import { DEVICE_KINDS } from '../vehicle'
import { trackColumnsSchema } from './track-columns'
import { tripSettingsSchema } from './trip-settings'

/** From and to, ms since epoch. */
const spanSchema = z.tuple([z.number(), z.number()])

const trackAlarmSchema = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  severity: z.enum(ALARM_SEVERITIES),
  startedMs: z.number(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
})
export type TrackAlarm = z.infer<typeof trackAlarmSchema>

const vehicleTrackSchema = z.object({
  id: z.uuid(),
  imei: z.string(),
  name: z.string(),
  plate: z.string().nullable(),
  kind: z.enum(DEVICE_KINDS),
  /** In order of time; bad fixes are there, unmarked. */
  fixes: trackColumnsSchema,
  /** When there are more fixes than fit: up to here they are all there. */
  cutAtMs: z.number().nullable(),
  /** Spans of which nothing is stored and the vendor was not asked yet. */
  missing: z.array(spanSchema).max(10_000),
  /** Ascending. */
  alarms: z.array(trackAlarmSchema).max(MAX_TRACK_ALARMS),
})
export type VehicleTrack = z.infer<typeof vehicleTrackSchema>

/** GET /api/tracks?ids=a,b&from=&to=: what is stored of up to ten vehicles, in the order asked for. Nothing is asked of the vendor. */
export const tracksSchema = z.object({
  settings: tripSettingsSchema,
  vehicles: z.array(vehicleTrackSchema).max(MAX_TRACK_VEHICLES),
})
export type Tracks = z.infer<typeof tracksSchema>

/** POST /api/tracks/fill: asks the vendor for what is missing. */
export const trackFillRequestSchema = z.object({
  ids: z.array(z.uuid()).min(1).max(MAX_TRACK_VEHICLES),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
})

/**
 * A line of its answer, which is one JSON object a line. `progress` comes after each piece that was asked for, `failed`
 * before it when it failed, and `end` once. `stored` counts fixes that were new.
 */
export const trackFillEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.int(), total: z.int(), stored: z.int() }),
  z.object({
    type: z.literal('failed'),
    deviceId: z.uuid(),
    fromMs: z.number(),
    toMs: z.number(),
    message: z.string(),
  }),
  z.object({ type: z.literal('end'), stored: z.int(), failed: z.int() }),
])
export type TrackFillEvent = z.infer<typeof trackFillEventSchema>
