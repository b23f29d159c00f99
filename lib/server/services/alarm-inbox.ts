// The inbox of alarms in our own terms: pages with cursors, counts, groups, one alarm with its surroundings.

import { describeAlarm } from '@/lib/domain/alarm-codes'
import { ALARM_BOXES, ALARM_STEPS, mayHandleAlarms } from '@/lib/domain/alarm-inbox'
import { type AlarmGrouping, INBOX_PAGE, MOST_UNREAD } from '@/lib/domain/alarm-inbox-limits'
import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
import { alarmNameWithFence } from '@/lib/domain/alarm-table-own'
import type {
  AlarmDetail,
  AlarmFilter,
  AlarmGroups,
  AlarmHistoryEntry,
  AlarmPulse,
  AlarmStart,
  BoxCounts,
  InboxAlarm,
  InboxPage,
} from '@/lib/domain/api/alarm-inbox'
import type { Viewer } from '../access'
import { listFenceNames } from '../data/alarm-fences'
import { type HandlerRow, listHandlers } from '../data/alarm-handling'
import {
  alarmRevision,
  countFresh,
  countInbox,
  countUnread,
  getInboxAlarm,
  type HistoryRow,
  listAlarmHistory,
  listGroups,
  listInbox,
} from '../data/alarm-inbox'
import { readMarkOf } from '../data/alarm-reads'
import { type AlarmQuestion, type InboxRow, toResolution } from '../data/alarm-rows'
import { type Clock, systemClock } from '../live/clock'
import { pageOf, readCursor, timeCursor } from './page-cursors'

const AROUND_MS = 30 * 60_000
const MAX_NEIGHBOURS = 20
const MAX_HISTORY = 200

/** What a question means to the viewer now. */
export async function alarmQuestion(
  viewer: Viewer,
  filter: AlarmFilter,
  clock: Clock = systemClock,
): Promise<AlarmQuestion> {
  const now = new Date(clock.now())
  return { filter, now, readUntil: await readMarkOf(viewer, now) }
}

/** A page of the alarms that fit, the newest first. Throws InvalidInputError for a cursor that is none of ours. */
export async function inboxPageOf(
  viewer: Viewer,
  filter: AlarmFilter,
  { cursor, limit = INBOX_PAGE }: { cursor?: string; limit?: number },
  clock: Clock = systemClock,
): Promise<InboxPage> {
  const question = await alarmQuestion(viewer, filter, clock)
  const place = readCursor(timeCursor, cursor)
  const after = place && { startedAt: new Date(place[0]), id: place[1] }
  const rows = await listInbox(viewer, question, { after, limit: limit + 1 })
  const { shown, next } = pageOf(rows, limit, ({ startedAt, id }) => [startedAt, id])
  const fences = await listFenceNames(viewer, shown)
  return { alarms: shown.map((row) => toInboxAlarm(row, fences, question.now)), next }
}

/** How many alarms that fit lie in each box, and how many came since the list was opened. */
export async function boxCountsOf(
  viewer: Viewer,
  filter: AlarmFilter,
  clock: Clock = systemClock,
): Promise<BoxCounts> {
  const question = await alarmQuestion(viewer, filter, clock)
  const counts = await Promise.all(ALARM_BOXES.map((box) => countInbox(viewer, question, box)))
  const fresh = filter.asOf === undefined ? 0 : await countFresh(viewer, question, new Date(filter.asOf))
  const [open = 0, acknowledged = 0, snoozed = 0, resolved = 0, all = 0] = counts
  const countedAt = new Date(clock.now()).toISOString()
  return { boxes: { open, acknowledged, snoozed, resolved, all }, fresh, countedAt }
}

/** The alarms that fit by vehicle or by kind, the most urgent first. */
export async function alarmGroupsOf(
  viewer: Viewer,
  filter: AlarmFilter,
  by: AlarmGrouping,
  clock: Clock = systemClock,
): Promise<AlarmGroups> {
  const rows = await listGroups(viewer, await alarmQuestion(viewer, filter, clock), by)
  const groups = rows.map(({ key, name, plate, count, unread, critical, warning, info, newestAt }) => ({
    ...{ key, plate, count, unread },
    // A name may tell of one fence or one device; the kind has one of its own.
    name: by === 'kind' ? describeAlarm({ code: key, vendorName: name }).name : (name ?? key),
    severities: { critical, warning, info },
    newestAt: newestAt.toISOString(),
  }))
  return { groups, total: rows[0]?.total ?? 0 }
}

/** Whatever pages ask again and again: whether anything changed, and how much is unread. */
export async function alarmPulseOf(viewer: Viewer, clock: Clock = systemClock): Promise<AlarmPulse> {
  const question = await alarmQuestion(viewer, {}, clock)
  const [revision, unread] = await Promise.all([
    alarmRevision(viewer),
    countUnread(viewer, question, MOST_UNREAD),
  ])
  return { revision, unread }
}

