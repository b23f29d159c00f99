// What the chapters of the method table share: the form of an entry, lists of members, good parameters and causes of refusals.

import { DRIVING, FOREIGN } from '../fixture-world'
import { type Bench, type Envelope, md5, memberText, type Params } from '../raw-client'

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

export const BOTH = ['ts', 'pro'] as const
export const PRO = ['pro'] as const
export const TS = ['ts'] as const

export const HOURS = { begin_time: '2026-03-18 08:00:00', end_time: '2026-03-18 09:59:59' }
export const REPORT_HOURS = { start_time: HOURS.begin_time, end_time: HOURS.end_time }
export const ROWS = { start_row: '0', page_size: '100' }
export const MISSING_IMEI = '860000000009999'

export const result = (answer: Envelope) => answer.result
export const data = (answer: Envelope) => answer.data
export const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined)
export const at =
  (...path: (string | number)[]) =>
  (answer: Envelope): unknown =>
    path.reduce<unknown>(
      (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
      answer,
    )

export const FOREIGN_DEVICE = { imei: FOREIGN }
export const NO_IMEI = { imei: '' }
export const PAGE = 'currentPage pageSize startRow endRow totalRecord totalPage result'
export const TOKEN = 'appKey account accessToken expiresIn refreshToken time'
export const DEVICE = `imei deviceName mcType mcTypeUseScope sim expiration activationTime reMark vehicleName vehicleIcon
  vehicleNumber vehicleModels carFrame driverName driverPhone enabledFlag engineNumber`
export const GROUP = 'deviceGroupId deviceGroup'
export const DETAIL = `${DEVICE} user_expiration iccid imsi importTime licensePlatNo VIN vehicleBrand fuel_100km status`
export const LOCATION = `imei deviceName icon status posType lat lng hbTime accStatus speed gpsTime activationFlag expireFlag
  electQuantity locDesc powerValue`
export const LOCATION_PRO = `${LOCATION} mcType gpsSignal batteryPowerVal gpsNum direction distance temperature trackerOil
  trackerOils currentMileage account customerName state stateTime iccid mac chargeStatus shutdown confidence`
export const INNER = 'code data msg cmdSeqNo'
export const MEDIA_FILE = 'thumb_URL file_URL mime_type create_time media_type camera file_size'
export const FENCE = `fence_id fence_name fence_type fence_color coordinates radius description imeis alert_type stay_time_in
  stay_time_out account`
export const CHILD = `account name type displayFlag address birth companyName email phone language sex enabledFlag remark`
export const REPORT = 'totalTime dataTotalRows rows'

/** Every inner code of commands, for methods that carry them. */
export function inner(codes: readonly number[], provoke: (code: number) => Cause): Record<string, Cause> {
  return Object.fromEntries(codes.map((code) => [`inner ${code}`, provoke(code)]))
}

/** Has the device refuse with that inner code. */
export const deviceSays =
  (method: string, params: Params, code: number) =>
  async ({ bench, call }: Context) => {
    await bench.control('/faults', 'POST', { kind: 'deviceCode', code })
    return call(method, params)
  }

export const order = (id: string, template: string, params: string[], is_cover = 'true') => ({
  inst_param_json: JSON.stringify({ inst_id: id, inst_template: template, params, is_cover }),
})
export const SOS = order('81', 'SOS,A,{0},{1},{2}#', ['112', '911', '999'])

export const CIRCLE = {
  account: 'acme',
  fence_name: 'Yard',
  fence_type: 'circle',
  geom: '40.0,-8.5',
  radius: '500',
}
export const DEVICE_FENCE = {
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
export const CHILD_FORM = {
  account_id: 'acme_new',
  nick_name: 'New one',
  account_type: '2',
  password: md5('secret-123'),
  Email: 'new@acme.example',
  permissions: '111000',
}

export async function createFence({ call }: Context, changes: Params = {}): Promise<string> {
  return memberText(await call('jimi.open.platform.fence.create', { ...CIRCLE, ...changes }), 'data')
}

export async function createGroup({ call }: Context): Promise<Params> {
  const answer = await call('jimi.device.group.create', { account: 'acme', group_name: 'Night shift' })
  return { group_id: memberText(answer.result, 'group_id') }
}

/** Calls twice; the second answer counts. */
export const twice =
  (method: string, params: Params) =>
  async ({ call }: Context) => {
    await call(method, params)
    return call(method, params)
  }
