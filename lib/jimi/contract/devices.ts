// Vendor chapter "device management": which devices an account has, and what is known of each.

import { flag, imei, text, utcTime } from '../wire/codecs'
import { many, one } from './answer'
import { defineMethod } from './define-method'
import { deviceDetailAnswers, deviceListAnswers } from './devices-samples'
import { optional, required } from './fields'
import { litresPer100KmText, odometerKmText } from './quantities'
import { params, row } from './record'

const deviceFields = {
  imei: required('imei', imei),
  /** Often the IMEI again; fleets also write plate or driver here. */
  deviceName: optional('deviceName', text),
  model: optional('mcType', text),
  /** `automobile`, `electromobile`, `personal`, `pet`, `plane` or `others`. */
  useScope: optional('mcTypeUseScope', text),
  sim: optional('sim', text),
  expiresAt: optional('expiration', utcTime),
  activatedAt: optional('activationTime', utcTime),
  remark: optional('reMark', text),
  vehicleName: optional('vehicleName', text),
  icon: optional('vehicleIcon', text),
  plate: optional('vehicleNumber', text),
  vehicleModel: optional('vehicleModels', text),
  vin: optional('carFrame', text),
  driverName: optional('driverName', text),
  driverPhone: optional('driverPhone', text),
  enabled: optional('enabledFlag', flag),
  engineNumber: optional('engineNumber', text),
  groupId: optional('deviceGroupId', text, { only: 'pro' }),
  groupName: optional('deviceGroup', text, { only: 'pro' }),
}

export const deviceList = defineMethod({
  name: 'jimi.user.device.list',
  access: 'read',
  summary: 'Lists the devices that belong directly to one account.',
  docs: 'No paging. Devices of accounts below are not included: ask for each account.',
  errors: [1002, 1004, 1006],
  input: params({ accountLogin: required('target', text) }),
  output: many(row(deviceFields)),
  accounts: (input) => [input.accountLogin],
  example: { params: { target: 'jimitest' }, answers: deviceListAnswers },
})

const deviceDetailRow = row({
  ...deviceFields,
  accountLogin: optional('account', text, { only: 'pro' }),
  customerName: optional('customerName', text, { only: 'pro' }),
  iccid: optional('iccid', text),
  imsi: optional('imsi', text),
  importedAt: optional('importTime', utcTime),
  /** Plate, VIN and brand as typed into the licence form, a second set beside `plate`, `vin` and `vehicleModel`. */
  licencePlate: optional('licensePlatNo', text),
  licenceVin: optional('VIN', text, { also: ['vin'] }),
  vehicleBrand: optional('vehicleBrand', text),
  fuelLitresPer100Km: optional('fuel_100km', litresPer100KmText),
  /** Meant as 0 disabled, 1 enabled; samples hold nonsense, so `enabled` is the one to trust. */
  statusText: optional('status', text),
  odometerKm: optional('currentMileage', odometerKmText, { only: 'pro' }),
})

export const deviceDetail = defineMethod({
  name: 'jimi.track.device.detail',
  access: 'read',
  summary: 'Tells everything the vendor knows about one device.',
  docs: 'One IMEI a call.',
  errors: [1002, 1004],
  input: params({ imei: required('imei', imei, { also: ['IMEI'] }) }),
  output: one(deviceDetailRow),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604' }, answers: deviceDetailAnswers },
})
