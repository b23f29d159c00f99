// Vendor chapter "tracking", second part: where devices were. Trails of fixes, and trips with their distance.

import { eventTime, flag, imei, imeiList, numberText, onOff } from '../wire/codecs'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import * as quantity from './quantities'
import { params, row } from './record'
import { trackListAnswers, trackMileageAnswers } from './tracks-samples'
import { trailAnswer } from './trail-answer'
import { tripAnswer } from './trip-answer'

const proOnly = { only: 'pro' } as const

const trailFixRow = row({
  lat: required('lat', quantity.lat),
  lng: required('lng', quantity.lng),
  fixAt: required('gpsTime', eventTime),
  headingDeg: optional('direction', quantity.headingDeg, { absent: -1 }),
  speedKph: optional('gpsSpeed', quantity.speedKph, { absent: -1 }),
  source: optional('posType', quantity.fixSourceNumber),
  satellites: optional('satellite', quantity.satellites, proOnly),
  ignition: optional('ignition', onOff, { twin: 'accStatus', ...proOnly }),
  /** Kept in the device while it had no network, and sent afterwards. */
  resent: optional('gpsMode', flag, proOnly),
  confidence: optional('confidence', quantity.confidence, proOnly),
})

export const trackList = defineMethod({
  name: 'jimi.device.track.list',
  access: 'read',
  summary: 'Lists every fix of one device in a span of time, each once, oldest first.',
  docs:
    'Spans of at most 2 days (profile ts) or 7 days, ended before now and not older than 3 months. ' +
    'The vendor may take minutes to answer.',
  errors: [1001, 1002, 1004, 1006],
  timeoutMs: 300_000,
  input: params({
    imei: required('imei', imei),
    beginAt: required('begin_time', eventTime),
    endAt: required('end_time', eventTime),
  }),
  output: trailAnswer(trailFixRow),
  devices: (input) => [input.imei],
  example: {
    params: { imei: '868120145233604', begin_time: '2026-03-18 00:00:00', end_time: '2026-03-19 00:00:00' },
    answers: trackListAnswers,
  },
})

const tripRow = row({
  imei: required('imei', imei),
  startAt: required('startTime', eventTime),
  endAt: required('endTime', eventTime),
  startLat: optional('startLat', quantity.lat),
  startLng: optional('startLng', quantity.lng),
  endLat: optional('endLat', quantity.lat),
  endLng: optional('endLng', quantity.lng),
  durationSec: optional({ ts: 'elapsed', pro: 'runTimeSecond' }, quantity.durationSec, { twin: 'elapsed' }),
  distance: optional('distance', quantity.distance),
  avgSpeedKph: optional('avgSpeed', quantity.speedKph),
  /** In no document, but seen in production. */
  maxSpeedKph: optional('maxSpeed', quantity.speedKph, { absent: undefined, ...proOnly }),
})

const tripTotalRow = row({
  imei: required('imei', imei),
  distance: required('totalMileage', quantity.distance),
})

export const trackMileage = defineMethod({
  name: 'jimi.device.track.mileage',
  access: 'read',
  summary: 'Lists the trips of devices in a span of time, and (profile pro) the distance of each device.',
  docs: 'At most 50 IMEIs. The span must end before now. Name a page size: the default is not documented.',
  errors: [1001, 1002, 1004, 1006],
  input: params({
    imeis: required('imeis', imeiList(50)),
    beginAt: required('begin_time', eventTime),
    endAt: required('end_time', eventTime),
    startRow: optional('start_row', numberText({ min: 0, max: 1_000_000, int: true })),
    pageSize: optional('page_size', numberText({ min: 1, max: 10_000, int: true })),
  }),
  output: tripAnswer(tripRow, tripTotalRow),
  devices: (input) => input.imeis,
  example: {
    params: {
      imeis: '3505831983422342',
      begin_time: '2017-04-26 00:00:00',
      end_time: '2017-04-27 00:00:00',
      page_size: '1000',
    },
    answers: trackMileageAnswers,
  },
})
