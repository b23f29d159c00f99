import { expect, test } from 'vitest'
import { deviceKindOf } from './device-kind'

test.each([
  [{ model: 'JC400', icon: 'truck' }, 'dashcam'],
  [{ model: 'JC450Pro' }, 'dashcam'],
  [{ model: 'VL502', useScope: 'automobile' }, 'obd'],
  [{ model: 'OB22' }, 'obd'],
  [{ model: 'EV49E' }, 'scooter'],
  [{ model: 'JM-LL01', useScope: 'automobile' }, 'asset'],
  [{ model: 'AT4', icon: 'mtc' }, 'asset'],
  [{ model: 'GT300L', useScope: 'personal', icon: 'bus' }, 'asset'],
  [{ model: 'VL103M', useScope: 'electromobile' }, 'scooter'],
  [{ model: 'VL103', useScope: 'others', icon: 'mtc' }, 'scooter'],
  [{ model: 'GT06N', useScope: 'automobile', icon: 'bus' }, 'tracker'],
  [{ useScope: 'constructor' }, 'tracker'],
  [{}, 'tracker'],
])('takes %j for a %s', (hints, kind) => {
  expect(deviceKindOf(hints)).toBe(kind)
})
