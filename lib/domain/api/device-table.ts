// Milepost's own answers about the table of devices, its views and groups, as the browser reads them, and what it may ask.
// Times are ISO 8601 UTC.

import { z } from 'zod'
import { EDIT_FIELDS, EDIT_PROBLEMS, ICON_NAMES, MAX_ODOMETER_KM } from '../device-edit'
import {
  DEVICE_COLUMNS,
  EXPIRY_WINDOWS,
  MAX_COLUMN_PX,
  MAX_FILTER_TEXT,
  MAX_FILTER_VALUES,
  MAX_SILENT_HOURS,
  MIN_COLUMN_PX,
} from '../device-table'
import { isTimeZone } from '../time'
import { typedText } from '../typed-text'
import { DEVICE_KINDS, VEHICLE_STATUSES } from '../vehicle'

/** Rows of one page of the table. */
export const TABLE_PAGE = 100
/** As far as a table can be scrolled. */
export const MAX_TABLE_ROWS = 200_000
/** Devices that "all that match" names at most. */
export const MAX_MATCHING = 10_000
/** Rows of a file. */
export const MAX_EXPORT_ROWS = 100_000
/** Devices that are put into a group by one request. */
export const MAX_ASSIGNED = 25
/** Devices that are put into a group by one choice; each is a call to the vendor. */
export const MAX_ASSIGNED_IN_ALL = 500
export const MAX_VIEWS = 50
export const MAX_VIEW_NAME = 60
export const MAX_GROUP_NAME = 50

const word = z.string().max(200)

/** Which devices. */
export const deviceFilterSchema = z.object({
  q: typedText().max(MAX_FILTER_TEXT),
  accountId: z.uuid().nullable(),
  groups: z.array(word).max(MAX_FILTER_VALUES),
  statuses: z.array(z.enum(VEHICLE_STATUSES)).max(MAX_FILTER_VALUES),
  models: z.array(word).max(MAX_FILTER_VALUES),
  kinds: z.array(z.enum(DEVICE_KINDS)).max(MAX_FILTER_VALUES),
  expiring: z.enum(EXPIRY_WINDOWS).nullable(),
  silentHours: z.int().min(1).max(MAX_SILENT_HOURS).nullable(),
  /** Views that were kept before there was such a choice do not have it. */
  online: z.boolean().nullable().default(null),
  enabled: z.boolean().nullable(),
})

export const deviceSortSchema = z.object({ key: z.enum(DEVICE_COLUMNS), isDescending: z.boolean() })

/** Columns in their order. */
export const deviceLayoutSchema = z
  .array(z.object({ key: z.enum(DEVICE_COLUMNS), widthPx: z.number().min(MIN_COLUMN_PX).max(MAX_COLUMN_PX) }))
  .min(1)
  .max(DEVICE_COLUMNS.length)

/** What a view holds. */
export const deviceViewSpecSchema = z.object({
  filter: deviceFilterSchema,
  sort: deviceSortSchema,
  columns: deviceLayoutSchema,
})
export type DeviceViewSpec = z.infer<typeof deviceViewSpecSchema>

export const deviceViewDraftSchema = z.object({
  name: typedText().trim().min(1).max(MAX_VIEW_NAME),
  isDefault: z.boolean(),
  spec: deviceViewSpecSchema,
})
export type DeviceViewDraft = z.infer<typeof deviceViewDraftSchema>

const deviceViewSchema = deviceViewDraftSchema.extend({ id: z.uuid() })
export type DeviceView = z.infer<typeof deviceViewSchema>

/** GET /api/device-views: the person's views by name, and the columns their table has now; null when never changed. */
export const deviceViewsSchema = z.object({
  views: z.array(deviceViewSchema).max(MAX_VIEWS),
  columns: deviceLayoutSchema.nullable(),
})
export type DeviceViews = z.infer<typeof deviceViewsSchema>

