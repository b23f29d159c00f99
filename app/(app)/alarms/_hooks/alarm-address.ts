import { ALARM_BOXES, type AlarmBox } from '@/lib/domain/alarm-inbox'
import type { AlarmGrouping } from '@/lib/domain/alarm-inbox-limits'
import { ALARM_SEVERITIES, type AlarmSeverity } from '@/lib/domain/alarm-severity'
import type { AlarmFilter, AlarmFilterQuery } from '@/lib/domain/api/alarm-inbox'

/** How far back the list goes, counted from when the page was opened; null for all there is. */
export const ALARM_SPANS = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
}
export type AlarmSpan = keyof typeof ALARM_SPANS
export const SPAN_NAMES = ['1h', '24h', '7d', '30d'] as const satisfies readonly AlarmSpan[]

/** What the page shows; all of it stands in the address, so that a colleague who is sent it sees the same. */
export type AlarmAddress = {
  box: AlarmBox
  severities: readonly AlarmSeverity[]
  kinds: readonly string[]
  deviceIds: readonly string[]
  /** A person's id, `me`, `nobody`, or null for whoever. */
  who: string | null
  span: AlarmSpan | null
  /** A span of one's own instead, ISO 8601 UTC. */
  from: string | null
  to: string | null
  q: string
  isUnread: boolean
  group: AlarmGrouping | null
  /** The chosen alarm. */
  alarmId: string | null
}

export const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i
/** Values in a list, and characters in a value. */
export const MOST_LISTED = 100

/** Reads an address; what cannot be right is left out, which ./alarm-address-faults.ts puts into words. */
export function parseAlarmAddress(params: Pick<URLSearchParams, 'get'>): AlarmAddress {
  const list = (name: string) => listOf(params, name).slice(0, MOST_LISTED)
  const severities = list('severity')
  const who = params.get('who')
  const alarmId = params.get('alarm')
  const group = params.get('group')
  return {
    box: ALARM_BOXES.find((box) => box === params.get('box')) ?? 'open',
    severities: ALARM_SEVERITIES.filter((severity) => severities.includes(severity)),
    kinds: list('kind').filter((kind) => kind.length <= MOST_LISTED),
    deviceIds: list('v').filter((id) => UUID.test(id)),
    who: who !== null && isWho(who) ? who : null,
    span: isSpan(params.get('span')),
    ...boundsOf(params),
    q: params.get('q')?.slice(0, MOST_LISTED) ?? '',
    isUnread: params.get('unread') === '1',
    group: group === 'vehicle' || group === 'kind' ? group : null,
    alarmId: alarmId !== null && UUID.test(alarmId) ? alarmId : null,
  }
}

/** The query of an address that shows this. */
export function alarmSearch(address: AlarmAddress): string {
  const { box, severities, kinds, deviceIds, who, span, from, to, q, isUnread, group, alarmId } = address
  const query = new URLSearchParams()
  const set = (name: string, value: string | null) => value && query.set(name, value)
  set('box', box === 'open' ? null : box)
  set('severity', severities.join(','))
  set('kind', kinds.join(','))
  set('v', deviceIds.join(','))
  set('who', who)
  set('span', span)
  set('from', from)
  set('to', to)
  set('q', q.trim())
  set('unread', isUnread ? '1' : null)
  set('group', group)
  set('alarm', alarmId)
  return query.size === 0 ? '' : `?${query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`
}

/** The filter of an address, as steps are asked for with it. */
export function addressFilter(address: AlarmAddress, asOf: string): AlarmFilter {
  const { box, severities, kinds, deviceIds, who, span, from, to, q, isUnread } = address
  const sinceMs = span === null ? null : Date.parse(asOf) - ALARM_SPANS[span]
  const some = <T>(values: readonly T[]) => (values.length > 0 ? [...values] : undefined)
  return {
    box,
    severities: some(severities),
    kinds: some(kinds),
    deviceIds: some(deviceIds),
    assignee: who ?? undefined,
    from: from ?? (sinceMs === null ? undefined : new Date(sinceMs).toISOString()),
    to: to ?? undefined,
    search: q.trim() || undefined,
    unread: isUnread || undefined,
    asOf,
  }
}

/** The same as a query string has it. */
export function filterQuery(address: AlarmAddress, asOf: string): AlarmFilterQuery {
  const { box, severities, kinds, deviceIds, assignee, from, to, search, unread } = addressFilter(
    address,
    asOf,
  )
  return {
    ...{ box, from, to, asOf },
    severity: severities?.join(','),
    kind: kinds?.join(','),
    v: deviceIds?.join(','),
    who: assignee,
    q: search,
    unread: unread ? '1' : undefined,
  }
}

/** Whether the server looks back over UNASKED_DAYS only: alarms are gone through one by one, and no times are named. */
export function isLookBackShort({ group, q, span, from, to }: AlarmAddress): boolean {
  return (group !== null || q.trim() !== '') && span === null && from === null && to === null
}

/** Whether anything but the box narrows the list. */
export function isNarrowed(address: AlarmAddress): boolean {
  const { severities, kinds, deviceIds, who, span, from, to, q, isUnread } = address
  const some = severities.length + kinds.length + deviceIds.length > 0
  return some || who !== null || span !== null || from !== null || to !== null || q.trim() !== '' || isUnread
}

/** An address that nothing narrows. */
export const WIDE: Partial<AlarmAddress> = {
  ...{ severities: [], kinds: [], deviceIds: [], who: null, span: null, from: null, to: null, q: '' },
  isUnread: false,
}

/** What an address lists under a name, each once. */
export function listOf(params: Pick<URLSearchParams, 'get'>, name: string): string[] {
  return [...new Set((params.get(name) ?? '').split(','))].filter(Boolean)
}

/** Whether a text says whose alarms are meant. */
export function isWho(text: string): boolean {
  return text === 'me' || text === 'nobody' || UUID.test(text)
}

function isSpan(text: string | null): AlarmSpan | null {
  return SPAN_NAMES.find((name) => name === text) ?? null
}

/** A span that ends before it begins would show an empty list without a word: neither bound counts. */
function boundsOf(params: Pick<URLSearchParams, 'get'>): Pick<AlarmAddress, 'from' | 'to'> {
  const [from, to] = [timeOf(params.get('from')), timeOf(params.get('to'))]
  return from !== null && to !== null && to <= from ? { from: null, to: null } : { from, to }
}

/** ISO 8601 UTC of a time in an address; null for what is none. */
export function timeOf(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{3})?)?Z$/.test(text)) return null
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString()
}
