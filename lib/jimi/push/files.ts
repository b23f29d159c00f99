// Pushes of files, recordings and faces: what a camera stored, has stored, or was asked to bring.

import { z } from 'zod'
import { canonicalAlarmCode } from '@/lib/domain/alarm-codes'
import { optional, required } from '../contract/fields'
import * as quantity from '../contract/quantities'
import { choice, exactText, scalar, text } from '../wire/codecs'
import { textOf } from '../wire/raw'
import { definePush } from './define-push'
import type { FtpUploadPush, MediaUploadPush } from './module-items'
import { plainRecord, record } from './push-record'
import {
  deviceImei,
  names,
  pushTime,
  pushUnixMs,
  pushUnixSec,
  textList,
  timezone,
  whole,
} from './push-scalars'

const device = required('deviceImei', deviceImei, { also: ['imei'] })
const MAX_FILES = 100
const MAX_FACES = 10_000

const succeeded = scalar(z.boolean(), {
  decode: (value) => {
    const word = textOf(value)?.toUpperCase()
    if (word === 'SUCCESS' || word === '0') return true
    return word?.startsWith('FAIL') || word === '1' ? false : undefined
  },
  encode: (value) => (value ? 'SUCCESS' : 'FAILURE'),
  form: '`SUCCESS`, `FAILURE`',
})

const stored = plainRecord(
  {
    imei: device,
    storedAt: required('gateTime', pushTime),
    fileNames: required('fileName', names(';', MAX_FILES)),
    succeeded: required('result', succeeded),
    channel: optional('channel', whole(0, 255)),
  },
  { lenient: ['channel'] },
)

export const pushFiles = definePush({
  topic: 'pushfileupload',
  path: 'pushfileupload',
  summary: "Files of a device are in the vendor's store, or failed to get there.",
  docs: 'Several names in one text. Those that belong to an alarm read `{imei}_{label}_{channel}{number}.ext`.',
  item: stored,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ storedAt }) => storedAt,
  keyOf: (item) => ({
    imei: item.imei,
    fileNames: [...item.fileNames].sort().join(';'),
    succeeded: item.succeeded ? 1 : 0,
  }),
  rowKeysOf: ({ imei, fileNames, succeeded }) =>
    [...new Set(fileNames)].map((fileName) => ({ imei, fileName, succeeded: succeeded ? 1 : 0 })),
  examples: [
    '[{"deviceImei":"868120246598152","fileName":"868120246598152_0A1B2C3D4E5F60718293A4B5C6D7E8F9_11.mp4;868120246598152_0A1B2C3D4E5F60718293A4B5C6D7E8F9_12.jpg","gateTime":"2026-01-13 02:24:37","result":"SUCCESS"}]',
  ],
})

const ftpUpload = record(
  {
    imei: device,
    endedAt: required('gateTime', pushTime),
    instructionId: required('instructionID', exactText(100), { also: ['instructionId'] }),
    resultCode: required('result', whole(-2_147_483_648, 2_147_483_647)),
  },
  {
    settle: (row): FtpUploadPush => ({ ...row, succeeded: row.resultCode === 0 }),
    unsettle: ({ succeeded: _, ...row }) => row,
  },
)

export const pushFtpUpload = definePush({
  topic: 'pushftpfileupload',
  path: 'pushftpfileupload',
  summary: 'A recording went to an FTP server, or failed to.',
  docs: 'Names no file. The time is the end of the upload, not of the recording. Some installations write `imei`.',
  item: ftpUpload,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ endedAt }) => endedAt,
  keyOf: ({ imei, instructionId, resultCode }) => ({ imei, instructionId, resultCode }),
  examples: [
    '[{"result":0,"deviceImei":"865478070000239","instructionID":"5bd5e93158ec4dd3b123076add7c19f5","gateTime":"2026-01-13 02:24:37"}]',
  ],
})

const faces = plainRecord({
  instructionId: required('instructionId', exactText(100), { also: ['instructionID'] }),
  postedAt: required('postTime', pushTime),
  imei: device,
  gatewayAt: optional('gateTime', pushTime),
  faceIds: required('content', textList(MAX_FACES)),
})

export const pushFaces = definePush({
  topic: 'pushFileContent',
  path: 'pushFileContent',
  summary: 'The faces a camera knows.',
  docs: 'Answers an instruction, by its id.',
  item: faces,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ postedAt }) => postedAt,
  keyOf: ({ imei, instructionId }) => ({ imei, instructionId }),
  examples: [
    '[{"instructionId":"5bd5e931","postTime":"2026-01-13 02:24:37","deviceImei":"868120246598152","gateTime":"2026-01-13 02:24:38","content":["1001","1002"]}]',
  ],
})

const upload = record(
  {
    imei: required('imei', deviceImei, { also: ['deviceImei'] }),
    purpose: required('businessType', exactText(100)),
    channel: required('camera', whole(0, 255)),
    media: optional('shootType', choice({ photo: 1, video: 2 })),
    durationSec: optional('shootTime', quantity.durationSec),
    alarmAt: required('alarmTime', pushUnixSec),
    alarmCode: optional('eventType', exactText(64)),
    lat: optional('lat', quantity.latText),
    lng: optional('lng', quantity.lngText),
    mimeType: optional('mimeType', text),
    deviceFileName: optional('localFileName', exactText(500)),
    fileName: required('filename', exactText(500), { also: ['fileName'] }),
    videoBeginAt: optional('videoBeginTime', pushUnixMs),
    videoEndAt: optional('videoEndTime', pushUnixMs),
    stream: optional('codeType', choice({ main: 1, sub: 2 })),
    timezone: optional('timezone', timezone),
    instructionId: optional('instructionId', exactText(100), { also: ['instructionID'] }),
  },
  {
    lenient: [
      'media',
      'durationSec',
      'alarmCode',
      'lat',
      'lng',
      'deviceFileName',
      'videoBeginAt',
      'videoEndAt',
      'stream',
      'timezone',
    ],
    settle: ({ alarmCode, ...row }): MediaUploadPush => ({
      ...quantity.withoutNullIsland(row),
      ...(alarmCode === undefined ? {} : { alarmCode: canonicalAlarmCode({ code: alarmCode }) }),
    }),
    unsettle: (item) => item,
  },
)

export const pushMediaUpload = definePush({
  topic: 'uploadCallback',
  path: 'uploadCallback',
  summary: 'A recorder brought a file to its store.',
  docs: 'Mixed units: the alarm in Unix seconds, the video in milliseconds. The place may be text.',
  item: upload,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ alarmAt }) => alarmAt,
  keyOf: ({ imei, fileName }) => ({ imei, fileName }),
  examples: [
    '[{"businessType":"eventAttachment","imei":"865478070000239","camera":1,"shootType":2,"shootTime":10,"alarmTime":1756450743,"lat":"22.576639","lng":"113.943077","mimeType":"video/mp4","localFileName":"EVENT_1.mp4","filename":"img07-1588139792287.mp4"}]',
  ],
})
