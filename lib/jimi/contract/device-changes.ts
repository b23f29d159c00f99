// Vendor chapter "device management", second part: changing devices, and moving them between accounts and app users.

import {
  choice,
  flagText,
  imei,
  imeiList,
  imeiSchema,
  invertedFlagText,
  scalar,
  text,
  utcTime,
} from '../wire/codecs'
import { textOf } from '../wire/raw'
import { formatUtcText, parseUtcText } from '../wire/times'
import { type Answer, type AnswerShape, many, nothing, payloadOf, put } from './answer'
import { defineMethod } from './define-method'
import {
  deviceBindAnswers,
  deviceMoveAnswers,
  deviceUnbindAnswers,
  deviceUpdateAnswers,
  expirationUpdateAnswers,
} from './device-changes-samples'
import { optional, required } from './fields'
import { litresPer100KmText, odometerSentInMetres } from './quantities'
import { params, row } from './record'

/** A day without a time means its end, as the expiries of the vendor do. */
const expiry = scalar(utcTime.out, {
  decode: (value) =>
    typeof value === 'string' ? (parseUtcText(value) ?? parseUtcText(`${value} 23:59:59`)) : undefined,
  encode: formatUtcText,
  form: '`yyyy-MM-dd HH:mm:ss`, UTC',
})

const expiryVerdict = row({
  imei: required('imei', imei),
  updated: required('update_result', invertedFlagText),
  message: optional('update_msg', text),
})

export const expirationUpdate = defineMethod({
  name: 'jimi.user.device.expiration.update',
  access: 'write',
  summary: 'Sets when devices expire for the user, and tells for each whether it worked.',
  docs: 'May fail for some devices and still be called a success: read every verdict. Send at most 50 IMEIs.',
  errors: [1001, 1002, 1004, 41005],
  input: params({
    imeis: required('imei_list', imeiList(100)),
    expiresAt: required('new_expiration', expiry),
  }),
  output: many(expiryVerdict),
  devices: (input) => input.imeis,
  example: {
    params: { imei_list: '868120145233604,868120145233605', new_expiration: '2037-04-01 23:59:59' },
    answers: expirationUpdateAnswers,
  },
})

/** The pictures the vendor has for a vehicle. */
const vehicleIcon = choice({
  automobile: 'automobile',
  bus: 'bus',
  person: 'per',
  motorcycle: 'mtc',
  truck: 'truck',
  taxi: 'taxi',
  plane: 'plane',
  schoolBus: 'schoolBus',
  excavator: 'excavator',
  ship: 'ship',
  tricycle: 'tricycle',
  policeMotorcycle: 'policeMtc',
  tractor: 'tractor',
  policeCar: 'policeCar',
  cow: 'cow',
  other: 'other',
})

const proOnly = { only: 'pro' } as const

export const deviceUpdate = defineMethod({
  name: 'jimi.open.device.update',
  access: 'write',
  summary: 'Changes names, plate, driver, icon, odometer and the like of one device.',
  docs: 'Only what is named changes. A text cannot be emptied: what an empty one does is not documented.',
  errors: [1001, 1002, 1004, 41005],
  input: params({
    imei: required('imei', imei),
    deviceName: optional('device_name', text),
    vehicleName: optional('vehicle_name', text),
    icon: optional('vehicle_icon', vehicleIcon),
    plate: optional('vehicle_number', text, { also: ['Vehicle plate number'] }),
    vehicleModel: optional('vehicle_models', text, { note: 'The brand.' }),
    driverName: optional('driver_name', text),
    driverPhone: optional('driver_phone', text),
    enabled: optional('device_status', flagText),
    sim: optional('sim', text, proOnly),
    remark: optional('remarks', text, proOnly),
    fuelLitresPer100Km: optional('oilWear', litresPer100KmText, proOnly),
    groupId: optional('deviceGroupId', text, proOnly),
    odometerKm: optional('mileage', odometerSentInMetres, {
      ...proOnly,
      note: 'Metres on the wire, though odometers are kilometres everywhere else.',
    }),
  }),
  output: nothing({ place: 'result' }),
  devices: (input) => [input.imei],
  objects: ({ groupId }) => (groupId === undefined ? [] : [{ kind: 'group', id: groupId }]),
  example: {
    params: {
      imei: '868120145233604',
      vehicle_number: '粤B3604',
      driver_name: 'Zoë O’Neil',
      mileage: '102500',
    },
    answers: deviceUpdateAnswers,
  },
})

/** The vendor takes no more in one call. */
export const MAX_IMEIS_PER_MOVE = 50

/** The devices an answer lists: on success those moved if it names them at all, on failure those refused. */
const listedImeis: AnswerShape<string[]> = {
  read: (answer) => ({ value: imeisIn(answer), dropped: [] }),
  write: (imeis, { profile }) => put(imeis.length > 0 ? imeis : null, 'result+null', profile),
}

export const deviceMove = defineMethod({
  name: 'jimi.open.device.move',
  access: 'write',
  summary: 'Moves devices from one account to another.',
  docs:
    'At most 50 IMEIs. One document says a success lists the devices moved, others that it lists nothing and a refusal ' +
    'lists those that stand in the way, which the error then tells.',
  errors: [217, 218, 219, 220, 1001, 1002, 1004, 1112, 12002, 41005],
  profiles: ['pro'],
  input: params(
    {
      sourceLogin: required('src_account', text),
      targetLogin: required('dest_account', text),
      imeis: required('imeis', imeiList(1000)),
      clearBindings: optional('cleanBindFlag', flagText, { note: '1 detaches app users.' }),
    },
    {
      sendRule: ({ imeis }) =>
        imeis.length > MAX_IMEIS_PER_MOVE
          ? { parameter: 'imeis', reason: `more than ${MAX_IMEIS_PER_MOVE} IMEIs` }
          : null,
    },
  ),
  output: listedImeis,
  offendingImeis: imeisIn,
  devices: (input) => input.imeis,
  accounts: (input) => [input.sourceLogin, input.targetLogin],
  example: {
    params: { src_account: 'jimitest', dest_account: 'sub_01', imeis: '202205454545454', cleanBindFlag: '0' },
    answers: deviceMoveAnswers,
  },
})

const binding = {
  imei: required('imei', imei),
  appUserLogin: required('user_id', text),
}

export const deviceBind = defineMethod({
  name: 'jimi.open.device.bind',
  access: 'write',
  summary: 'Attaches a device to a user of the mobile app.',
  docs: 'Code 10: it is attached already.',
  errors: [10, 1001, 1002, 1004, 1100],
  profiles: ['pro'],
  input: params(binding),
  output: nothing({ place: 'none' }),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604', user_id: 'app_user' }, answers: deviceBindAnswers },
})

export const deviceUnbind = defineMethod({
  name: 'jimi.open.device.unbind',
  access: 'write',
  summary: 'Detaches a device from a user of the mobile app.',
  docs: 'Code 10: it was not attached to that user, so there is nothing to undo.',
  errors: [10, 1001, 1002, 1004, 1100],
  profiles: ['pro'],
  input: params(binding),
  output: nothing({ place: 'none' }),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604', user_id: 'app_user' }, answers: deviceUnbindAnswers },
})

const MAX_LISTED_IMEIS = 10_000

function imeisIn(answer: Answer): string[] {
  const payload = payloadOf(answer)
  const listed: readonly unknown[] = Array.isArray(payload) ? payload : (textOf(payload)?.split(',') ?? [])
  return listed.slice(0, MAX_LISTED_IMEIS).flatMap((each) => imeiSchema.safeParse(textOf(each)).data ?? [])
}
