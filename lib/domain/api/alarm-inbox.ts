// Milepost's own answers about the inbox of alarms, as the browser reads them. Times are ISO 8601 UTC.

import { z } from 'zod'
import {
  ALARM_BOXES,
  ALARM_STATES,
  ALARM_STEPS,
  MAX_NOTE_CHARS,
  MAX_SNOOZE_MS,
  RESOLUTION_REASONS,
} from '../alarm-inbox'
import { MAX_ALARM_GROUPS, MAX_CHOSEN, MAX_FILTER_VALUES, MAX_SEARCH_CHARS } from '../alarm-inbox-limits'
import { ALARM_CATEGORIES, ALARM_RULE_NAMES, ALARM_SEVERITIES } from '../alarm-severity'
import { alarmSchema } from './alarm'

const MAX_INBOX_PAGE = 200
const kindCode = z.string().min(1).max(100)

/** Which alarms; left out, all. */
export const alarmFilterSchema = z.object({
  box: z.enum(ALARM_BOXES).optional(),
  severities: z.array(z.enum(ALARM_SEVERITIES)).max(ALARM_SEVERITIES.length).optional(),
  kinds: z.array(kindCode).max(MAX_FILTER_VALUES).optional(),
  deviceIds: z.array(z.uuid()).max(MAX_FILTER_VALUES).optional(),
  /** A person's id, or `me` or `nobody`. */
  assignee: z.union([z.literal('me'), z.literal('nobody'), z.uuid()]).optional(),
  /** When it began: not before, and before. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  search: z.string().max(MAX_SEARCH_CHARS).optional(),
  unread: z.boolean().optional(),
  /** Those we learned of until then, by our clock: what comes later does not move the list. */
  asOf: z.iso.datetime().optional(),
})
export type AlarmFilter = z.infer<typeof alarmFilterSchema> & {
  /** Names, as they are stored, that `search` means in the reader's language. The server's to know; never asked for. */
  searchedNames?: readonly string[]
}

const listText = (most: number) =>
  z
    .string()
    .max(most * 101)
    .transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))])

/** The filter as a query string has it. Names with several values carry commas between them. */
export const alarmFilterQuerySchema = z.object({
  box: z.enum(ALARM_BOXES).optional(),
  severity: listText(3)
    .pipe(z.array(z.enum(ALARM_SEVERITIES)).max(3))
    .optional(),
  kind: listText(MAX_FILTER_VALUES).pipe(z.array(kindCode).max(MAX_FILTER_VALUES)).optional(),
  v: listText(MAX_FILTER_VALUES).pipe(z.array(z.uuid()).max(MAX_FILTER_VALUES)).optional(),
  who: z.union([z.literal('me'), z.literal('nobody'), z.uuid()]).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  q: z.string().max(MAX_SEARCH_CHARS).optional(),
  unread: z.literal('1').optional(),
  asOf: z.iso.datetime().optional(),
})
export type AlarmFilterQuery = z.input<typeof alarmFilterQuerySchema>

/** GET /api/alarms/inbox. `cursor` is what the page before answered. */
export const inboxQuerySchema = alarmFilterQuerySchema.extend({
  cursor: z.string().max(100).optional(),
  limit: z
    .codec(z.string().regex(/^[1-9]\d{0,2}$/), z.int().max(MAX_INBOX_PAGE), {
      decode: Number,
      encode: String,
    })
    .optional(),
})

const personSchema = z.object({ id: z.uuid(), name: z.string() })
export type AlarmPerson = z.infer<typeof personSchema>

/** An alarm with what people made of it. */
export const inboxAlarmSchema = alarmSchema.extend({
  state: z.enum(ALARM_STATES),
  assignee: personSchema.nullable(),
  /** Null when it does not sleep. */
  snoozedUntil: z.iso.datetime().nullable(),
  resolution: z.enum(RESOLUTION_REASONS).nullable(),
  note: z.string().nullable(),
  /** 0 while nobody has touched it. */
  version: z.int(),
  changedBy: personSchema.nullable(),
  changedAt: z.iso.datetime().nullable(),
  /** By the person who asks. */
  isUnread: z.boolean(),
})
export type InboxAlarm = z.infer<typeof inboxAlarmSchema>

/** A page, the newest first. */
export const inboxPageSchema = z.object({
  alarms: z.array(inboxAlarmSchema).max(MAX_INBOX_PAGE),
  /** Of the next page; null after the last. */
  next: z.string().nullable(),
})
export type InboxPage = z.infer<typeof inboxPageSchema>

/** GET /api/alarms/counts: how many alarms of the filter lie in each box, `MOST_COUNTED + 1` for more. */
export const boxCountsSchema = z.object({
  boxes: z.record(z.enum(ALARM_BOXES), z.int()),
  /** Those that came after `asOf` into the filter's box. */
  fresh: z.int(),
  /** The server's time by then: a list as of it holds all that were counted, whatever the reader's own clock says. */
  countedAt: z.iso.datetime(),
})
export type BoxCounts = z.infer<typeof boxCountsSchema>

const alarmGroupSchema = z.object({
  /** A device's id or a code. */
  key: z.string(),
  name: z.string(),
  plate: z.string().nullable(),
  count: z.int(),
  unread: z.int(),
  severities: z.record(z.enum(ALARM_SEVERITIES), z.int()),
  newestAt: z.iso.datetime(),
})
export type AlarmGroup = z.infer<typeof alarmGroupSchema>

