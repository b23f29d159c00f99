// Rows of alarms: the two hub shapes, JT/T 808 alarms with their ends, the legacy message, and what cameras file with them.
// Code and time are those of jimi.device.alarm.list, so that push and poll tell of the same alarms; JT/T has codes of its own.

import { formatVendorTime } from '../../clock'
import { wirePosition } from '../../positions'
import { mix } from '../../world/random'
import type { WorldAlarm, WorldDevice } from '../../world/types'
import { digestOf, type PushedItem, toItem } from '../item'

/** An alarm with its device and its time on the wall clock. */
export type RaisedAlarm = { alarm: WorldAlarm; device: WorldDevice; atMs: number }

export type AlarmShape = 'jimi' | 'flat' | 'jtt'

/** `/pushalarm` and the legacy message; several items where a shape reports the end of an alarm too. */
export function alarmItems(raised: RaisedAlarm, shape: AlarmShape): PushedItem[] {
  const code = shape === 'jtt' ? JTT_CODES.get(raised.alarm.code) : undefined
  const hub = code ? jttItems(raised, code) : [shape === 'flat' ? flatItem(raised) : jimiItem(raised)]
  return [...hub, legacyItem(raised), ...(isFilmed(raised) ? fileItems(raised) : [])]
}

function jimiItem(raised: RaisedAlarm): PushedItem {
  const { alarm, atMs } = raised
  const alarmTime = formatVendorTime(atMs)
  const msg = {
    alertType: /^\d+$/.test(alarm.code) ? Number(alarm.code) : alarm.code,
    alarmTime,
    ...wirePosition(alarm, null),
    gpsSpeed: alarm.speedKph,
    alertValue: '0',
    ...(isFilmed(raised) ? { file: cameraFiles(atMs).join(',') } : {}),
  }
  const row = { type: 'DEVICE', msgClass: 0, imei: alarm.imei, msg, gateTime: gateTimeOf(atMs) }
  const key = [0, alarm.code, '', '', alarmTime, '']
  return toItem({ topic: 'pushalarm', imei: alarm.imei, key, row, dueMs: atMs + ARRIVAL_MS })
}

const ARRIVAL_MS = 1000

function gateTimeOf(atMs: number): string {
  return formatVendorTime(atMs + ARRIVAL_MS)
}

// The flat form has one time only, which therefore is the alarm's.
function flatItem({ alarm, atMs }: RaisedAlarm): PushedItem {
  const gateTime = formatVendorTime(atMs)
  const row = { deviceImei: alarm.imei, alarmType: alarm.code, alarmName: alarm.name, gateTime }
  const key = ['', alarm.code, '', '', gateTime, '']
  return toItem({ topic: 'pushalarm', imei: alarm.imei, key, row, dueMs: atMs + ARRIVAL_MS })
}

/** `end`: whether the device tells when it is over. */
type JttCode = { alertType: string; members?: Record<string, number>; end?: true }

/** What an alarm of the world is called by JT/T 808 devices; alarms of the platform have no such code. */
const JTT_CODES: ReadonlyMap<string, JttCode> = new Map<string, JttCode>([
  ['1', { alertType: '256', members: { standardAlarmValue: 1 }, end: true }],
  ['2', { alertType: '256', members: { standardAlarmValue: 256 }, end: true }],
  ['3', { alertType: '1030' }],
  ['6', { alertType: '256', members: { standardAlarmValue: 2 }, end: true }],
  ['25', { alertType: '3087', end: true }],
  ['41', { alertType: '1042' }],
  ['48', { alertType: '1043' }],
  ['143', { alertType: '265', members: { alarmType: 4, alarmLevel: 1 } }],
  ['151', { alertType: '265', members: { alarmType: 2, alarmLevel: 1 } }],
  ['204', { alertType: '264', members: { alarmType: 1, alarmLevel: 2 } }],
  ['208', { alertType: '265', members: { alarmType: 1, alarmLevel: 2, fatigueLevel: 7 } }],
  ['ACC_ON', { alertType: '3075' }],
  ['ACC_OFF', { alertType: '3076' }],
  ['138', { alertType: '3097' }],
  ['139', { alertType: '3096' }],
  ['in', { alertType: '1032' }],
  ['out', { alertType: '1033' }],
])

function jttItems(raised: RaisedAlarm, code: JttCode): PushedItem[] {
  const { alarm, atMs } = raised
  const { imei } = alarm
  const alarmTime = formatVendorTime(atMs)
  const serial = mix(Math.floor(atMs / 1000), Number(imei.slice(-9))) % 65_536
  const label = isFilmed(raised) ? { alarmLabel: labelOf(raised) } : {}
  const position = wirePosition(alarm, null)
  const members = { ...code.members, ...position, gpsSpeed: alarm.speedKph, alarmSerialNo: serial, ...label }
  const msg = { alertType: code.alertType, ...members, alarmTime }
  const tag = label.alarmLabel ?? serial
  const key = [1, code.alertType, code.members?.alarmType ?? '', '', alarmTime, tag]
  const row = { type: 'DEVICE', msgClass: 1, imei, msg, gateTime: gateTimeOf(atMs) }
  const begin = toItem({ topic: 'pushalarm', imei, key, row, dueMs: atMs + ARRIVAL_MS })
  return code.end ? [begin, jttEnd(raised, code.alertType)] : [begin]
}

function jttEnd({ alarm: { imei }, atMs }: RaisedAlarm, code: string): PushedItem {
  const endMs = atMs + (10 + (Math.floor(atMs / 1000) % 110)) * 1000
  const alarmTime = formatVendorTime(endMs)
  const msg = { alertType: 'removeAlarmType', removeAlarmType: code, alarmTime }
  return toItem({
    topic: 'pushalarm',
    imei,
    key: [1, 'removeAlarmType', '', code, alarmTime, ''],
    row: { type: 'DEVICE', msgClass: 1, imei, msg, gateTime: gateTimeOf(endMs) },
    dueMs: endMs + ARRIVAL_MS,
  })
}

