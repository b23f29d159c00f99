// Vendor chapter "media", second part: orders to a camera to shoot, or to hand over what it has stored.

import { choice, eventTime, exactText, imei, numberText, onlyIf } from '../wire/codecs'
import { type AnswerContext, type AnswerShape, payloadOf, value } from './answer'
import { defineMethod } from './define-method'
import { type DeviceReply, deviceReply } from './device-reply'
import { optional, required } from './fields'
import { fileNameList, lensText, mediaKindText, oneLensText } from './media-fields'
import { captureAnswers, fileListAnswers, fileListNames, uploadAnswers } from './media-samples'
import { params } from './record'

/** 225 time-out, 226 parameter, 227 not executed, 228 offline, 229 network, 238 interrupted, 240 data format. */
const REFUSALS = [-1, 225, 226, 227, 228, 229, 238, 240]

const clipSec = onlyIf(
  numberText({ min: 0, max: 10, int: true }),
  (seconds) => seconds === 0 || seconds >= 3,
  '0 or 3 to 10 seconds',
)

export const captureMedia = defineMethod({
  // The vendor's spelling.
  name: 'jimi.device.meida.cmd.send',
  access: 'write',
  profiles: ['pro'],
  summary: 'Orders a camera to take a photo or a short video now.',
  docs:
    'Both lenses at once only for a video. The file appears in the media list later. A camera that does not obey is an ' +
    'error whose `device` holds its code and words.',
  errors: [1001, 1002, ...REFUSALS],
  timeoutMs: 60_000,
  input: params(
    {
      imei: required('imei', imei),
      lens: required('camera', lensText),
      media: required('mediaType', mediaKindText),
      durationSec: optional('shootTime', clipSec),
    },
    {
      rule: ({ lens, media }) =>
        lens === 'both' && media === 'photo'
          ? { parameter: 'camera', reason: 'both only for a video' }
          : null,
    },
  ),
  output: deviceReply(),
  devices: (input) => [input.imei],
  example: {
    params: { imei: '357730090345670', camera: '1', mediaType: '2', shootTime: '5' },
    answers: captureAnswers,
  },
})

export const uploadRecording = defineMethod({
  name: 'jimi.device.history.cmd.send',
  access: 'write',
  profiles: ['pro'],
  summary: 'Orders a camera to upload a stored file, or the clip around an event.',
  docs: 'A file needs its name, an event clip the time of the event. Refusals are those of the capture order.',
  errors: [1001, 1002, ...REFUSALS],
  timeoutMs: 60_000,
  input: params(
    {
      imei: required('imei', imei),
      what: required('type', choice({ file: '1', event: '2' })),
      lens: required('camera', oneLensText),
      fileName: optional('fileName', exactText(200)),
      eventAt: optional('time', eventTime),
    },
    {
      rule: ({ what, fileName, eventAt }) => {
        if (what === 'file')
          return fileName === undefined ? { parameter: 'fileName', reason: 'missing' } : null
        return eventAt === undefined ? { parameter: 'time', reason: 'missing' } : null
      },
    },
  ),
  output: deviceReply(),
  devices: (input) => [input.imei],
  example: {
    params: { imei: '357730090345670', type: '1', camera: '1', fileName: '2018_03_29_16_51_45.mp4' },
    answers: uploadAnswers,
  },
})

/** An order to upload the list was obeyed, or the list as last uploaded. */
export type FileListAnswer = { kind: 'ordered'; reply: DeviceReply } | { kind: 'listed'; fileNames: string[] }

export const fileList = defineMethod({
  name: 'jimi.device.history.file.list',
  access: 'write',
  summary: 'Orders a camera to upload the list of its recordings, or reads the list it uploaded last.',
  docs: 'For JC200 and JC400 with old firmware, and in one edition of the document only.',
  errors: [1002, ...REFUSALS],
  timeoutMs: 60_000,
  input: params({
    imei: required('imei', imei),
    action: required('type', choice({ order: '1', read: '2' })),
  }),
  output: fileListAnswer(),
  devices: (input) => [input.imei],
  example: {
    params: { imei: '357730090345670', type: '1' },
    answers: fileListAnswers,
    more: [{ label: 'read', profile: 'pro', answer: fileListNames }],
  },
})

function fileListAnswer(): AnswerShape<FileListAnswer> {
  const replies = deviceReply()
  const names = value(fileNameList)
  return {
    parts: [...(replies.parts ?? []), ...(names.parts ?? [])],
    read: (answer, context: AnswerContext) => {
      const payload = payloadOf(answer)
      if (typeof payload === 'object' && payload !== null) {
        const { value: reply, dropped } = replies.read(answer, context)
        return { value: { kind: 'ordered', reply }, dropped }
      }
      const { value: fileNames, dropped } = names.read({ result: payload ?? '' }, context)
      return { value: { kind: 'listed', fileNames }, dropped }
    },
    write: (written, context) =>
      written.kind === 'ordered'
        ? replies.write(written.reply, context)
        : names.write(written.fileNames, context),
  }
}
