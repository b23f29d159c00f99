// Vendor chapter "OBD": what a vehicle's own electronics report. One edition of the document says that these come by push
// only; a refusal then means just that.

import { z } from 'zod'
import { eventTime, imei, imeiList, numberText, scalar, text } from '../wire/codecs'
import { formatUtcText } from '../wire/times'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { obdFaultAnswers, obdListAnswers } from './obd-samples'
import { pageOf } from './page'
import * as quantity from './quantities'
import { params, row } from './record'

const obdParams = params({
  accountLogin: required('account', text),
  imeis: required('imeis', imeiList(100)),
  beginAt: required('start_time', eventTime),
  endAt: required('end_time', eventTime),
  page: required('page_no', numberText({ min: 1, max: 1_000_000, int: true })),
  pageSize: required('page_size', numberText({ min: 1, max: 100, int: true })),
})
const LIMITS = '100 devices, 31 days that ended before now, and 100 rows a page at most.'
const exampleSpan = { page_no: '1', page_size: '100' }

/** The vendor writes these hours without a leading zero. */
const reportTime = scalar(eventTime.out, {
  decode: (value) => z.safeDecode(eventTime, value).data,
  encode: (value) => formatUtcText(value).replace(' 0', ' '),
  form: '`yyyy-MM-dd H:mm:ss`, UTC',
})

const reading = row({
  imei: required('imei', imei),
  reportedAt: required('dataReportTime', reportTime),
  odometerKm: optional('odometerReading', quantity.odometerKmText),
  /** Counted by the device, in a unit that is not stated. */
  deviceMileage: optional('deviceAccumulatedMileage', numberText({ min: 0, max: 10_000_000_000 })),
  /** A volume, in a unit that is not stated. Of the two fuel values one is known. */
  fuelVolume: optional('remainingFuel', numberText({ min: 0, max: 100_000 })),
  fuelPercent: optional('remainingFuelPercentage', quantity.percentText),
  coolantTemperatureC: optional('coolantTemperature', quantity.temperatureCText),
  /** The unit is not stated; the sample's 118 would be tenths of a volt. */
  batteryReading: optional('vehicleBatterVoltage', numberText({ min: 0, max: 10_000 })),
  engineRpm: optional('currentRPM', numberText({ min: 0, max: 50_000 })),
  speedKph: optional('currentSpeed', quantity.speedKphText),
  vin: optional('vin', text, { absent: '' }),
})

export const obdList = defineMethod({
  name: 'jimi.device.obd.list',
  access: 'read',
  profiles: ['pro'],
  summary: 'Lists what the electronics of vehicles reported in a span of time.',
  docs: LIMITS,
  errors: [1002, 1004, 1100],
  input: obdParams,
  output: pageOf(reading, { form: 'numbered-bare', place: 'data-only' }),
  devices: (input) => input.imeis,
  accounts: (input) => [input.accountLogin],
  example: {
    params: {
      account: 'jimitest',
      imeis: '158511020000028',
      start_time: '2024-05-09 00:00:00',
      end_time: '2024-05-10 00:00:00',
      ...exampleSpan,
    },
    answers: obdListAnswers,
  },
})

const fault = row({
  imei: required('imei', imei),
  deviceName: optional('deviceName', text),
  /** A diagnostic trouble code, such as P1502. */
  code: required('faultCode', text),
  detail: optional('faultDetail', text),
  at: required('eventTime', eventTime),
})

export const obdFault = defineMethod({
  name: 'jimi.device.obd.fault',
  access: 'read',
  profiles: ['pro'],
  summary: 'Lists the trouble codes that the electronics of vehicles reported in a span of time.',
  docs: LIMITS,
  errors: [1002, 1004, 1100],
  input: obdParams,
  output: pageOf(fault, { form: 'numbered-bare', place: 'data' }),
  devices: (input) => input.imeis,
  accounts: (input) => [input.accountLogin],
  example: {
    params: {
      account: 'jimitest',
      imeis: '202509999999994',
      start_time: '2024-07-03 00:00:00',
      end_time: '2024-07-04 00:00:00',
      ...exampleSpan,
    },
    answers: obdFaultAnswers,
  },
})
