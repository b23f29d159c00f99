// Chapter "Media", files: remote shots alone, files of every origin, and files by alarm.

import { type MediaFile, mediaFileUrl, thumbnailUrl } from '../media/files'
import { wirePosition } from '../positions'
import type { WorldAlarm } from '../world/types'
import { handler, proHandler, type SandboxRoom, type TokenCall } from './handler'
import {
  checkSpan,
  DAY_MS,
  findText,
  findTimeMs,
  getImeis,
  getInteger,
  getSpan,
  getWord,
  HISTORY_DAYS,
  readInteger,
  type Span,
  toWorldSpan,
} from './params'
import { getReachableDevice } from './rights'
import { vendorPage } from './vendor-page'

const NO_DEVICE = 'imei doesn’t exists'
const DEFAULT_SPAN_DAYS = 30
const MAX_IMEIS = 100

/** `jimi.device.media.URL`: what remote commands produced, as bare keys and with text times. */
export const mediaUrl = handler((call) => {
  const wish = readWish(call)
  const files = listShotFiles(call, wish)
  return { message: 'Operation successful', result: pageOf(call, files).map((file) => legacyRow(file)) }
})

/** `jimi.device.jimi.media.URL`: remote shots and files of alarms, newest first. */
export const jimiMediaUrl = proHandler((call) => {
  const wish = readWish(call)
  const alarms = listAlarms(call, wish.imei, wish.span)
  const files = [...listShotFiles(call, wish), ...alarms.flatMap((alarm) => alarmFiles(call.room, alarm))]
  const wanted = files.filter((file) => isWanted(file, wish)).sort((a, b) => b.atMs - a.atMs)
  return { message: 'Operation successful', result: pageOf(call, wanted).map((file) => row(call.room, file)) }
})

/** `jimi.device.media.event.URL`: alarms that came with files, newest first, in pages counted from 1. */
export const mediaEventUrl = proHandler((call) => {
  const { room } = call
  const imeis = getImeis(call, ['imeis'], MAX_IMEIS)
  const kinds = KINDS[getWord(call, 'media_type', MEDIA_TYPES)]
  const span = getSpan(call, HISTORY_DAYS, 'start_time')
  const page = getInteger(call, 'page_no', { min: 1, max: 100_000 })
  const size = getInteger(call, 'page_size', { min: 1, max: 100 })
  const code = findText(call, 'event_type')
  for (const imei of imeis) getReachableDevice(call, imei, NO_DEVICE)
  const alarms = imeis
    .flatMap((imei) => listAlarms(call, imei, span))
    .filter((alarm) => code === null || alarm.code === code)
    .sort((a, b) => b.atMs - a.atMs)
  const rows = alarms.slice((page - 1) * size, page * size).map((alarm) => eventRow(room, alarm, kinds))
  return { result: null, data: vendorPage(rows, { page, size, total: alarms.length }) }
})

type Kind = MediaFile['kind']
type Wish = { imei: string; camera: number; kinds: readonly Kind[]; span: Span }

const MEDIA_TYPES = ['1', '2', '3', 'photo', 'video'] as const
const KINDS: Record<(typeof MEDIA_TYPES)[number], readonly Kind[]> = {
  '1': ['photo'],
  '2': ['video'],
  '3': ['photo', 'video'],
  photo: ['photo'],
  video: ['video'],
}
const BOTH_CAMERAS = 3

function readWish(call: TokenCall): Wish {
  const imei = readImei(call)
  const camera = Number(getWord(call, 'camera', ['1', '2', '3']))
  const kinds = KINDS[getWord(call, 'media_type', MEDIA_TYPES)]
  const toMs = findTimeMs(call, 'end_time') ?? call.nowMs
  const fromMs = findTimeMs(call, 'start_time') ?? toMs - DEFAULT_SPAN_DAYS * DAY_MS
  const span = checkSpan({ fromMs, toMs }, call.nowMs, HISTORY_DAYS)
  getReachableDevice(call, imei, NO_DEVICE)
  return { imei, camera, kinds, span }
}

function readImei(call: TokenCall): string {
  const [imei = ''] = getImeis(call, ['imei'], 1)
  return imei
}

// `camera` counts from 1 in requests and from 0 in answers; files carry the request's number.
function isWanted({ camera, kind }: MediaFile, wish: Wish): boolean {
  return wish.kinds.includes(kind) && (wish.camera === BOTH_CAMERAS || camera === wish.camera)
}

