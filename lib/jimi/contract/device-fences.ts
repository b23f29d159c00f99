// Vendor chapter "geofences", first part: circles that a device itself watches.

import { fromGcj02, type LatLng, toGcj02 } from '@/lib/domain/gcj02'
import { flagText, imei, numberText, onOff, text } from '../wire/codecs'
import { nothing, value } from './answer'
import { defineMethod } from './define-method'
import { deviceFenceCreateAnswers, deviceFenceDeleteAnswers } from './device-fences-samples'
import { crossingAlerts, deviceFenceRadiusM } from './fence-shapes'
import { required } from './fields'
import { latText, lngText } from './quantities'
import { params } from './record'

export const deviceFenceCreate = defineMethod({
  name: 'jimi.open.device.fence.create',
  access: 'write',
  summary: 'Puts a circular fence into a device, and gives the serial number it has there.',
  docs:
    'The device must be online. Radii grow in steps of 100 m; one document says metres, but no more than 100 m steps are ' +
    'safe to send. There is no documented way to list the fences of a device: keep the serial number.',
  errors: [1001, 1002, 1004, 12003, 41001, 41002, 41003, 41004, 41005],
  input: params(
    {
      imei: required('imei', imei),
      name: required('fence_name', text),
      alerts: required('alarm_type', crossingAlerts),
      alertBySms: required('report_mode', flagText, { note: '0 by mobile data, 1 by SMS too.' }),
      alertsOn: required('alarm_switch', onOff),
      lat: required('lat', latText, { note: 'WGS84 here, GCJ-02 on the wire inside China.' }),
      lng: required('lng', lngText, { note: 'As the latitude.' }),
      radiusM: required('radius', deviceFenceRadiusM),
      zoom: required('zoom_level', numberText({ min: 3, max: 19, int: true }), {
        note: 'Of the map the fence was drawn on.',
      }),
    },
    { constants: { map_type: 'GOOGLE' }, settle: unshifted, unsettle: shifted },
  ),
  output: value(text),
  devices: (input) => [input.imei],
  example: {
    params: {
      imei: '868120145233604',
      fence_name: 'Depot',
      alarm_type: 'in,out',
      report_mode: '0',
      alarm_switch: 'ON',
      lng: '113.916604',
      lat: '22.577282',
      radius: '3',
      zoom_level: '15',
      map_type: 'GOOGLE',
    },
    answers: deviceFenceCreateAnswers,
  },
})

export const deviceFenceDelete = defineMethod({
  name: 'jimi.open.device.fence.delete',
  access: 'write',
  summary: 'Takes a fence out of a device.',
  docs: 'The device must be online.',
  errors: [1001, 1002, 1004, 12004, 41003, 41004, 41005],
  input: params({
    imei: required('imei', imei),
    serial: required('instruct_no', text, { note: 'As given when the fence was made.' }),
  }),
  output: nothing({ place: 'result' }),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604', instruct_no: '5' }, answers: deviceFenceDeleteAnswers },
})

function unshifted<T extends LatLng>(input: T): T {
  const { lat, lng } = fromGcj02(input)
  return { ...input, lat, lng }
}

function shifted<T extends LatLng>(input: T): T {
  const { lat, lng } = toGcj02(input)
  return { ...input, lat, lng }
}
