// Reports as the browser, files and mails read them: what may be asked, the table that comes back, saved definitions and
// schedules. Values are metric (metres, seconds, km/h, °C, litres) and times ISO 8601 UTC; units, zones and words are put on
// at the edges. Words of columns, charts and problems stand in the messages at `reportFiles`.

import { z } from 'zod'
import { isDayKey, isTimeZone } from '../time'
import { typedText } from '../typed-text'
import { DEVICE_KINDS } from '../vehicle'

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

const zoneSchema = z.string().max(64).refine(isTimeZone)
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

/**
 * How a cell reads: `alarm` is the English name of an alarm, see lib/domain/alarm-name.ts; `word` a key of the messages at `reportFiles.words`; `vehicle` a device id, see the `vehicles`
 * events; `time` an ISO instant; `day` a local date "2026-03-08"; `duration` seconds; `distance` metres; `speed` km/h;
 * `volume` litres; `consumption` litres per 100 km; `temperature` °C; `percent` 0 to 100; `count` a whole number; `number` any other; `place` [lat, lng];
 * `reading` a value with the unit of its sensor.
 */
export const COLUMN_TYPES = [
  'text',
  'alarm',
  'word',
  'vehicle',
  'time',
  'day',
  'duration',
  'distance',
  'speed',
  'volume',
  'consumption',
  'temperature',
  'percent',
  'count',
  'number',
  'place',
  'reading',
] as const
export type ColumnType = (typeof COLUMN_TYPES)[number]

/** How the foot of a column is made of its rows. The server makes it; this says what to call it. */
export const COLUMN_TOTALS = ['sum', 'max', 'min', 'mean', 'count'] as const

export const reportColumnSchema = z.object({
  /** Its words are at `reportFiles.columns.<key>`. */
  key: z.string().max(40),
  type: z.enum(COLUMN_TYPES),
  total: z.enum(COLUMN_TOTALS).nullable(),
  /** The vendor's own figure, or the difference to it. */
  isVendor: z.boolean(),
})
export type ReportColumn = z.infer<typeof reportColumnSchema>

export const READING_UNITS = ['litre', 'percent', 'cm', 'volt'] as const
export type ReadingUnit = (typeof READING_UNITS)[number]

export const reportCellSchema = z.union([
  z.string().max(1_000),
  z.number(),
  z.null(),
  z.tuple([z.number(), z.number()]),
  z.object({ value: z.number(), unit: z.enum(READING_UNITS) }),
])
/** A cell as its column's type says; null where nothing is known. */
export type ReportCell = z.infer<typeof reportCellSchema>

/** Cells in the order of the columns. */
export const reportRowSchema = z.array(reportCellSchema).max(40)
export type ReportRow = z.infer<typeof reportRowSchema>

export const reportVehicleSchema = z.object({
  id: z.uuid(),
  imei: z.string(),
  name: z.string(),
  plate: z.string().nullable(),
  kind: z.enum(DEVICE_KINDS),
  account: z.string(),
  group: z.string().nullable(),
})
export type ReportVehicle = z.infer<typeof reportVehicleSchema>

/** What is wrong with one vehicle's part of a report; words at `reportFiles.problems.<code>`. */
export const VEHICLE_PROBLEMS = [
  /** Nothing is stored for `sec` seconds of the range, and the vendor was not asked. */
  'not_asked',
  /** The vendor was asked for what is missing and did not give all of it. */
  'fill_failed',
  /** The vendor's own report could not be had. */
  'compare_failed',
  /** This connection's vendor account has no such report. */
  'compare_unsupported',
  /** There are more fixes than can be read at once; what lies after the last one read is left out. */
  'too_many_fixes',
  /** As `too_many_fixes`, of fence visits and alarms. */
  'too_many_events',
  /** As `too_many_fixes`, of readings of sensors; distances end there too. */
  'too_many_readings',
  /** It could not be read at all. */
  'failed',
] as const
export type VehicleProblem = (typeof VEHICLE_PROBLEMS)[number]