/** GET /api/alarms/groups?by=vehicle. */
export const alarmGroupsSchema = z.object({
  groups: z.array(alarmGroupSchema).max(MAX_ALARM_GROUPS),
  /** How many there are in all. */
  total: z.int(),
})
export type AlarmGroups = z.infer<typeof alarmGroupsSchema>

/** GET /api/alarms/pulse: whatever a page asks again and again. */
export const alarmPulseSchema = z.object({
  /** Another with each change somebody makes. */
  revision: z.string(),
  /** Warnings and critical alarms that are not resolved and the person has not read; `MOST_UNREAD + 1` for more. */
  unread: z.int(),
})
export type AlarmPulse = z.infer<typeof alarmPulseSchema>

/** One entry of an alarm's history. */
const historyEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: personSchema.nullable(),
  step: z.enum(ALARM_STEPS),
  /** What was written with it. */
  note: z.string().nullable(),
  resolution: z.enum(RESOLUTION_REASONS).nullable(),
  assignee: personSchema.nullable(),
  snoozedUntil: z.iso.datetime().nullable(),
})
export type AlarmHistoryEntry = z.infer<typeof historyEntrySchema>

/** GET /api/alarms/{id}. */
export const alarmDetailSchema = z.object({
  alarm: inboxAlarmSchema,
  category: z.enum(ALARM_CATEGORIES),
  /** Why it has its severity: words at `alarmInbox.because`; null for kinds nobody knows. */
  because: z.enum(ALARM_RULE_NAMES).nullable(),
  fenceName: z.string().nullable(),
  driver: z.string().nullable(),
  /** Newest first. */
  history: z.array(historyEntrySchema).max(200),
  /** Other alarms of the vehicle within half an hour, in order of time. */
  neighbours: z.array(inboxAlarmSchema).max(20),
  /** Whether the vehicle could have a camera: asking for its media makes sense. */
  mayHaveMedia: z.boolean(),
})
export type AlarmDetail = z.infer<typeof alarmDetailSchema>

const alarmMediumSchema = z.object({
  kind: z.enum(['photo', 'video']),
  /** Null where it lies at a host that browsers are not sent to. */
  url: z.url().nullable(),
  thumbnailUrl: z.url().nullable(),
  blockedHost: z.string().nullable(),
  channel: z.int().nullable(),
  sizeBytes: z.number().nullable(),
  takenAt: z.iso.datetime().nullable(),
})
export type AlarmMedium = z.infer<typeof alarmMediumSchema>

/** GET /api/alarms/{id}/media: photos and clips the vendor has of it. */
export const alarmMediaSchema = z.object({
  media: z.array(alarmMediumSchema).max(50),
  /** Files that were told of and that the vendor gives no address for. */
  awaited: z.array(z.string()).max(50),
  /** The vendor could not be asked: what there is may be more. */
  isPartial: z.boolean(),
})
export type AlarmMedia = z.infer<typeof alarmMediaSchema>

/** GET /api/alarms/start: who may be given alarms, and what the person may do. */
export const alarmStartSchema = z.object({
  me: z.uuid(),
  mayHandle: z.boolean(),
  people: z.array(personSchema).max(500),
})
export type AlarmStart = z.infer<typeof alarmStartSchema>

const note = z.string().max(MAX_NOTE_CHARS)

/** A step as a browser asks for it. */
export const alarmStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledge') }),
  z.object({ kind: z.literal('reopen') }),
  z.object({ kind: z.literal('unassign') }),
  z.object({ kind: z.literal('unsnooze') }),
  z.object({ kind: z.literal('resolve'), reason: z.enum(RESOLUTION_REASONS), note }),
  z.object({ kind: z.literal('assign'), assigneeId: z.uuid() }),
  z.object({ kind: z.literal('snooze'), forMs: z.int().min(1).max(MAX_SNOOZE_MS) }),
  z.object({ kind: z.literal('note'), note }),
])
export type AlarmStepRequest = z.infer<typeof alarmStepSchema>

/** Which alarms a step is for: chosen ones with the version that was seen, or all that fit a filter. */
export const alarmTargetSchema = z.union([
  z.object({
    chosen: z
      .array(z.object({ id: z.uuid(), version: z.int().min(0) }))
      .min(1)
      .max(MAX_CHOSEN),
  }),
  z.object({ filter: alarmFilterSchema }),
])
export type AlarmTarget =
  | Extract<z.infer<typeof alarmTargetSchema>, { chosen: unknown }>
  | { filter: AlarmFilter }

/** How a step went for one alarm. */
export type AlarmOutcome =
  | { id: string; result: 'done' }
  /** Nothing to do, not from there, not with these words or times. */
  | { id: string; result: 'already' | 'state' | 'words' | 'time' }
  /** Not there, or not the person's to see. */
  | { id: string; result: 'gone' }
  /** Who is to have it may not see or not handle it. */
  | { id: string; result: 'assignee' }
  /** Somebody else was first: what they did, when, and who. */
  | { id: string; result: 'overtaken'; by: string | null; step: string | null; at: string | null }

/** How a step went. Of many, only those that it did not reach are told one by one. */
export type AlarmStepAnswer =
  | { ok: true; done: number; others: AlarmOutcome[]; isCut: boolean }
  | { ok: false; why: 'role' | 'invalid' | 'other' }

/** POST /api/alarms/read: the person has read these alarms, or all there are. */
export const alarmReadSchema = z.union([
  z.object({ all: z.literal(true) }),
  z.object({ ids: z.array(z.uuid()).min(1).max(MAX_CHOSEN) }),
])
