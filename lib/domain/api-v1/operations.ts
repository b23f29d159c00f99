// Every operation of the API, declared once. Handlers under app/api/v1 and the document are made from these.

import { z } from 'zod'
import { ALARM_BOXES } from '../alarm-inbox'
import { ALARM_SEVERITIES } from '../alarm-severity'
import {
  alarmAnswer,
  alarmPage,
  deviceAnswer,
  devicePage,
  fenceAnswer,
  fenceBody,
  fenceList,
  MAX_ALARMS_PAGE,
  MAX_DEVICES_PAGE,
  MAX_FENCES_PAGE,
  MAX_FIXES_PAGE,
  meAnswer,
  positionPage,
  resolveBody,
  trackPage,
  tripsAnswer,
} from './answers'
import * as example from './examples'
import { defineOperation, type Operation } from './operation'
import {
  countParam,
  cursorParam,
  idParams,
  listParam,
  MAX_IDS,
  nameCursorParam,
  noParams,
  noQuery,
  spanQuery,
} from './query'

const SEARCH = z.string().min(1).max(100)

export const getMe = defineOperation({
  ...{ id: 'getMe', method: 'get', path: '/me', scope: null, cost: 1, status: 200 },
  summary: 'Who the token acts as',
  about: 'What the token may do, until when, and the person behind it.',
  ...{ params: noParams, query: noQuery, body: null, answer: meAnswer },
  example: { answer: example.ME },
})

export const listDevices = defineOperation({
  ...{ id: 'listDevices', method: 'get', path: '/devices', scope: 'devices:read', cost: 1, status: 200 },
  summary: 'Devices',
  about: 'The devices the person behind the token sees, in an order that stays, page by page.',
  params: noParams,
  query: z.strictObject({
    q: SEARCH.optional().describe('A part of name, plate or IMEI, in capitals or not.'),
    cursor: cursorParam.optional(),
    limit: countParam(MAX_DEVICES_PAGE).optional().describe('Devices in a page, 100 unless told.'),
  }),
  ...{ body: null, answer: devicePage },
  example: { query: 'limit=2', answer: { devices: [example.DEVICE], next: null } },
})

export const getDevice = defineOperation({
  ...{ id: 'getDevice', method: 'get', path: '/devices/{id}', scope: 'devices:read', cost: 1, status: 200 },
  summary: 'One device',
  about: 'A device that does not exist and one that is not yours are the same answer.',
  ...{ params: idParams, query: noQuery, body: null, answer: deviceAnswer },
  example: { answer: example.DEVICE },
})

export const listPositions = defineOperation({
  ...{
    id: 'listPositions',
    method: 'get',
    path: '/positions',
    scope: 'positions:read',
    cost: 2,
    status: 200,
  },
  summary: 'Latest positions',
  about:
    'The last that is known of every device, or of those named. Devices that never reported have no position. Nothing is asked of devices by this call.',
  params: noParams,
  query: z.strictObject({
    deviceIds: listParam(z.uuid(), MAX_IDS).optional().describe('Ids with commas between.'),
    cursor: cursorParam.optional(),
    limit: countParam(MAX_DEVICES_PAGE).optional().describe('Positions in a page, 100 unless told.'),
  }),
  ...{ body: null, answer: positionPage },
  example: { query: 'limit=100', answer: { positions: [example.POSITION], next: null } },
})

export const getTrack = defineOperation({
  id: 'getTrack',
  ...{ method: 'get', path: '/devices/{id}/track', scope: 'positions:read', cost: 5, status: 200 },
  summary: 'Track of a device',
  about: 'The stored fixes of a span of at most 31 days, the oldest first, page by page.',
  params: idParams,
  query: z.strictObject({
    ...spanQuery,
    cursor: cursorParam.optional(),
    limit: countParam(MAX_FIXES_PAGE).optional().describe('Fixes in a page, 1000 unless told.'),
  }),
  ...{ body: null, answer: trackPage },
  example: { query: example.SPAN, answer: { fixes: [example.FIX], next: null } },
})

export const listTrips = defineOperation({
  id: 'listTrips',
  ...{ method: 'get', path: '/devices/{id}/trips', scope: 'trips:read', cost: 20, status: 200 },
  summary: 'Trips of a device',
  about:
    'The trips within a span of at most 31 days, by the rules for trips that your Milepost has, from the fixes that are stored.',
  ...{ params: idParams, query: z.strictObject(spanQuery), body: null, answer: tripsAnswer },
  example: {
    query: example.SPAN,
    answer: { trips: [example.TRIP], completeUntil: '2026-11-02T00:00:00.000Z' },
  },
})

