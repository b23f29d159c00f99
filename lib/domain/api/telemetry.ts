// What devices told, as the browser reads it: readings over time for charts, faults, sign-ons, and messages as they came.
// Times of series are ms since epoch, others ISO 8601 UTC.

import { z } from 'zod'

/** What a chart can show. `obd` values are numbered by the vendor, which does not publish what they mean. */
export const SERIES_KINDS = [
  'speed',
  'ignition',
  'fuel',
  'temperature',
  'humidity',
  'battery',
  'batteryVoltage',
  'externalVoltage',
  'obd',
] as const
export type SeriesKind = (typeof SERIES_KINDS)[number]

/** What can be asked for. */
export const READING_KINDS = [...SERIES_KINDS, 'faults', 'signOns'] as const
export type ReadingKind = (typeof READING_KINDS)[number]

export const SERIES_UNITS = ['kph', 'percent', 'celsius', 'volt', 'litre', 'cm'] as const
export type SeriesUnit = (typeof SERIES_UNITS)[number]

/** No series has more points than this. */
export const MAX_SERIES_POINTS = 2_000
/** The longest span one may ask for: a week, and an hour for clocks that differ. */
export const MAX_READINGS_SPAN_MS = (7 * 24 + 1) * 3_600_000

const seriesSchema = z.object({
  kind: z.enum(SERIES_KINDS),
  /** Number of the fuel sensor or of the OBD value. */
  part: z.int().nullable(),
  /** Null for on and off (1 and 0) and where no unit is known. */
  unit: z.enum(SERIES_UNITS).nullable(),
  /** Ascending. */
  at: z.array(z.number()).max(MAX_SERIES_POINTS),
  value: z.array(z.number()).max(MAX_SERIES_POINTS),
  /** How many readings there were before they were thinned; lowest, highest, first and last are always kept. */
  count: z.int(),
})
export type Series = z.infer<typeof seriesSchema>

const faultSchema = z.object({
  code: z.string(),
  /** First report of its present or last spell. */
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  /** The first report without it afterwards; null while it stands. */
  clearedAt: z.iso.datetime().nullable(),
})
export type Fault = z.infer<typeof faultSchema>

const signOnSchema = z.object({
  at: z.iso.datetime(),
  state: z.enum(['login', 'logout', 'unknown']),
  /** The vendor's own word. */
  word: z.string(),
  timezone: z.string().nullable(),
})
export type SignOn = z.infer<typeof signOnSchema>

/** GET /api/devices/{id}/readings?kinds=speed,fuel&from=&to=: what was asked for; the rest is empty. */
export const readingsSchema = z.object({
  series: z.array(seriesSchema).max(600),
  /** Standing ones first, then the latest cleared. */
  faults: z.array(faultSchema).max(500),
  /** Newest first. */
  signOns: z.array(signOnSchema).max(500),
  /** Kinds there was more of than could be read: of these the oldest part of the span may be missing. */
  cutKinds: z.array(z.enum(READING_KINDS)).max(READING_KINDS.length),
})
export type Readings = z.infer<typeof readingsSchema>

/** Messages on one page. */
export const MESSAGES_PER_PAGE = 25
export const MAX_MESSAGE_PAGE = 80

const messageSchema = z.object({
  topic: z.string(),
  at: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  /** JSON text: the vendor's own where it was kept, else what Milepost read from it. */
  json: z.string(),
  isVendorText: z.boolean(),
})
export type DeviceMessage = z.infer<typeof messageSchema>

/** GET /api/devices/{id}/messages?from=&to=&topic=&page=: newest first, pages from 1. */
export const deviceMessagesSchema = z.object({
  messages: z.array(messageSchema).max(MESSAGES_PER_PAGE),
  hasMore: z.boolean(),
})
export type DeviceMessages = z.infer<typeof deviceMessagesSchema>
