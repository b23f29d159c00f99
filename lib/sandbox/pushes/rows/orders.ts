// Rows of what commands bring about: answers of devices that were away, raw frames, lists of recordings, uploads, shots.

import { formatVendorTime } from '../../clock'
import type { Recording } from '../../media/recordings'
import type { SentCommand } from '../../state/commands'
import type { Shot } from '../../state/media'
import { hashText } from '../../world/random'
import { digestOf, type PushedItem, toItem } from '../item'

const OFFLINE_COMMAND = 2

/** `/pushInstructResponse` for a command that waited for its device. `requestId` does not come back. */
export function commandAnswerItem(
  command: SentCommand,
  answer: { content: string; atMs: number },
): PushedItem {
  const { imei } = command
  // Commands of the API have no flag of their own; the vendor numbers them.
  const flag = command.flagId || String(hashText(`${imei} ${command.sentAtMs} ${command.text}`) % 1_000_000)
  const data = { _code: '100', _msg: null, _imei: imei, _serverFlagId: flag, _content: answer.content }
  return toItem({
    topic: 'pushInstructResponse',
    imei,
    key: [flag, '100', digestOf(answer.content)],
    row: { code: 0, msg: 'success', data },
    dueMs: answer.atMs,
    msgType: OFFLINE_COMMAND,
  })
}

/** The legacy message with the bytes a device answered: here its acknowledgement, the frame it was sent. */
export function rawAnswerItem(
  imei: string,
  { deviceName, frame, atMs }: { deviceName: string; frame: string; atMs: number },
): PushedItem {
  return toItem({
    topic: 'jimi.open.instruction.raw.receive',
    imei,
    key: [digestOf(frame), formatVendorTime(atMs).slice(0, 16)],
    row: { imei, deviceName, raw_data: frame.toUpperCase() },
    dueMs: atMs,
  })
}

const BYTES_PER_MS = 110

/** `/pushresourcelist`; cameras say `imei` here. */
export function recordingsItem(
  imei: string,
  {
    instructionId,
    recordings,
    atMs,
  }: { instructionId: string; recordings: readonly Recording[]; atMs: number },
): PushedItem {
  const resourceList = recordings.map(({ channel, beginMs, endMs }) => ({
    channel,
    beginTime: formatVendorTime(beginMs),
    endTime: formatVendorTime(endMs),
    fileSize: Math.round((endMs - beginMs) * BYTES_PER_MS),
    resourceType: 0,
    codeType: 2,
    storageType: 0,
    alarmFlag: 0,
  }))
  const row = { imei, totalNum: String(recordings.length), instructionID: instructionId, resourceList }
  const [first] = resourceList
  const key = [instructionId, first?.channel ?? '', first?.beginTime ?? '']
  return toItem({ topic: 'pushresourcelist', imei, key, row, dueMs: atMs })
}

/** `/pushftpfileupload` */
export function ftpItem(
  imei: string,
  { instructionId, atMs }: { instructionId: string; atMs: number },
): PushedItem {
  const row = { result: 0, deviceImei: imei, instructionID: instructionId, gateTime: formatVendorTime(atMs) }
  return toItem({ topic: 'pushftpfileupload', imei, key: [instructionId, 0], row, dueMs: atMs })
}

/** `/uploadCallback` of a shot ordered by a command; `filename` is the key under which the sandbox serves it. */
export function shotCallbackItem(
  shot: Shot,
  place: { filename: string; lat: number; lng: number },
): PushedItem {
  const isPhoto = shot.kind === 'photo'
  const second = Math.floor(shot.atMs / 1000)
  const row = {
    businessType: 'remotePictureOrVideo',
    imei: shot.imei,
    camera: shot.camera,
    shootType: isPhoto ? 1 : 2,
    ...(isPhoto ? {} : { shootTime: shot.seconds }),
    alarmTime: second,
    lat: String(place.lat),
    lng: String(place.lng),
    mimeType: isPhoto ? 'image/png' : 'video/mp4',
    localFileName: `${isPhoto ? 'PIC' : 'VID'}_${second}_${shot.camera}`,
    filename: place.filename,
  }
  return toItem({ topic: 'uploadCallback', imei: shot.imei, key: [place.filename], row, dueMs: shot.atMs })
}
