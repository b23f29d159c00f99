// Vendor chapters "tracking" and "reports": stops, idling and visits to fences, a page at a time.

import { eventTime, imei, imeiList, isoTime, numberText, onOffLower, text } from '../wire/codecs'
import { fenceVisitsAnswers, parkingReportAnswers } from './activity-reports-samples'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { pageOf } from './page'
import * as quantity from './quantities'
import { params, row } from './record'

/** The parameters the paged reports share. */
export const reportParams = {
  accountLogin: required('account', text, {
    note: 'The owner of the devices, or an account above all their owners.',
  }),
  imeis: required('imeis', imeiList(100)),
  beginAt: required('start_time', eventTime),
  endAt: required('end_time', eventTime, { note: 'Before now.' }),
  startRow: required('start_row', numberText({ min: 0, max: 1_000_000, int: true }), {
    note: 'Whether rows count from 0 or from 1 is not documented. Send 0; when that is refused with 1001, 1.',
  }),
  pageSize: required('page_size', numberText({ min: 1, max: 1000, int: true }), {
    note: '100 is usual; where that is refused with 1001, 50.',
  }),
}

const stopRow = row({
  imei: required('imei', imei),
  deviceName: optional('deviceName', text),
  model: optional('mcType', text),
  startAt: required('startTime', isoTime),
  endAt: optional('endTime', isoTime),
  durationSec: optional('durSecond', quantity.durationSecText),
  stopSec: optional('stopSecond', quantity.durationSecText),
  lat: optional('lat', quantity.lat),
  lng: optional('lng', quantity.lng),
  address: optional('addr', text),
  ignition: optional('acc', onOffLower),
})

export const parkingReport = defineMethod({
  name: 'jimi.open.platform.report.parking',
  access: 'read',
  summary: 'Lists stops with the engine off, or spells of idling with it on.',
  docs: 'Some pairs of first row and page size are refused with 1001.',
  errors: [1001, 1002, 1004, 1100],
  profiles: ['pro'],
  input: params({
    ...reportParams,
    ignition: required('acc_type', onOffLower, { note: '`off` for parking, `on` for idling.' }),
  }),
  output: pageOf(stopRow, { form: 'report', place: 'data' }),
  devices: (input) => input.imeis,
  accounts: (input) => [input.accountLogin],
  example: {
    params: {
      account: 'jimitest',
      imeis: '869247060001739',
      start_time: '2022-12-10 00:00:00',
      end_time: '2022-12-10 23:59:59',
      start_row: '0',
      page_size: '100',
      acc_type: 'on',
    },
    answers: parkingReportAnswers,
  },
})

const visitRow = row({
  imei: required('imei', imei),
  deviceName: optional('deviceName', text),
  geofenceName: optional('fenceName', text),
  enterAt: required('enterTime', isoTime),
  // Members of a visit that has not ended are left out.
  exitAt: optional('exitTime', isoTime, { absent: undefined }),
  durationSec: optional('duration', quantity.durationSecText, { absent: undefined }),
})

export const fenceVisits = defineMethod({
  name: 'jimi.open.platform.fence.duration',
  access: 'read',
  summary: 'Lists when devices entered and left fences, and how long they stayed.',
  docs: 'A visit that has not ended has neither end nor duration.',
  errors: [1001, 1002, 1004, 1100],
  profiles: ['pro'],
  input: params({
    ...reportParams,
    fenceId: optional('fence_id', text, { note: 'In no document, but in use.' }),
  }),
  output: pageOf(visitRow, { form: 'report', place: 'data' }),
  devices: (input) => input.imeis,
  accounts: (input) => [input.accountLogin],
  objects: ({ fenceId }) => (fenceId === undefined ? [] : [{ kind: 'fence', id: fenceId }]),
  example: {
    params: {
      account: 'jimitest',
      imeis: '869247060001739',
      start_time: '2022-12-10 00:00:00',
      end_time: '2022-12-10 23:59:59',
      start_row: '0',
      page_size: '100',
    },
    answers: fenceVisitsAnswers,
  },
})
