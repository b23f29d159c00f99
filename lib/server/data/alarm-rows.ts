// How alarms are read together with what people made of them: columns, scope and filters in SQL. Shapes only, no queries.

import { type AlarmState, RESOLUTION_REASONS, type ResolutionReason } from '@/lib/domain/alarm-inbox'
import { UNASKED_DAYS } from '@/lib/domain/alarm-inbox-limits'
import type { AlarmFilter } from '@/lib/domain/api/alarm-inbox'
import type { Viewer } from '../access'
import { shownSeveritySql } from './notify-severity'

/** An alarm as the inbox reads it. */
export type InboxRow = {
  id: string
  deviceId: string
  imei: string
  deviceName: string
  plate: string | null
  code: string
  name: string | null
  /** An id of one of our fences, or what the vendor calls one of its own. */
  fenceRef: string | null
  severity: string
  startedAt: Date
  endedAt: Date | null
  receivedAt: Date
  lat: number | null
  lng: number | null
  speedKph: number | null
  state: AlarmState | null
  assigneeId: string | null
  assigneeName: string | null
  snoozedUntil: Date | null
  resolution: string | null
  note: string | null
  version: number | null
  changedById: string | null
  changedByName: string | null
  changedAt: Date | null
  isUnread: boolean
}

/** What a question about alarms depends on besides the filter. */
export type AlarmQuestion = { filter: AlarmFilter; now: Date; readUntil: Date }

/** The severity of `a` as it is shown. */
export const SEVERITY = shownSeveritySql('a')

/** Whether that is one of these. Column by column, as the planner knows how often words stand in columns, but not in `SEVERITY`. */
function isShownAs(words: string): string {
  return `(a.rule_severity = ANY(${words}::text[]) OR (a.rule_severity IS NULL AND a.severity = ANY(${words}::text[])))`
}

/** The columns of an InboxRow; `$3` is the viewer, `$4` up to when they have read. */
export const INBOX_COLUMNS = `a.id, a.device_id AS "deviceId", d.imei, d.name AS "deviceName", d.plate, a.code, a.name,
  a.fence_ref AS "fenceRef", ${SEVERITY} AS severity, a.started_at AS "startedAt", a.ended_at AS "endedAt", a.received_at AS "receivedAt", a.lat, a.lng,
  a.speed_kph AS "speedKph", h.state, h.assignee_id AS "assigneeId", p.name AS "assigneeName",
  h.snoozed_until AS "snoozedUntil", h.resolution, h.note, h.version, h.changed_by_id AS "changedById",
  c.name AS "changedByName", h.changed_at AS "changedAt", (${unread()}) AS "isUnread"`

/** Those who have to do with it, for the names. */
export const PEOPLE = `LEFT JOIN app_user p ON p.tenant_id = a.tenant_id AND p.id = h.assignee_id
  LEFT JOIN app_user c ON c.tenant_id = a.tenant_id AND c.id = h.changed_by_id`

/** Tables and conditions of a question, with their values: `$1` tenant, `$2` scope, `$3` viewer, `$4` read until. */
export function alarmSql(
  viewer: Viewer,
  { filter, now, readUntil }: AlarmQuestion,
): { from: string; where: string; values: unknown[] } {
  const values: unknown[] = [viewer.tenantId, viewer.scopePath, viewer.userId, readUntil]
  const parts = ['a.tenant_id = $1', '$3::uuid IS NOT NULL', '$4::timestamptz IS NOT NULL']
  const place = (value: unknown) => `$${values.push(value)}`
  const { box = 'all', severities, kinds, deviceIds, assignee, search, asOf } = filter
  const nowAt = place(now)
  parts.push(...boxConditions(box, nowAt))
  if (severities !== undefined) parts.push(isShownAs(place(severities)))
  if (kinds !== undefined) parts.push(`a.code = ANY(${place(kinds)}::text[])`)
  if (deviceIds !== undefined) parts.push(`a.device_id = ANY(${place(deviceIds)}::uuid[])`)
  if (assignee === 'nobody') parts.push(`(h.assignee_id IS NULL OR ${HAS_LEFT})`)
  else if (assignee !== undefined)
    parts.push(`h.assignee_id = ${place(assignee === 'me' ? viewer.userId : assignee)}::uuid`)
  const from = filter.from ?? (search?.trim() ? unaskedFrom(filter, now) : undefined)
  if (from !== undefined) parts.push(`a.started_at >= ${place(from)}::timestamptz`)
  if (filter.to !== undefined) parts.push(`a.started_at < ${place(filter.to)}::timestamptz`)
  if (asOf !== undefined) parts.push(`a.received_at <= ${place(asOf)}::timestamptz`)
  if (filter.unread === true) parts.push(unread())
  if (search?.trim()) {
    const names = filter.searchedNames?.length ? place(filter.searchedNames) : null
    parts.push(found(place(search.trim().toLowerCase()), names))
  }
  // Only what was touched can be these, and there is less of it than of alarms.
  const isTouched = box === 'acknowledged' || box === 'snoozed' || box === 'resolved'
  const join = isTouched || (assignee !== undefined && assignee !== 'nobody') ? 'JOIN' : 'LEFT JOIN'
  return { from: `${scopeSql(viewer)} ${join} ${HANDLING}`, where: parts.join(' AND '), values }
}