/** Updates of a SIM or a vehicle number, which travel as alarms; sent after a log-in. */
export function identityUpdates(device: WorldDevice, atMs: number): PushedItem[] {
  const gateTime = formatVendorTime(atMs)
  const update = (type: string, msg: Record<string, string>) =>
    toItem({
      topic: 'pushalarm',
      imei: device.imei,
      key: ['', '', '', '', gateTime, type],
      row: { type, imei: device.imei, msg, gateTime },
      dueMs: atMs,
    })
  const sim = update('ICCID', { ICCID: device.iccid })
  return device.kind === 'obd' && device.vin !== null ? [sim, update('VIN', { VIN: device.vin })] : [sim]
}

function legacyItem({ alarm, device, atMs }: RaisedAlarm): PushedItem {
  const alarmTime = formatVendorTime(atMs)
  const row = {
    imei: alarm.imei,
    deviceName: device.deviceName,
    alarmType: alarm.code,
    alarmName: alarm.name,
    ...wirePosition(alarm, null),
    alarmTime,
  }
  const key = [alarm.code, alarmTime]
  return toItem({ topic: 'jimi.push.device.alarm', imei: alarm.imei, key, row, dueMs: atMs + ARRIVAL_MS })
}

/** As in the file methods: driver, road, collision and SOS alarms of cameras come with pictures. */
const FILMED = ['1', '44', '55', '143', '147', '151', '204', '205', '208']
const UPLOAD_BEGIN_MS = 2000
const UPLOAD_END_MS = 6000
/** The model that speaks JT/T 808 and names its files itself. */
const JTT_MODEL = /^JC4[5-9]/

function isFilmed({ alarm, device }: RaisedAlarm): boolean {
  return device.kind === 'dashcam' && FILMED.includes(alarm.code)
}

function cameraFiles(atMs: number): string[] {
  const stamp = formatVendorTime(atMs).replace(/[- :]/g, '_')
  return [`${stamp}_01.mp4`, `${stamp}_02.mp4`]
}

function labelOf({ alarm, atMs }: RaisedAlarm): string {
  const text = `${alarm.imei} ${alarm.code} ${Math.floor(atMs / 1000)}`
  return (digestOf(text) + digestOf(`${text} label`)).toUpperCase()
}

/** The upload as the hub tells it: begun, ended, and each way of saying that files are there. */
function fileItems(raised: RaisedAlarm): PushedItem[] {
  const { alarm, device, atMs } = raised
  const names = [`${alarm.imei}_${labelOf(raised)}_11.mp4`, `${alarm.imei}_${labelOf(raised)}_12.jpg`]
  const endMs = atMs + UPLOAD_END_MS
  const filed = JTT_MODEL.test(device.model)
    ? [callbackItem(raised, endMs)]
    : [filesItem(alarm.imei, names, endMs)]
  const beginMs = atMs + UPLOAD_BEGIN_MS
  const label = labelOf(raised)
  return [
    hubEventItem(device, {
      eventType: 'UploadAlarmFileBegin',
      content: { alarmLabel: label },
      atMs: beginMs,
    }),
    hubEventItem(device, {
      eventType: 'UploadAlarmFileEnd',
      content: { alarmLabel: label, fileList: names },
      atMs: endMs,
    }),
    ...filed,
  ]
}

/** `/pushfileupload` */
export function filesItem(imei: string, names: readonly string[], atMs: number): PushedItem {
  const fileName = names.join(';')
  const row = { deviceImei: imei, fileName, gateTime: formatVendorTime(atMs), result: 'SUCCESS', channel: 1 }
  return toItem({ topic: 'pushfileupload', imei, key: [fileName, 'SUCCESS'], row, dueMs: atMs })
}

/** `/pushIothubEvent`; cameras of the JT/T line have Unix times here. */
export function hubEventItem(
  device: WorldDevice,
  event: { eventType: string; content: Record<string, unknown>; atMs: number },
): PushedItem {
  const seconds = Math.floor(event.atMs / 1000)
  const gateTime = JTT_MODEL.test(device.model) ? seconds * 1000 : formatVendorTime(event.atMs)
  const eventContent = JSON.stringify(event.content)
  return toItem({
    topic: 'pushIothubEvent',
    imei: device.imei,
    key: [event.eventType, gateTime, digestOf(eventContent)],
    row: { deviceImei: device.imei, gateTime, eventType: event.eventType, eventContent },
    dueMs: event.atMs,
  })
}

function callbackItem(raised: RaisedAlarm, endMs: number): PushedItem {
  const { alarm, atMs } = raised
  const { imei } = alarm
  const { lat, lng } = wirePosition(alarm, null)
  const alarmTime = Math.floor(atMs / 1000)
  const filename = `ev-${imei}-${alarmTime}.mp4`
  const row = {
    businessType: 'eventAttachment',
    imei,
    camera: 1,
    shootType: 2,
    shootTime: 10,
    alarmTime,
    eventType: alarm.code,
    lat: String(lat),
    lng: String(lng),
    mimeType: 'video/mp4',
    localFileName: `EVENT_${alarmTime}.mp4`,
    filename,
    videoBeginTime: (alarmTime - 5) * 1000,
    videoEndTime: (alarmTime + 5) * 1000,
    codeType: 1,
    timezone: 'GMT+00:00',
  }
  return toItem({ topic: 'uploadCallback', imei, key: [filename], row, dueMs: endMs })
}