/** What the page needs to know of people. */
export async function alarmStartOf(viewer: Viewer): Promise<AlarmStart> {
  const handlers = await listHandlers(viewer)
  const people = handlers.filter((person) => mayHandleAlarms(person.role) && meets(viewer, person))
  return {
    me: viewer.userId,
    mayHandle: mayHandleAlarms(viewer.role),
    people: people.map(({ id, name }) => ({ id, name })),
  }
}

/**
 * One alarm with its history and those around it.
 * @throws NotFoundError when it is missing, of another tenant, or of a device out of scope.
 */
export async function alarmDetailOf(
  viewer: Viewer,
  alarmId: string,
  clock: Clock = systemClock,
): Promise<AlarmDetail> {
  const question = await alarmQuestion(viewer, {}, clock)
  const row = await getInboxAlarm(viewer, alarmId, question)
  const startedMs = row.startedAt.getTime()
  const around: AlarmFilter = {
    deviceIds: [row.deviceId],
    from: new Date(startedMs - AROUND_MS).toISOString(),
    to: new Date(startedMs + AROUND_MS).toISOString(),
  }
  const [history, near] = await Promise.all([
    listAlarmHistory(viewer, row.id, MAX_HISTORY),
    listInbox(viewer, { ...question, filter: around }, { after: null, limit: MAX_NEIGHBOURS + 1 }),
  ])
  const { category, because, isKnown } = describeAlarm({ code: row.code, vendorName: row.name })
  const fences = await listFenceNames(viewer, [row, ...near])
  const others = near.filter(({ id }) => id !== row.id).slice(0, MAX_NEIGHBOURS)
  return {
    alarm: toInboxAlarm(row, fences, question.now),
    category,
    because: isKnown ? because : null,
    fenceName: fences.get(row.fenceRef ?? '') ?? null,
    driver: row.driverName,
    history: history.flatMap(toEntry),
    neighbours: others.toReversed().map((other) => toInboxAlarm(other, fences, question.now)),
    mayHaveMedia: row.deviceKind === 'dashcam' || filesOf(row.item).length > 0,
  }
}

/** Names of files that came with an alarm itself. */
export function filesOf(item: unknown): string[] {
  if (typeof item !== 'object' || item === null || !('files' in item) || !Array.isArray(item.files)) return []
  return item.files.filter((name): name is string => typeof name === 'string')
}

function toInboxAlarm(row: InboxRow, fences: ReadonlyMap<string, string>, now: Date): InboxAlarm {
  const { snoozedUntil, state } = row
  const isAsleep = snoozedUntil !== null && snoozedUntil > now && state !== 'resolved'
  return {
    id: row.id,
    deviceId: row.deviceId,
    imei: row.imei,
    deviceName: row.deviceName,
    plate: row.plate,
    code: row.code,
    name: alarmNameWithFence(row, fences),
    severity: ALARM_SEVERITIES.find((known) => known === row.severity) ?? 'warning',
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    receivedAt: row.receivedAt.toISOString(),
    lat: row.lat,
    lng: row.lng,
    speedKph: row.speedKph,
    state: state ?? 'open',
    assignee: person(row.assigneeId, row.assigneeName),
    snoozedUntil: isAsleep ? snoozedUntil.toISOString() : null,
    resolution: toResolution(row.resolution),
    note: row.note,
    version: row.version ?? 0,
    changedBy: person(row.changedById, row.changedByName),
    changedAt: row.changedAt?.toISOString() ?? null,
    isUnread: row.isUnread,
  }
}

/** Nothing of an entry that another version wrote in words unknown here. */
function toEntry(row: HistoryRow): AlarmHistoryEntry[] {
  const { id, at, actorId, actorName, step, detail, assigneeName } = row
  const known = ALARM_STEPS.find((one) => one === step)
  if (known === undefined) return []
  const text = (name: string) => {
    const value: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, name) : null
    return typeof value === 'string' ? value : null
  }
  return [
    {
      id,
      at: at.toISOString(),
      actor: person(actorId, actorName),
      step: known,
      note: text('note'),
      resolution: toResolution(text('reason')),
      assignee: person(text('assigneeId'), assigneeName),
      snoozedUntil: text('until'),
    },
  ]
}

function person(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' }
}

/** People whose scopes have nothing in common do not learn of each other. */
function meets(viewer: Viewer, { scopePath }: HandlerRow): boolean {
  return scopePath.startsWith(viewer.scopePath) || viewer.scopePath.startsWith(scopePath)
}
