// The registry: every vendor method we speak, by its name. Adding one here obliges the sandbox to answer it.

import { tokenGet, tokenRefresh } from './access'
import { childCreate, childDelete, childMove, childUpdate } from './account-changes'
import { childList } from './accounts'
import { fenceVisits, parkingReport } from './activity-reports'
import { dltReport, rfidList } from './cards'
import type { Method } from './define-method'
import { deviceBind, deviceMove, deviceUnbind, deviceUpdate, expirationUpdate } from './device-changes'
import { deviceFenceCreate, deviceFenceDelete } from './device-fences'
import { groupCreate, groupDelete, groupList, groupUpdate } from './device-groups'
import { deviceDetail, deviceList } from './devices'
import { healthData } from './health'
import { instructionList, instructionResult, instructionSend, rawSend } from './instructions'
import { addressGet, shareUrl, tagMessages, tagRefresh } from './lookups'
import { captureMedia, fileList, uploadRecording } from './media-capture'
import { mediaList, mediaOfEvents, mediaOrdered } from './media-files'
import { historyList, historyOrder, historyStream } from './media-history'
import { closeStream, livePageUrl, liveStream, rtmpUrl } from './media-live'
import { obdFault, obdList } from './obd'
import { fenceBind, fenceCreate, fenceDelete, fenceDetail, fenceList, fenceUpdate } from './platform-fences'
import { locationGet, locationList } from './positions'
import { alarmList } from './reports'
import { scooterDetail, scooterSend } from './scooters'
import { trackList, trackMileage } from './tracks'
import { tripReport } from './trip-report'

/** All methods by chapter, in the order of the docs. */
export const CHAPTERS = {
  'Access control': [tokenGet, tokenRefresh],
  Devices: [
    deviceList,
    deviceDetail,
    expirationUpdate,
    deviceUpdate,
    deviceMove,
    deviceBind,
    deviceUnbind,
    groupCreate,
    groupUpdate,
    groupDelete,
    groupList,
  ],
  Tracking: [
    locationList,
    locationGet,
    shareUrl,
    trackMileage,
    trackList,
    addressGet,
    parkingReport,
    tagMessages,
    tagRefresh,
  ],
  Media: [
    livePageUrl,
    captureMedia,
    uploadRecording,
    mediaOrdered,
    mediaList,
    mediaOfEvents,
    liveStream,
    historyOrder,
    historyList,
    historyStream,
    closeStream,
    fileList,
    rtmpUrl,
  ],
  Commands: [instructionList, instructionSend, instructionResult, rawSend],
  Geofences: [
    deviceFenceCreate,
    deviceFenceDelete,
    fenceCreate,
    fenceUpdate,
    fenceDelete,
    fenceBind,
    fenceList,
    fenceDetail,
  ],
  Reports: [fenceVisits, alarmList, tripReport, rfidList, healthData, dltReport],
  OBD: [obdList, obdFault],
  Accounts: [childList, childCreate, childDelete, childMove, childUpdate],
  Scooters: [scooterSend, scooterDetail],
} as const

/** All methods, each under its vendor name. */
export const methods = byName(Object.values(CHAPTERS).flat())

type Registry = typeof methods
export type MethodName = keyof Registry
/** What a caller passes, and a sandbox handler receives, in domain terms. */
export type MethodInput<N extends MethodName> =
  Registry[N] extends Method<N, infer Input, unknown> ? Input : never
/** What a caller receives, and a sandbox handler answers, in domain terms. */
export type MethodOutput<N extends MethodName> = Parameters<Registry[N]['output']['write']>[0]

type Methods = { [N in MethodName]: Method<N, MethodInput<N>, MethodOutput<N>> }

/** The declaration of a method, with input and output tied to its name. */
export function getMethod<N extends MethodName>(name: N): Methods[N] {
  const typed: Methods = methods
  return typed[name]
}

/** Whether a text, such as one that came over the network, names a method we know. */
export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name)
}

/**
 * The method a request means by its wire name and parameters: a method that borrows another's wire name is told by the
 * parameter it declares. Null for a name nobody has.
 */
export function findMethodOfRequest(
  wireName: string,
  params: Readonly<Record<string, string>>,
): MethodName | null {
  for (const name of Object.keys(methods).filter(isMethodName)) {
    const { wireName: borrowed, toldBy }: { wireName?: string; toldBy?: string } = methods[name]
    if (borrowed === wireName && toldBy !== undefined && params[toldBy]) return name
  }
  return isMethodName(wireName) ? wireName : null
}

function byName<M extends { name: string }>(list: readonly M[]): { [E in M as E['name']]: E } {
  const named = Object.fromEntries(list.map((method) => [method.name, method]))
  // Object.fromEntries forgets which name belongs to which method; the type above says it again.
  return named as { [E in M as E['name']]: E }
}