/** From when on alarms are looked through one by one, where the filter names no span; undefined where it does. */
export function unaskedFrom({ from, to }: AlarmFilter, now: Date): string | undefined {
  if (from !== undefined || to !== undefined) return undefined
  return new Date(now.getTime() - UNASKED_DAYS * 86_400_000).toISOString()
}

/** Alarms `a` of devices `d` that the viewer may see; `$2` is their scope. */
export function scopeSql(viewer: Viewer): string {
  // Every device is below the root, so that those who see all need not be compared.
  const account = viewer.scopePath === '/' ? `AND $2::text IS NOT NULL` : `AND starts_with(d.scope_path, $2)`
  return `alarm a JOIN device d ON d.tenant_id = a.tenant_id AND d.id = a.device_id AND d.removed_at IS NULL ${account}`
}

/** The reason a column names; null for none, and for one this version does not know. */
export function toResolution(text: string | null): ResolutionReason | null {
  return RESOLUTION_REASONS.find((known) => known === text) ?? null
}

/** Whoever may not sign in any more looks after nothing. */
const HAS_LEFT = `NOT EXISTS (SELECT 1 FROM app_user u WHERE u.tenant_id = a.tenant_id AND u.id = h.assignee_id
  AND u.disabled_at IS NULL)`

const HANDLING = 'alarm_handling h ON h.tenant_id = a.tenant_id AND h.alarm_id = a.id'

function boxConditions(box: NonNullable<AlarmFilter['box']>, nowAt: string): string[] {
  const asleep = `h.snoozed_until > ${nowAt}::timestamptz`
  switch (box) {
    case 'all':
      return [`${nowAt}::timestamptz IS NOT NULL`]
    case 'open':
      // Told by what is not there, so that the planner knows how much is left.
      return [
        `NOT EXISTS (SELECT 1 FROM alarm_handling k WHERE k.tenant_id = a.tenant_id AND k.alarm_id = a.id
           AND (k.state <> 'open' OR k.snoozed_until > ${nowAt}::timestamptz))`,
      ]
    case 'acknowledged':
      return [`h.state = 'acknowledged' AND (${asleep}) IS NOT TRUE`]
    case 'snoozed':
      return [`h.state <> 'resolved' AND ${asleep}`]
    case 'resolved':
      return [`h.state = 'resolved' AND ${nowAt}::timestamptz IS NOT NULL`]
  }
}

/** Not read by the viewer: it came after their mark, and they have not read it by itself. */
function unread(): string {
  return `a.received_at > $4::timestamptz AND NOT EXISTS (SELECT 1 FROM alarm_read r
    WHERE r.tenant_id = a.tenant_id AND r.alarm_id = a.id AND r.user_id = $3::uuid)`
}

/** Names of several bits have `, ` between them, and fences stand behind `: `. */
function isNamed(names: string): string {
  return `string_to_array(split_part(a.name, ': ', 1), ', ') && ${names}::text[]`
}

/** Vehicles first and once, as there are far fewer of them than of alarms. */
function found(text: string, names: string | null): string {
  const has = (column: string) => `strpos(lower(coalesce(${column}, '')), ${text}) > 0`
  const ofDevice = ['v.name', 'v.plate', 'v.imei', 'v.driver_name'].map(has).join(' OR ')
  return `(a.device_id IN (SELECT v.id FROM device v WHERE v.tenant_id = $1 AND (${ofDevice}))
    OR a.fence_ref IN (SELECT f.id::text FROM fence f WHERE f.tenant_id = $1 AND starts_with(f.scope_path, $2)
      AND ${has('f.name')})
    OR ${has('a.name')} ${names === null ? '' : `OR ${isNamed(names)}`} OR a.code = ${text} OR (h.note IS NOT NULL AND ${has('h.note')}))`
}
