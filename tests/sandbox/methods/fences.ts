// The chapter "Geofences" of the vendor's method sheet as a table, written from the sheet alone.

import { DRIVING, FOREIGN } from '../fixture-world'
import { md5, memberText } from '../raw-client'
import { CAMERA, OFFLINE } from '../yard-world'
import {
  at,
  BOTH,
  CIRCLE,
  createFence,
  DEVICE_FENCE,
  deviceSays,
  FENCE,
  FOREIGN_DEVICE,
  type MethodSpec,
  PRO,
  result,
  twice,
} from './vocabulary'

export const fenceMethods: MethodSpec[] = [
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
