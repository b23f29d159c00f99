// Chapter "Media", viewing sessions: live and playback streams, the two-step video list, closing.

import { formatVendorTime, parseVendorTime } from '../clock'
import { findObstacle } from '../errands'
import { listRecordings } from '../media/recordings'
import { badParameter, businessException, missingParameter, VendorRefusal } from '../refusal'
import type { Stream } from '../state/media'
import { type Answer, proHandler, type TokenCall } from './handler'
import { DAY_MS, findText, findTimeMs, getText, getTextOf, getWord } from './params'
import { getReachableDevice } from './rights'

/** `jimi.device.media.live.stream`: an http-FLV address; 1100 when the device cannot be reached or has no camera. */
export const liveStream = proHandler((call) => {
  const session = readSession(call, ['channel'])
  checkCamera(call, session.imei)
  const stream = call.room.state.media.openStream({ ...session, kind: 'live', fromMs: null, toMs: null })
  return streamAnswer(call, stream)
})

/** `jimi.device.media.history.stream`: by times, or for Concox models by file names. */
export const historyStream = proHandler((call) => {
  const session = readSession(call, ['channel', 'channal'])
  const span = readPlayback(call)
  checkCamera(call, session.imei)
  return streamAnswer(call, call.room.state.media.openStream({ ...session, kind: 'history', ...span }))
})

function streamAnswer({ room }: TokenCall, { imei, channel, kind, secret }: Stream): Answer {
  const file = kind === 'live' ? `${imei}.flv` : `${imei}.history.flv`
  return { result: `${room.address.origin}/media/stream/${channel}/${file}?secret=${secret}`, data: null }
}

/** `jimi.device.media.close.stream`: closing what is closed is no error. */
export const closeStream = proHandler((call) => {
  const session = readSession(call, ['channel', 'channal'])
  const type = getWord(call, 'type', ['0', '1'])
  getReachableDevice(call, session.imei)
  call.room.state.media.closeStreams({ ...session, kind: type === '0' ? 'live' : 'history' })
  return { result: null, data: null }
})

/** `jimi.device.media.history.list.cmd`: the device begins to compile its list of one day. */
export const historyListCmd = proHandler((call) => {
  const { imei, channel } = readSession(call, ['channel'])
  const dayMs = parseVendorTime(`${getText(call, 'dateTime')} 00:00:00`)
  if (dayMs === null) throw badParameter('dateTime', 'is not yyyy-MM-dd')
  const instructionId = getText(call, 'instructionId')
  checkCamera(call, imei)
  const readyAtMs = call.nowMs + call.room.switches.historyListDelayMs
  call.room.state.media.addVideoList(instructionId, { imei, channel, dayMs, readyAtMs })
  return { result: null, data: null }
})

/** `jimi.device.media.history.list.get`: 1207 until the list is there, for an id nobody sent for ever. */
export const historyListGet = proHandler((call) => {
  const { media } = call.room.state
  const list = media.findVideoList(getText(call, 'instructionId'))
  if (!list) throw listMissing(call.room.switches.historyUnknownCode)
  const device = getReachableDevice(call, list.imei)
  if (call.nowMs < list.readyAtMs) throw listMissing(1207)
  const toMs = Math.min(list.dayMs + DAY_MS, call.nowMs)
  const span = { imei: list.imei, channel: list.channel, fromMs: Math.min(list.dayMs, toMs), toMs }
  const isConcox = CONCOX_MODELS.test(device.model)
  return { result: listRecordings(call.room, span).map((entry) => recordingRow(entry, isConcox)), data: null }
})

/** Models that name files and count channels from 0; the others speak JT/T 808. */
const CONCOX_MODELS = /^JC(261|400)/

function recordingRow(
  { beginMs, endMs, channel }: { beginMs: number; endMs: number; channel: number },
  isConcox: boolean,
) {
  const begin = formatVendorTime(beginMs)
  return {
    channel: String(channel),
    beginTime: begin,
    endTime: formatVendorTime(endMs),
    alarmFlag: isConcox ? null : 0,
    resourceType: isConcox ? null : 0,
    codeType: 2,
    storageType: isConcox ? null : 0,
    fileSize: isConcox ? null : Math.round((endMs - beginMs) * 110),
    sortBeginTime: Math.floor(beginMs / 1000) * 1000,
    fileName: isConcox ? `${begin.replace(/[- :]/g, '_')}_0${channel + 1}.mp4` : null,
  }
}

function readSession(call: TokenCall, channelNames: readonly [string, ...string[]]) {
  const imei = getText(call, 'imei')
  const text = getTextOf(call, channelNames)
  if (!/^\d{1,2}$/.test(text)) throw badParameter(channelNames[0], 'is not a channel number')
  const appId = getText(call, 'appId')
  return { imei, channel: Number(text), appId }
}

function readPlayback(call: TokenCall): { fromMs: number | null; toMs: number | null } {
  const fromMs = findTimeMs(call, 'beginTime')
  const toMs = findTimeMs(call, 'endTime')
  if (fromMs !== null && toMs !== null) return { fromMs, toMs }
  const files = findText(call, 'fileNameList')
  if (files === null) throw missingParameter('fileNameList, or beginTime and endTime')
  const [, ...digits] = /(\d{4})_(\d{2})_(\d{2})_(\d{2})_(\d{2})_(\d{2})/.exec(files) ?? []
  const [year, month, day, hour, minute, second] = digits
  return { fromMs: parseVendorTime(`${year}-${month}-${day} ${hour}:${minute}:${second}`), toMs: null }
}

function checkCamera(call: TokenCall, imei: string): void {
  const device = getReachableDevice(call, imei)
  if (device.kind !== 'dashcam' || findObstacle(call, imei) !== null) throw businessException()
}

function listMissing(code: 1207 | 1100): VendorRefusal {
  return code === 1207 ? new VendorRefusal(1207, 'not ready') : businessException()
}
