// The chapter "Device management" of the vendor's method sheet as a table, written from the sheet alone.

import { BELOW, DRIVING, FOREIGN } from '../fixture-world'
import { md5 } from '../raw-client'
import { CAMERA } from '../yard-world'
import {
  BOTH,
  createGroup,
  DETAIL,
  DEVICE,
  FOREIGN_DEVICE,
  first,
  GROUP,
  type MethodSpec,
  MISSING_IMEI,
  NO_IMEI,
  PRO,
  result,
  twice,
} from './vocabulary'

export const deviceMethods: MethodSpec[] = [
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
