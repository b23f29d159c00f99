// The table of a report as browser, files and mails read it, column by column, and the lines in which it comes. Units and zones
// are those of reports.ts. Words of columns, charts and problems stand in the messages at `reportFiles`.

import { z } from 'zod'
import { DEVICE_KINDS } from '../vehicle'
import { REPORT_KINDS } from './reports'

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
