// Pushes of measured values: fuel, climate, the vehicle's electronics and trouble codes, and trips.

import { optional, required } from '../contract/fields'
import * as quantity from '../contract/quantities'
import { choice, flag, number, scalar } from '../wire/codecs'
import { numberOf, textOf } from '../wire/raw'
import { definePush, type ItemRefusal, type WireItem } from './define-push'
import type { FaultsPush, FuelPush, ObdPush, TripPush } from './items'
import { plainRecord, record, refusal } from './push-record'
import {
  bcdTime,
  bits32,
  deviceImei,
  objectFrom,
  pushTime,
  pushUnixSec,
  textList,
  whole,
} from './push-scalars'

const device = required('deviceImei', deviceImei, { also: ['imei'] })
const place = { lat: optional('lat', quantity.lat), lng: optional('lng', quantity.lng) }
const tag = { fixAt: optional('gpsTime', pushTime), ...place }
const tagNames = ['fixAt', 'lat', 'lng'] as const

/** Sent as hundredths. */
const hundredths = scalar(number({ min: -10_000_000, max: 10_000_000 }).out, {
  decode: (value) => {
    const read = numberOf(value)
    return read === undefined ? undefined : read / 100
  },
  encode: (value) => Number((value * 100).toFixed(6)),
  form: 'hundredths',
})

export const pushFuel = definePush<'pushoil', FuelPush>({
  topic: 'pushoil',
  path: 'pushoil',
  summary: 'The level in a fuel tank.',
  docs: 'The unit belongs to the sensor: centimetres, percent, volts or litres. 4550 in percent is 45.5 %.',
  item: plainRecord(
    {
      imei: device,
      sensor: required('path', whole(0, 2_147_483_647)),
      measuredAt: required('gateTime', pushTime),
      value: required('value', hundredths),
      unit: required('unit', choice({ cm: 1, percent: 2, volt: 3, litre: 4 })),
      ...tag,
    },
    { lenient: tagNames, settle: quantity.withoutNullIsland },
  ),
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ measuredAt }) => measuredAt,
  keyOf: ({ imei, sensor, measuredAt }) => ({ imei, sensor, measuredAt }),
  examples: [
    '[{"deviceImei":"868120246598152","path":1,"gateTime":"2026-01-13 02:24:37","value":4550,"unit":2}]',
  ],
})

export const pushClimate = definePush({
  topic: 'pushtem',
  path: 'pushtem',
  summary: 'Temperature and humidity.',
  docs: 'Carries no number of a sensor: devices with several are not told apart.',
  item: plainRecord(
    {
      imei: device,
      measuredAt: required('postTime', pushTime),
      gatewayAt: optional('gateTime', pushTime),
      temperatureC: optional('tem', number({ min: -273.15, max: 2000 })),
      humidityPercent: optional('hum', number({ min: 0, max: 100 })),
    },
    {
      settle: (row) =>
        row.temperatureC === undefined && row.humidityPercent === undefined ? refusal('tem', 'missing') : row,
    },
  ),
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ measuredAt }) => measuredAt,
  keyOf: ({ imei, measuredAt }) => ({ imei, measuredAt }),
  examples: [
    '[{"deviceImei":"868120246598152","tem":4.5,"hum":61.2,"gateTime":"2026-01-13 02:24:38","postTime":"2026-01-13 02:24:37"}]',
  ],
})

const MAX_VALUES = 256
const MAX_VALUE_CHARS = 200
const DATA_ID = /^dataID(\d{1,6})$/i

const obd = record(
  {
    imei: device,
    at: required('obdJson.event_time', pushTime),
    pushedAt: optional('obdJson.push_time', pushTime),
    vehicleClass: optional('obdJson.car_type', choice({ commercial: 1, passenger: 2 })),
    ignition: optional('obdJson.AccState', flag),
    statusBits: optional('obdJson.statusFlags', bits32),
    lat: optional('obdJson.lat', quantity.lat),
    lng: optional('obdJson.lng', quantity.lng),
  },
  {
    open: (wire) => {
      const obdJson = objectFrom(wire.obdJson)
      const isBroken = obdJson === undefined && typeof wire.obdJson === 'string' && wire.obdJson !== ''
      return isBroken ? refusal('obdJson', 'unreadable_content') : { ...wire, obdJson }
    },
    lenient: ['vehicleClass', 'ignition', 'statusBits', 'lat', 'lng'],
    settle: (row, _, wire): ObdPush => ({
      ...quantity.withoutNullIsland(row),
      values: valuesOf(objectFrom(wire.obdJson) ?? {}),
    }),
    unsettle: ({ values: _, ...row }) => row,
    close: (wire, { values }) => {
      const data = Object.fromEntries(values.map(({ id, value }) => [`dataID${id}`, value]))
      return { ...wire, obdJson: { ...objectFrom(wire.obdJson), ...data } }
    },
  },
)

export const pushObd = definePush({
  topic: 'pushobd',
  path: 'pushobd',
  summary: 'What the electronics of a vehicle report.',
  docs:
    'Comes by push only. `obdJson` may be JSON text. Which quantity a `dataID` stands for is not published: all values ' +
    'are kept under their ids.',
  item: obd,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ at }) => at,
  keyOf: ({ imei, at }) => ({ imei, at }),
  examples: [
    '[{"deviceImei":"868120246598152","obdJson":{"car_type":2,"push_time":"2026-01-13 02:24:38","event_time":"2026-01-13 02:24:37","AccState":1,"statusFlags":0,"lng":113.942885,"lat":22.576539,"dataID1":812,"dataID2":77}}]',
  ],
})

