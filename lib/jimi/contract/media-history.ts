// Vendor chapter "media", fourth part: what a camera has recorded. The list is ordered first and read when it has arrived.

import { choice, eventTime, exactText, imei, number, numberText, unixMs } from '../wire/codecs'
import { many, nothing, value } from './answer'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import {
  channelText,
  dayText,
  fileNames,
  fileSizeBytes,
  requestKey,
  streamAddress,
  viewingId,
} from './media-fields'
import { historyListAnswers, historyListOfSpans, historyOrderAnswers, playbackAnswers } from './media-samples'
import { params, row } from './record'

export const historyOrder = defineMethod({
  name: 'jimi.device.media.history.list.cmd',
  access: 'write',
  profiles: ['pro'],
  summary: 'Orders a camera to compile the list of what it recorded on one day.',
  docs: 'The list is then read by the same request key. The day is a UTC day.',
  errors: [1002, 1004, 1100],
  timeoutMs: 60_000,
  input: params({
    imei: required('imei', imei),
    channel: required('channel', channelText),
    day: required('dateTime', dayText),
    requestKey: required('instructionId', requestKey),
    viewingId: required('appId', viewingId),
  }),
  output: nothing({ place: 'result+null' }),
  devices: (input) => [input.imei],
  example: {
    params: {
      imei: '862798052005515',
      channel: '0',
      dateTime: '2025-11-13',
      instructionId: '5bd5e93158ec4dd3b123076add7c19f5',
      appId: 'W1g3vp27z06a486',
    },
    answers: historyOrderAnswers,
  },
})

const recording = row({
  channel: required('channel', numberText({ min: 0, max: 64, int: true })),
  beginAt: required('beginTime', eventTime),
  endAt: required('endTime', eventTime),
  /** Reserved by the vendor. */
  alarmFlag: optional('alarmFlag', number({ min: 0, max: Number.MAX_SAFE_INTEGER, int: true })),
  content: optional('resourceType', choice({ audioAndVideo: 0, audio: 1, video: 2, anyVideo: 3 })),
  stream: optional('codeType', choice({ any: 0, main: 1, sub: 2 })),
  storage: optional('storageType', choice({ any: 0, main: 1, backup: 2 })),
  sizeBytes: optional('fileSize', fileSizeBytes),
  /** The begin once more, in another form. */
  sortAt: optional('sortBeginTime', unixMs),
  /** Of cameras that name their recordings; the others play spans of time. */
  fileName: optional('fileName', exactText(200)),
})

export const historyList = defineMethod({
  name: 'jimi.device.media.history.list.get',
  access: 'read',
  profiles: ['pro'],
  summary: 'Reads the list of recordings that was ordered by the same request key.',
  docs:
    'Refused with 1207 until the list has arrived: ask again every second, 20 times at most. It names no device, so only ' +
    'whoever ordered a list may read it.',
  errors: [1004, 1100, 1207],
  input: params({ requestKey: required('instructionId', requestKey) }),
  output: many(recording, { place: 'result+null' }),
  objects: (input) => [{ kind: 'order', id: input.requestKey }],
  example: {
    params: { instructionId: '5bd5e93158ec4dd3b123076add7c19f5' },
    answers: historyListAnswers,
    more: [{ label: 'spans', profile: 'pro', answer: historyListOfSpans }],
  },
})

export const historyStream = defineMethod({
  name: 'jimi.device.media.history.stream',
  access: 'write',
  profiles: ['pro'],
  summary: 'Starts the playback of recordings and gives the address of the stream.',
  docs:
    'Cameras that name their recordings want the names, the others a begin and an end from the list: see ' +
    'lib/domain/camera-family.ts. Some servers spell the channel `channal`. Close it with the same viewing id.',
  errors: [1001, 1002, 1004, 1100],
  timeoutMs: 60_000,
  input: params(
    {
      imei: required('imei', imei),
      channel: required('channel', channelText, { also: ['channal'] }),
      fileNames: optional('fileNameList', fileNames),
      beginAt: optional('beginTime', eventTime),
      endAt: optional('endTime', eventTime),
      viewingId: required('appId', viewingId),
    },
    {
      rule: (input) => {
        if (input.fileNames) return null
        if (!input.beginAt) return { parameter: 'beginTime', reason: 'missing' }
        return input.endAt ? null : { parameter: 'endTime', reason: 'missing' }
      },
    },
  ),
  output: value(streamAddress, { place: 'result+null' }),
  devices: (input) => [input.imei],
  example: {
    params: {
      imei: '865478070000239',
      channel: '1',
      beginTime: '2025-11-13 13:55:41',
      endTime: '2025-11-13 13:58:42',
      appId: 'W1g3vp27z06a486',
    },
    answers: playbackAnswers,
  },
})
