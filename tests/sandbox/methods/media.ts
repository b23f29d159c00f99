// The chapter "Media" of the vendor's method sheet as a table, written from the sheet alone.

import { FOREIGN } from '../fixture-world'
import { md5 } from '../raw-client'
import { CAMERA, JTT_CAMERA, OFFLINE_CAMERA } from '../yard-world'
import {
  at,
  BOTH,
  type Context,
  data,
  deviceSays,
  FOREIGN_DEVICE,
  first,
  HOURS,
  INNER,
  inner,
  MEDIA_FILE,
  type MethodSpec,
  PAGE,
  PRO,
  REPORT_HOURS,
  result,
} from './vocabulary'

const ORDER_CODES = [225, 226, 227, 228, 229, 238, 240]
const SHOT = { imei: CAMERA, camera: '1', mediaType: '1' }
const EVENT_CLIP = { imei: CAMERA, type: '2', camera: '1', time: '2026-03-18 09:30:00' }
const MEDIA = { imei: CAMERA, camera: '3', media_type: '3' }
const SESSION = { appId: 'W1g3vp27z06a486' }
const LIST_ID = md5('list')

const takeShot = async ({ bench, call }: Context) => {
  await call('jimi.device.meida.cmd.send', SHOT)
  // The default delay of a shot, by our choice.
  bench.clock.ms += 4000
  return {}
}

export const mediaMethods: MethodSpec[] = [
  {
    method: 'jimi.device.live.page.url',
    profiles: BOTH,
    params: { imei: CAMERA },
    envelope: 'result',
    okMessage: 'Vehicle information modification successful',
    pick: result,
    members: 'lat lng gpsTime direction gpsSpeed posType satellite VIN plateNo UrlCamera',
    errors: { 228: { imei: OFFLINE_CAMERA }, 1002: FOREIGN_DEVICE, 1004: 'stale token' },
  },
  {
    method: 'jimi.device.meida.cmd.send',
    profiles: PRO,
    params: SHOT,
    envelope: 'result',
    okMessage: 'Operation successful',
    pick: result,
    members: INNER,
    errors: {
      1001: { camera: '3' },
      '-1': { imei: OFFLINE_CAMERA },
      ...inner(ORDER_CODES, (code) => deviceSays('jimi.device.meida.cmd.send', SHOT, code)),
    },
  },
  {
    method: 'jimi.device.history.cmd.send',
    profiles: PRO,
    params: EVENT_CLIP,
    envelope: 'result',
    okMessage: 'Operation successful',
    pick: result,
    members: INNER,
    errors: {
      1001: { time: '' },
      '-1': { imei: OFFLINE_CAMERA },
      ...inner(ORDER_CODES, (code) => deviceSays('jimi.device.history.cmd.send', EVENT_CLIP, code)),
    },
  },
  {
    method: 'jimi.device.media.URL',
    profiles: BOTH,
    params: MEDIA,
    envelope: 'result',
    okMessage: 'Operation successful',
    errors: { 1002: FOREIGN_DEVICE },
  },
  {
    method: 'jimi.device.jimi.media.URL',
    profiles: PRO,
    params: MEDIA,
    prepare: takeShot,
    envelope: 'result',
    okMessage: 'Operation successful',
    pick: (answer) => first(answer.result),
    members: `${MEDIA_FILE} alarm_time`,
    errors: { 1002: FOREIGN_DEVICE },
  },
  {
    method: 'jimi.device.media.event.URL',
    profiles: PRO,
    params: { imeis: CAMERA, media_type: '3', ...REPORT_HOURS, page_no: '1', page_size: '3' },
    envelope: 'result data',
    pick: data,
    members: PAGE,
    nested: [
      {
        pick: at('data', 'result', 0),
        members: 'imei event_type_id event_type lat lng alarm_time create_time fileList',
      },
      {
        pick: at('data', 'result', 0, 'fileList', 0),
        members: 'media_type mime_type thumb_URL file_URL camera file_size',
      },
    ],
    errors: { 1002: { imeis: FOREIGN }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.media.live.stream',
    profiles: PRO,
    params: { imei: CAMERA, channel: '0', ...SESSION },
    envelope: 'result data',
    errors: { 1002: FOREIGN_DEVICE, 1100: { imei: OFFLINE_CAMERA } },
  },
  {
    method: 'jimi.device.media.history.list.cmd',
    profiles: PRO,
    params: { imei: CAMERA, channel: '0', dateTime: '2026-03-18', instructionId: LIST_ID, ...SESSION },
    envelope: 'result data',
    errors: { 1001: { dateTime: 'today' }, 1002: FOREIGN_DEVICE, 1100: { imei: OFFLINE_CAMERA } },
  },
  {
    method: 'jimi.device.media.history.list.get',
    profiles: PRO,
    params: { instructionId: LIST_ID },
    prepare: async ({ bench, call }) => {
      const day = { dateTime: '2026-03-18', instructionId: LIST_ID, ...SESSION }
      await call('jimi.device.media.history.list.cmd', { imei: JTT_CAMERA, channel: '1', ...day })
      // The stand-in's default delay.
      bench.clock.ms += 3000
      return {}
    },
    envelope: 'result data',
    pick: (answer) => first(answer.result),
    members: `channel beginTime endTime alarmFlag resourceType codeType storageType fileSize sortBeginTime fileName`,
    errors: { 1207: { instructionId: md5('unknown') }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.media.history.stream',
    profiles: PRO,
    params: {
      imei: JTT_CAMERA,
      channel: '1',
      beginTime: HOURS.begin_time,
      endTime: HOURS.end_time,
      ...SESSION,
    },
    envelope: 'result data',
    errors: { 1001: { beginTime: '' }, 1002: FOREIGN_DEVICE, 1100: { imei: OFFLINE_CAMERA } },
  },
  {
    method: 'jimi.device.media.close.stream',
    profiles: PRO,
    params: { imei: CAMERA, channal: '0', type: '0', ...SESSION },
    envelope: 'result data',
    errors: { 1002: FOREIGN_DEVICE, 1100: 'fault' },
  },
  {
    method: 'jimi.device.history.file.list',
    profiles: BOTH,
    params: { imei: CAMERA, type: '1' },
    envelope: 'result',
    okMessage: 'Operation successful',
    pick: result,
    members: INNER,
    errors: {
      1002: FOREIGN_DEVICE,
      '-1': { imei: OFFLINE_CAMERA },
      ...inner(ORDER_CODES, (code) =>
        deviceSays('jimi.device.history.file.list', { imei: CAMERA, type: '1' }, code),
      ),
    },
  },
  {
    method: 'jimi.open.video.rtmp.url',
    profiles: BOTH,
    params: { imei: CAMERA },
    envelope: 'result',
    errors: {
      228: { imei: OFFLINE_CAMERA },
      1002: FOREIGN_DEVICE,
      ...Object.fromEntries(
        [225, 226, 227, 229, 238, 240].map((code) => [
          code,
          deviceSays('jimi.open.video.rtmp.url', { imei: CAMERA }, code),
        ]),
      ),
    },
  },
]
