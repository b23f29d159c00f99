// What the API answers. Part of a promise to other people's programs: names are added, never changed or taken away within v1.
// Times are ISO 8601 UTC, places WGS84 degrees, units stand last in names.

import { z } from 'zod'
import { ALARM_STATES, MAX_NOTE_CHARS, RESOLUTION_REASONS } from '../alarm-inbox'
import { ALARM_SEVERITIES } from '../alarm-severity'
import { fenceRulesSchema, fenceShapeSchema } from '../api/fence-shape'
import { MAX_FENCE_DEVICES, MAX_FENCE_TAGS } from '../fence-limits'
import { ROLES } from '../rights'
import { DEVICE_KINDS, FIX_SOURCES, VEHICLE_STATUSES } from '../vehicle'
import { API_SCOPES } from './scopes'

/** Named schemas of what is answered, and of what is sent: the components of the document. */
export const answerSchemas = z.registry<{ id: string }>()
export const bodySchemas = z.registry<{ id: string }>()

/** Devices in a page, alarms in a page, fixes in a page. */
export const MAX_DEVICES_PAGE = 500
export const MAX_ALARMS_PAGE = 200
export const MAX_FIXES_PAGE = 5_000
/** Trips of one answer: more than a vehicle makes in 31 days. */
export const MAX_TRIPS = 10_000
/** Fences of one answer. */
export const MAX_FENCES_PAGE = 2_000

const time = z.iso.datetime()
const next = z.string().nullable().describe('Pass it as `cursor` for the next page; null after the last.')
const text = z.string().nullable()
const number = z.number().nullable()

export const errorAnswer = z.object({
  code: z.string().describe('Stable name of what went wrong.'),
  message: z.string().describe('The same in words.'),
})
answerSchemas.add(errorAnswer, { id: 'Error' })

export const meAnswer = z.object({
  token: z.object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(z.enum(API_SCOPES)).max(API_SCOPES.length),
    expiresAt: time,
  }),
  person: z.object({ id: z.uuid(), name: z.string(), role: z.enum(ROLES) }),
})
answerSchemas.add(meAnswer, { id: 'Me' })

export const deviceAnswer = z.object({
  id: z.uuid(),
  imei: z.string(),
  name: z.string(),
  plate: text,
  driverName: text,
  driverPhone: text,
  model: text,
  kind: z.enum(DEVICE_KINDS),
  vin: text,
  accountName: z.string(),
  groupName: text,
  enabled: z.boolean(),
  activatedAt: time.nullable(),
  expiresAt: time.nullable(),
})
answerSchemas.add(deviceAnswer, { id: 'Device' })
export type DeviceAnswer = z.infer<typeof deviceAnswer>

export const devicePage = z.object({ devices: z.array(deviceAnswer).max(MAX_DEVICES_PAGE), next })
answerSchemas.add(devicePage, { id: 'DevicePage' })

export const positionAnswer = z.object({
  deviceId: z.uuid(),
  status: z.enum(VEHICLE_STATUSES),
  statusSince: time.nullable(),
  fixAt: time.nullable().describe('When the position was taken; null before the first.'),
  heardAt: time.nullable().describe('When the device was last heard of, by position or heartbeat.'),
  lat: number,
  lng: number,
  speedKph: number,
  headingDeg: number.describe('Clockwise from north.'),
  source: z.enum(FIX_SOURCES).nullable(),
  accuracyM: number,
  ignition: z.boolean().nullable(),
  batteryPercent: number,
  odometerKm: number,
})
answerSchemas.add(positionAnswer, { id: 'Position' })
export type PositionAnswer = z.infer<typeof positionAnswer>

export const positionPage = z.object({ positions: z.array(positionAnswer).max(MAX_DEVICES_PAGE), next })
answerSchemas.add(positionPage, { id: 'PositionPage' })

export const fixAnswer = z.object({
  at: time,
  lat: z.number(),
  lng: z.number(),
  speedKph: number,
  headingDeg: number,
  ignition: z.boolean().nullable(),
  source: z.enum(FIX_SOURCES),
})
answerSchemas.add(fixAnswer, { id: 'Fix' })
export type FixAnswer = z.infer<typeof fixAnswer>

