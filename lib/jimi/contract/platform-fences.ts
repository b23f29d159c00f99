// Vendor chapter "geofences", second part: fences the vendor's platform watches.

import type { LatLng } from '@/lib/domain/gcj02'
import { imeiList, number, numberText, text, token } from '../wire/codecs'
import { nothing, one, value } from './answer'
import { defineMethod } from './define-method'
import * as fence from './fence-shapes'
import { defaulted, optional, required } from './fields'
import { pageOf } from './page'
import {
  fenceBindAnswers,
  fenceCreateAnswers,
  fenceDeleteAnswers,
  fenceDetailAnswers,
  fenceListAnswers,
  fenceUpdateAnswers,
} from './platform-fences-samples'
import { type Breach, params, row } from './record'

const drawing = {
  name: required('fence_name', text),
  shape: required('fence_type', fence.fenceShape),
  color: optional('fence_color', fence.fenceColorSent, { note: 'Default `#3B7AFF`.' }),
  points: required('geom', fence.fencePointsSent),
  radiusM: optional('radius', fence.fenceRadiusMSent, {
    note: 'Metres, for circles. A circle sent without it becomes a polygon.',
  }),
  description: optional('description', text),
}
const accountLogin = required('account', text)
const fenceId = required('fence_id', text)

export const fenceCreate = defineMethod({
  name: 'jimi.open.platform.fence.create',
  access: 'write',
  summary: 'Makes a fence in the default group of an account, and gives its id.',
  docs: 'Names are unique. Devices and alarms are attached afterwards.',
  errors: [-1, 1001, 1002, 1004, 1100, 1114, 41005],
  profiles: ['pro'],
  input: params({ accountLogin, ...drawing }, { sendRule: drawable }),
  output: value(token, { place: 'data' }),
  accounts: (input) => [input.accountLogin],
  example: {
    params: {
      account: 'hao001',
      fence_name: 'test fence',
      fence_type: 'circle',
      fence_color: '#3B7AFF',
      geom: '22.544382,114.004037',
      radius: '4153',
    },
    answers: fenceCreateAnswers,
  },
})

export const fenceUpdate = defineMethod({
  name: 'jimi.open.platform.fence.update',
  access: 'write',
  summary: 'Redraws or renames a fence, and gives its id.',
  docs:
    'The vendor takes it under the name of the method that makes fences, told by the fence id. Should the id in the answer ' +
    'be another, a new fence was made instead: delete it.',
  errors: [-1, 1001, 1002, 1004, 1100, 1114, 41005],
  profiles: ['pro'],
  wireName: fenceCreate.name,
  toldBy: 'fence_id',
  input: params({ accountLogin, fenceId, ...drawing }, { sendRule: drawable }),
  output: value(token, { place: 'data' }),
  accounts: (input) => [input.accountLogin],
  objects: (input) => [{ kind: 'fence', id: input.fenceId }],
  example: {
    params: {
      account: 'hao001',
      fence_id: 'c33b80d46d2b41d588a5afbd6f8b6285',
      fence_name: 'test fence',
      fence_type: 'polygon',
      geom: '22.544382,114.004037#22.548,114.01#22.541,114.012',
    },
    answers: fenceUpdateAnswers,
  },
})

export const fenceDelete = defineMethod({
  name: 'jimi.open.platform.fence.delete',
  access: 'write',
  summary: 'Deletes a fence.',
  docs: 'A fence that does not exist is answered with -1, as if the vendor were busy.',
  errors: [-1, 1001, 1002, 1004, 1100, 41005],
  profiles: ['pro'],
  input: params({ accountLogin, fenceId }),
  output: nothing({ place: 'result+null' }),
  accounts: (input) => [input.accountLogin],
  objects: (input) => [{ kind: 'fence', id: input.fenceId }],
  example: {
    params: { account: 'hao001', fence_id: 'c33b80d46d2b41d588a5afbd6f8b6285' },
    answers: fenceDeleteAnswers,
  },
})

