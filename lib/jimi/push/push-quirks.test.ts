// What the sheet says of the vendor's ways, one test each.

import { expect, test } from 'vitest'
import type { PushItem, PushTopic } from './index'
import { readBody } from './read-body'
import { readItem } from './read-item'

const imei = '868120246598152'
const time = '2026-01-13 02:24:37'
const receivedAt = new Date('2026-01-13T02:25:10Z')

function read<T extends PushTopic>(topic: T, raw: object, msgType?: unknown): PushItem<T> {
  const reading = readItem(topic, raw, { receivedAt, msgType })
  if (!reading.ok) throw new Error(`${reading.reason}: ${reading.detail}`)
  return reading.item
}

function reasonOf(topic: PushTopic, raw: unknown): string {
  const reading = readItem(topic, raw, { receivedAt })
  return reading.ok ? 'ok' : reading.reason
}

const fix = { deviceImei: imei, gpsTime: time, lat: 22.5, lng: 113.9, postType: 1 }
const beat = { deviceImei: imei, gateTime: time }
const sos = { imei, msgClass: 0, msg: { alertType: 1, alarmTime: time } }

test.each([
  [{ ...fix, deviceImei: 'abc' }, 'bad_imei'],
  [{ ...fix, deviceImei: 86_812_024_659_815_200_000 }, 'bad_imei'],
  [{ ...fix, deviceImei: undefined }, 'missing'],
  [{ ...fix, lat: undefined }, 'missing'],
  [{ ...fix, lat: null }, 'missing'],
  [{ ...fix, lat: 91 }, 'out_of_range'],
  [{ ...fix, lng: '-180.5' }, 'out_of_range'],
  [{ ...fix, lat: 'north' }, 'wrong_type'],
  [{ ...fix, lat: [22.5] }, 'wrong_type'],
  [{ ...fix, lat: true }, 'wrong_type'],
  [{ ...fix, lat: 'NaN' }, 'not_finite'],
  [{ ...fix, gpsSpeed: 'Infinity' }, 'not_finite'],
  [{ ...fix, altitude: Number.POSITIVE_INFINITY }, 'not_finite'],
  [{ ...fix, satelliteNum: 'many' }, 'wrong_type'],
  [{ ...fix, gpsTime: '1999-12-31 23:59:59' }, 'impossible_time'],
  [{ ...fix, gpsTime: '2026-02-30 00:00:00' }, 'impossible_time'],
  [{ ...fix, gpsTime: '2026-01-14 02:25:11' }, 'impossible_time'],
  [{ ...fix, gpsTime: '2026-01-14 02:25:10' }, 'ok'],
  [{ ...fix, gpsTime: 'yesterday' }, 'wrong_type'],
  [{ ...fix, gpsTime: { at: 1 } }, 'wrong_type'],
  [{ ...fix, driverName: 'a\0b' }, 'bad_text'],
  [{ ...fix, unknownMember: 'a\ud83d' }, 'bad_text'],
  [{ ...fix, unknownMember: 'fine' }, 'ok'],
  [{ ...fix, lat: '22.5', lng: '113.9', gpsSpeed: '12' }, 'ok'],
  [{ ...fix, gpsSpeed: -1, direction: -1, satelliteNum: '-1' }, 'ok'],
  [{ ...fix, postType: 9, postMethod: 28 }, 'ok'],
  [null, 'wrong_type'],
  [[fix], 'wrong_type'],
  ['text', 'wrong_type'],
  [5, 'wrong_type'],
])('position %j: %s', (raw, reason) => {
  expect(reasonOf('pushgps', raw)).toBe(reason)
})

test('a position at (0,0) is a contact without a fix, as numbers or texts', () => {
  for (const zero of [0, '0', '0.000', -0]) {
    const item = read('pushgps', { ...fix, lat: zero, lng: zero })
    expect(item).toMatchObject({ imei, fixAt: new Date('2026-01-13T02:24:37Z') })
    expect([item.lat, item.lng]).toEqual([undefined, undefined])
  }
})

test('what a device did not say is not zero', () => {
  const item = read('pushgps', { ...fix, gpsSpeed: null, direction: '', satelliteNum: -1 })
  expect([item.speedKph, item.headingDeg, item.satellites, item.ignition]).toEqual(Array(4).fill(undefined))
  expect(read('pushhb', { ...beat, powerLevel: null })).toEqual({
    imei,
    at: new Date('2026-01-13T02:24:37Z'),
  })
})

test('members that only some devices add are kept by their names', () => {
  const item = read('pushgps', { ...fix, driverName: 'Ana', temperature: 4.5, doorStatus: { a: 1 } })
  expect(item.extras).toEqual({ driverName: 'Ana', temperature: 4.5 })
})

test('Unix times are seconds or milliseconds by their digits, and texts may hold them', () => {
  for (const gateTime of [1_768_271_077, 1_768_271_077_000, '1768271077', '1768271077000', time])
    expect(read('pushhb', { ...beat, gateTime }).at).toEqual(new Date('2026-01-13T02:24:37Z'))
})

