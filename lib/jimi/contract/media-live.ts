// Vendor chapter "media", first part: what a camera sees now. Streams have to be closed with the viewing they were opened by.

import { choice, eventTime, flagText, imei, text, token } from '../wire/codecs'
import { nothing, one, value } from './answer'
import { defineMethod } from './define-method'
import { optional, required } from './fields'
import { channelText, mediaAddress, streamAddress, viewingId } from './media-fields'
import { closeStreamAnswers, livePageAnswers, liveStreamAnswers, rtmpAnswers } from './media-samples'
import * as quantity from './quantities'
import { params, row } from './record'

const livePage = row(
  {
    pageUrl: required('UrlCamera', mediaAddress, { also: ['url'] }),
    lat: optional('lat', quantity.lat, { absent: undefined }),
    lng: optional('lng', quantity.lng, { absent: undefined }),
    fixAt: optional('gpsTime', eventTime),
    headingDeg: optional('direction', quantity.headingDeg, { absent: -1 }),
    speedKph: optional('gpsSpeed', quantity.speedKph, { absent: -1 }),
    source: optional('posType', quantity.fixSourceNumber),
    satellites: optional('satellite', quantity.satellites),
    vin: optional('VIN', text, { absent: '' }),
    plate: optional('plateNo', text, { absent: '' }),
  },
  { filler: { ts: { lat: 0, lng: 0 }, pro: { lat: 0, lng: 0 } }, settle: quantity.withoutNullIsland },
)

/** What a viewing shows. */
const viewingKindText = choice({ live: '1', history: '2' })

export const livePageUrl = defineMethod({
  name: 'jimi.device.live.page.url',
  access: 'read',
  summary: 'Gives the address of a web page that shows a camera live, and the last position of its device.',
  docs:
    'The page can be embedded. Kind and sound belong to profile pro, the viewer token and the URL version (2: the page ' +
    'checks the token) to profile ts.',
  errors: [1002, 1004, 228],
  input: params({
    imei: required('imei', imei),
    shows: optional('type', viewingKindText, { only: 'pro' }),
    sound: optional('voice', flagText, { only: 'pro' }),
    urlVersion: optional('V', text, { only: 'ts' }),
    viewerToken: optional('token', token, { only: 'ts' }),
  }),
  output: one(livePage),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604', type: '1', voice: '1' }, answers: livePageAnswers },
})

export const liveStream = defineMethod({
  name: 'jimi.device.media.live.stream',
  access: 'write',
  profiles: ['pro'],
  summary: 'Starts a live stream of one channel and gives its address.',
  docs:
    'Usually FLV over http or ws, the two schemes may stand for each other; also RTSP, RTMP or HLS. An offline device is ' +
    'refused with 1100. Close the stream with the same viewing id.',
  errors: [1002, 1004, 1100],
  timeoutMs: 60_000,
  input: params({
    imei: required('imei', imei),
    channel: required('channel', channelText),
    viewingId: required('appId', viewingId),
  }),
  output: value(streamAddress, { place: 'result+null' }),
  devices: (input) => [input.imei],
  example: {
    params: { imei: '869247060113161', channel: '1', appId: 'W1g3vp27z06a486' },
    answers: liveStreamAnswers,
  },
})

export const closeStream = defineMethod({
  name: 'jimi.device.media.close.stream',
  access: 'write',
  profiles: ['pro'],
  summary: 'Ends a live stream or a playback.',
  docs: 'With the viewing id the stream was opened by. Some servers spell the channel `channal`.',
  errors: [1002, 1004, 1100],
  input: params({
    imei: required('imei', imei),
    channel: required('channel', channelText, { also: ['channal'] }),
    shows: required('type', choice({ live: '0', history: '1' })),
    viewingId: required('appId', viewingId),
  }),
  output: nothing({ place: 'result+null' }),
  devices: (input) => [input.imei],
  example: {
    params: { imei: '865478070000239', channel: '1', type: '1', appId: 'W1g3vp27z06a486' },
    answers: closeStreamAnswers,
  },
})

export const rtmpUrl = defineMethod({
  name: 'jimi.open.video.rtmp.url',
  access: 'write',
  summary: 'Starts an RTMP stream of a camera and gives its address.',
  docs: 'In one edition of the document only. Refusals of the device come as the code of the answer itself.',
  errors: [225, 226, 227, 228, 229, 238, 240],
  timeoutMs: 60_000,
  input: params({ imei: required('imei', imei) }),
  output: value(streamAddress),
  devices: (input) => [input.imei],
  example: { params: { imei: '353376110035950' }, answers: rtmpAnswers },
})
