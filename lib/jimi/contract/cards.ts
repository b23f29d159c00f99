// Vendor chapter "reports", the part on cards: who held an RFID or driver card to a device.

import { z } from 'zod'
import { choice, eventTime, flag, imei, imeiList, numberText, scalar, text } from '../wire/codecs'
import { many } from './answer'
import { dltReportAnswers, rfidListAnswers } from './cards-samples'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { mediaAddress } from './media-fields'
import { pageOf } from './page'
import { params, row } from './record'

const cardId = z.string().regex(/^[^,\s\p{Cc}\p{Surrogate}]{1,64}$/u, 'not a card number')
/** Up to 100 card numbers, comma separated. */
const cardIdList = scalar(z.array(cardId).min(1).max(100), {
  decode: (value) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : undefined,
  encode: (ids) => ids.join(','),
  form: '1 to 100 card numbers, comma separated',
})

const swipe = row({
  imei: required('imei', imei),
  cardId: required('cardId', text),
  photoUrl: optional('photo', mediaAddress, { absent: '' }),
  swipedAt: required('operationTime', eventTime),
})

export const rfidList = defineMethod({
  name: 'jimi.open.device.rfid.list',
  access: 'read',
  profiles: ['pro'],
  summary: 'Lists the RFID cards held to the devices of an account.',
  docs: 'One month, 100 devices, 100 cards and 100 rows a page at most. Without devices and cards: everything in the span.',
  errors: [1002, 1004, 1100],
  input: params({
    accountLogin: required('account', text),
    imeis: optional('imeis', imeiList(100)),
    cardIds: optional('card_ids', cardIdList),
    beginAt: required('begin_time', eventTime),
    endAt: required('end_time', eventTime),
    page: optional('page_no', numberText({ min: 1, max: 1_000_000, int: true })),
    pageSize: optional('page_size', numberText({ min: 1, max: 100, int: true })),
  }),
  output: pageOf(swipe, { form: 'numbered-full', place: 'data-only' }),
  devices: (input) => input.imeis ?? [],
  accounts: (input) => [input.accountLogin],
  example: {
    params: {
      account: 'jimitest',
      imeis: '890768902346789',
      card_ids: '278907',
      begin_time: '2024-04-01 00:00:00',
      end_time: '2024-04-30 00:00:00',
      page_no: '1',
      page_size: '10',
    },
    answers: rfidListAnswers,
  },
})

/** `lng,lat`, the other way round than in fences. 0,0 is no position. */
const lngLatText = scalar(
  z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }),
  {
    decode: (value) => {
      const match = typeof value === 'string' ? LNG_LAT.exec(value.trim()) : null
      if (!match) return undefined
      const position = { lat: Number(match[2]), lng: Number(match[1]) }
      return position.lat === 0 && position.lng === 0 ? undefined : position
    },
    encode: ({ lat, lng }) => `${lng},${lat}`,
    form: '`lng,lat`, longitude first',
  },
)
const LNG_LAT = /^(-?\d{1,3}(?:\.\d{1,12})?)\s*,\s*(-?\d{1,2}(?:\.\d{1,12})?)$/

const driverCard = row({
  imei: required('imei', imei),
  card: required('dlt', text),
  action: required('deviceStatus', choice({ checkIn: 1, checkOut: 2 })),
  at: required('operationTime', eventTime),
  alarming: optional('status', flag),
  position: optional('coordinates', lngLatText),
  deviceName: optional('deviceName', text),
  driverNumber: optional('driverNo', text),
  driverName: optional('driverName', text),
  plate: optional('numberPlate', text),
})

export const dltReport = defineMethod({
  name: 'jimi.open.platform.dlt.report',
  access: 'read',
  profiles: ['pro'],
  summary: 'Lists when drivers checked in and out with their cards, newest first.',
  docs: 'Without a device the vendor answers for the whole connection, so only owners may leave it out.',
  errors: [1004, 1100],
  input: params({
    beginAt: required('start_time', eventTime),
    endAt: required('end_time', eventTime),
    imei: optional('imei', imei),
    card: optional('dlt', text),
  }),
  output: many(driverCard, { place: 'data' }),
  devices: (input) => (input.imei === undefined ? [] : [input.imei]),
  example: {
    params: {
      start_time: '2025-10-27 00:00:00',
      end_time: '2025-10-28 00:00:00',
      imei: '865478070000643',
      dlt: '232000455700107',
    },
    answers: dltReportAnswers,
  },
})
