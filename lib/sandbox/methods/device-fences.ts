// Chapter "Geofences", circles kept inside a device, which must be online to take or drop one.

import { findObstacle } from '../errands'
import { badParameter, VendorRefusal } from '../refusal'
import type { DeviceFence } from '../state/fences'
import { handler, type TokenCall } from './handler'
import { getDecimal, getInteger, getText, getWord } from './params'
import { getReachableDevice } from './rights'

/** `jimi.open.device.fence.create`: the serial number under which the device keeps it. */
export const deviceFenceCreate = handler((call) => {
  const { switches, state } = call.room
  const imei = getText(call, 'imei')
  const fence = readFence(call)
  getReachableDevice(call, imei)
  checkReached(call, imei, 'Device is not online, geo-fence creation failed ')
  const present = state.deviceFences.listOf(imei)
  if (present.some(({ name }) => name === fence.name))
    throw new VendorRefusal(41002, 'The geo-fence name already exists')
  if (present.length >= switches.deviceFenceMax) throw new VendorRefusal(41001, 'Too many geo-fences')
  const { serial } = state.deviceFences.add(imei, fence)
  if (fence.enabled) watch(call, imei, { ...fence, serial })
  return { message: 'Successfully create geo-fence.', result: String(serial) }
})

/** `jimi.open.device.fence.delete`: by serial number. */
export const deviceFenceDelete = handler((call) => {
  const imei = getText(call, 'imei')
  const serial = getText(call, 'instruct_no')
  getReachableDevice(call, imei)
  checkReached(call, imei, 'The device is not online and geo-fence can’t be deleted')
  if (!call.room.state.deviceFences.remove(imei, Number(serial)))
    throw new VendorRefusal(41004, 'The geo-fence operation failed')
  call.room.state.fenceWatches.end(String(Number(serial)), call.nowMs, imei)
  return { message: 'delete the geo-fence successfully', result: null }
})

function watch(call: TokenCall, imei: string, { serial, alarmType, lat, lng, radiusM }: DeviceFence): void {
  call.room.state.fenceWatches.add({
    imei,
    fenceId: String(serial),
    isTerminal: true,
    shape: { type: 'circle', geom: `${lat},${lng}`, radiusM },
    raisesIn: alarmType.includes('in'),
    raisesOut: alarmType.includes('out'),
    fromMs: call.nowMs,
  })
}

function readFence(call: TokenCall) {
  const name = getText(call, 'fence_name')
  const alarmType = getWord(call, 'alarm_type', ['in', 'out', 'in,out', 'out,in'])
  getWord(call, 'report_mode', ['0', '1'])
  const enabled = getWord(call, 'alarm_switch', ['ON', 'OFF']) === 'ON'
  const lng = getDecimal(call, 'lng', { min: -180, max: 180 })
  const lat = getDecimal(call, 'lat', { min: -90, max: 90 })
  const radiusM = readRadiusM(call)
  getInteger(call, 'zoom_level', { min: 3, max: 19 })
  if (getText(call, 'map_type') !== 'GOOGLE') throw badParameter('map_type', 'is not GOOGLE')
  return { name, alarmType, enabled, lng, lat, radiusM }
}

function readRadiusM(call: TokenCall): number {
  if (call.room.switches.deviceRadiusUnit === 'm') {
    return getInteger(call, 'radius', { min: 100, max: 999_900 })
  }
  return getInteger(call, 'radius', { min: 1, max: 9999 }) * 100
}

/** Offline is told apart; whatever else keeps the device from obeying is one code. */
function checkReached(call: TokenCall, imei: string, offline: string): void {
  const obstacle = findObstacle(call, imei)
  if (obstacle === 228) throw new VendorRefusal(41003, offline)
  if (obstacle !== null) throw new VendorRefusal(41004, 'The geo-fence operation failed')
}
