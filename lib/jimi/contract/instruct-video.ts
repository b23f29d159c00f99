// Kinds of instruction that move pictures and sound: live, playback, lists and uploads of recordings (JT/T 1078).
// Times of playback and upload are written like those of the list, the only ones whose form is documented.

import { choice, exactText, number, text } from '../wire/codecs'
import { defaulted, optional, required } from './fields'
import { answerKey, compactTime, host, hubChannel, hubChannelText, port, portText } from './instruct-fields'
import { instructKind, undocumentedKind } from './instruct-kind'
import { jsonTextOf } from './nested'
import { params } from './record'

const noPort = { fallback: 0 } as const
const lengthOfHost = number({ min: 0, max: 255, int: true })
const contents = choice({ audioAndVideo: 0, audio: 1, video: 2, anyVideo: 3 })
const streams = choice({ any: 0, main: 1, sub: 2 })
const storages = choice({ any: 0, main: 1, backup: 2 })
const speeds = choice({ none: 0, x1: 1, x2: 2, x4: 3, x8: 4, x16: 5 })
const alarmFlag = number({ min: 0, max: Number.MAX_SAFE_INTEGER, int: true })

const recordingFields = {
  channel: required('channel', hubChannel),
  beginAt: required('beginTime', compactTime),
  endAt: required('endTime', compactTime),
  content: required('resourceType', contents),
  stream: required('codeType', streams),
  storage: required('storageType', storages),
}

export const liveStart = instructKind({
  proNo: 37121,
  name: 'liveStart',
  summary: 'Starts live audio or video toward a media server.',
  documented: true,
  // The one client known to work sends every member as text.
  content: jsonTextOf(
    params({
      media: required(
        'dataType',
        choice({
          audioAndVideo: '0',
          video: '1',
          intercom: '2',
          monitor: '3',
          broadcast: '4',
          transparent: '5',
        }),
      ),
      stream: required('codeStreamType', choice({ main: '0', sub: '1' })),
      channel: required('channel', hubChannelText),
      host: required('videoIP', host),
      tcpPort: required('videoTCPPort', portText),
      udpPort: defaulted('videoUDPPort', portText, noPort),
    }).pro,
  ),
  example:
    '{"dataType":"0","codeStreamType":"0","channel":"1","videoIP":"media.example","videoTCPPort":"10002","videoUDPPort":"0"}',
})

export const liveControl = instructKind({
  proNo: 37122,
  name: 'liveControl',
  summary: 'Stops, pauses, resumes or switches live audio and video.',
  documented: true,
  content: jsonTextOf(
    params({
      channel: required('channel', hubChannel),
      command: required('cmd', choice({ stop: 0, switchStream: 1, pause: 2, resume: 3, endIntercom: 4 })),
      media: required('dataType', choice({ both: 0, audio: 1, video: 2 })),
      stream: required('codeStreamType', choice({ main: 0, sub: 1 })),
    }).pro,
  ),
  example: '{"channel":1,"cmd":0,"dataType":0,"codeStreamType":0}',
})

export const playbackStart = instructKind({
  proNo: 37377,
  name: 'playbackStart',
  summary: 'Starts the playback of a recorded span toward a media server.',
  documented: true,
  content: jsonTextOf(
    params({
      host: required('serverAddress', host),
      hostLength: optional('serverLen', lengthOfHost),
      tcpPort: required('tcpPort', port),
      udpPort: defaulted('udpPort', port, noPort),
      ...recordingFields,
      mode: required('playMethod', choice({ normal: 0, fast: 1, keyFrameRewind: 2, keyFrame: 3, single: 4 })),
      speed: required('forwardRewind', speeds),
      answerKey: required('instructionID', answerKey),
    }).pro,
  ),
  example:
    '{"serverAddress":"media.example","tcpPort":10003,"udpPort":0,"channel":1,"beginTime":"251113135541",' +
    '"endTime":"251113135842","resourceType":0,"codeType":2,"storageType":0,"playMethod":0,"forwardRewind":0,' +
    '"instructionID":"5bd5e93158ec4dd3b123076add7c19f5"}',
})

