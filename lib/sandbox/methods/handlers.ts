// The registry of handlers: one for every method of the contract. A method without a handler does not compile.

import { getMethod, isMethodName, type MethodName } from '@/lib/jimi/contract/index'
import type { Profile } from '@/lib/jimi/wire/profile'
import { tokenGet, tokenRefresh } from './access'
import { childList } from './accounts'
import { deviceDetail, deviceList } from './devices'
import type { MethodHandler } from './handler'
import { alarmList } from './reports'
import { locationGet, locationList } from './tracking'
import { trackList, trackMileage } from './tracks'

const HANDLERS: Record<MethodName, MethodHandler> = {
  'jimi.oauth.token.get': tokenGet,
  'jimi.oauth.token.refresh': tokenRefresh,
  'jimi.user.child.list': childList,
  'jimi.user.device.list': deviceList,
  'jimi.track.device.detail': deviceDetail,
  'jimi.user.device.location.list': locationList,
  'jimi.device.location.get': locationGet,
  'jimi.device.track.list': trackList,
  'jimi.device.track.mileage': trackMileage,
  'jimi.device.alarm.list': alarmList,
}

/** The handler of a method name as it came over the wire (letter case counts); null for one this profile lacks. */
export function findHandler(name: string, profile: Profile): MethodHandler | null {
  if (!isMethodName(name) || !getMethod(name).profiles.includes(profile)) return null
  return HANDLERS[name]
}