/** What holds for the report as a whole; words at `reportFiles.notices.<code>`, with `count` and `limit`. */
export const REPORT_NOTICES = [
  /** `count` of the chosen vehicles do not exist any more, or not for this person. */
  'vehicles_missing',
  /** `limit` rows are told, and `count` are not. */
  'rows_cut',
  /** The range goes on: figures of today will change. */
  'range_open',
] as const
export type ReportNotice = (typeof REPORT_NOTICES)[number]

/** A chart: words at `reportFiles.charts.<id>`. `x` of days are local dates, of times ISO instants, else names or words. */
export const reportChartSchema = z.object({
  id: z.string().max(40),
  shape: z.enum(['bar', 'line']),
  x: z.enum(['day', 'time', 'vehicle', 'word', 'alarm', 'text']),
  /** Type of the values. */
  y: z.enum(COLUMN_TYPES),
  series: z
    .array(
      z.object({
        /** `word`: a key of `reportFiles.words`; `vehicle`: a device id; `text`: as it stands. */
        of: z.enum(['word', 'vehicle', 'text']),
        name: z.string().max(200),
        x: z.array(z.string().max(200)).max(5_000),
        y: z.array(z.number().nullable()).max(5_000),
      }),
    )
    .max(20),
})
export type ReportChart = z.infer<typeof reportChartSchema>

/** What a running report does. */
export const REPORT_STEPS = ['reading', 'filling', 'comparing'] as const

/**
 * A line of POST /api/reports/run, which is one JSON object a line: `start` once and first, `vehicles` before the rows that
 * name them, then `progress`, `rows` and `problem` in any order, `chart`s, `totals`, and `end` once, or `failed`.
 */
export const reportEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    kind: z.enum(REPORT_KINDS),
    columns: z.array(reportColumnSchema).max(40),
    /** The range in instants; null for kinds without one. */
    fromAt: z.iso.datetime().nullable(),
    toAt: z.iso.datetime().nullable(),
    zone: z.string(),
    vehicleCount: z.int(),
    /** Which columns a link to the replay is made of, besides the vehicle; null where there is none. */
    replay: z.object({ from: z.string(), to: z.string() }).nullable(),
  }),
  z.object({ type: z.literal('vehicles'), vehicles: z.array(reportVehicleSchema).max(500) }),
  z.object({
    type: z.literal('progress'),
    done: z.int(),
    total: z.int(),
    step: z.enum(REPORT_STEPS),
    /** What is being read now. */
    vehicleId: z.uuid().nullable(),
  }),
  z.object({
    type: z.literal('rows'),
    vehicleId: z.uuid(),
    rows: z.array(reportRowSchema).max(1_000),
    /** The vehicle's own foot, with its last rows only; null before, and where there is none. */
    subtotal: reportRowSchema.nullable(),
  }),
  z.object({
    type: z.literal('problem'),
    vehicleId: z.uuid(),
    code: z.enum(VEHICLE_PROBLEMS),
    /** How much of the range it concerns; null where that is not known. */
    sec: z.number().nullable(),
    /** The reason in words, where there is one. */
    message: z.string().nullable(),
  }),
  z.object({
    type: z.literal('notice'),
    code: z.enum(REPORT_NOTICES),
    count: z.int().nullable(),
    limit: z.int().nullable(),
  }),
  z.object({ type: z.literal('chart'), chart: reportChartSchema }),
  /** The foot of the whole table; null where a column has none. */
  z.object({ type: z.literal('totals'), cells: reportRowSchema }),
  z.object({ type: z.literal('end'), rowCount: z.int(), vehicleCount: z.int(), problemCount: z.int() }),
  /** It broke off: what came before is right, and not all. */
  z.object({ type: z.literal('failed'), message: z.string() }),
])
export type ReportEvent = z.infer<typeof reportEventSchema>

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

const MAX_DEFINITIONS = 500
const MAX_SCHEDULES = 500
export const MAX_RECIPIENTS = 50

/** What people fill in to save a report. */
export const reportDefinitionDraftSchema = z.strictObject({
  name: typedText().trim().min(1).max(100),
  /** Seen and used by others whose scope holds that of its maker; each gets their own vehicles only. */
  shared: z.boolean(),
  request: reportRequestSchema,
})
export type ReportDefinitionDraft = z.infer<typeof reportDefinitionDraftSchema>

