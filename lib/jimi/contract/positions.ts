// Vendor chapter "tracking", first part: where devices are now. Their past is in tracks.ts.

import { eventTime, flagText, imei, imeiList, invertedFlagText, text } from '../wire/codecs'
import { many } from './answer'
import { defineMethod } from './define-method'
import { defaulted, optional, required } from './fields'
import { locationGetAnswers, locationListAnswers } from './positions-samples'
import * as quantity from './quantities'
import { params, row } from './record'

const proOnly = { only: 'pro' } as const

const locationFields = {
  imei: required('imei', imei),
  deviceName: optional('deviceName', text),
  model: optional('mcType', text, proOnly),
  icon: optional('icon', text),
  online: defaulted('status', flagText, { fallback: false }),
  /** The profiles send opposite flags. Without one a device counts as running. */
  expired: defaulted('expireFlag', { ts: flagText, pro: invertedFlagText }, { fallback: false }),
  activated: optional('activationFlag', flagText),
  // Without a position the filler's zeros stay. Reading zero as absent would lose a lone 0, which is the equator.
  lat: optional('lat', quantity.lat, { absent: undefined }),
  lng: optional('lng', quantity.lng, { absent: undefined }),
  source: optional('posType', quantity.fixSource),
  /** Where a Bluetooth beacon stands. */
  address: optional('locDesc', text),
  fixAt: optional('gpsTime', eventTime),
  heartbeatAt: optional('hbTime', eventTime),
  speedKph: optional('speed', quantity.speedKphText, { absent: '-1' }),
  headingDeg: optional('direction', quantity.headingDegText, { absent: '-1', ...proOnly }),
  ignition: optional('accStatus', flagText),
  batteryPercent: optional('electQuantity', quantity.percentText, { absent: '' }),
  batteryVoltageV: optional('batteryPowerVal', quantity.batteryVoltageVText, proOnly),
  externalPower: optional('powerValue', quantity.externalPowerText),
  signalLevel: optional('gpsSignal', quantity.signalLevelText, proOnly),
  satellites: optional('gpsNum', quantity.satellitesText, proOnly),
  odometerKm: optional('currentMileage', quantity.odometerKmText, proOnly),
  temperatureC: optional('temperature', quantity.temperatureCText, proOnly),
  /** Fuel with its unit, such as `12.50L`; some models send a sensor voltage here. */
  fuelText: optional('trackerOil', text, proOnly),
  confidence: optional('confidence', quantity.confidence, proOnly),
  accountLogin: optional('account', text, proOnly),
  customerName: optional('customerName', text, proOnly),
  iccid: optional('iccid', text, proOnly),
}

const nowhere = { lat: 0, lng: 0 }
const locationFiller = {
  ts: nowhere,
  pro: {
    ...nowhere,
    distance: '-1',
    trackerOils: null,
    state: null,
    stateTime: null,
    mac: '',
    chargeStatus: null,
    shutdown: null,
  },
}

const locationRow = row(locationFields, { filler: locationFiller, settle: quantity.withoutNullIsland })

export const locationList = defineMethod({
  name: 'jimi.user.device.location.list',
  access: 'read',
  summary: 'Gives the latest position of every device of one account.',
  docs: 'No paging. May leave devices out without a word: keep what was last known and ask for those by IMEI.',
  errors: [1002, 1004, 1006],
  input: params({ accountLogin: required('target', text) }),
  output: many(locationRow, { place: 'result+null' }),
  accounts: (input) => [input.accountLogin],
  example: { params: { target: 'FAETEST' }, answers: locationListAnswers },
})

/** One document says 100 IMEIs in a call, another 50: ask for no more than this. */
export const SAFE_IMEIS_PER_CALL = 50

export const locationGet = defineMethod({
  name: 'jimi.device.location.get',
  access: 'read',
  summary: 'Gives the latest position of the named devices.',
  docs: 'Answers in any order and may leave devices out. One foreign IMEI can cost the whole call.',
  errors: [1001, 1002, 1004, 1006],
  input: params({ imeis: required({ ts: 'imei', pro: 'imeis' }, imeiList(100)) }),
  output: many(locationRow),
  devices: (input) => input.imeis,
  example: { params: { imeis: '868120145233604' }, answers: locationGetAnswers },
})