export const fenceBind = defineMethod({
  name: 'jimi.open.platform.fence.bind',
  access: 'write',
  summary: 'Says which devices a fence watches and what it reports, and gives the number of devices.',
  docs:
    'Whether the devices replace or join those bound before is not documented: send the whole list each time. ' +
    'Names the fence by its id alone: make sure whose it is.',
  errors: [1001, 1002, 1004, 1100, 41005],
  profiles: ['pro'],
  input: params(
    {
      fenceId,
      imeis: optional('imeis', imeiList(10_000)),
      alerts: optional('alert_type', fence.fenceAlertsSent, {
        note: '`stayTimeIn` reports a device that has not entered for some days, `stayTimeOut` one that has not left.',
      }),
      stayAwayDays: optional('stay_time_in', fence.stayDays, { note: 'Days; needs `stayTimeIn`.' }),
      stayInsideDays: optional('stay_time_out', fence.stayDays, { note: 'Days; needs `stayTimeOut`.' }),
    },
    { sendRule: alertsWithDays },
  ),
  output: value(numberText({ min: 0, max: 10_000_000, int: true }), { place: 'data' }),
  devices: (input) => input.imeis ?? [],
  objects: (input) => [{ kind: 'fence', id: input.fenceId }],
  example: {
    params: {
      fence_id: 'c33b80d46d2b41d588a5afbd6f8b6285',
      imeis: '869247060001655,868598060001827,869247060001259',
      alert_type: 'in,out,stayTimeIn',
      stay_time_in: '3',
    },
    answers: fenceBindAnswers,
  },
})

const fenceRow = row({
  id: required('fence_id', text),
  name: optional('fence_name', text),
  shape: required('fence_type', fence.fenceShape),
  color: optional('fence_color', fence.fenceColorAnswered),
  points: required('coordinates', fence.fencePointsAnswered),
  radiusM: optional('radius', fence.fenceRadiusMAnswered),
  description: optional('description', text, { absent: '' }),
  imeis: defaulted('imeis', fence.listedDevices, { fallback: [] }),
  alerts: defaulted('alert_type', fence.fenceAlertsAnswered, { fallback: [] }),
  stayAwayDays: optional('stay_time_in', fence.stayDays),
  stayInsideDays: optional('stay_time_out', fence.stayDays),
  accountLogin: optional('account', text),
})

export const fenceList = defineMethod({
  name: 'jimi.open.platform.fence.list',
  access: 'read',
  summary: 'Lists the fences of an account, a page at a time.',
  docs: 'At most 50 fences on a page, 10 when no size is named. Ask for pages until the total is reached.',
  errors: [-1, 1001, 1002, 1004, 1100],
  profiles: ['pro'],
  input: params({
    accountLogin,
    page: optional('page_no', number({ min: 1, max: 1_000_000, int: true })),
    pageSize: optional('page_size', number({ min: 1, max: 50, int: true })),
  }),
  output: pageOf(fenceRow, { form: 'list', place: 'result' }),
  accounts: (input) => [input.accountLogin],
  example: { params: { account: 'hao001', page_no: '1', page_size: '50' }, answers: fenceListAnswers },
})

export const fenceDetail = defineMethod({
  name: 'jimi.open.platform.fence.detail',
  access: 'read',
  summary: 'Gives one fence.',
  docs: 'A fence that does not exist is answered with -1. Names the fence by its id alone: make sure whose it is.',
  errors: [-1, 1001, 1004, 1100],
  profiles: ['pro'],
  input: params({ fenceId }),
  output: one(fenceRow),
  objects: (input) => [{ kind: 'fence', id: input.fenceId }],
  example: { params: { fence_id: 'dfab43ea3e7a40e987056c857cccae7b' }, answers: fenceDetailAnswers },
})

type Drawn = { shape: 'circle' | 'polygon'; points: readonly LatLng[]; radiusM?: number }

function drawable({ shape, points, radiusM }: Drawn): Breach | null {
  if (shape === 'polygon')
    return points.length < 3 ? { parameter: 'geom', reason: 'a polygon has three points' } : null
  if (points.length !== 1) return { parameter: 'geom', reason: 'a circle has one point' }
  return radiusM === undefined ? { parameter: 'radius', reason: 'a circle has a radius' } : null
}

type Watch = { alerts?: readonly fence.FenceAlert[]; stayAwayDays?: number; stayInsideDays?: number }

function alertsWithDays({ alerts = [], stayAwayDays, stayInsideDays }: Watch): Breach | null {
  const hasDays = { stayAway: stayAwayDays !== undefined, stayInside: stayInsideDays !== undefined }
  if (alerts.includes('stayAway') !== hasDays.stayAway)
    return { parameter: 'stay_time_in', reason: 'goes with the alert stayTimeIn' }
  if (alerts.includes('stayInside') !== hasDays.stayInside)
    return { parameter: 'stay_time_out', reason: 'goes with the alert stayTimeOut' }
  return null
}
