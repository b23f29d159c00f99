// Vendor chapter "tracking", third part: links to a position, tags, and places worked out from what a device hears.

import { z } from 'zod'
import { imei, imeiList, number, scalar, unixSec } from '../wire/codecs'
import { textOf } from '../wire/raw'
import { many, nothing, one } from './answer'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { addressGetAnswers, shareUrlAnswers, tagMessagesAnswers, tagRefreshAnswers } from './lookups-samples'
import { heardCells, heardStations } from './observations'
import * as quantity from './quantities'
import { params, row } from './record'

/** A web address. The vendor leaves the scheme out, and https is meant then. */
const linkWithoutScheme = scalar(z.url({ protocol: /^https?$/ }).max(2000), {
  decode: (value) => {
    const link = textOf(value)
    return link === undefined || /^[a-z][a-z0-9+.-]*:\/\//i.test(link) ? link : `https://${link}`
  },
  encode: (url) => url.replace(/^https:\/\//, ''),
  form: 'web address without `https://`',
})

export const shareUrl = defineMethod({
  name: 'jimi.device.location.URL.share',
  access: 'read',
  summary: 'Gives a public link to a map that follows one device.',
  docs: 'How long the link lives is not documented, and there is no way to end it: hand it out with care.',
  errors: [1002, 1004],
  input: params({ imei: required('imei', imei) }),
  output: one(row({ url: required('URL', linkWithoutScheme, { also: ['url'] }) })),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604' }, answers: shareUrlAnswers },
})

const nowhere = { lat: 0, lng: 0 }
const position = {
  // Without a position the filler's zeros stay.
  lat: optional('lat', quantity.lat, { absent: undefined }),
  lng: optional('lng', quantity.lng, { absent: undefined }),
}

const placeRow = row(
  {
    ...position,
    accuracy: optional('accuracy', number({ min: 0, max: 10_000_000 }), {
      note: 'Metres by one document; by three others a grade, larger being better.',
    }),
    headingDeg: optional('direction', quantity.headingDegText, { only: 'ts', absent: undefined }),
  },
  { filler: { ts: nowhere, pro: nowhere }, settle: quantity.withoutNullIsland },
)

export const addressGet = defineMethod({
  name: 'jimi.lbs.address.get',
  access: 'read',
  summary: 'Works out where a device is from the cells and Wi-Fi stations it hears.',
  docs: 'Cells, stations or both. At most 10 calls a day for each device, pooled over all devices of the account tree.',
  errors: [1001, 1002, 1004, 1006],
  input: params(
    {
      imei: required('imei', imei),
      cells: optional('lbs', heardCells),
      stations: optional('wifi', heardStations),
    },
    {
      rule: ({ cells, stations }) =>
        cells || stations ? null : { parameter: 'lbs', reason: 'missing, and so is wifi' },
    },
  ),
  output: one(placeRow),
  devices: (input) => [input.imei],
  example: {
    params: {
      imei: '868120145233604',
      // The example values of the vendor's table.
      lbs: '460,0,2312,23222,-70',
      wifi: '1aa20be8c0f1,-51|8c210a3d77e4,-64',
    },
    answers: addressGetAnswers,
  },
})

const tagRow = row(
  {
    ...position,
    fixAt: optional('gpsTime', unixSec),
    headingDeg: optional('directions', quantity.headingDegText, { also: ['direction'], absent: '-1' }),
    speedKph: optional('gpsSpeed', quantity.speedKph, { absent: -1 }),
    source: optional('positionType', quantity.fixSourceOfTag),
    satellites: optional('gpsNum', quantity.satellites),
  },
  { filler: { ts: nowhere, pro: nowhere }, settle: quantity.withoutNullIsland },
)

export const tagMessages = defineMethod({
  name: 'jimi.device.location.getTagMsg',
  access: 'read',
  summary: 'Gives the latest fix of a Bluetooth tag.',
  docs: 'The answer does not name the tag, so one call asks for one. Ask for fresh data first where it matters.',
  errors: [1002, 1004, 1100],
  profiles: ['pro'],
  input: params({ imei: required('imei', imei, { also: ['imeis'] }) }),
  output: many(tagRow),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604' }, answers: tagMessagesAnswers },
})

export const tagRefresh = defineMethod({
  name: 'jimi.device.location.updateTagDevices',
  access: 'write',
  summary: 'Asks the vendor to fetch fresh data of Bluetooth tags.',
  docs: 'At most 100 IMEIs. Returns before the data is there. Older nodes do not know it and answer 1001 or 1007.',
  errors: [1001, 1002, 1004, 1007, 1100],
  profiles: ['pro'],
  input: params({ imeis: required('imeis', imeiList(100)) }),
  output: nothing({ place: 'result+null' }),
  devices: (input) => input.imeis,
  example: { params: { imeis: '868120145233604,868120145233605' }, answers: tagRefreshAnswers },
})
