// Vendor chapter "reports": what happened, after the fact.

import { eventTime, imei, imeiList, numberText, text } from '../wire/codecs'
import { many } from './answer'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { lat, lng, speedKphText } from './quantities'
import { params, row } from './record'
import { alarmListAnswers } from './reports-samples'

const alarmRow = row({
  imei: required({ ts: 'IMEI', pro: 'imei' }, imei),
  deviceName: optional('deviceName', text),
  model: optional('model', text),
  accountLogin: optional('account', text),
  /** Numbers for alarms of the device, English words for alarms of the platform. */
  code: required('alertTypeId', text),
  name: optional({ ts: 'alertType', pro: 'alarmTypeName' }, text, { also: ['alertTypeName'] }),
  alarmAt: required('alertTime', eventTime),
  fixAt: optional('positioningTime', eventTime),
  lat: optional('lat', lat),
  lng: optional('lng', lng),
  speedKph: optional('speed', speedKphText, { only: 'pro' }),
  geofenceId: optional('geoid', text, { only: 'pro' }),
})

export const alarmList = defineMethod({
  name: 'jimi.device.alarm.list',
  access: 'read',
  summary: 'Lists the alarms of devices in a span of time, newest first.',
  docs:
    'At most one month and 1000 rows. Profile ts takes a single device and knows no pages. ' +
    'Alarms have no id: device, code and time together name one.',
  errors: [1001, 1002, 1004, 1006],
  input: params({
    imeis: required({ ts: 'imei', pro: 'imeis' }, { ts: imeiList(1), pro: imeiList(100) }),
    code: optional('alertTypeId', text),
    beginAt: optional('begin_time', eventTime),
    endAt: optional('end_time', eventTime),
    page: optional('page_no', numberText({ min: 1, max: 1_000_000, int: true }), { only: 'pro' }),
    pageSize: optional('page_size', numberText({ min: 1, max: 1000, int: true }), { only: 'pro' }),
  }),
  output: many(alarmRow),
  devices: (input) => input.imeis,
  example: {
    params: {
      imeis: '343503422910345',
      begin_time: '2019-03-14 00:00:00',
      end_time: '2019-03-15 00:00:00',
      page_no: '1',
      page_size: '100',
    },
    answers: alarmListAnswers,
  },
})