function listShotFiles(call: TokenCall, wish: Wish): MediaFile[] {
  const { fromMs, toMs } = wish.span
  return call.room.state.media
    .listShots(wish.imei)
    .filter(({ atMs }) => atMs <= call.nowMs && atMs >= fromMs && atMs <= toMs + 999)
    .map((shot): MediaFile => ({ ...shot, alarmAtMs: null }))
    .filter((file) => isWanted(file, wish))
    .reverse()
}

/** Alarms of driver and road assistants, of collisions and of the SOS key come with files; other devices see nothing. */
const FILMED_ALARMS = ['1', '44', '55', '143', '147', '151', '204', '205', '208']
const ROAD_ALARMS = ['44', '55', '147', '204', '205']

function listAlarms(call: TokenCall, imei: string, span: Span): WorldAlarm[] {
  if (call.room.tree.findDevice(imei)?.kind !== 'dashcam') return []
  const { fromMs, toMs } = toWorldSpan(call, span)
  return call.room.world.alarmsBetween(imei, fromMs, toMs).filter(({ code }) => FILMED_ALARMS.includes(code))
}

// Uploading takes the device some seconds.
const UPLOAD_MS = 6000

function alarmFiles({ clock }: SandboxRoom, alarm: WorldAlarm): MediaFile[] {
  const alarmAtMs = clock.toWallMs(alarm.atMs)
  const camera = ROAD_ALARMS.includes(alarm.code) ? 1 : 2
  const shared = { imei: alarm.imei, camera, seconds: 10, atMs: alarmAtMs + UPLOAD_MS, alarmAtMs }
  return [
    { ...shared, kind: 'photo' },
    { ...shared, kind: 'video' },
  ]
}

function pageOf<T>(call: TokenCall, files: readonly T[]): T[] {
  const page = readInteger(call, 'page_no', { min: 0, max: 100_000, fallback: 0 })
  const size = readInteger(call, 'page_size', { min: 1, max: 100, fallback: 10 })
  return files.slice(page * size, (page + 1) * size)
}

function fileFields(file: MediaFile) {
  return { media_type: file.kind === 'photo' ? 1 : 2, camera: file.camera - 1 }
}

function legacyRow(file: MediaFile) {
  return {
    thumb_URL: thumbnailUrl('', file).replace(/^.*=/, ''),
    file_URL: mediaFileUrl('', file).replace(/^.*=/, ''),
    mime_type: mimeOf(file),
    create_time: new Date(file.atMs).toISOString().slice(0, 19).replace('T', ' '),
    ...fileFields(file),
    file_size: sizeOf(file),
  }
}

function row({ address }: SandboxRoom, file: MediaFile) {
  return {
    thumb_URL: thumbnailUrl(address.origin, file),
    file_URL: mediaFileUrl(address.origin, file),
    create_time: Math.floor(file.atMs / 1000),
    mime_type: mimeOf(file),
    ...fileFields(file),
    alarm_time: file.alarmAtMs === null ? null : Math.floor(file.alarmAtMs / 1000),
    file_size: String(sizeOf(file)),
  }
}

function eventRow(room: SandboxRoom, alarm: WorldAlarm, kinds: readonly Kind[]) {
  const { lat, lng } = wirePosition(alarm, null)
  const files = alarmFiles(room, alarm).filter(({ kind }) => kinds.includes(kind))
  const alarmTime = Math.floor(room.clock.toWallMs(alarm.atMs) / 1000)
  return {
    imei: alarm.imei,
    event_type_id: alarm.code,
    event_type: alarm.name,
    lat: String(lat),
    lng: String(lng),
    alarm_time: alarmTime,
    create_time: alarmTime + UPLOAD_MS / 1000,
    fileList: files.map((file) => ({
      media_type: file.kind === 'photo' ? 1 : 2,
      mime_type: mimeOf(file),
      thumb_URL: thumbnailUrl(room.address.origin, file),
      file_URL: mediaFileUrl(room.address.origin, file),
      camera: file.camera - 1,
      file_size: String(sizeOf(file)),
    })),
  }
}

function mimeOf({ kind }: MediaFile): string {
  return kind === 'photo' ? 'image/png' : 'video/mp4'
}

// Files are painted when fetched, so their size is a round figure of the right order.
function sizeOf({ kind, seconds }: MediaFile): number {
  return kind === 'photo' ? 6000 : 120_000 + seconds * 20_000
}
