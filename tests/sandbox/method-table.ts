// The vendor's method sheet as a table: for each method a good call, the members of its answer, and its error codes with
// a call that provokes each. Written from the sheet alone; nothing of lib/jimi is used.

import { BELOW, DRIVING, FOREIGN } from './fixture-world'
import { type Bench, type Envelope, md5, memberText, type Params } from './raw-client'
import {
  CAMERA,
  JTT_CAMERA,
  OFFLINE,
  OFFLINE_CAMERA,
  OFFLINE_SCOOTER,
  PLUG,
  SCOOTER,
  TAG,
} from './yard-world'

export type Call = (method: string, params?: Params) => Promise<Envelope>
export type Context = { bench: Bench; call: Call }

/**
 * How a code comes about: by changing members of the good call (an empty text leaves one out), by steps of its own, or,
 * where no call can cause it, by a fault of the control door.
 */
export type Cause = Params | ((context: Context) => Promise<Envelope>) | 'fault' | 'stale token' | 'rate'

export type MethodSpec = {
  method: string
  profiles: readonly ('ts' | 'pro')[]
  params: Params
  /** Steps before the good call, giving parameters that are not known beforehand. */
  prepare?: (context: Context) => Promise<Params>
  /** Members beside `code` and the text, in profile pro. */
  envelope: string
  /** The same in profile ts, where it differs. */
  tsEnvelope?: string
  /** The object or first row whose members are listed. */
  pick?: (answer: Envelope) => unknown
  members?: string
  tsMembers?: string
  /** Further lists of members, deeper in the answer. */
  nested?: readonly { pick: (answer: Envelope) => unknown; members: string }[]
  okCode?: number
  okMessage?: string
  errors: Readonly<Record<string, Cause>>
}

const BOTH = ['ts', 'pro'] as const
const PRO = ['pro'] as const
const TS = ['ts'] as const

