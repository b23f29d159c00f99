// Pushes that answer what was asked before: commands, and lists of recordings; and the hub's own events around them.

import { optional, required } from '../contract/fields'
import { choice, exactText, number, text } from '../wire/codecs'
import { textOf } from '../wire/raw'
import { type Arrival, definePush, ItemRefusal, type WireItem } from './define-push'
import { digestOf } from './digest'
import type { CommandAnswerPush, HubEventPush, Recording, RecordingsPush } from './module-items'
import { plainRecord, record, refusal } from './push-record'
import { bits32, deviceImei, objectFrom, parsedJson, pushTime, whole } from './push-scalars'

const MAX_CONTENT_CHARS = 16_000
const MAX_RECORDINGS = 10_000

const commandAnswer = record(
  {
    imei: required('data._imei', deviceImei, { also: ['_imei'] }),
    serverFlagId: required('data._serverFlagId', exactText(100), { also: ['_serverFlagId'] }),
    code: required('data._code', exactText(100), { also: ['_code'] }),
    message: optional('data._msg', text, { also: ['_msg', 'msg'] }),
    content: optional('data._content', exactText(MAX_CONTENT_CHARS), { also: ['_content'] }),
    outerCode: optional('code', whole(-2_147_483_648, 2_147_483_647)),
  },
  {
    open: (wire) => (typeof wire.data === 'string' ? { ...wire, data: objectFrom(wire.data) } : wire),
    lenient: ['message', 'outerCode'],
    settle: (row, { msgType }): CommandAnswerPush => {
      const kind = textOf(msgType)
      if (kind !== '1' && kind !== '2') return row
      return { ...row, answers: kind === '1' ? 'asynchronous' : 'offline' }
    },
    unsettle: ({ answers: _, ...row }) => row,
  },
)

export const pushCommandAnswer = definePush({
  topic: 'pushInstructResponse',
  path: 'pushInstructResponse',
  summary: 'What a device answered to a command.',
  docs:
    'Offline answers may come as one object without `data_list`, to a lower-case path, or to the hook itself. The members ' +
    'with underscores are in `data`, or in the item. Carries no time.',
  item: commandAnswer,
  imeiOf: ({ imei }) => imei,
  eventAtOf: (_, { receivedAt }) => receivedAt,
  keyOf: ({ imei, serverFlagId, code, content }) => ({
    imei,
    serverFlagId,
    code,
    content: digestOf(content ?? ''),
  }),
  examples: [
    '[{"code":0,"msg":"success","data":{"_code":"100","_msg":null,"_imei":"862798051583785","_serverFlagId":"1042","_content":"OK!"}}]',
  ],
})

const recording = plainRecord(
  {
    channel: required('channel', whole(0, 255)),
    beginAt: required('beginTime', pushTime),
    endAt: optional('endTime', pushTime),
    sizeBytes: optional('fileSize', number({ min: 0, max: 1_000_000_000_000, int: true })),
    media: optional('resourceType', choice({ audio_video: 0, audio: 1, video: 2, any: 3 })),
    streamCode: optional('codeType', whole(0, 255)),
    storageCode: optional('storageType', whole(0, 255)),
    alarmFlags: optional('alarmFlag', bits32),
  },
  { lenient: ['endAt', 'sizeBytes', 'media', 'streamCode', 'storageCode', 'alarmFlags'] },
)

const recordings = record(
  {
    imei: required('imei', deviceImei, { also: ['deviceImei'] }),
    total: optional('totalNum', whole(0, 1_000_000_000)),
    instructionId: required('instructionID', exactText(100), { also: ['instructionId'] }),
  },
  {
    open: (wire) => ({ ...wire, ...objectFrom(wire.msg) }),
    lenient: ['total'],
    settle: (row, arrival, wire): RecordingsPush | ItemRefusal => {
      const list = listOf(wire, row.total)
      if (list instanceof ItemRefusal) return list
      const read = recordingsOf(list, arrival)
      return read instanceof ItemRefusal ? read : { ...row, recordings: read }
    },
    unsettle: ({ recordings: _, ...row }) => row,
    close: (wire, item) => ({ ...wire, resourceList: item.recordings.map(recording.write) }),
  },
)

