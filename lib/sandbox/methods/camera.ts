// Chapter "Media", orders to a camera: live page, shots, uploads, the old file list, RTMP.

import type { TreeDevice } from '../account-tree'
import { formatVendorTime } from '../clock'
import { findObstacle } from '../errands'
import { listRecordings } from '../media/recordings'
import { wirePosition } from '../positions'
import { badParameter, missingParameter, VendorRefusal } from '../refusal'
import { type Answer, handler, proHandler, type TokenCall } from './handler'
import { DAY_MS, findText, findTimeMs, getText, getWord, readInteger } from './params'
import { getReachableDevice } from './rights'

const NO_DEVICE = 'imei doesn’t exists'
const NOT_EXECUTED = 227

/** `jimi.device.live.page.url`: a page to embed, and the last position. 228 when the device is offline. */
export const livePageUrl = handler((call) => {
  const imei = getText(call, 'imei')
  const device = getReachableDevice(call, imei, NO_DEVICE)
  const obstacle = findObstacle(call, imei)
  if (obstacle !== null) throw new VendorRefusal(obstacle, 'The device is not online')
  const { world, clock, address } = call.room
  const { fix } = world.stateAt(imei, clock.toWorldMs(call.nowMs))
  const page = new URL(`/media/page/${imei}`, address.origin)
  page.searchParams.set('type', findText(call, 'type') ?? '1')
  page.searchParams.set('voice', findText(call, 'voice') ?? '1')
  return {
    message: 'Vehicle information modification successful',
    result: {
      ...(fix ? wirePosition(fix, null) : { lat: 0, lng: 0 }),
      gpsTime: fix ? formatVendorTime(clock.toWallMs(fix.atMs)) : null,
      direction: Math.round(fix?.headingDeg ?? 0),
      gpsSpeed: Math.round(fix?.speedKph ?? -1),
      posType: fix ? POSITION_TYPES[fix.source] : 1,
      satellite: fix?.satellites ?? 0,
      VIN: device.vin,
      plateNo: device.plate,
      UrlCamera: page.href,
    },
  }
})

const POSITION_TYPES = { gps: 1, cell: 2, wifi: 3, beacon: 3 }

/** `jimi.device.meida.cmd.send`: a photo or a short clip, which appears in jimi.media.URL after a while. */
export const shotSend = proHandler((call) => {
  const imei = getText(call, 'imei')
  const camera = Number(getWord(call, 'camera', ['1', '2', '3']))
  const kind = MEDIA_KINDS[getWord(call, 'mediaType', ['1', '2', 'photo', 'video'])]
  if (camera === 3 && kind === 'photo') throw badParameter('camera', '3 is for videos only')
  const seconds = readShootTime(call)
  const device = getReachableDevice(call, imei, NO_DEVICE)
  const answer = order(call, device)
  const atMs = call.nowMs + call.room.switches.mediaDelayMs
  for (const one of camera === 3 ? [1, 2] : [camera]) {
    call.room.state.media.addShot({ imei, camera: one, kind, seconds, atMs })
  }
  return answer
})

const MEDIA_KINDS = { '1': 'photo', photo: 'photo', '2': 'video', video: 'video' } as const
const DEFAULT_SHOOT_S = 5

function readShootTime(call: TokenCall): number {
  const seconds = readInteger(call, 'shootTime', { min: 0, max: 10, fallback: 0 })
  if (seconds > 0 && seconds < 3) throw badParameter('shootTime', 'is not 0 or 3..10')
  return seconds === 0 ? DEFAULT_SHOOT_S : seconds
}

/** `jimi.device.history.cmd.send`: a stored file, or the clip around an event. */
export const historySend = proHandler((call) => {
  const imei = getText(call, 'imei')
  const type = getWord(call, 'type', ['1', '2'])
  const camera = Number(getWord(call, 'camera', ['1', '2']))
  if (type === '1') getText(call, 'fileName')
  else if (findTimeMs(call, 'time') === null) throw missingParameter('time')
  const device = getReachableDevice(call, imei, NO_DEVICE)
  const answer = order(call, device)
  const atMs = call.nowMs + call.room.switches.mediaDelayMs
  call.room.state.media.addShot({ imei, camera, kind: 'video', seconds: 10, atMs })
  return answer
})

/** `jimi.device.history.file.list`: type 1 has the device send its list, type 2 reads it. */
export const fileList = handler((call) => {
  const imei = getText(call, 'imei')
  const type = getWord(call, 'type', ['1', '2'])
  const device = getReachableDevice(call, imei, NO_DEVICE)
  if (type === '1') return order(call, device)
  const names = listRecordings(call.room, { imei, fromMs: call.nowMs - DAY_MS, toMs: call.nowMs, channel: 1 })
  return {
    message: 'Operation successful',
    result: names.map(({ beginMs }) => `${fileTime(beginMs)}.mp4,`).join(''),
  }
})

function fileTime(ms: number): string {
  return formatVendorTime(ms).replace(/[- :]/g, '_')
}

/** `jimi.open.video.rtmp.url`: on failure `result` is the text "null", as the document prints it. */
export const rtmpUrl = handler((call) => {
  const imei = getText(call, 'imei')
  const device = getReachableDevice(call, imei, NO_DEVICE)
  const obstacle = cameraObstacle(call, device)
  if (obstacle !== null) throw new VendorRefusal(obstacle, RTMP_TEXTS.get(obstacle) ?? 'error', 'null')
  const { hostname } = new URL(call.room.address.origin)
  return { result: `rtmp://${hostname}:1935/0/${imei}?uId=sandbox&channel=0&token=${imei.slice(-4)}` }
})

const RTMP_TEXTS: ReadonlyMap<number, string> = new Map([
  [227, 'The command was not executed correctly'],
  [228, 'The device is not online'],
])

/** Orders have one form of answer, good or bad; the outer code of a refusal is -1 and its text says success. */
function order(call: TokenCall, device: TreeDevice): Answer {
  const obstacle = cameraObstacle(call, device)
  const cmdSeqNo = String(call.room.state.media.nextSequence())
  const inner = (code: string, msg: string) => ({ code, data: '1.3.3', msg, cmdSeqNo })
  if (obstacle !== null) {
    const msg = INNER_TEXTS.get(obstacle) ?? 'Command failed'
    throw new VendorRefusal(-1, 'Operation successful', inner(String(obstacle), msg))
  }
  return {
    message: 'Operation successful',
    result: inner(call.room.switches.mediaOkCode, 'Successful response'),
  }
}

function cameraObstacle(call: TokenCall, device: TreeDevice): number | null {
  const obstacle = findObstacle(call, device.imei)
  return obstacle ?? (device.kind === 'dashcam' ? null : NOT_EXECUTED)
}

const INNER_TEXTS: ReadonlyMap<number, string> = new Map([
  [225, 'Time out'],
  [226, 'Parameter error'],
  [227, 'The command was not executed correctly'],
  [228, 'Device is offline'],
  [229, 'Network error'],
  [238, 'Device interrupted'],
  [240, 'Data format error'],
  [252, 'Device busy'],
])