const HOURS = { begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:59:59' }
const REPORT_HOURS = { start_time: HOURS.begin_time, end_time: HOURS.end_time }
const ROWS = { start_row: '0', page_size: '100' }
const MISSING_IMEI = '860000000009999'

const result = (answer: Envelope) => answer.result
const data = (answer: Envelope) => answer.data
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined)
const at =
  (...path: (string | number)[]) =>
  (answer: Envelope): unknown =>
    path.reduce<unknown>(
      (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
      answer,
    )

const FOREIGN_DEVICE = { imei: FOREIGN }
const NO_IMEI = { imei: '' }
const PAGE = 'currentPage pageSize startRow endRow totalRecord totalPage result'
const TOKEN = 'appKey account accessToken expiresIn refreshToken time'
const DEVICE = `imei deviceName mcType mcTypeUseScope sim expiration activationTime reMark vehicleName vehicleIcon
  vehicleNumber vehicleModels carFrame driverName driverPhone enabledFlag engineNumber`
const GROUP = 'deviceGroupId deviceGroup'
const DETAIL = `${DEVICE} user_expiration iccid imsi importTime licensePlatNo VIN vehicleBrand fuel_100km status`
const LOCATION = `imei deviceName icon status posType lat lng hbTime accStatus speed gpsTime activationFlag expireFlag
  electQuantity locDesc powerValue`
const LOCATION_PRO = `${LOCATION} mcType gpsSignal batteryPowerVal gpsNum direction distance temperature trackerOil
  trackerOils currentMileage account customerName state stateTime iccid mac chargeStatus shutdown confidence`
const INNER = 'code data msg cmdSeqNo'
const MEDIA_FILE = 'thumb_URL file_URL mime_type create_time media_type camera file_size'
const FENCE = `fence_id fence_name fence_type fence_color coordinates radius description imeis alert_type stay_time_in
  stay_time_out account`
const CHILD = `account name type displayFlag address birth companyName email phone language sex enabledFlag remark`
const REPORT = 'totalTime dataTotalRows rows'

/** Every inner code of commands, for methods that carry them. */
function inner(codes: readonly number[], provoke: (code: number) => Cause): Record<string, Cause> {
  return Object.fromEntries(codes.map((code) => [`inner ${code}`, provoke(code)]))
}

/** Has the device refuse with that inner code. */
const deviceSays =
  (method: string, params: Params, code: number) =>
  async ({ bench, call }: Context) => {
    await bench.control('/faults', 'POST', { kind: 'deviceCode', code })
    return call(method, params)
  }

const order = (id: string, template: string, params: string[], is_cover = 'true') => ({
  inst_param_json: JSON.stringify({ inst_id: id, inst_template: template, params, is_cover }),
})
const SOS = order('81', 'SOS,A,{0},{1},{2}#', ['112', '911', '999'])

const CIRCLE = {
  account: 'acme',
  fence_name: 'Yard',
  fence_type: 'circle',
  geom: '40.0,-8.5',
  radius: '500',
}
const DEVICE_FENCE = {
  imei: DRIVING,
  fence_name: 'Yard',
  alarm_type: 'in,out',
  report_mode: '0',
  alarm_switch: 'ON',
  lng: '-8.5',
  lat: '40',
  radius: '5',
  zoom_level: '15',
  map_type: 'GOOGLE',
}
const CHILD_FORM = {
  account_id: 'acme_new',
  nick_name: 'New one',
  account_type: '2',
  password: md5('secret-123'),
  Email: 'new@acme.example',
  permissions: '111000',
}

async function createFence({ call }: Context, changes: Params = {}): Promise<string> {
  return memberText(await call('jimi.open.platform.fence.create', { ...CIRCLE, ...changes }), 'data')
}

async function createGroup({ call }: Context): Promise<Params> {
  const answer = await call('jimi.device.group.create', { account: 'acme', group_name: 'Night shift' })
  return { group_id: memberText(answer.result, 'group_id') }
}

/** Calls twice; the second answer counts. */
const twice =
  (method: string, params: Params) =>
  async ({ call }: Context) => {
    await call(method, params)
    return call(method, params)
  }

const accessMethods: MethodSpec[] = [
  {
    method: 'jimi.oauth.token.get',
    profiles: BOTH,
    params: { access_token: '', user_id: 'acme', user_pwd_md5: md5('pw-acme'), expires_in: '7200' },
    envelope: 'result',
    pick: result,
    members: TOKEN,
    errors: { 1001: { user_pwd_md5: md5('guess') }, 1006: 'rate' },
  },
  {
    method: 'jimi.oauth.token.refresh',
    profiles: BOTH,
    params: { expires_in: '7200' },
    prepare: async ({ bench }) => {
      bench.clock.ms += 60_000
      const pair = await bench.call('jimi.oauth.token.get', {
        user_id: 'acme',
        user_pwd_md5: md5('pw-acme'),
        expires_in: '7200',
      })
      return {
        access_token: memberText(pair.result, 'accessToken'),
        refresh_token: memberText(pair.result, 'refreshToken'),
      }
    },
    envelope: 'result',
    pick: result,
    members: TOKEN,
    errors: { 1001: { expires_in: '59' }, 1004: { refresh_token: md5('other') }, 1006: 'rate' },
  },
]

const deviceMethods: MethodSpec[] = [
  {
    method: 'jimi.user.device.list',
    profiles: BOTH,
    params: { target: 'acme' },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: `${DEVICE} ${GROUP}`,
    tsMembers: DEVICE,
    errors: { 1002: { target: 'other' }, 1004: 'stale token', 1006: 'rate' },
  },
  {
    method: 'jimi.track.device.detail',
    profiles: BOTH,
    params: { imei: DRIVING },
    envelope: 'result',
    pick: result,
    members: `${DETAIL} account customerName currentMileage ${GROUP}`,
    tsMembers: DETAIL,
    errors: { 1002: FOREIGN_DEVICE, 1004: 'stale token' },
  },
  {
    method: 'jimi.user.device.expiration.update',
    profiles: BOTH,
    params: { imei_list: `${DRIVING},${FOREIGN}`, new_expiration: '2031-01-01 00:00:00' },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: 'imei update_result update_msg',
    errors: { 1001: { new_expiration: 'soon' }, 1002: { imei_list: FOREIGN }, 1004: 'stale token' },
  },
  {
    method: 'jimi.open.device.update',
    profiles: BOTH,
    params: { imei: DRIVING, vehicle_name: 'Renamed' },
    envelope: 'result',
    okMessage: 'Vehicle information modification successful',
    errors: { 1001: NO_IMEI, 1002: FOREIGN_DEVICE, 1004: 'stale token', 41005: 'fault' },
  },
  {
    method: 'jimi.open.device.move',
    profiles: PRO,
    params: { src_account: 'acme', dest_account: 'acme_north', imeis: DRIVING, cleanBindFlag: '1' },
    envelope: 'result data',
    okMessage: ' Transfer/Sell Equipment Successfully ',
    errors: {
      217: { dest_account: 'nobody' },
      218: { dest_account: 'acme' },
      219: { imeis: MISSING_IMEI },
      220: { imeis: Array.from({ length: 51 }, (_, index) => `8600000000${10_000 + index}`).join(',') },
      1002: { src_account: 'other' },
      1112: { src_account: 'acme', dest_account: 'acme_yard', imeis: BELOW },
      12002: 'fault',
    },
  },
  {
    method: 'jimi.open.device.bind',
    profiles: PRO,
    params: { imei: DRIVING, user_id: 'acme_yard' },
    envelope: '',
    errors: {
      10: twice('jimi.open.device.bind', { imei: DRIVING, user_id: 'acme_yard' }),
      1001: NO_IMEI,
      1002: { user_id: 'nobody' },
      1100: 'fault',
    },
  },
  {
    method: 'jimi.open.device.unbind',
    profiles: PRO,
    params: { imei: DRIVING, user_id: 'acme_yard' },
    prepare: async ({ call }) => {
      await call('jimi.open.device.bind', { imei: DRIVING, user_id: 'acme_yard' })
      return {}
    },
    envelope: '',
    errors: { 10: { imei: CAMERA }, 1001: NO_IMEI, 1002: FOREIGN_DEVICE, 1100: 'fault' },
  },
  {
    method: 'jimi.device.group.create',
    profiles: PRO,
    params: { account: 'acme', group_name: 'Night shift' },
    envelope: 'result',
    pick: result,
    members: 'group_id group_name',
    errors: {
      1003: twice('jimi.device.group.create', { account: 'acme', group_name: 'Night shift' }),
      1100: 'fault',
    },
  },
  {
    method: 'jimi.device.group.update',
    profiles: PRO,
    params: { group_name: 'Day shift' },
    prepare: createGroup,
    envelope: '',
    errors: { 1100: { group_id: md5('none') } },
  },
  {
    method: 'jimi.device.group.delete',
    profiles: PRO,
    params: {},
    prepare: createGroup,
    envelope: '',
    errors: { 1100: { group_id: md5('none') } },
  },
  {
    method: 'jimi.device.group.list',
    profiles: PRO,
    params: { account: 'acme' },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: 'group_id group_name',
    errors: { 1002: { account: 'other' }, 1100: 'fault' },
  },
]

const trackingMethods: MethodSpec[] = [
  {
    method: 'jimi.user.device.location.list',
    profiles: BOTH,
    params: { target: 'acme' },
    envelope: 'result data',
    tsEnvelope: 'result',
    pick: (answer) => first(answer.result),
    members: LOCATION_PRO,
    tsMembers: LOCATION,
    errors: { 1002: { target: 'other' }, 1004: 'stale token', 1006: 'rate' },
  },
  {
    method: 'jimi.device.location.get',
    profiles: BOTH,
    params: { imeis: DRIVING },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: LOCATION_PRO,
    tsMembers: `${LOCATION} distance`,
    errors: { 1001: { imeis: '' }, 1002: { imeis: FOREIGN }, 1004: 'stale token', 1006: 'rate' },
  },
  {
    method: 'jimi.device.location.URL.share',
    profiles: BOTH,
    params: { imei: DRIVING },
    envelope: 'result',
    pick: result,
    members: 'URL',
    errors: { 1002: FOREIGN_DEVICE, 1004: 'stale token' },
  },
  {
    method: 'jimi.device.track.mileage',
    profiles: BOTH,
    params: { imeis: DRIVING, ...HOURS },
    envelope: 'result data',
    tsEnvelope: 'result',
    pick: (answer) => first(answer.result),
    members: `imei startTime endTime startLat startLng endLat endLng distance avgSpeed elapsed runTimeSecond maxSpeed`,
    tsMembers: `imei startTime endTime startLat startLng endLat endLng distance avgSpeed elapsed`,
    errors: {
      1001: { end_time: '2026-03-20 00:00:00' },
      1002: { imeis: FOREIGN },
      1004: 'stale token',
      1006: 'rate',
    },
  },
  {
    method: 'jimi.device.track.list',
    profiles: BOTH,
    params: { imei: DRIVING, ...HOURS },
    envelope: 'result data',
    tsEnvelope: 'result',
    pick: (answer) => first(answer.result),
    members: `lat lng gpsTime direction gpsSpeed posType satellite ignition accStatus gpsMode confidence`,
    tsMembers: `lat lng gpsTime direction gpsSpeed posType`,
    errors: {
      1001: { begin_time: '2026-03-01 00:00:00' },
      1002: FOREIGN_DEVICE,
      1004: 'stale token',
      1006: 'rate',
    },
  },
  {
    method: 'jimi.lbs.address.get',
    profiles: BOTH,
    params: { imei: DRIVING, lbs: '460,00,2312,23222,-70' },
    envelope: 'result',
    pick: result,
    members: 'lat lng accuracy',
    errors: { 1001: { lbs: '' }, 1002: FOREIGN_DEVICE, 1006: 'rate' },
  },
  {
    method: 'jimi.open.platform.report.parking',
    profiles: PRO,
    params: { account: 'acme', imeis: DRIVING, ...REPORT_HOURS, ...ROWS, acc_type: 'off' },
    envelope: 'result data',
    pick: data,
    members: REPORT,
    nested: [
      {
        pick: at('data', 'rows', 0),
        members: 'imei startTime endTime durSecond lng lat addr deviceName mcType acc stopSecond',
      },
    ],
    errors: { 1001: { acc_type: 'maybe' }, 1002: { imeis: FOREIGN }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.location.getTagMsg',
    profiles: PRO,
    params: { imei: TAG },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: 'lng lat gpsTime directions gpsSpeed positionType gpsNum',
    errors: { 1002: FOREIGN_DEVICE, 1100: 'fault' },
  },
  {
    method: 'jimi.device.location.updateTagDevices',
    profiles: PRO,
    params: { imeis: `${TAG},${BELOW}` },
    envelope: 'result data',
    errors: { 1002: { imeis: FOREIGN }, 1100: 'fault' },
  },
]

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

const mediaMethods: MethodSpec[] = [
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

const COMMAND_CODES = [225, 226, 227, 228, 229, 238, 240, 243, 252, 30010]

const commandMethods: MethodSpec[] = [
  {
    method: 'jimi.open.instruction.list',
    profiles: BOTH,
    params: { imei: DRIVING },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: 'id orderName orderContent orderExplain orderMsg isOffLine',
    errors: { 1002: FOREIGN_DEVICE },
  },
  {
    method: 'jimi.open.instruction.send',
    profiles: BOTH,
    params: { imei: DRIVING, ...SOS },
    envelope: 'result',
    okMessage: 'command is successfully sent.',
    errors: {
      1001: { inst_param_json: '{' },
      1002: FOREIGN_DEVICE,
      12005: order('81', 'SOS,A,{0},{1},{2}#', ['112']),
      ...inner(COMMAND_CODES, (code) =>
        deviceSays('jimi.open.instruction.send', { imei: DRIVING, ...SOS }, code),
      ),
    },
  },
  {
    method: 'jimi.open.instruction.result',
    profiles: BOTH,
    params: { imei: DRIVING },
    prepare: async ({ call }) => {
      await call('jimi.open.instruction.send', { imei: DRIVING, ...SOS })
      return {}
    },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: 'codeId code content isExecute sendTime sender receiveDevice isOffLine idsource',
    errors: { 1002: FOREIGN_DEVICE },
  },
  {
    method: 'jimi.open.instruction.raw.send',
    profiles: PRO,
    params: { imei: DRIVING, raw_cmd: '0B02C3A405060708' },
    envelope: 'result',
    okMessage: 'command is successfully sent.',
    errors: {
      1002: FOREIGN_DEVICE,
      12005: { raw_cmd: '0B0' },
      ...inner(COMMAND_CODES, (code) =>
        deviceSays('jimi.open.instruction.raw.send', { imei: DRIVING, raw_cmd: '0B02' }, code),
      ),
    },
  },
]

const fenceMethods: MethodSpec[] = [
  {
    method: 'jimi.open.device.fence.create',
    profiles: BOTH,
    params: DEVICE_FENCE,
    envelope: 'result',
    okMessage: 'Successfully create geo-fence.',
    errors: {
      1001: { radius: '0' },
      1002: FOREIGN_DEVICE,
      12003: 'fault',
      41001: async ({ bench, call }) => {
        await bench.setSwitches({ deviceFenceMax: 0 })
        return call('jimi.open.device.fence.create', DEVICE_FENCE)
      },
      41002: twice('jimi.open.device.fence.create', DEVICE_FENCE),
      41003: { imei: OFFLINE },
      41004: deviceSays('jimi.open.device.fence.create', DEVICE_FENCE, 227),
      41005: 'fault',
    },
  },
  {
    method: 'jimi.open.device.fence.delete',
    profiles: BOTH,
    params: { imei: DRIVING },
    prepare: async ({ call }) => {
      const answer = await call('jimi.open.device.fence.create', DEVICE_FENCE)
      return { instruct_no: memberText(answer, 'result') }
    },
    envelope: 'result',
    okMessage: 'delete the geo-fence successfully',
    errors: { 12004: 'fault', 41003: { imei: OFFLINE }, 41004: { instruct_no: '99' } },
  },
  {
    method: 'jimi.open.platform.fence.create',
    profiles: PRO,
    params: CIRCLE,
    envelope: 'result data',
    errors: {
      '-1': 'fault',
      1001: { geom: 'POINT (30 10)' },
      1100: 'fault',
      1114: twice('jimi.open.platform.fence.create', CIRCLE),
      41005: 'fault',
    },
  },
  {
    method: 'jimi.open.platform.fence.update',
    profiles: PRO,
    params: { ...CIRCLE, fence_name: 'Moved yard' },
    prepare: async (context) => ({ fence_id: await createFence(context) }),
    envelope: 'result data',
    errors: {
      '-1': { fence_id: md5('none') },
      1100: 'fault',
      1114: async (context) => {
        const fence_id = await createFence(context)
        await createFence(context, { fence_name: 'Taken' })
        return context.call('jimi.open.platform.fence.update', { ...CIRCLE, fence_id, fence_name: 'Taken' })
      },
    },
  },
  {
    method: 'jimi.open.platform.fence.delete',
    profiles: PRO,
    params: { account: 'acme' },
    prepare: async (context) => ({ fence_id: await createFence(context) }),
    envelope: 'result data',
    errors: { '-1': { fence_id: md5('none') }, 1100: 'fault', 41005: 'fault' },
  },
  {
    method: 'jimi.open.platform.fence.bind',
    profiles: PRO,
    params: { imeis: `${DRIVING},${CAMERA}`, alert_type: 'in,stayTimeIn', stay_time_in: '3' },
    prepare: async (context) => ({ fence_id: await createFence(context) }),
    envelope: 'result data',
    errors: { 1002: { imeis: FOREIGN }, 1100: { fence_id: md5('none') } },
  },
  {
    method: 'jimi.open.platform.fence.list',
    profiles: PRO,
    params: { account: 'acme', page_no: '1', page_size: '50' },
    prepare: async (context) => {
      await createFence(context)
      return {}
    },
    envelope: 'result',
    pick: result,
    members: 'total rows',
    nested: [{ pick: at('result', 'rows', 0), members: FENCE }],
    errors: { '-1': 'fault', 1001: { page_size: '51' }, 1100: 'fault' },
  },
  {
    method: 'jimi.open.platform.fence.detail',
    profiles: PRO,
    params: {},
    prepare: async (context) => ({ fence_id: await createFence(context) }),
    envelope: 'result',
    pick: result,
    members: FENCE,
    errors: { '-1': { fence_id: md5('none') }, 1100: 'fault' },
  },
]

const TOTALS = 'totalDis travelTime totalTime totalAvgSpeed allTotalMaxSpeed totalFuel oilWear'
const OBD_QUERY = { account: 'acme', imeis: PLUG, ...REPORT_HOURS, page_no: '1', page_size: '10' }

const reportMethods: MethodSpec[] = [
  {
    method: 'jimi.open.platform.fence.duration',
    profiles: PRO,
    params: { account: 'acme', imeis: DRIVING, ...REPORT_HOURS, ...ROWS },
    prepare: async (context) => {
      // 36 km/h due north reach 40° at 10:00: at 09:00 the vehicle is 36 km south of it, 0.32375° of 111.2 km.
      const fence_id = await createFence(context, { geom: '39.676259,-8.5' })
      await context.call('jimi.open.platform.fence.bind', { fence_id, imeis: DRIVING, alert_type: 'in' })
      return {}
    },
    envelope: 'result data',
    pick: data,
    members: REPORT,
    nested: [
      { pick: at('data', 'rows', 0), members: 'imei deviceName fenceName enterTime exitTime duration' },
    ],
    errors: { 1001: { start_row: '-1' }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.alarm.list',
    profiles: BOTH,
    params: { imei: DRIVING, ...HOURS },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: `deviceName model account alertTypeId alertTime positioningTime lat lng imei alarmTypeName speed geoid`,
    tsMembers: `deviceName model account alertTypeId alertTime positioningTime lat lng IMEI alertType`,
    errors: {
      1001: { begin_time: '2026-01-01 00:00:00' },
      1002: FOREIGN_DEVICE,
      1004: 'stale token',
      1006: 'rate',
    },
  },
  {
    method: 'jimi.open.platform.report.trips',
    profiles: PRO,
    params: { account: 'acme', imeis: DRIVING, type: 'list', ...REPORT_HOURS, ...ROWS },
    envelope: 'result data',
    pick: data,
    members: 'dayList datDatas',
    nested: [
      { pick: at('data', 'dayList', 0), members: 'imei deviceName tripsData inTotal' },
      { pick: at('data', 'dayList', 0, 'inTotal'), members: `allTrips ${TOTALS}` },
      { pick: at('data', 'dayList', 0, 'tripsData', 0), members: 'Searchdate tripNum inTotal dayData' },
      { pick: at('data', 'dayList', 0, 'tripsData', 0, 'inTotal'), members: TOTALS },
      {
        pick: at('data', 'dayList', 0, 'tripsData', 0, 'dayData', 0),
        members: `imei startTime endTime startLat startLng endLat endLng totalMileage travelTime averageSpeed maxSpeed
          oilWear fuel startMileage endMileage`,
      },
    ],
    errors: { 1001: { type: 'week' }, 1100: 'fault' },
  },
  {
    method: 'jimi.open.device.rfid.list',
    profiles: PRO,
    params: { account: 'acme', ...HOURS },
    envelope: 'data',
    pick: data,
    members: PAGE,
    nested: [{ pick: at('data', 'result', 0), members: 'imei cardId operationTime photo' }],
    errors: { 1002: { account: 'other' }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.health.data',
    profiles: PRO,
    params: { imei: TAG, query_type: 'day' },
    envelope: 'result data',
    pick: data,
    members: 'currentSteps currentBloodOxygen currentHeartRate historyHealthVOList healthPostTime',
    nested: [
      {
        pick: at('data', 'historyHealthVOList', 0),
        members: 'avgBloodOxygen avgHeartRate postTime step',
      },
    ],
    errors: { 1001: { query_type: 'year' }, 1002: FOREIGN_DEVICE, 1100: 'fault' },
  },
  {
    method: 'jimi.open.platform.dlt.report',
    profiles: PRO,
    params: { imei: DRIVING, ...REPORT_HOURS },
    envelope: 'result data',
    pick: (answer) => first(answer.data),
    members: `deviceName deviceStatus driverNo driverName numberPlate status operationTime coordinates imei dlt`,
    errors: { 1002: FOREIGN_DEVICE, 1100: 'fault' },
  },
  {
    method: 'jimi.device.obd.list',
    profiles: PRO,
    params: OBD_QUERY,
    envelope: 'data',
    pick: data,
    members: PAGE,
    nested: [
      {
        pick: at('data', 'result', 0),
        members: `imei dataReportTime odometerReading deviceAccumulatedMileage remainingFuel remainingFuelPercentage
          coolantTemperature vehicleBatterVoltage currentRPM currentSpeed vin`,
      },
    ],
    errors: { 1001: { page_size: '101' }, 1002: { imeis: FOREIGN }, 1100: 'fault' },
  },
  {
    method: 'jimi.device.obd.fault',
    profiles: PRO,
    // A month: faults are rare.
    params: { ...OBD_QUERY, start_time: '2026-02-18 00:00:00' },
    envelope: 'result data',
    pick: data,
    members: PAGE,
    nested: [{ pick: at('data', 'result', 0), members: 'imei deviceName faultCode faultDetail eventTime' }],
    errors: { 1001: { page_size: '101' }, 1002: { imeis: FOREIGN }, 1100: 'fault' },
  },
]

const accountMethods: MethodSpec[] = [
  {
    method: 'jimi.user.child.list',
    profiles: BOTH,
    params: { target: 'acme' },
    envelope: 'result',
    pick: (answer) => first(answer.result),
    members: CHILD,
    errors: { 1002: { target: 'other' }, 1004: 'stale token' },
  },
  {
    method: 'jimi.user.child.create',
    profiles: BOTH,
    params: CHILD_FORM,
    envelope: 'result',
    okMessage: 'Vehicle information modification successful',
    errors: {
      213: { account_id: 'acme_north' },
      214: { super_account: 'nobody' },
      215: { account_type: '7' },
      1001: { permissions: '111' },
      12001: 'fault',
    },
  },
  {
    method: 'jimi.user.child.del',
    profiles: BOTH,
    params: { account_id: 'acme_new' },
    prepare: async ({ call }) => {
      await call('jimi.user.child.create', CHILD_FORM)
      return {}
    },
    envelope: 'result',
    okMessage: 'Vehicle information modification successful',
    errors: { 214: { account_id: 'nobody' }, 1002: { account_id: 'acme_north' } },
  },
  {
    method: 'jimi.user.child.move',
    profiles: BOTH,
    params: { account: 'acme_yard', target_account: 'acme' },
    envelope: 'result',
    okMessage: 'Vehicle information modification successful',
    errors: {
      214: { account: 'nobody' },
      217: { target_account: 'nobody' },
      1002: { account: 'acme_north', target_account: 'acme_yard' },
    },
  },
  {
    method: 'jimi.user.child.update',
    profiles: PRO,
    params: {
      edit_account: 'acme_north',
      nick_name: 'North',
      Email: 'n@acme.example',
      permissions: '111111',
    },
    envelope: 'result data',
    okMessage: 'Account update success!',
    errors: { 214: { edit_account: 'nobody' }, 1001: { permissions: '2' } },
  },
]

const LOCK = { imei: SCOOTER, cmd_code: 'LOCK#' }

const scooterMethods: MethodSpec[] = [
  {
    method: 'jimi.scooter.instruction.send',
    profiles: TS,
    params: LOCK,
    envelope: '',
    okCode: 100,
    okMessage: 'Success',
    errors: {
      200: { cmd_code: 'FLY#' },
      300: { imei: OFFLINE_SCOOTER },
      301: { imei: MISSING_IMEI },
      400: deviceSays('jimi.scooter.instruction.send', LOCK, 400),
      600: deviceSays('jimi.scooter.instruction.send', LOCK, 600),
    },
  },
  {
    method: 'jimi.scooter.device.detail',
    profiles: TS,
    params: { imei: SCOOTER },
    envelope: 'result',
    pick: result,
    members: `deviceImei scooterError scooterProperties realtimeData realtimeStatus drivingSetting IoTModule`,
    nested: [
      {
        pick: at('result', 'scooterError'),
        members: 'IoT accelerator battery brakeHandlebar controller dashboard motor voltage',
      },
      {
        pick: at('result', 'realtimeData'),
        members: `totalOdometer batteryCycle batteryLevel batteryTemperature current currentOdometer remainingMileage
          speed voltage`,
      },
      {
        pick: at('result', 'realtimeStatus'),
        members: `DLCC DLCCStatus acceleratorStatus brake settingBrakeLight charge settingFrontLight realFrontLight
          motoStatus realBrakeLight workingMode`,
      },
      {
        pick: at('result', 'IoTModule'),
        members: `imsi iccid BluetoothMac satellite course gpsMode gpsSpeed gpsTime lAC latitude longitude mCC mNC
          positioningType gsmSignal gpsStatus batteryVoltage`,
      },
    ],
    errors: { 1002: FOREIGN_DEVICE },
  },
]

/** The sheet's methods in its order of chapters. */
export const METHOD_TABLE: readonly MethodSpec[] = [
  ...accessMethods,
  ...deviceMethods,
  ...trackingMethods,
  ...mediaMethods,
  ...commandMethods,
  ...fenceMethods,
  ...reportMethods,
  ...accountMethods,
  ...scooterMethods,
]
