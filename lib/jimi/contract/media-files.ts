// Vendor chapter "media", third part: photos and videos that have arrived at the vendor's store.

import { eventTime, imei, imeiList, numberText, text, token, unixSec } from '../wire/codecs'
import { many } from './answer'
import { defineMethod } from './define-method'
import { type Fields, optional, required } from './fields'
import {
  channelNumber,
  fileSizeBytes,
  fileSizeBytesText,
  lensNumber,
  lensText,
  mediaAddress,
  mediaKindNumber,
  mediaKindsText,
} from './media-fields'
import { eventMediaAnswers, mediaAnswers, orderedMediaAnswers } from './media-samples'
import { listOf } from './nested'
import { pageOf } from './page'
import * as quantity from './quantities'
import { params, row } from './record'

const commonFileFields = {
  fileUrl: required('file_URL', mediaAddress),
  thumbnailUrl: optional('thumb_URL', mediaAddress, { absent: '' }),
  mimeType: optional('mime_type', text),
  media: optional('media_type', mediaKindNumber),
} satisfies Fields

const searchParams = params({
  imei: required('imei', imei),
  lens: required('camera', lensText),
  media: required('media_type', mediaKindsText),
  beginAt: optional('start_time', eventTime),
  endAt: optional('end_time', eventTime),
  viewerToken: optional('token', token),
  page: optional('page_no', numberText({ min: 0, max: 1_000_000, int: true })),
  pageSize: optional('page_size', numberText({ min: 1, max: 1000, int: true })),
})

const orderedFile = row({
  ...commonFileFields,
  createdAt: optional('create_time', eventTime),
  lens: optional('camera', lensNumber),
  sizeBytes: optional('file_size', fileSizeBytes),
  alarmAt: optional('alarm_time', eventTime, { absent: undefined }),
})

export const mediaOrdered = defineMethod({
  name: 'jimi.device.media.URL',
  access: 'read',
  summary: 'Lists the photos and videos of one camera that were made by remote orders.',
  docs:
    'Pages count from 0, ten files each unless asked otherwise. Files may be bare keys instead of addresses. A lens is ' +
    'numbered from 1 when asking and from 0 in the answer.',
  errors: [1002, 1004],
  input: searchParams,
  output: many(orderedFile),
  devices: (input) => [input.imei],
  example: {
    params: { imei: '357730090345670', camera: '3', media_type: '2', page_no: '0', page_size: '10' },
    answers: orderedMediaAnswers,
  },
})

const anyFile = row({
  ...commonFileFields,
  createdAt: optional('create_time', unixSec),
  alarmAt: optional('alarm_time', unixSec),
  lens: optional('camera', lensNumber),
  sizeBytes: optional('file_size', fileSizeBytesText),
})

export const mediaList = defineMethod({
  name: 'jimi.device.jimi.media.URL',
  access: 'read',
  profiles: ['pro'],
  summary: 'Lists the photos and videos of one camera, whatever made them.',
  docs: 'Pages count from 0. Times are Unix seconds, and true UTC although a remark of the vendor reads them as UTC+8.',
  errors: [1002, 1004],
  input: searchParams,
  output: many(anyFile),
  devices: (input) => [input.imei],
  example: {
    params: { imei: '357730090564767', camera: '1', media_type: '2', page_no: '0', page_size: '10' },
    answers: mediaAnswers,
  },
})

const eventFile = row({
  ...commonFileFields,
  channel: optional('camera', channelNumber),
  sizeBytes: optional('file_size', fileSizeBytesText),
})

const eventRow = row({
  imei: required('imei', imei),
  alarmCode: required('event_type_id', text),
  alarmName: optional('event_type', text),
  lat: optional('lat', quantity.latText),
  lng: optional('lng', quantity.lngText),
  alarmAt: optional('alarm_time', unixSec),
  createdAt: optional('create_time', unixSec),
  files: optional('fileList', listOf(eventFile, 1000)),
})

export const mediaOfEvents = defineMethod({
  name: 'jimi.device.media.event.URL',
  access: 'read',
  profiles: ['pro'],
  summary: 'Lists alarms of devices together with the photos and videos that belong to them.',
  docs: 'Pages count from 1. A file that cannot be read is left out of its alarm.',
  errors: [1002, 1004, 1100],
  input: params({
    imeis: required('imeis', imeiList(100)),
    alarmCode: optional('event_type', text),
    media: required('media_type', mediaKindsText),
    beginAt: required('start_time', eventTime),
    endAt: required('end_time', eventTime),
    page: required('page_no', numberText({ min: 1, max: 1_000_000, int: true })),
    pageSize: required('page_size', numberText({ min: 1, max: 1000, int: true })),
  }),
  output: pageOf(eventRow, { form: 'numbered', place: 'data' }),
  devices: (input) => input.imeis,
  example: {
    params: {
      imeis: '862798051058689',
      media_type: '3',
      start_time: '2025-08-29 00:00:00',
      end_time: '2025-08-30 00:00:00',
      page_no: '1',
      page_size: '3',
    },
    answers: eventMediaAnswers,
  },
})