export const listAlarms = defineOperation({
  ...{ id: 'listAlarms', method: 'get', path: '/alarms', scope: 'alarms:read', cost: 2, status: 200 },
  summary: 'Alarms',
  about: 'Alarms, the newest first, page by page.',
  params: noParams,
  query: z.strictObject({
    state: z.enum(ALARM_BOXES).optional().describe('All unless told. What sleeps is `snoozed`.'),
    severities: listParam(z.enum(ALARM_SEVERITIES), 3).optional().describe('With commas between.'),
    deviceIds: listParam(z.uuid(), MAX_IDS).optional().describe('Ids with commas between.'),
    from: z.iso.datetime({ offset: true }).optional().describe('Begun at this time or later.'),
    to: z.iso.datetime({ offset: true }).optional().describe('Begun before this time.'),
    cursor: cursorParam.optional(),
    limit: countParam(MAX_ALARMS_PAGE).optional().describe('Alarms in a page, 50 unless told.'),
  }),
  ...{ body: null, answer: alarmPage },
  example: { query: 'state=open&severities=critical', answer: { alarms: [example.ALARM], next: null } },
})

export const acknowledgeAlarm = defineOperation({
  id: 'acknowledgeAlarm',
  ...{ method: 'post', path: '/alarms/{id}/acknowledge', scope: 'alarms:write', cost: 2, status: 200 },
  summary: 'Acknowledge an alarm',
  about: 'Says that somebody has it. An alarm that is acknowledged already stays as it is.',
  ...{ params: idParams, query: noQuery, body: null, answer: alarmAnswer },
  example: { answer: { ...example.ALARM, state: 'acknowledged' } },
})

export const resolveAlarm = defineOperation({
  id: 'resolveAlarm',
  ...{ method: 'post', path: '/alarms/{id}/resolve', scope: 'alarms:write', cost: 2, status: 200 },
  summary: 'Resolve an alarm',
  about: 'Closes it with a reason. One that is resolved already stays as it is.',
  ...{ params: idParams, query: noQuery, body: resolveBody, answer: alarmAnswer },
  example: {
    body: { reason: 'driver_contacted', note: 'Flat tyre, on the way again.' },
    answer: { ...example.ALARM, state: 'resolved', resolution: 'driver_contacted' },
  },
})

export const listFences = defineOperation({
  ...{ id: 'listFences', method: 'get', path: '/fences', scope: 'fences:read', cost: 5, status: 200 },
  summary: 'Fences',
  about: 'The geofences the person behind the token sees, by name, page by page.',
  params: noParams,
  query: z.strictObject({
    q: SEARCH.optional().describe('A part of name, description or tag.'),
    tag: z.string().min(1).max(40).optional().describe('A tag, exactly.'),
    cursor: nameCursorParam.optional(),
    limit: countParam(MAX_FENCES_PAGE).optional().describe('Fences in a page, 2000 unless told.'),
  }),
  ...{ body: null, answer: fenceList },
  example: { answer: { fences: [example.FENCE], total: 1, next: null } },
})

export const createFence = defineOperation({
  ...{ id: 'createFence', method: 'post', path: '/fences', scope: 'fences:write', cost: 5, status: 201 },
  summary: 'Draw a fence',
  about: 'The person behind the token needs the right to manage fences.',
  ...{ params: noParams, query: noQuery, body: fenceBody, answer: fenceAnswer },
  example: { body: example.FENCE_BODY, answer: example.FENCE },
})

export const deleteFence = defineOperation({
  ...{
    id: 'deleteFence',
    method: 'delete',
    path: '/fences/{id}',
    scope: 'fences:write',
    cost: 5,
    status: 204,
  },
  summary: 'Take a fence away',
  about: 'What happened at it stays. A copy of it in devices or at the vendor is not touched.',
  ...{ params: idParams, query: noQuery, body: null, answer: null },
  example: { answer: null },
})

/** All of them, in the order of the page. */
export const OPERATIONS: readonly Operation[] = [
  getMe,
  listDevices,
  getDevice,
  listPositions,
  getTrack,
  listTrips,
  listAlarms,
  acknowledgeAlarm,
  resolveAlarm,
  listFences,
  createFence,
  deleteFence,
]
