// The fixture world with the kinds of devices it lacks: cameras, a scooter, an OBD plug, a tag, one that is offline.

import type { World, WorldDevice } from '@/lib/sandbox/world/types'
import { fixtureWorld } from './fixture-world'

export const CAMERA = '860000000000110'
export const JTT_CAMERA = '860000000000128'
export const SCOOTER = '860000000000136'
export const PLUG = '860000000000144'
export const TAG = '860000000000151'
export const OFFLINE = '860000000000169'
export const OFFLINE_CAMERA = '860000000000177'
export const OFFLINE_SCOOTER = '860000000000185'

const HALF_HOUR_MS = 1_800_000
const TEN_MINUTES_MS = 600_000

function like(imei: string, changes: Partial<WorldDevice>): WorldDevice {
  const [first] = fixtureWorld.devices
  if (!first) throw new Error('the fixture world has no device')
  return { ...first, imei, deviceName: `Device ${imei.slice(-3)}`, ...changes }
}

/**
 * Trips fill the first half of every hour, as in the fixture world. In the second half vehicles stand, for its first ten
 * minutes with the engine running. Cameras raise a distraction alarm (143) on every half hour.
 */
export const yardWorld: World = {
  ...fixtureWorld,
  devices: [
    ...fixtureWorld.devices,
    like(CAMERA, { kind: 'dashcam', model: 'JC400' }),
    like(JTT_CAMERA, { kind: 'dashcam', model: 'JC450' }),
    like(SCOOTER, { kind: 'scooter', model: 'BL10' }),
    like(PLUG, { kind: 'obd', model: 'VL502' }),
    like(TAG, { kind: 'asset', model: 'AT4' }),
    like(OFFLINE, {}),
    like(OFFLINE_CAMERA, { kind: 'dashcam', model: 'JC400' }),
    like(OFFLINE_SCOOTER, { kind: 'scooter', model: 'BL10' }),
  ],
  stateAt(imei, atMs) {
    const state = fixtureWorld.stateAt(imei, atMs)
    const isOffline = [OFFLINE, OFFLINE_CAMERA, OFFLINE_SCOOTER].includes(imei)
    return isOffline ? { ...state, online: false } : state
  },
  fixesBetween: (imei, fromMs, toMs) =>
    fixtureWorld.fixesBetween(imei, fromMs, toMs).map((fix) => {
      const pauseMs = (fix.atMs % (2 * HALF_HOUR_MS)) - HALF_HOUR_MS
      return pauseMs < 0 ? fix : { ...fix, speedKph: 0, ignition: pauseMs < TEN_MINUTES_MS }
    }),
  alarmsBetween: (imei, fromMs, toMs) =>
    fixtureWorld
      .alarmsBetween(imei, fromMs, toMs)
      .map((alarm) => (imei === CAMERA ? { ...alarm, code: '143', name: 'Distraction alert' } : alarm)),
}
