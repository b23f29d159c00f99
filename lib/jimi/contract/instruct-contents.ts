// What the hub's instruction endpoint can carry: one entry for each protocol number, with the form of its content.
// Content of the wrong form is accepted by the hub and ignored by the device, so what is documented is held to.

import { number, text } from '../wire/codecs'
import { commandText } from './command-text'
import { required } from './fields'
import { emptyObject, emptyText, parameterIds, parameterValues } from './instruct-fields'
import { instructKind, undocumentedKind } from './instruct-kind'
import {
  alarmFiles,
  liveControl,
  liveStart,
  playbackControl,
  playbackStart,
  recordingList,
  recordingUpload,
  uploadControl,
} from './instruct-video'
import { jsonTextOf } from './nested'
import { params } from './record'

const command = instructKind({
  proNo: 128,
  name: 'text',
  summary: 'A text command, for any model. Without arguments (`CMD#`) it reads a value.',
  documented: true,
  content: commandText,
  example: 'STATUS#',
})

const alarmAcknowledge = instructKind({
  proNo: 33283,
  name: 'alarmAcknowledge',
  summary: 'Acknowledges an alarm by its serial number.',
  documented: true,
  content: jsonTextOf(
    params({ alarmSerial: required('alarmSerialNo', number({ min: 0, max: 4_294_967_295, int: true })) }).pro,
  ),
  example: '{"alarmSerialNo":17}',
})

const parameterSet = instructKind({
  proNo: 33027,
  name: 'parameterSet',
  summary: 'Sets parameters of the device. Accepted does not mean applied: read them again.',
  documented: true,
  content: parameterValues,
  example: '{"1":"180"}',
})

const parameterReadAll = instructKind({
  proNo: 33028,
  name: 'parameterReadAll',
  summary: 'Reads all parameters of the device.',
  documented: true,
  content: emptyText,
  example: '',
})

const parameterRead = instructKind({
  proNo: 33030,
  name: 'parameterRead',
  summary: 'Reads the named parameters of the device.',
  documented: true,
  content: parameterIds,
  example: '{"44":"","45":""}',
})

const deviceInfo = instructKind({
  proNo: 33031,
  name: 'deviceInfo',
  summary: 'Reads what the device is.',
  documented: true,
  content: emptyObject,
  example: '{}',
})

const speak = instructKind({
  proNo: 33536,
  name: 'speak',
  summary: 'Speaks a text aloud in the vehicle.',
  documented: true,
  content: jsonTextOf(
    params({
      text: required('text', text),
      volume: required('volume', number({ min: 0, max: 100, int: true })),
    }).pro,
  ),
  example: '{"text":"Please fasten your seat belt","volume":5}',
})

const terminalControl = undocumentedKind(
  33029,
  'terminalControl',
  'Controls the device itself, such as a restart.',
)
const shoot = undocumentedKind(34817, 'shoot', 'Takes a photo or video now.')
const mediaQuery = undocumentedKind(34818, 'mediaQuery', 'Asks for the list of stored photos and videos.')
const mediaUpload = undocumentedKind(34819, 'mediaUpload', 'Uploads stored photos and videos.')
const singleUpload = undocumentedKind(34821, 'singleUpload', 'Uploads one stored photo or video.')

/** All kinds, each under its protocol number. */
export const INSTRUCT_KINDS = {
  128: command,
  33027: parameterSet,
  33028: parameterReadAll,
  33029: terminalControl,
  33030: parameterRead,
  33031: deviceInfo,
  33283: alarmAcknowledge,
  33536: speak,
  34817: shoot,
  34818: mediaQuery,
  34819: mediaUpload,
  34821: singleUpload,
  37121: liveStart,
  37122: liveControl,
  37377: playbackStart,
  37378: playbackControl,
  37381: recordingList,
  37382: recordingUpload,
  37383: uploadControl,
  37384: alarmFiles,
} as const