test.each([{ eventType: 'LOGOUT' }, { event_code: 'LOGOUT' }, { msgId: 'LOGOUT' }])(
  'a sign-on told by %j',
  (word) => {
    expect(read('pushevent', { ...beat, ...word })).toMatchObject({ word: 'LOGOUT', state: 'logout' })
  },
)

test('a plus sign that a form without encoding lost comes back in the zone', () => {
  const body = `token=t&data_list=[{"deviceImei":"${imei}","type":"LOGIN","gateTime":"${time}","timezone":"GMT+08:00"}]`
  const list = readBody(null, Buffer.from(body))
  const [raw] = 'items' in list ? list.items : []
  expect(read('pushevent', raw as object).timezone).toBe('GMT+08:00')
})

test('nested and flat items of one alarm have one key, and its end another', () => {
  const keyOf = (raw: object) => {
    const reading = readItem('pushalarm', raw, { receivedAt })
    return reading.ok && reading.key
  }
  const flat = { deviceImei: imei, alarmType: '1', alarmName: 'SOS', gateTime: time }
  expect(keyOf(flat)).toBe(keyOf(sos))
  const end = { ...sos, msg: { ...sos.msg, alertType: 'removeAlarmType', removeAlarmType: '1' } }
  expect(read('pushalarm', end)).toMatchObject({ code: '1', ended: true })
  expect(keyOf(end)).not.toBe(keyOf(sos))
})

test.each<object>([
  { lat: 91, lng: 4 },
  { lat: 'NaN', gpsSpeed: Number.POSITIVE_INFINITY },
  { alarmLabel: 'not hex', file: { a: 1 }, fatigueLevel: -5 },
])('an SOS with %j is still an SOS', (bad) => {
  const item = read('pushalarm', { ...sos, msg: { ...sos.msg, ...bad } })
  expect(item).toMatchObject({ code: '1', kind: 'alarm' })
  expect([item.lat, item.speedKph, item.label]).toEqual([undefined, undefined, undefined])
})

test('an alarm message may be JSON text', () => {
  expect(read('pushalarm', { ...sos, msg: JSON.stringify(sos.msg) })).toMatchObject({ code: '1' })
})

test('a driver alarm carries its sort in the code, and its masks as lists', () => {
  const jtt = (msg: object) => read('pushalarm', { imei, msgClass: 1, msg: { alarmTime: time, ...msg } })
  expect(jtt({ alertType: 264, alarmType: 4 })).toMatchObject({ code: 'jt808-264-4', subCode: 4 })
  expect(jtt({ alertType: 257, signalDropChannel: 5 })).toMatchObject({ code: 'jt808-257', channels: [1, 3] })
  expect(jtt({ alertType: '256', standardAlarmValue: -2_147_483_647 }).standardBits).toEqual([0, 31])
  expect(jtt({ alertType: 1047 }).code).toBe('1047')
})

test('a new SIM card and a new VIN are no alarms', () => {
  const update = { imei, gateTime: time }
  expect(read('pushalarm', { ...update, type: 'ICCID', msg: { ICCID: '8986' } })).toMatchObject({
    kind: 'iccid',
    code: 'iccid',
    iccid: '8986',
  })
  expect(read('pushalarm', { ...update, type: 'VIN', msg: { VIN: 'W0L' } })).toMatchObject({
    kind: 'vin',
    vin: 'W0L',
  })
})

test('both cameras are announced in one field', () => {
  const item = read('pushalarm', { ...sos, msg: { ...sos.msg, file: 'a_F.mp4,b_I.mp4;c.jpg' } })
  expect(item.files).toEqual(['a_F.mp4', 'b_I.mp4', 'c.jpg'])
})

test.each(['ACC_ON', 'stayAlertOn', '1002'])('a legacy alarm with the code %s keeps it', (alarmType) => {
  expect(read('jimi.push.device.alarm', { imei, alarmType, alarmTime: time }).code).toBe(alarmType)
})

test('fuel is in hundredths, and a unit nobody knows is refused', () => {
  const level = { deviceImei: imei, path: 1, gateTime: time, value: 4550, unit: 4 }
  expect(read('pushoil', level)).toMatchObject({ value: 45.5, unit: 'litre' })
  expect(reasonOf('pushoil', { ...level, unit: 9 })).toBe('out_of_range')
})

test('cells are read from an object and from names in capitals', () => {
  const heard = { deviceImei: imei, gateTime: time, postType: 'LBS' }
  const lbsJson = { MCC: 724, MNC: 10, cellList: '1,2,-3;broken' }
  expect(read('pushlbs', { ...heard, lbsJson }).cells).toEqual([
    { mcc: 724, mnc: 10, lac: 1, cellId: 2, rssiDbm: -3 },
  ])
  expect(reasonOf('pushlbs', { ...heard, lbsJson: '{"mcc":' })).toBe('unreadable_content')
})