const faults = record(
  {
    imei: device,
    at: required('eventTime', pushUnixSec),
    gatewayAt: optional('gateTime', pushTime),
    codes: optional('faultCodeList', textList(1000)),
    count: optional('faultNum', whole(0, 1_000_000)),
    statusBits: optional('statusFlags', bits32),
    ...place,
  },
  {
    lenient: ['gatewayAt', 'count', 'statusBits', 'lat', 'lng'],
    settle: (row, _, wire): FaultsPush | ItemRefusal => {
      // An empty list clears all faults, so that a list which is not there must not count as one.
      if (row.codes === undefined && row.count !== 0 && wire.faultCodeList !== '')
        return refusal('faultCodeList', 'missing')
      const codes = [...new Set(row.codes?.map((code) => code.toUpperCase()))].sort()
      return { ...quantity.withoutNullIsland(row), codes }
    },
    unsettle: ({ codes, ...row }) => ({ ...row, codes: [...codes] }),
  },
)

export const pushFaults = definePush({
  topic: 'pushfaultinfo',
  path: 'pushfaultinfo',
  summary: 'The trouble codes of a vehicle.',
  docs: 'Comes by push only. An empty list is read as all faults cleared.',
  item: faults,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ at }) => at,
  keyOf: ({ imei, at, codes }) => ({ imei, at, codes: codes.join(' ') }),
  examples: [
    '[{"deviceImei":"868120246598152","gateTime":"2026-01-13 02:24:38","faultCodeList":["P0301","P0420"],"faultNum":2,"statusFlags":0,"lng":113.942885,"lat":22.576539,"eventTime":1768271077}]',
  ],
})

/** How far a trip may lie after the gateway's clock before its zone is doubted. */
const CLOCK_SLACK_MS = 10 * 60_000
/** What a device writes for a time it has not got. */
const noTime = { absent: '000000000000' } as const

const trip = record(
  {
    imei: device,
    phase: required('properties', choice({ start: 1, end: 2 })),
    tripSeq: required('tripSeq', whole(0, 2_147_483_647)),
    beginAt: optional('beginTime', bcdTime, noTime),
    endAt: optional('endTime', bcdTime, noTime),
    gatewayAt: required('gateTime', pushTime),
    distanceKm: optional('miles', number({ min: 0, max: 10_000_000 })),
    fuelL: optional('oils', number({ min: 0, max: 1_000_000 })),
    idleSec: optional('idleTimes', whole(0, 2_147_483_647)),
    beginLat: optional('beginLat', quantity.lat),
    beginLng: optional('beginLng', quantity.lng),
    endLat: optional('endLat', quantity.lat),
    endLng: optional('endLng', quantity.lng),
  },
  {
    lenient: ['beginLat', 'beginLng', 'endLat', 'endLng'],
    settle: (row): TripPush => {
      const lastMs = (row.endAt ?? row.beginAt ?? row.gatewayAt).getTime()
      const isZoneDoubtful = lastMs > row.gatewayAt.getTime() + CLOCK_SLACK_MS
      return { ...withoutUnknownEnds(row), isZoneDoubtful }
    },
    unsettle: ({ isZoneDoubtful: _, ...row }) => row,
  },
)

export const pushTrip = definePush({
  topic: 'pushtripreport',
  path: 'pushtripreport',
  summary: 'The start or the end of a trip.',
  docs:
    '`miles` are kilometres. Numbers of trips restart when a device is reset, so that the beginning is part of the key. ' +
    'The times carry no zone: UTC is assumed, and doubted when they lie after the gateway.',
  item: trip,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ beginAt, gatewayAt }) => beginAt ?? gatewayAt,
  keyOf: ({ imei, tripSeq, phase, beginAt }) => ({ imei, tripSeq, phase, beginAt: beginAt ?? '' }),
  examples: [
    '[{"deviceImei":"868120246598152","gateTime":"2026-01-13 02:24:38","miles":12.4,"oils":1.1,"idleTimes":120,"tripSeq":42,"beginTime":"260113015500","endTime":"260113022430","beginLat":22.576539,"beginLng":113.942885,"endLat":22.544382,"endLng":114.004037,"properties":2}]',
  ],
})

function valuesOf(obdJson: WireItem): ObdPush['values'] {
  const values = Object.entries(obdJson).flatMap(([name, raw]) => {
    const id = DATA_ID.exec(name)?.[1]
    const value = numberOf(raw) ?? textOf(raw)?.slice(0, MAX_VALUE_CHARS)
    return id === undefined || value === undefined ? [] : [{ id: Number(id), value }]
  })
  return values.sort((a, b) => a.id - b.id).slice(0, MAX_VALUES)
}

type Ends = Pick<TripPush, 'beginLat' | 'beginLng' | 'endLat' | 'endLng'>

function withoutUnknownEnds<T extends Ends>(row: T): T {
  const begin = quantity.withoutNullIsland({ lat: row.beginLat, lng: row.beginLng })
  const end = quantity.withoutNullIsland({ lat: row.endLat, lng: row.endLng })
  return { ...row, beginLat: begin.lat, beginLng: begin.lng, endLat: end.lat, endLng: end.lng }
}