export const reportDefinitionSchema = reportDefinitionDraftSchema.extend({
  id: z.uuid(),
  ownerName: z.string(),
  /** Only its maker, and owners, may change it. */
  canEdit: z.boolean(),
  updatedAt: z.iso.datetime(),
})
export type ReportDefinition = z.infer<typeof reportDefinitionSchema>

/** A saved report as a list shows it; a report for thousands of vehicles names each of them, so the rest is read when opened. */
export const reportEntrySchema = reportDefinitionSchema.omit({ request: true }).extend({
  kind: z.enum(REPORT_KINDS),
  /** It has the vendor's own figures, or missing tracks, which no schedule may ask for. */
  asksVendor: z.boolean(),
})
export type ReportEntry = z.infer<typeof reportEntrySchema>

/** `weekday` 0 is Sunday; a `day` the month has not is its last. */
export const scheduleRhythmSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day') }),
  z.strictObject({ every: z.literal('week'), weekday: z.int().min(0).max(6) }),
  z.strictObject({ every: z.literal('month'), day: z.int().min(1).max(31) }),
])
export type ScheduleRhythm = z.infer<typeof scheduleRhythmSchema>

/** What a scheduled report tells of: whole local days that are over, in the recipient's zone. */
export const SCHEDULE_RANGES = [
  'yesterday',
  'last_7_days',
  'last_week',
  'last_month',
] as const satisfies readonly RelativeRange[]

/** A person of the tenant, in their own zone and units, or an address in the zone of the schedule. */
export const recipientSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('user'), userId: z.uuid() }),
  z.strictObject({ to: z.literal('mail'), address: z.email().max(200) }),
])
export type Recipient = z.infer<typeof recipientSchema>

/** What people fill in to have a saved report sent. */
export const reportScheduleDraftSchema = z.strictObject({
  definitionId: z.uuid(),
  rhythm: scheduleRhythmSchema,
  /** "06:30" on the recipient's clock. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** For addresses, and for people who chose no zone. */
  zone: zoneSchema,
  range: z.enum(SCHEDULE_RANGES),
  format: z.enum(REPORT_FORMATS),
  recipients: z.array(recipientSchema).min(1).max(MAX_RECIPIENTS),
  enabled: z.boolean(),
})
export type ReportScheduleDraft = z.infer<typeof reportScheduleDraftSchema>

/** How a run of a schedule stands; `stopped` when its owner may not, or is not there, any more. */
export const RUN_STATES = ['waiting', 'running', 'sent', 'partly', 'failed'] as const

export const reportRunSchema = z.object({
  id: z.uuid(),
  /** When it was due. */
  dueAt: z.iso.datetime(),
  zone: z.string(),
  state: z.enum(RUN_STATES),
  finishedAt: z.iso.datetime().nullable(),
  /** When a failed one is tried again. */
  nextTryAt: z.iso.datetime().nullable(),
  tries: z.int(),
  recipientCount: z.int(),
  sentCount: z.int(),
  rowCount: z.int().nullable(),
  /** Why it failed, in words. */
  problem: z.string().nullable(),
})
export type ReportRun = z.infer<typeof reportRunSchema>

export const reportScheduleSchema = reportScheduleDraftSchema.extend({
  id: z.uuid(),
  definitionName: z.string(),
  kind: z.enum(REPORT_KINDS),
  ownerName: z.string(),
  canEdit: z.boolean(),
  /** The nearest of its recipients' times; null while it is off. */
  nextAt: z.iso.datetime().nullable(),
  /** Why it stopped by itself, in words; null while it goes on. */
  stoppedBecause: z.string().nullable(),
  /** Recipients in words, in the order of `recipients`. */
  recipientNames: z.array(z.string()).max(MAX_RECIPIENTS),
  /** The newest first. */
  runs: z.array(reportRunSchema).max(10),
})
export type ReportSchedule = z.infer<typeof reportScheduleSchema>

/** GET /api/reports/definitions: saved reports by name, and the schedules of those the viewer may see. */
export const reportBookSchema = z.object({
  definitions: z.array(reportEntrySchema).max(MAX_DEFINITIONS),
  schedules: z.array(reportScheduleSchema).max(MAX_SCHEDULES),
})
export type ReportBook = z.infer<typeof reportBookSchema>