test('recordings come in a wrapper, under another name, or not at all', () => {
  const answer = { imei, instructionID: 'i1' }
  const list = [{ channel: 2, beginTime: time }]
  expect(read('pushresourcelist', { ...answer, fileList: list }).recordings).toHaveLength(1)
  expect(read('pushresourcelist', { msg: { ...answer, resourceList: list } }).recordings).toHaveLength(1)
  expect(read('pushresourcelist', { ...answer, resourceList: JSON.stringify(list) }).recordings).toHaveLength(
    1,
  )
  expect(read('pushresourcelist', { ...answer, totalNum: '0' }).recordings).toEqual([])
  expect(reasonOf('pushresourcelist', answer)).toBe('missing')
  expect(reasonOf('pushresourcelist', { ...answer, resourceList: [{ channel: 2 }] })).toBe('missing')
})

test('an FTP result may name its device imei', () => {
  const item = read('pushftpfileupload', { imei, result: '1', instructionID: 'i1', gateTime: time })
  expect(item).toMatchObject({ imei, succeeded: false, resultCode: 1 })
})

test('the content of an event may be no JSON', () => {
  const event = { deviceImei: imei, gateTime: time, eventType: 'UploadMediaFileEnd' }
  expect(read('pushIothubEvent', { ...event, eventContent: 'oops{' })).toMatchObject({ contentIsJson: false })
  expect(read('pushIothubEvent', { ...event, eventContent: { a: 1 } }).contentText).toBe('{"a":1}')
})

test('passed-through bytes are Base64, with the plus signs that a form lost', () => {
  const passed = { deviceImei: imei, gateTime: time, type: 240, category: '0x0900' }
  // 62, 63, 62 and 0 as four times six bits.
  expect(read('pushPassThroughData', { ...passed, content: ' / A' }).contentHex).toBe('fbff80')
  expect(reasonOf('pushPassThroughData', { ...passed, content: '{not base64}' })).toBe('unreadable_content')
})

test.each(['async', 'data', 'bare'])('a command answer is read in its %s form', (form) => {
  const inner = { _imei: imei, _serverFlagId: 1042, _code: 100, _content: 'OK!' }
  const raw = form === 'bare' ? inner : { code: 0, data: form === 'data' ? JSON.stringify(inner) : inner }
  expect(read('pushInstructResponse', raw, '2')).toMatchObject({
    imei,
    serverFlagId: '1042',
    code: '100',
    content: 'OK!',
    answers: 'offline',
  })
})

test('obdJson may be text, and values without a known id stay', () => {
  const obdJson = JSON.stringify({ event_time: time, dataID7: '81.5', dataID2: 'n/a', other: 5 })
  expect(read('pushobd', { deviceImei: imei, obdJson }).values).toEqual([
    { id: 2, value: 'n/a' },
    { id: 7, value: 81.5 },
  ])
  expect(reasonOf('pushobd', { deviceImei: imei, obdJson: '{' })).toBe('unreadable_content')
})

test('an empty list of faults says they were cleared, a missing one says nothing', () => {
  const report = { deviceImei: imei, eventTime: 1_768_271_077 }
  expect(read('pushfaultinfo', { ...report, faultCodeList: [], faultNum: 0 }).codes).toEqual([])
  expect(reasonOf('pushfaultinfo', report)).toBe('missing')
  expect(read('pushfaultinfo', { ...report, faultCodeList: ['p0420', 'P0301', 'P0420'] }).codes).toEqual([
    'P0301',
    'P0420',
  ])
})

test('a trip after the clock of the gateway is in a doubtful zone', () => {
  const trip = { deviceImei: imei, gateTime: time, tripSeq: 1, properties: 2 }
  expect(read('pushtripreport', { ...trip, beginTime: '260113015500' }).isZoneDoubtful).toBe(false)
  expect(read('pushtripreport', { ...trip, endTime: '260113102430' }).isZoneDoubtful).toBe(true)
  expect(read('pushtripreport', { ...trip, beginTime: '000000000000' }).beginAt).toBeUndefined()
  expect(reasonOf('pushtripreport', { ...trip, beginTime: '261313015500' })).toBe('impossible_time')
})

test('a raw answer counts once a minute', () => {
  const keyAt = (text: string) => {
    const raw = { imei, raw_data: '0A0B' }
    const reading = readItem('jimi.open.instruction.raw.receive', raw, { receivedAt: new Date(text) })
    return reading.ok && reading.key
  }
  expect(keyAt('2026-01-13T02:25:10Z')).toBe(keyAt('2026-01-13T02:25:59Z'))
  expect(keyAt('2026-01-13T02:25:10Z')).not.toBe(keyAt('2026-01-13T02:26:00Z'))
})

test('a message nobody describes needs no device', () => {
  expect(read('generalBusiness', { mac: 'x' })).toEqual({ imei: null, rawText: '{"mac":"x"}' })
  expect(reasonOf('generalBusiness', { mac: 'x'.repeat(20_000) })).toBe('too_large')
})

test('an item a thousand levels deep is refused without a fall', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`)
  expect(reasonOf('generalBusiness', deep)).toBe('unreadable_content')
})
