// The registry of handlers: one for every method of the contract. A method without a handler does not compile.

import type { MethodName } from '@/lib/jimi/contract/index'
import type { Profile } from '@/lib/jimi/wire/profile'
import { tokenGet, tokenRefresh } from './access'
import { childCreate, childDelete, childList, childMove, childUpdate } from './accounts'
import { fileList, historySend, livePageUrl, rtmpUrl, shotSend } from './camera'
import { dltReport, healthData, rfidList } from './cards'
import { instructionList, instructionRawSend, instructionResult, instructionSend } from './commands'
import { deviceBind, deviceMove, deviceUnbind, deviceUpdate, expirationUpdate } from './device-edits'
import { deviceFenceCreate, deviceFenceDelete } from './device-fences'
import { deviceDetail, deviceList } from './devices'
import { fenceDuration } from './fence-visits'
import { groupCreate, groupDelete, groupList, groupUpdate } from './groups'
import type { MethodHandler } from './handler'
import { lbsAddress, locationShare, tagLocation, tagRefresh } from './lookups'
import { jimiMediaUrl, mediaEventUrl, mediaUrl } from './media-files'
import { obdFault, obdList } from './obd'
import {
  platformFenceBind,
  platformFenceCreate,
  platformFenceDelete,
  platformFenceDetail,
  platformFenceList,
  platformFenceUpdate,
} from './platform-fences'
import { alarmList } from './reports'
import { scooterDetail, scooterSend } from './scooters'
import { parkingReport } from './stops'
import { closeStream, historyListCmd, historyListGet, historyStream, liveStream } from './streams'
import { locationGet, locationList } from './tracking'
import { trackList, trackMileage } from './tracks'
import { tripReport } from './trip-report'

const ALL = {
  'jimi.oauth.token.get': tokenGet,
  'jimi.oauth.token.refresh': tokenRefresh,

  'jimi.user.device.list': deviceList,
  'jimi.track.device.detail': deviceDetail,
  'jimi.user.device.expiration.update': expirationUpdate,
  'jimi.open.device.update': deviceUpdate,
  'jimi.open.device.move': deviceMove,
  'jimi.open.device.bind': deviceBind,
  'jimi.open.device.unbind': deviceUnbind,
  'jimi.device.group.create': groupCreate,
  'jimi.device.group.update': groupUpdate,
  'jimi.device.group.delete': groupDelete,
  'jimi.device.group.list': groupList,

  'jimi.user.device.location.list': locationList,
  'jimi.device.location.get': locationGet,
  'jimi.device.location.URL.share': locationShare,
  'jimi.device.track.mileage': trackMileage,
  'jimi.device.track.list': trackList,
  'jimi.lbs.address.get': lbsAddress,
  'jimi.open.platform.report.parking': parkingReport,
  'jimi.device.location.getTagMsg': tagLocation,
  'jimi.device.location.updateTagDevices': tagRefresh,

  'jimi.device.live.page.url': livePageUrl,
  'jimi.device.meida.cmd.send': shotSend,
  'jimi.device.history.cmd.send': historySend,
  'jimi.device.media.URL': mediaUrl,
  'jimi.device.jimi.media.URL': jimiMediaUrl,
  'jimi.device.media.event.URL': mediaEventUrl,
  'jimi.device.media.live.stream': liveStream,
  'jimi.device.media.history.list.cmd': historyListCmd,
  'jimi.device.media.history.list.get': historyListGet,
  'jimi.device.media.history.stream': historyStream,
  'jimi.device.media.close.stream': closeStream,
  'jimi.device.history.file.list': fileList,
  'jimi.open.video.rtmp.url': rtmpUrl,

  'jimi.open.instruction.list': instructionList,
  'jimi.open.instruction.send': instructionSend,
  'jimi.open.instruction.result': instructionResult,
  'jimi.open.instruction.raw.send': instructionRawSend,

  'jimi.open.device.fence.create': deviceFenceCreate,
  'jimi.open.device.fence.delete': deviceFenceDelete,
  'jimi.open.platform.fence.create': platformFenceCreate,
  'jimi.open.platform.fence.update': platformFenceUpdate,
  'jimi.open.platform.fence.delete': platformFenceDelete,
  'jimi.open.platform.fence.bind': platformFenceBind,
  'jimi.open.platform.fence.list': platformFenceList,
  'jimi.open.platform.fence.detail': platformFenceDetail,

  'jimi.open.platform.fence.duration': fenceDuration,
  'jimi.device.alarm.list': alarmList,
  'jimi.open.platform.report.trips': tripReport,
  'jimi.open.device.rfid.list': rfidList,
  'jimi.device.health.data': healthData,
  'jimi.open.platform.dlt.report': dltReport,

  'jimi.device.obd.list': obdList,
  'jimi.device.obd.fault': obdFault,

  'jimi.user.child.list': childList,
  'jimi.user.child.create': childCreate,
  'jimi.user.child.del': childDelete,
  'jimi.user.child.move': childMove,
  'jimi.user.child.update': childUpdate,

  'jimi.scooter.instruction.send': scooterSend,
  'jimi.scooter.device.detail': scooterDetail,
} satisfies Partial<Record<string, MethodHandler>> & Record<MethodName, MethodHandler>

/** The handler of a method name as it came over the wire (letter case counts); null for one this profile lacks. */
export function findHandler(name: string, profile: Profile): MethodHandler | null {
  if (!isHandled(name)) return null
  const found: MethodHandler = ALL[name]
  return found.profiles === undefined || found.profiles.includes(profile) ? found : null
}

function isHandled(name: string): name is keyof typeof ALL {
  return Object.hasOwn(ALL, name)
}
