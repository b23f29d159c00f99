// What the vendor's sample of each topic says, worked out by hand from the sheet. In the order of the samples.

import type { PushItems, PushTopic } from './index'
import { EXPECTED_MODULE_ITEMS } from './module-topics.test-table'

const at = (text: string) => new Date(`${text.replace(' ', 'T')}Z`)
const atTen = at('2026-01-13 02:24:37')
const imei = '868120246598152'
const place = { lat: 22.576539, lng: 113.942885 }

export const EXPECTED_ITEMS: { [T in PushTopic]: readonly PushItems[T][] } = {
  ...EXPECTED_MODULE_ITEMS,
  pushevent: [{ imei, word: 'LOGIN', state: 'login', at: atTen, timezone: 'GMT+08:00' }],
  pushhb: [
    { imei, at: atTen, batteryPercent: 90, signalPercent: 80, ignition: true, charging: true, armed: false },
  ],
  pushgps: [
    {
      imei,
      fixAt: atTen,
      gatewayAt: at('2026-01-13 02:24:38'),
      ...place,
      satellites: 7,
      speedKph: 0,
      headingDeg: 184,
      ignition: true,
      source: 'gps',
      resent: false,
      reasonCode: 3,
      statusBits: 0,
      altitudeM: 31,
      odometerM: 125_400,
    },
  ],
  pushalarm: [
    {
      imei: '752533678900242',
      kind: 'alarm',
      protocol: 'jimi',
      code: '1',
      startedAt: at('2026-01-07 11:06:04'),
      ended: false,
      gatewayAt: at('2026-01-07 11:06:05'),
      lat: 22.576649,
      lng: 113.943102,
      speedKph: 0,
      value: '0',
      files: [],
    },
    {
      imei: '869247060081665',
      kind: 'alarm',
      protocol: 'jt808',
      code: 'jt808-256',
      startedAt: at('2026-01-07 11:06:04'),
      ended: false,
      gatewayAt: at('2026-01-07 11:06:05'),
      lat: 22.576697,
      lng: 113.943261,
      serial: 25_075,
      standardBits: [11],
      files: [],
    },
    {
      imei: '869247060081665',
      kind: 'alarm',
      protocol: 'jt808',
      code: 'jt808-257',
      startedAt: at('2026-01-07 11:08:00'),
      ended: true,
      gatewayAt: at('2026-01-07 11:08:01'),
      files: [],
    },
    {
      imei,
      kind: 'alarm',
      protocol: 'jimi',
      code: '2',
      name: 'Power cut off alert',
      startedAt: at('2026-01-07 11:06:05'),
      ended: false,
      gatewayAt: at('2026-01-07 11:06:05'),
      files: [],
    },
  ],
  rfid: [
    {
      imei,
      scannedAt: atTen,
      gatewayAt: at('2026-01-13 02:24:38'),
      card: '278907',
      moduleType: '1',
      fixAt: at('2026-01-13 02:24:30'),
      ...place,
    },
  ],
  pushoil: [{ imei, sensor: 1, measuredAt: atTen, value: 45.5, unit: 'percent' }],
  pushtem: [
    {
      imei,
      measuredAt: atTen,
      gatewayAt: at('2026-01-13 02:24:38'),
      temperatureC: 4.5,
      humidityPercent: 61.2,
    },
  ],
  pushlbs: [
    {
      imei,
      heardAt: atTen,
      source: 'cell',
      cells: [
        { mcc: 724, mnc: 10, lac: 2312, cellId: 23_222, rssiDbm: -70 },
        { mcc: 724, mnc: 10, lac: 2312, cellId: 23_223, rssiDbm: -81 },
      ],
      contentText: '{"mcc":724,"mnc":10,"cellList":"2312,23222,-70;2312,23223,-81"}',
    },
  ],
  pushobd: [
    {
      imei,
      at: atTen,
      pushedAt: at('2026-01-13 02:24:38'),
      vehicleClass: 'passenger',
      ignition: true,
      statusBits: 0,
      ...place,
      values: [
        { id: 1, value: 812 },
        { id: 2, value: 77 },
      ],
    },
  ],
  pushfaultinfo: [
    {
      imei,
      at: atTen,
      gatewayAt: at('2026-01-13 02:24:38'),
      codes: ['P0301', 'P0420'],
      count: 2,
      statusBits: 0,
      ...place,
    },
  ],
  pushtripreport: [
    {
      imei,
      phase: 'end',
      tripSeq: 42,
      beginAt: at('2026-01-13 01:55:00'),
      endAt: at('2026-01-13 02:24:30'),
      gatewayAt: at('2026-01-13 02:24:38'),
      distanceKm: 12.4,
      fuelL: 1.1,
      idleSec: 120,
      beginLat: 22.576539,
      beginLng: 113.942885,
      endLat: 22.544382,
      endLng: 114.004037,
      isZoneDoubtful: false,
    },
  ],
  'jimi.push.device.alarm': [
    {
      imei: '868120145233604',
      kind: 'alarm',
      protocol: 'jimi',
      code: '2',
      name: 'Power off alarm',
      startedAt: at('2017-05-08 12:00:00'),
      ended: false,
      lat: 40.65615416521587,
      lng: 109.89894039833524,
      deviceName: '868120145233604',
      files: [],
    },
  ],
}
