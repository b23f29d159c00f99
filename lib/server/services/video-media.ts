// What cameras have sent to the vendor's store: photos and clips of a span of time, and those of alarms. Asked for each time, as
// the vendor makes its addresses for one viewing; nothing of it is fetched or kept here.

import 'server-only'
import { createHash } from 'node:crypto'
import { describeAlarm } from '@/lib/domain/alarm-codes'
import {
  MAX_FILES_SHOWN,
  type VideoEvent,
  type VideoEvents,
  type VideoFile,
  type VideoFiles,
} from '@/lib/domain/api/video'
import { cameraOf, lensOfChannel } from '@/lib/domain/video'
import type { MethodOutput } from '@/lib/jimi/contract'
import type { Viewer } from '../access'
import { type Device, getDevice } from '../data/devices'
import { findConnection } from '../data/system/connections'
import { NotFoundError } from '../errors'
import { callJimi } from '../jimi'
import { type AddressJudge, addressJudge, fileAddresses } from './video-addresses'

export type MediaSpan = { fromAt: Date; toAt: Date }

const PAGE_SIZE = 100
/** A span that reaches to now is left open: the vendor takes no end beyond its own now. */
const OPEN_END_MS = 120_000

/** The files of a device within a span, the newest first. @throws NotFoundError; as `callJimi` */
export async function listFiles(viewer: Viewer, deviceId: string, span: MediaSpan): Promise<VideoFiles> {
  const device = await getDevice(viewer, deviceId)
  const [judge, profile] = await Promise.all([
    addressJudge(viewer.tenantId, device.connectionId),
    profileOf(viewer, device),
  ])
  const wish = { imei: device.imei, lens: 'both' as const, media: 'both' as const, ...beginAndEnd(span) }
  const files: VideoFile[] = []
  for (let page = 0; files.length < MAX_FILES_SHOWN; page += 1) {
    const input = { ...wish, page, pageSize: PAGE_SIZE }
    const rows: FileRow[] =
      profile === 'pro'
        ? await callJimi(viewer, 'jimi.device.jimi.media.URL', input, { onePage: true })
        : await callJimi(viewer, 'jimi.device.media.URL', input, { onePage: true })
    files.push(...rows.map((row) => toFile(judge, row)))
    if (rows.length < PAGE_SIZE) return { files: newestFirst(files), hasMore: false }
  }
  return { files: newestFirst(files).slice(0, MAX_FILES_SHOWN), hasMore: true }
}

/** The alarms of a device within a span that came with files, the newest first. @throws as `listFiles` */
export async function listEvents(viewer: Viewer, deviceId: string, span: MediaSpan): Promise<VideoEvents> {
  const device = await getDevice(viewer, deviceId)
  if ((await profileOf(viewer, device)) !== 'pro') return { events: [], hasMore: false }
  const judge = await addressJudge(viewer.tenantId, device.connectionId)
  const nowMs = Date.now()
  const endAt = new Date(Math.min(span.toAt.getTime(), nowMs - OPEN_END_MS / 2))
  if (endAt <= span.fromAt) return { events: [], hasMore: false }
  const wish = {
    imeis: [device.imei],
    media: 'both' as const,
    beginAt: span.fromAt,
    endAt,
    pageSize: PAGE_SIZE,
  }
  const events: VideoEvent[] = []
  for (let page = 1; events.length < MAX_FILES_SHOWN; page += 1) {
    const { rows } = await callJimi(
      viewer,
      'jimi.device.media.event.URL',
      { ...wish, page },
      { onePage: true },
    )
    events.push(...rows.map((row) => toEvent(judge, device, row)))
    if (rows.length < PAGE_SIZE) return { events, hasMore: false }
  }
  return { events: events.slice(0, MAX_FILES_SHOWN), hasMore: true }
}

async function profileOf(viewer: Viewer, { connectionId }: Device): Promise<string> {
  const connection = await findConnection(viewer.tenantId, connectionId)
  if (connection === null) throw new NotFoundError()
  return connection.profile
}

function beginAndEnd({ fromAt, toAt }: MediaSpan): { beginAt: Date; endAt?: Date } {
  const isOpen = toAt.getTime() > Date.now() - OPEN_END_MS
  return isOpen ? { beginAt: fromAt } : { beginAt: fromAt, endAt: toAt }
}

type FileRow =
  | MethodOutput<'jimi.device.jimi.media.URL'>[number]
  | MethodOutput<'jimi.device.media.URL'>[number]
type EventRow = MethodOutput<'jimi.device.media.event.URL'>['rows'][number]

function toFile(judge: AddressJudge, row: FileRow): VideoFile {
  return {
    ...fileAddresses(judge, row),
    key: fileKeyOf(row.fileUrl),
    media: row.media ?? (row.mimeType?.startsWith('image/') ? 'photo' : 'video'),
    lens: row.lens ?? null,
    channel: null,
    at: (row.createdAt ?? row.alarmAt)?.toISOString() ?? null,
    sizeBytes: row.sizeBytes ?? null,
    alarmAt: row.alarmAt?.toISOString() ?? null,
  }
}

function toEvent(judge: AddressJudge, device: Device, row: EventRow): VideoEvent {
  const { code, name, severity } = describeAlarm({ code: row.alarmCode, vendorName: row.alarmName })
  const at = (row.alarmAt ?? row.createdAt)?.toISOString() ?? null
  const camera = cameraOf(device.model)
  return {
    key: `${code} ${at}`,
    code,
    name,
    severity,
    at,
    lat: row.lat ?? null,
    lng: row.lng ?? null,
    files: (row.files ?? []).slice(0, 100).map((file) => ({
      ...fileAddresses(judge, file),
      key: fileKeyOf(file.fileUrl),
      media: file.media ?? (file.mimeType?.startsWith('image/') ? 'photo' : 'video'),
      // Files of alarms count their cameras from 0, whatever the model does.
      lens:
        file.channel === undefined ? null : lensOfChannel(camera, (camera.channels[0] ?? 0) + file.channel),
      channel: file.channel ?? null,
      at,
      sizeBytes: file.sizeBytes ?? null,
      alarmAt: at,
    })),
  }
}

/** What tells a file from others: its address, shortened. */
function fileKeyOf(address: string): string {
  return createHash('sha256').update(address).digest('base64url').slice(0, 22)
}

function newestFirst(files: VideoFile[]): VideoFile[] {
  return files.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
}