export const trackPage = z.object({ fixes: z.array(fixAnswer).max(MAX_FIXES_PAGE), next })
answerSchemas.add(trackPage, { id: 'TrackPage' })

const place = z.object({ at: time, lat: z.number(), lng: z.number() })
export const tripAnswer = z.object({
  start: place,
  end: place,
  durationS: z.int(),
  distanceM: z.number(),
  topSpeedKph: z.number(),
  meanSpeedKph: z.number(),
  unknownS: z.int().describe('Time within the trip of which nothing is known.'),
})
answerSchemas.add(tripAnswer, { id: 'Trip' })
export type TripAnswer = z.infer<typeof tripAnswer>

export const tripsAnswer = z.object({
  trips: z.array(tripAnswer).max(MAX_TRIPS),
  completeUntil: time.describe(
    'Trips are told up to here: the end asked for, or earlier where there are too many fixes.',
  ),
})
answerSchemas.add(tripsAnswer, { id: 'Trips' })

export const alarmAnswer = z.object({
  id: z.uuid(),
  deviceId: z.uuid(),
  deviceName: z.string(),
  imei: z.string(),
  plate: text,
  code: z.string().describe('Stable name of the kind of alarm.'),
  name: z.string(),
  severity: z.enum(ALARM_SEVERITIES),
  startedAt: time,
  endedAt: time.nullable(),
  lat: number,
  lng: number,
  speedKph: number,
  state: z.enum(ALARM_STATES),
  snoozedUntil: time.nullable(),
  resolution: z.enum(RESOLUTION_REASONS).nullable(),
  note: text,
  changedAt: time.nullable(),
})
answerSchemas.add(alarmAnswer, { id: 'Alarm' })
export type AlarmAnswer = z.infer<typeof alarmAnswer>

export const alarmPage = z.object({ alarms: z.array(alarmAnswer).max(MAX_ALARMS_PAGE), next })
answerSchemas.add(alarmPage, { id: 'AlarmPage' })

export const resolveBody = z.strictObject({
  reason: z.enum(RESOLUTION_REASONS),
  note: z.string().max(MAX_NOTE_CHARS).default('').describe('Needed where the reason is `other`.'),
})
bodySchemas.add(resolveBody, { id: 'AlarmResolution' })

const color = z.string().regex(/^#[0-9a-f]{6}$/)
export const fenceAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  shape: fenceShapeSchema,
  color,
  tags: z.array(z.string()).max(100),
  description: z.string(),
  rules: fenceRulesSchema.describe('What raises an alarm. `dwellMin` in whole minutes, null for never.'),
  enabled: z.boolean(),
  deviceCount: z.int().nullable().describe('How many vehicles it names; null for all.'),
  insideCount: z.int().describe('Vehicles inside now.'),
  updatedAt: time,
})
answerSchemas.add(fenceAnswer, { id: 'Fence' })
export type FenceAnswer = z.infer<typeof fenceAnswer>

export const fenceList = z.object({
  fences: z.array(fenceAnswer).max(MAX_FENCES_PAGE),
  total: z.int().describe('How many fit in all.'),
  next,
})
answerSchemas.add(fenceList, { id: 'FenceList' })

export const fenceBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  shape: fenceShapeSchema,
  color: color.default('#2563eb'),
  tags: z.array(z.string().trim().min(1).max(40)).max(MAX_FENCE_TAGS).default([]),
  description: z.string().trim().max(500).default(''),
  rules: fenceRulesSchema.default({ enter: true, exit: true, dwellMin: null }),
  enabled: z.boolean().default(true),
  deviceIds: z
    .array(z.uuid())
    .max(MAX_FENCE_DEVICES)
    .nullable()
    .default(null)
    .describe('The vehicles it is for; null for all in sight.'),
})
bodySchemas.add(fenceBody, { id: 'FenceDraft' })
