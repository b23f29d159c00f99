// Chapter "Geofences", fences the platform watches: create and edit, delete, bind, list, detail.

import { rewatchFence } from '../fence-alarms'
import { badParameter, businessException, systemBusy, VendorRefusal } from '../refusal'
import type { PlatformFence } from '../state/fences'
import { type Answer, proHandler, type TokenCall } from './handler'
import { findText, getImeis, getText, getWord, readInteger } from './params'
import { getReachableAccount, getReachableDevice } from './rights'

/** So that a client gone astray cannot fill the memory. */
const MAX_FENCES = 20_000
const MAX_POINTS = 1000
const RADIUS_M = { min: 200, max: 5000, fallback: 200 }

/** `jimi.open.platform.fence.create`: with `fence_id` it edits, which is how the vendor documents editing. */
export const platformFenceCreate = proHandler((call) => {
  const edits = call.room.switches.fenceEdit !== 'update' && findText(call, 'fence_id') !== null
  return edits ? editFence(call) : createFence(call)
})

/** `jimi.open.platform.fence.update`: the name another document supposes for editing. */
export const platformFenceUpdate = proHandler((call) => {
  if (call.room.switches.fenceEdit === 'create')
    throw new VendorRefusal(1007, 'request method error: unknown method')
  return editFence(call)
})

function createFence(call: TokenCall): Answer {
  const { platformFences } = call.room.state
  const account = readAccount(call)
  const shape = readShape(call)
  checkName(call, { account, name: shape.name, id: null })
  if (platformFences.count() >= MAX_FENCES) throw businessException()
  const unbound = { imeis: [], alertTypes: [], stayTimeIn: null, stayTimeOut: null }
  return { result: null, data: platformFences.add({ account, ...shape, ...unbound }).id }
}

function editFence(call: TokenCall): Answer {
  const account = readAccount(call)
  const id = getText(call, 'fence_id')
  const shape = readShape(call)
  const fence = getFence(call, id)
  if (fence.account !== account) throw missing(call)
  checkName(call, { account, name: shape.name, id })
  call.room.state.platformFences.change(id, shape)
  rewatchFence(call.room, id, call.nowMs)
  return { result: null, data: id }
}

/** `jimi.open.platform.fence.delete`. */
export const platformFenceDelete = proHandler((call) => {
  const account = readAccount(call)
  const fence = getFence(call, getText(call, 'fence_id'))
  if (fence.account !== account) throw missing(call)
  call.room.state.platformFences.remove(fence.id)
  rewatchFence(call.room, fence.id, call.nowMs)
  return { result: null, data: null }
})

/** `jimi.open.platform.fence.bind`: which devices and which alarms; what is left out is taken off. */
export const platformFenceBind = proHandler((call) => {
  const { state, switches, tree } = call.room
  const id = getText(call, 'fence_id')
  const imeis = findText(call, 'imeis') === null ? [] : getImeis(call, ['imeis'], 10_000)
  const alerts = readAlerts(call)
  const fence = state.platformFences.find(id)
  if (!fence || !tree.canReach(call.caller.login, fence.account)) throw businessException()
  for (const imei of imeis) getReachableDevice(call, imei)
  const bound = switches.fenceBindAdds ? [...new Set([...fence.imeis, ...imeis])] : imeis
  state.platformFences.change(id, { imeis: bound, ...alerts })
  rewatchFence(call.room, id, call.nowMs)
  return { result: null, data: String(bound.length) }
})

/** `jimi.open.platform.fence.list`: pages of up to 50, newest first. */
export const platformFenceList = proHandler((call) => {
  const page = readInteger(call, 'page_no', { min: 1, max: 100_000, fallback: 1 })
  const size = readInteger(call, 'page_size', { min: 1, max: 50, fallback: 10 })
  const fences = call.room.state.platformFences.listOf(readAccount(call))
  const rows = fences.slice((page - 1) * size, page * size).map(fenceRow)
  return { result: { total: fences.length, rows } }
})

