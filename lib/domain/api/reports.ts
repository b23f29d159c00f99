// Reports as they are asked for: kinds, limits, ranges, vehicles and what each kind asks besides. Values are metric (metres,
// seconds, km/h, °C, litres) and times ISO 8601 UTC; units, zones and words are put on at the edges. What comes back is
// report-table.ts; saved reports and schedules are report-book.ts.

import { z } from 'zod'
import { isDayKey, isTimeZone } from '../time'

export const REPORT_KINDS = [
  'trips',
  'stops',
  'mileage',
  'speeding',
  'fence_visits',
  'alarms',
  'fleet',
  'utilization',
  'fuel',
  'temperature',
  'device_status',
] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** Kinds the vendor makes a report of too, which can be shown beside ours. */
export const COMPARED_KINDS = ['trips', 'stops', 'mileage'] as const satisfies readonly ReportKind[]
/** Kinds that tell of now and have no range. */
export const RANGELESS_KINDS = ['device_status'] as const satisfies readonly ReportKind[]

/** Vehicles times days of one report, days counted as local days that the range touches. */
export const MAX_VEHICLE_DAYS = 31_000
/** Vehicles of one report, however short. */
export const MAX_REPORT_VEHICLES = 10_000
/** The longest range: a year with its leap day. */
export const MAX_REPORT_DAYS = 366
/** Rows told at most; more are counted and said to be missing. */
export const MAX_REPORT_ROWS = 200_000
/** A PDF of more rows is nothing anybody turns the pages of. */
export const MAX_PDF_ROWS = 20_000
/** Asking the vendor to compare or fill costs calls, which everybody shares. */
export const MAX_COMPARED_VEHICLES = 100
export const MAX_COMPARED_DAYS = 31

/** An IANA name. */
export const zoneSchema = z.string().max(64).refine(isTimeZone)
const daySchema = z.string().refine(isDayKey)

/** Spans that are told from the moment of running, in the zone of the request. Weeks begin on the reader's day. */
export const RELATIVE_RANGES = [
  'today',
  'yesterday',
  'last_7_days',
  'last_30_days',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
] as const
export type RelativeRange = (typeof RELATIVE_RANGES)[number]

/** Local days (both inclusive), instants (`to` no longer belongs to it), or a span of days before now. */
export const reportRangeSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('days'), from: daySchema, to: daySchema }),
  z.strictObject({ by: z.literal('instants'), from: z.iso.datetime(), to: z.iso.datetime() }),
  z.strictObject({ by: z.literal('relative'), span: z.enum(RELATIVE_RANGES) }),
])
export type ReportRange = z.infer<typeof reportRangeSchema>

/**
 * Which vehicles: all in scope, or those of any of the lists together. An account counts with the accounts below it, a
 * group by its name. Ids that are gone or foreign are left out and counted in a notice.
 */
export const reportVehiclesSchema = z.discriminatedUnion('choose', [
  z.strictObject({ choose: z.literal('all') }),
  z.strictObject({
    choose: z.literal('some'),
    deviceIds: z.array(z.uuid()).max(MAX_REPORT_VEHICLES),
    accountIds: z.array(z.uuid()).max(1_000),
    groups: z.array(z.string().min(1).max(200)).max(1_000),
  }),
])
export type ReportVehicles = z.infer<typeof reportVehiclesSchema>

/** Periods that sums are made of; `range` is one row for all of it. */
export const GRANULARITIES = ['day', 'week', 'month', 'range'] as const
export type Granularity = (typeof GRANULARITIES)[number]
/** Each single thing that happened, or a row of sums for each vehicle and what it is of. */
export const DETAILS = ['list', 'summary'] as const
export type ReportDetail = (typeof DETAILS)[number]
/** Which stops: both kinds, or one. */
export const STOP_CHOICES = ['all', 'parked', 'idling'] as const

const seconds = z.int().min(0).max(86_400)

