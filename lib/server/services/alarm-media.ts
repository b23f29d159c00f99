// Photos and clips of an alarm. The vendor is asked for their addresses when somebody looks; browsers fetch them from there,
// if the host is on the list, and the server never does.

import type { AlarmMedia, AlarmMedium } from '@/lib/domain/api/alarm-inbox'
import type { MethodOutput } from '@/lib/jimi/contract'
import type { Viewer } from '../access'
import { getInboxAlarm, type InboxDetailRow, listFileNotices } from '../data/alarm-inbox'
import { callJimi } from '../jimi'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { filesOf } from './alarm-inbox'
import { vendorFailure } from './vendor-words'
import { type AddressJudge, addressJudge, fileAddresses } from './video-addresses'

type EventMedia = MethodOutput<'jimi.device.media.event.URL'>['rows'][number]

/** The vendor's times are whole seconds, and the list rounds; another alarm of the code is hardly nearer. */
const SAME_MS = 2_000
const BEFORE_MS = 60_000
const AFTER_MS = 120_000
/** A file comes later than its alarm, over a slow line by much. */
const FILES_LATE_MS = 30 * 60_000
/** Ends of questions must lie in the vendor's past. */
const VENDOR_PAST_MS = 60_000
const MAX_MEDIA = 50

/**
 * What there is to see of an alarm. When the vendor cannot be asked, what is known here, marked as partial.
 * @throws NotFoundError when it is missing, of another tenant, or of a device out of scope.
 */
export async function alarmMediaOf(
  viewer: Viewer,
  alarmId: string,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<AlarmMedia> {
  const now = new Date(clock.now())
  const alarm = await getInboxAlarm(viewer, alarmId, { now, readUntil: now })
  const [judge, events, named] = await Promise.all([
    addressJudge(viewer.tenantId, alarm.connectionId),
    askVendor(viewer, alarm, { signal, nowMs: now.getTime() }),
    namedFiles(viewer, alarm),
  ])
  const media = (events ?? []).flatMap((event) => toMedia(event, judge)).slice(0, MAX_MEDIA)
  const urls = media.map(({ url }) => url ?? '')
  const awaited = named.filter((name) => !urls.some((url) => url.includes(name)))
  return { media, awaited: media.length > 0 ? [] : awaited.slice(0, MAX_MEDIA), isPartial: events === null }
}

/** The vendor's alarms of this code around this moment with their files; null when it did not answer. */
async function askVendor(
  viewer: Viewer,
  { imei, code, startedAt }: InboxDetailRow,
  { signal, nowMs }: { signal: AbortSignal; nowMs: number },
): Promise<EventMedia[] | null> {
  const startedMs = startedAt.getTime()
  const endMs = Math.min(startedMs + AFTER_MS, nowMs - VENDOR_PAST_MS)
  const beginAt = new Date(Math.min(startedMs, endMs) - BEFORE_MS)
  const input = {
    ...{ imeis: [imei], media: 'both' as const, page: 1, pageSize: 100 },
    ...{ beginAt, endAt: new Date(endMs) },
  }
  try {
    const { rows: events } = await callJimi(viewer, 'jimi.device.media.event.URL', input, {
      signal,
      onePage: true,
    })
    return events.filter(
      ({ alarmCode, alarmAt }) =>
        alarmCode === code && Math.abs((alarmAt?.getTime() ?? startedMs) - startedMs) <= SAME_MS,
    )
  } catch (error) {
    if (vendorFailure(error, nowMs) === null) throw error
    log.debug({ err: error }, 'media of an alarm not asked for')
    return null
  }
}

function toMedia({ files = [], alarmAt, createdAt }: EventMedia, judge: AddressJudge): AlarmMedium[] {
  return files.map((file) => ({
    kind: file.media ?? (file.mimeType?.startsWith('video/') ? 'video' : 'photo'),
    ...fileAddresses(judge, file),
    channel: file.channel ?? null,
    sizeBytes: file.sizeBytes ?? null,
    takenAt: (alarmAt ?? createdAt)?.toISOString() ?? null,
  }))
}

/** Names of files that the alarm or a later push told of. */
async function namedFiles(viewer: Viewer, alarm: InboxDetailRow): Promise<string[]> {
  const own = filesOf(alarm.item)
  const label = textOf(alarm.item, 'label')
  const startedMs = alarm.startedAt.getTime()
  const notices = await listFileNotices(viewer, alarm.deviceId, {
    fromAt: new Date(startedMs - SAME_MS),
    toAt: new Date(startedMs + FILES_LATE_MS),
    limit: 200,
  })
  const told = notices.flatMap(({ topic, item }) => {
    if (topic === 'uploadCallback') return isOfAlarm(item, alarm) ? namesOf(item) : []
    return namesOf(item).filter((name) => label !== null && hasLabel(name, label))
  })
  return [...new Set([...own, ...told])]
}

function isOfAlarm(item: unknown, { code, startedAt }: InboxDetailRow): boolean {
  const atMs = Date.parse(textOf(item, 'alarmAt') ?? '')
  return textOf(item, 'alarmCode') === code && Math.abs(atMs - startedAt.getTime()) <= SAME_MS
}

function hasLabel(name: string, label: string): boolean {
  return name.toLowerCase().includes(label.toLowerCase())
}

function namesOf(item: unknown): string[] {
  const one = textOf(item, 'fileName')
  if (one !== null) return [one]
  const many: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'fileNames') : null
  return Array.isArray(many) ? many.filter((name): name is string => typeof name === 'string') : []
}

function textOf(item: unknown, name: string): string | null {
  if (typeof item !== 'object' || item === null) return null
  const value: unknown = Reflect.get(item, name)
  return typeof value === 'string' && value !== '' ? value : null
}
