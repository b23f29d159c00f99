// Pushes of alarms, in the hub's two shapes and as the legacy message: one domain shape. What the codes mean is in
// lib/domain/alarm-codes.ts.

import { type AlarmProtocol, alarmNumberParts, canonicalAlarmCode } from '@/lib/domain/alarm-codes'
import { bitsOfMask, maskOfBits } from '@/lib/domain/alarm-standard-bits'
import { optional, required } from '../contract/fields'
import * as quantity from '../contract/quantities'
import { choice, exactText, text } from '../wire/codecs'
import { definePush, type ItemRefusal, type NaturalKey } from './define-push'
import type { AlarmPush } from './items'
import { record, refusal } from './push-record'
import { bits32, deviceImei, hexBytes, names, objectFrom, pushTime, whole } from './push-scalars'

/** In place of a code: the alarm whose code stands in `msg.removeAlarmType` is over. */
const ENDED = 'removeAlarmType'
const MAX_FILES = 100
const code = exactText(64)

/** In an alarm only the device, the code and the time can cost the item: an SOS with a bad place is still an SOS. */
const alarmFields = {
  imei: required('imei', deviceImei, { also: ['deviceImei'] }),
  kind: optional('type', choice({ alarm: 'DEVICE', iccid: 'ICCID', vin: 'VIN' })),
  protocol: optional('msgClass', choice<AlarmProtocol>({ jimi: 0, jt808: 1 })),
  alertType: optional('msg.alertType', code, { also: ['alarmType'] }),
  endedType: optional('msg.removeAlarmType', code),
  subCode: optional('msg.alarmType', whole(0, 65_535)),
  name: optional('alarmName', text, { also: ['msg.alarmName'] }),
  alarmAt: optional('msg.alarmTime', pushTime, { also: ['alarmTime'] }),
  gatewayAt: optional('gateTime', pushTime),
  lat: optional('msg.lat', quantity.lat, { also: ['lat'] }),
  lng: optional('msg.lng', quantity.lng, { also: ['lng'] }),
  speedKph: optional('msg.gpsSpeed', quantity.speedKph, { also: ['msg.carSpeed', 'gpsSpeed'] }),
  headingDeg: optional('msg.direction', whole(0, 360)),
  altitudeM: optional('msg.altitude', whole(-20_000, 100_000)),
  value: optional('msg.alertValue', text),
  files: optional('msg.file', names(',', MAX_FILES)),
  label: optional('msg.alarmLabel', hexBytes(64)),
  serial: optional('msg.alarmSerialNo', whole(0, 0xffffffff)),
  standardMask: optional('msg.standardAlarmValue', bits32),
  lostChannels: optional('msg.signalDropChannel', bits32),
  coveredChannels: optional('msg.signalCoverChannel', bits32),
  storageChannels: optional('msg.storageFaultChannel', bits32),
  drivingFlags: optional('msg.drivingAlarmFlag', bits32),
  alarmId: optional('msg.alarmId', text),
  level: optional('msg.alarmLevel', whole(0, 65_535)),
  statusCode: optional('msg.alarmStatus', whole(0, 65_535)),
  fatigueLevel: optional('msg.fatigueLevel', whole(0, 255)),
  fenceRef: optional('msg.fenceId', text),
  driverId: optional('msg.driverId', text),
  driverName: optional('msg.driverName', text),
  voltageV: optional('msg.voltage', quantity.externalPowerText),
  iccid: optional('msg.ICCID', text, { also: ['msg.iccid'] }),
  vin: optional('msg.VIN', text, { also: ['msg.vin'] }),
  deviceName: optional('deviceName', text),
}
const NEEDED = ['imei', 'protocol', 'alertType', 'endedType', 'alarmAt']
const spared = Object.keys(alarmFields).filter((key) => !NEEDED.includes(key)) as (keyof typeof alarmFields)[]

/** Which channel mask belongs to which code of JT/T 808. */
const CHANNEL_MASKS = { '257': 'lostChannels', '258': 'coveredChannels', '259': 'storageChannels' } as const

