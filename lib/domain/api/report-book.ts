// Saved reports, and the schedules by which they are sent: what people fill in, and what lists of them show.

import { z } from 'zod'
import { typedText } from '../typed-text'
import { REPORT_FORMATS, REPORT_KINDS, type RelativeRange, reportRequestSchema, zoneSchema } from './reports'

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