/** `jimi.open.platform.fence.detail`. */
export const platformFenceDetail = proHandler((call) => {
  return { result: fenceRow(getFence(call, getText(call, 'fence_id'))) }
})

function readAccount(call: TokenCall): string {
  return getReachableAccount(call, getText(call, 'account'), 'The account does not exist').login
}

function getFence(call: TokenCall, id: string): PlatformFence {
  const fence = call.room.state.platformFences.find(id)
  if (!fence || !call.room.tree.canReach(call.caller.login, fence.account)) throw missing(call)
  return fence
}

function missing(call: TokenCall): VendorRefusal {
  return call.room.switches.fenceMissingCode === -1 ? systemBusy() : businessException()
}

function checkName(
  call: TokenCall,
  { account, name, id }: { account: string; name: string; id: string | null },
): void {
  const others = call.room.state.platformFences.listOf(account).filter((fence) => fence.id !== id)
  if (others.some((fence) => fence.name === name)) throw new VendorRefusal(1114, 'That name already exists ')
}

function readShape(call: TokenCall) {
  const name = getText(call, 'fence_name')
  const type = getWord(call, 'fence_type', ['circle', 'polygon'])
  const color = findText(call, 'fence_color') ?? '#3B7AFF'
  if (!/^#[0-9A-Fa-f]{6}$/.test(color)) throw badParameter('fence_color', 'is not #RRGGBB')
  const geom = getText(call, 'geom')
  if (!call.room.switches.geomAny) checkGeom(geom, type)
  const hasRadius = findText(call, 'radius') !== null
  const radiusM = readInteger(call, 'radius', RADIUS_M)
  const description = findText(call, 'description') ?? ''
  // As documented: a circle without its radius becomes a polygon, here one of a single point.
  if (type === 'polygon' || !hasRadius)
    return { name, type: 'polygon', color, geom, radiusM: null, description } as const
  return { name, type, color, geom, radiusM, description } as const
}

function checkGeom(geom: string, type: 'circle' | 'polygon'): void {
  const points = geom.split('#')
  if (points.length > MAX_POINTS || !points.every(isPoint)) throw badParameter('geom', 'is not lat,lng')
  if (type === 'circle' && points.length !== 1) throw badParameter('geom', 'is not one point')
  if (type === 'polygon' && points.length < 3) throw badParameter('geom', 'has under three points')
}

function isPoint(text: string): boolean {
  const [, lat, lng] = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text) ?? []
  return lat !== undefined && lng !== undefined && Math.abs(Number(lat)) <= 90 && Math.abs(Number(lng)) <= 180
}

const ALERT_TYPES = ['in', 'out', 'stayTimeIn', 'stayTimeOut']

function readAlerts(call: TokenCall) {
  const alertTypes = (findText(call, 'alert_type') ?? '').split(',').filter((word) => word !== '')
  if (!alertTypes.every((word) => ALERT_TYPES.includes(word)))
    throw badParameter('alert_type', `takes ${ALERT_TYPES.join(', ')}`)
  return {
    alertTypes,
    stayTimeIn: readStay(call, 'stay_time_in', alertTypes.includes('stayTimeIn')),
    stayTimeOut: readStay(call, 'stay_time_out', alertTypes.includes('stayTimeOut')),
  }
}

function readStay(call: TokenCall, name: string, isWanted: boolean): number | null {
  const days = readInteger(call, name, { min: 0, max: 100_000_000, fallback: 0 })
  return isWanted && days > 0 ? days : null
}

function fenceRow(fence: PlatformFence) {
  return {
    fence_id: fence.id,
    fence_name: fence.name,
    fence_type: fence.type,
    fence_color: fence.color.toLowerCase(),
    coordinates: fence.geom.replaceAll('#', ';'),
    radius: fence.radiusM === null ? '' : String(fence.radiusM),
    description: fence.description,
    imeis: fence.imeis.join(','),
    alert_type: fence.alertTypes.join(','),
    stay_time_out: fence.stayTimeOut,
    stay_time_in: fence.stayTimeIn,
    account: fence.account,
  }
}