export const alarm = record(alarmFields, {
  open: (wire) => (typeof wire.msg === 'string' ? { ...wire, msg: objectFrom(wire.msg) } : wire),
  lenient: spared,
  settle: (row): AlarmPush | ItemRefusal => {
    const { kind = 'alarm', protocol = 'jimi', alertType, endedType, subCode, alarmAt, ...rest } = row
    const { standardMask, lostChannels, coveredChannels, storageChannels, lat, lng, files, ...told } = rest
    const ended = alertType === ENDED
    const plain = ended ? endedType : alertType
    if (kind === 'alarm' && plain === undefined)
      return refusal(ended ? 'msg.removeAlarmType' : 'msg.alertType', 'missing')
    const startedAt = alarmAt ?? row.gatewayAt
    if (startedAt === undefined) return refusal('msg.alarmTime', 'missing')
    const channelMask = lostChannels ?? coveredChannels ?? storageChannels
    const item: AlarmPush = {
      ...told,
      kind,
      protocol,
      code: kind === 'alarm' ? canonicalAlarmCode({ code: plain ?? '', protocol, subCode }) : kind,
      startedAt,
      ended,
      files: files ?? [],
    }
    if (subCode !== undefined) item.subCode = subCode
    if (lat !== undefined && lng !== undefined && (lat !== 0 || lng !== 0)) Object.assign(item, { lat, lng })
    if (standardMask !== undefined) item.standardBits = bitsOfMask(standardMask)
    if (channelMask !== undefined) item.channels = bitsOfMask(channelMask).map((bit) => bit + 1)
    return item
  },
  unsettle: ({ startedAt, ended, files, standardBits, channels, ...item }) => {
    const { code: plain } = alarmNumberParts(item.code)
    const mask = (CHANNEL_MASKS as Record<string, keyof typeof alarmFields>)[plain] ?? 'lostChannels'
    return {
      ...item,
      alertType: item.kind === 'alarm' ? (ended ? ENDED : plain) : undefined,
      endedType: ended ? plain : undefined,
      alarmAt: startedAt,
      files: files.length > 0 ? [...files] : undefined,
      standardMask: standardBits && maskOfBits(standardBits),
      ...(channels ? { [mask]: maskOfBits(channels.map((channel) => channel - 1)) } : {}),
    }
  },
})

/** Nested and flat items of one alarm have one key. */
function keyOf({ imei, protocol, code, ended, startedAt, label, serial }: AlarmPush): NaturalKey {
  return { imei, protocol, code, ended: ended ? 1 : 0, startedAt, mark: label ?? serial ?? '' }
}

export const pushAlarm = definePush({
  topic: 'pushalarm',
  path: 'pushalarm',
  summary: 'An alarm, its end, or word of a new SIM card or VIN.',
  docs:
    'Comes nested (`imei`, `msg`) or flat (`deviceImei`, `alarmType`). `msgClass` says which table the code is of. Ends ' +
    'carry the code in `msg.removeAlarmType`. An alarm may come before or after its files.',
  item: alarm,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ startedAt }) => startedAt,
  keyOf,
  examples: [
    '[{"type":"DEVICE","msgClass":0,"imei":"752533678900242","msg":{"alertType":1,"alarmTime":"2026-01-07 11:06:04","lng":113.943102,"lat":22.576649,"gpsSpeed":0,"alertValue":"0"},"gateTime":"2026-01-07 11:06:05"}]',
    '[{"type":"DEVICE","msgClass":1,"imei":"869247060081665","msg":{"alertType":"256","standardAlarmValue":2048,"lng":113.943261,"lat":22.576697,"alarmSerialNo":25075,"alarmTime":"2026-01-07 11:06:04"},"gateTime":"2026-01-07 11:06:05"}]',
    '[{"type":"DEVICE","msgClass":1,"imei":"869247060081665","msg":{"alertType":"removeAlarmType","removeAlarmType":"257","alarmTime":"2026-01-07 11:08:00"},"gateTime":"2026-01-07 11:08:01"}]',
    '[{"deviceImei":"868120246598152","alarmType":"2","alarmName":"Power cut off alert","gateTime":"2026-01-07 11:06:05"}]',
  ],
})

export const legacyAlarm = definePush({
  topic: 'jimi.push.device.alarm',
  path: null,
  summary: 'An alarm, as the older message push tells it.',
  docs: 'The name that comes along is not that of the code table: only the code counts. Written in the nested form.',
  item: alarm,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ startedAt }) => startedAt,
  keyOf,
  examples: [
    '{"imei":"868120145233604","deviceName":"868120145233604","alarmType":"2","alarmName":"Power off alarm","lat":40.65615416521587,"lng":109.89894039833524,"alarmTime":"2017-05-08 12:00:00"}',
  ],
})