export const pushRecordings = definePush({
  topic: 'pushresourcelist',
  path: 'pushresourcelist',
  summary: 'The recordings a camera has of the time asked for.',
  docs:
    'May come as a single object without `data_list`, in a `msg`, or with the list named `fileList`. Entries have no file ' +
    'names. `totalNum` 0 says that there are none.',
  item: recordings,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ recordings: [first] }, { receivedAt }) => first?.beginAt ?? receivedAt,
  keyOf: (item) => ({
    imei: item.imei,
    instructionId: item.instructionId,
    recordings: digestOf(
      item.recordings.map(({ channel, beginAt }) => `${channel}@${beginAt.getTime()}`).join(),
    ),
  }),
  rowKeysOf: ({ imei, instructionId, recordings }) =>
    recordings.map(({ channel, beginAt }) => ({ imei, instructionId, channel, beginAt })),
  examples: [
    '[{"imei":"865478070000239","totalNum":"1","instructionID":"5bd5e93158ec4dd3b123076add7c19f5","resourceList":[{"channel":1,"beginTime":"2025-11-13 13:55:41","endTime":"2025-11-13 13:58:42","fileSize":6630206,"resourceType":0,"codeType":2,"storageType":0,"alarmFlag":0}]}]',
  ],
})

const hubEvent = record(
  {
    imei: required('deviceImei', deviceImei, { also: ['imei'] }),
    at: required('gateTime', pushTime),
    eventType: required('eventType', exactText(200)),
    contentText: optional('eventContent', exactText(MAX_CONTENT_CHARS)),
  },
  {
    open: (wire) =>
      typeof wire.eventContent === 'object' && wire.eventContent !== null
        ? { ...wire, eventContent: JSON.stringify(wire.eventContent) }
        : wire,
    settle: ({ contentText = '', ...row }): HubEventPush => ({
      ...row,
      contentText,
      contentIsJson: parsedJson(contentText) !== undefined,
    }),
    unsettle: ({ contentIsJson: _, contentText, ...row }) => ({
      ...row,
      contentText: contentText || undefined,
    }),
  },
)

export const pushHubEvent = definePush({
  topic: 'pushIothubEvent',
  path: 'pushIothubEvent',
  summary: 'Something happened in the hub, such as the start or end of an upload.',
  docs: 'The time is text or Unix seconds or milliseconds. The content is JSON text; what is none is kept as it is.',
  item: hubEvent,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ at }) => at,
  keyOf: ({ imei, eventType, at, contentText }) => ({
    imei,
    eventType,
    at,
    content: digestOf(contentText, 'json'),
  }),
  examples: [
    '[{"deviceImei":"868120246598152","gateTime":1768271077000,"eventType":"UploadAlarmFileEnd","eventContent":"{}"}]',
  ],
})

/** The list under either name, as such or as JSON text. None at all is fine where the count says so. */
function listOf(wire: WireItem, total: number | undefined): readonly unknown[] | ItemRefusal {
  const given = wire.resourceList ?? wire.fileList
  const list = typeof given === 'string' && given !== '' ? parsedJson(given) : given
  if (Array.isArray(list)) return list.length > MAX_RECORDINGS ? refusal('resourceList', 'too_large') : list
  const isNone = given === undefined || given === null || given === ''
  if (!isNone) return refusal('resourceList', 'wrong_type')
  return total === 0 ? [] : refusal('resourceList', 'missing')
}

/** All or nothing: a list with a hole would say that there is no recording where there is one. */
function recordingsOf(list: readonly unknown[], arrival: Arrival): Recording[] | ItemRefusal {
  const read: Recording[] = []
  for (const given of list) {
    const entry = objectFrom(given)
    const one = entry ? recording.read(entry, arrival) : refusal('resourceList', 'wrong_type')
    if (one instanceof ItemRefusal) return new ItemRefusal(one.reason, `resourceList: ${one.detail}`)
    read.push(one)
  }
  return read
}