/** What each kind asks for besides vehicles and range. All are required; `DEFAULT_REPORT_PARAMS` has what a form begins with. */
export const reportParamsSchemas = {
  trips: z.strictObject({ minDistanceM: z.number().min(0).max(1_000_000) }),
  stops: z.strictObject({ which: z.enum(STOP_CHOICES), minSec: seconds }),
  mileage: z.strictObject({ granularity: z.enum(GRANULARITIES) }),
  /** Above `limitKph` without a pause for at least `minSec`. */
  speeding: z.strictObject({ limitKph: z.number().min(5).max(300), minSec: seconds }),
  /** None chosen: all fences in scope. */
  fence_visits: z.strictObject({
    fenceIds: z.array(z.uuid()).max(500),
    minSec: seconds,
    detail: z.enum(DETAILS),
  }),
  /** None chosen: all codes, all severities. */
  alarms: z.strictObject({
    codes: z.array(z.string().max(100)).max(200),
    severities: z.array(z.string().max(20)).max(10),
    detail: z.enum(DETAILS),
  }),
  fleet: z.strictObject({}),
  utilization: z.strictObject({ granularity: z.enum(GRANULARITIES) }),
  /** A rise or fall of the level counts from `minChangePercent` of the highest level seen on. */
  fuel: z.strictObject({ minChangePercent: z.number().min(1).max(50), detail: z.enum(DETAILS) }),
  /** `list`: each time out of the band; null leaves that side open. */
  temperature: z.strictObject({
    minC: z.number().min(-100).max(200).nullable(),
    maxC: z.number().min(-100).max(200).nullable(),
    detail: z.enum(DETAILS),
  }),
  /** Silent for at least `silentHours`, or expiring within `expiringDays`; both null for every vehicle. */
  device_status: z.strictObject({
    silentHours: z.number().min(0.25).max(8_760).nullable(),
    expiringDays: z.int().min(0).max(3_650).nullable(),
  }),
} as const

export type ReportParams = { [Kind in ReportKind]: z.infer<(typeof reportParamsSchemas)[Kind]> }

export const DEFAULT_REPORT_PARAMS: ReportParams = {
  trips: { minDistanceM: 0 },
  stops: { which: 'all', minSec: 0 },
  mileage: { granularity: 'day' },
  speeding: { limitKph: 100, minSec: 10 },
  fence_visits: { fenceIds: [], minSec: 0, detail: 'list' },
  alarms: { codes: [], severities: [], detail: 'list' },
  fleet: {},
  utilization: { granularity: 'range' },
  fuel: { minChangePercent: 10, detail: 'summary' },
  temperature: { minC: null, maxC: null, detail: 'summary' },
  device_status: { silentHours: 24, expiringDays: 30 },
}

const commonFields = {
  vehicles: reportVehiclesSchema,
  /** Ignored by kinds of RANGELESS_KINDS. */
  range: reportRangeSchema,
  /** IANA name: whose midnight parts days. */
  zone: zoneSchema,
  /** Show the vendor's own report beside ours; only for COMPARED_KINDS, and few vehicles. */
  compare: z.boolean(),
  /** Ask the vendor for tracks that are missing here; only for few vehicles, and only for kinds that read tracks. */
  fill: z.boolean(),
}

const requestOf = <Kind extends ReportKind>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), params: reportParamsSchemas[kind], ...commonFields })

/** POST /api/reports/run, POST /api/reports/export?format= */
export const reportRequestSchema = z.discriminatedUnion('kind', [
  requestOf('trips'),
  requestOf('stops'),
  requestOf('mileage'),
  requestOf('speeding'),
  requestOf('fence_visits'),
  requestOf('alarms'),
  requestOf('fleet'),
  requestOf('utilization'),
  requestOf('fuel'),
  requestOf('temperature'),
  requestOf('device_status'),
])
export type ReportRequest = z.infer<typeof reportRequestSchema>

export const REPORT_FORMATS = ['xlsx', 'csv', 'pdf'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]
/** The query of POST /api/reports/export. */
export const reportExportQuerySchema = z.object({ format: z.enum(REPORT_FORMATS) })

/** GET /api/reports/choices: what a report can be made of, besides the fleet and the fences that pages have already. */
export const reportChoicesSchema = z.object({
  /** Parents before their children. */
  accounts: z
    .array(z.object({ id: z.uuid(), name: z.string(), parentId: z.uuid().nullable(), vehicleCount: z.int() }))
    .max(10_000),
  groups: z.array(z.object({ name: z.string(), vehicleCount: z.int() })).max(2_000),
  vehicleCount: z.int(),
  /** Who a schedule can be sent to by name: people of the same scope or below, none disabled. */
  people: z
    .array(z.object({ id: z.uuid(), name: z.string(), email: z.string(), zone: z.string().nullable() }))
    .max(1_000),
  /** Whether schedules may be made. */
  canSchedule: z.boolean(),
  /** Whether mail can be sent at all; else schedules fail with words. */
  hasMail: z.boolean(),
})
export type ReportChoices = z.infer<typeof reportChoicesSchema>