/** One device as the table shows it. */
export const deviceRowSchema = z.object({
  id: z.uuid(),
  imei: z.string(),
  name: z.string(),
  plate: z.string().nullable(),
  model: z.string().nullable(),
  kind: z.enum(DEVICE_KINDS),
  icon: z.string().nullable(),
  accountId: z.uuid(),
  accountName: z.string(),
  groupName: z.string().nullable(),
  driverName: z.string().nullable(),
  driverPhone: z.string().nullable(),
  sim: z.string().nullable(),
  remark: z.string().nullable(),
  enabled: z.boolean(),
  status: z.enum(VEHICLE_STATUSES),
  /** The newer of fix and sign of life. */
  lastReportAt: z.iso.datetime().nullable(),
  odometerKm: z.number().nullable(),
  batteryPercent: z.number().nullable(),
  activatedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
})
export type DeviceRow = z.infer<typeof deviceRowSchema>

/** GET /api/device-table?…&offset=: a page of the devices that match, and how many do. */
export const devicePageSchema = z.object({
  rows: z.array(deviceRowSchema).max(TABLE_PAGE),
  /** How many match; null with a page that is not the first, which need not be counted again. */
  total: z.number().nullable(),
})
export type DevicePage = z.infer<typeof devicePageSchema>

/** GET /api/device-table/summary?…: how many match whatever expires, what of those expires, and what the viewer may do. */
export const deviceSummarySchema = z.object({
  /** In the viewer's scope, whatever the filter. */
  all: z.number(),
  expiring: z.object({ expired: z.number(), 30: z.number(), 60: z.number(), 90: z.number() }),
  canEdit: z.boolean(),
  canExport: z.boolean(),
  canShare: z.boolean(),
  /** Whether the account tree is the viewer's business. */
  seesAccounts: z.boolean(),
})
export type DeviceSummary = z.infer<typeof deviceSummarySchema>

/** GET /api/device-table/choices: what the table can be narrowed by. */
export const deviceChoicesSchema = z.object({
  accounts: z
    .array(
      z.object({ id: z.uuid(), name: z.string(), parentId: z.uuid().nullable(), deviceCount: z.number() }),
    )
    .max(10_000),
  groups: z.array(z.object({ name: z.string(), deviceCount: z.number() })).max(2_000),
  models: z.array(z.object({ name: z.string(), deviceCount: z.number() })).max(500),
})
export type DeviceChoices = z.infer<typeof deviceChoicesSchema>

/** GET /api/device-table/ids?…: those that match, at most MAX_MATCHING, and how many do. */
export type MatchingIds = { ids: string[]; total: number }

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** POST /api/device-table/export: the devices that match as a file. */
export const deviceExportSchema = z.object({
  filter: deviceFilterSchema,
  sort: deviceSortSchema,
  columns: z.array(z.enum(DEVICE_COLUMNS)).min(1).max(DEVICE_COLUMNS.length),
  format: z.enum(EXPORT_FORMATS),
  /** IANA name of the zone of all times. */
  zone: z.string().max(64).refine(isTimeZone),
})
export type DeviceExport = z.infer<typeof deviceExportSchema>

/** What is to change of a device; see lib/domain/device-edit.ts for what each field takes. */
export const deviceEditSchema = z.strictObject({
  name: z.string().max(2_000).optional(),
  plate: z.string().max(2_000).optional(),
  driverName: z.string().max(2_000).optional(),
  driverPhone: z.string().max(2_000).optional(),
  sim: z.string().max(2_000).optional(),
  remark: z.string().max(2_000).optional(),
  odometerKm: z.number().min(0).max(MAX_ODOMETER_KM).optional(),
  icon: z.enum(ICON_NAMES).optional(),
  enabled: z.boolean().optional(),
})

const editProblemsSchema = z.partialRecord(z.enum(EDIT_FIELDS), z.enum(EDIT_PROBLEMS))
export type EditProblems = z.infer<typeof editProblemsSchema>

/** What came of a change: the row as it is now, or what is wrong at which field, or what the vendor said. */
export type DeviceEditAnswer =
  | { ok: true; row: DeviceRow }
  | { ok: false; problems: EditProblems; message: string | null }

/** GET /api/groups?account=: the groups the vendor has for an account, and how many of our devices are in each. */
export type DeviceGroups = {
  account: { id: string; name: string }
  /** False: this connection's service has no groups. */
  areSupported: boolean
  /** `spelt`: how devices name the group, which may differ by case. */
  groups: { id: string; name: string; spelt: string; deviceCount: number }[]
}

export const groupNameSchema = typedText().trim().min(1).max(MAX_GROUP_NAME)

/** How one device fared. */
export type AssignResult = { deviceId: string; name: string; ok: boolean; message: string | null }