export const playbackControl = instructKind({
  proNo: 37378,
  name: 'playbackControl',
  summary: 'Pauses, ends, speeds up or drags a playback. The names of its members are not proven.',
  documented: false,
  content: jsonTextOf(
    params({
      channel: required('channel', hubChannel),
      command: required('playCtrl', choice({ start: 0, pause: 1, end: 2, fast: 3, keyFrame: 4, drag: 5 })),
      speed: required('forwardRewind', speeds),
      dragToAt: optional('beginTime', compactTime),
      answerKey: required('instructionID', answerKey),
    }).pro,
  ),
  example: '{"channel":1,"playCtrl":2,"forwardRewind":0,"instructionID":"5bd5e93158ec4dd3b123076add7c19f5"}',
})

export const recordingList = instructKind({
  proNo: 37381,
  name: 'recordingList',
  summary:
    'Asks for the recordings of a span inside one UTC day; they come by push, the answer is only their number.',
  documented: true,
  content: jsonTextOf(
    params(
      {
        ...recordingFields,
        alarmFlag: defaulted('alarmFlag', alarmFlag, { fallback: 0 }),
        answerKey: required('instructionID', answerKey),
      },
      {
        sendRule: ({ beginAt, endAt }) =>
          beginAt.toISOString().slice(0, 10) === endAt.toISOString().slice(0, 10)
            ? null
            : { parameter: 'endTime', reason: 'on another day' },
      },
    ).pro,
  ),
  example:
    '{"channel":0,"beginTime":"251113000000","endTime":"251113235959","resourceType":0,"codeType":0,"storageType":0,' +
    '"alarmFlag":0,"instructionID":"5bd5e93158ec4dd3b123076add7c19f5"}',
})

export const recordingUpload = instructKind({
  proNo: 37382,
  name: 'recordingUpload',
  summary:
    'Uploads a recorded span to an FTP server; the result comes by push. The content holds a password.',
  documented: true,
  content: jsonTextOf(
    params({
      host: required('serverAddress', host),
      ftpPort: required('ftpPort', port),
      userName: required('userName', text),
      password: required('password', exactText(200)),
      folder: required('fileUploadPath', exactText(500)),
      ...recordingFields,
      alarmFlag: defaulted('alarmFlag', alarmFlag, { fallback: 0 }),
      /** Bits of the networks it may use; 7 is any. */
      networks: required('condition', number({ min: 0, max: 255, int: true })),
      answerKey: required('instructionID', answerKey),
    }).pro,
  ),
  example:
    '{"serverAddress":"ftp.example","ftpPort":21,"userName":"cam","password":"secret","fileUploadPath":"/in","channel":1,' +
    '"beginTime":"251113135541","endTime":"251113135842","resourceType":0,"codeType":0,"storageType":0,"alarmFlag":0,' +
    '"condition":7,"instructionID":"5bd5e93158ec4dd3b123076add7c19f5"}',
})

export const alarmFiles = instructKind({
  proNo: 37384,
  name: 'alarmFiles',
  summary: 'Uploads the files of an alarm to an attachment server; they come by push.',
  documented: true,
  content: jsonTextOf(
    params({
      hostLength: required('serverLen', lengthOfHost),
      host: required('serverAddress', host),
      tcpPort: required('tcpPort', port),
      udpPort: defaulted('udpPort', port, noPort),
      alarmLabel: required('alarmLabel', exactText(200)),
      /** See alarmNumberOf. */
      alarmNumber: required('alarmNumber', exactText(200)),
    }).pro,
  ),
  example:
    '{"serverLen":13,"serverAddress":"files.example","tcpPort":21188,"udpPort":0,"alarmLabel":"86547807000064325111310341900",' +
    '"alarmNumber":"3635343738303730303030363433"}',
})

export const uploadControl = undocumentedKind(37383, 'uploadControl', 'Controls an upload to an FTP server.')
