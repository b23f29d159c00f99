// Chapter "Tracking", single look-ups: share link, cell and Wi-Fi positions, tags.

import { createHash } from 'node:crypto'
import { formatVendorTime } from '../clock'
import { wirePosition } from '../positions'
import { badParameter, missingParameter, VendorRefusal } from '../refusal'
import { handler, proHandler, type SandboxRoom, type TokenCall } from './handler'
import { DAY_MS, findText, getImeis, getText } from './params'
import { getReachableDevice } from './rights'

/** `jimi.device.location.URL.share`: a link without its scheme, as the vendor writes it. */
export const locationShare = handler((call) => {
  const imei = getText(call, 'imei')
  getReachableDevice(call, imei)
  const { host } = new URL(call.room.address.origin)
  const info = `${imei}${shareSeal(call.room, imei)}`
  return { result: { URL: `${host}/media/share?ver=2&method=trackDevice_abr&deviceinfo=${info}` } }
})

/** What makes a share link hard to guess; the page asks for it. */
export function shareSeal({ appKey }: Pick<SandboxRoom, 'appKey'>, imei: string): string {
  return createHash('sha256').update(`${appKey}/${imei}`, 'utf8').digest('hex').slice(0, 32)
}

/** `jimi.lbs.address.get`: 10 a day and device, pooled over the account tree; then 1006. */
export const lbsAddress = handler((call) => {
  const imei = getText(call, 'imei')
  const lbs = findText(call, 'lbs')
  const wifi = findText(call, 'wifi')
  if (lbs === null && wifi === null) throw missingParameter('lbs or wifi')
  if (lbs !== null) checkCells(lbs)
  if (wifi !== null) checkNetworks(wifi)
  const device = getReachableDevice(call, imei, 'illegal device')
  countLbsCall(call)
  const { world, clock } = call.room
  const { fix } = world.stateAt(device.imei, clock.toWorldMs(call.nowMs))
  const radiusM = wifi === null ? 450 : 60
  return { result: { ...nearby(fix ?? { lat: 0, lng: 0 }, `${lbs}${wifi}`, radiusM), accuracy: radiusM } }
})

const CALLS_PER_DEVICE = 10
const MAX_CELLS = 7

function countLbsCall({ room, caller, nowMs }: TokenCall): void {
  const key = `${room.tree.findRoot(caller.login)} ${formatVendorTime(nowMs).slice(0, 10)}`
  const calls = room.state.lbsCalls.get(key) ?? 0
  if (calls >= CALLS_PER_DEVICE * room.tree.countTreeDevices(caller.login))
    throw new VendorRefusal(1006, 'Request frequency is too high today!')
  room.state.lbsCalls.set(key, calls + 1)
}

function checkCells(text: string): void {
  const cells = text.split('|')
  const isCell = (cell: string) => /^\d{1,3},\d{1,3},\d{1,6},\d{1,10},-?\d{1,3}$/.test(cell)
  if (cells.length > MAX_CELLS || !cells.every(isCell))
    throw badParameter('lbs', 'is not mcc,mnc,lac,cell,rssi up to seven times')
}

function checkNetworks(text: string): void {
  if (!text.split('|').every((network) => /^[0-9A-Fa-f]{12},-?\d{1,3}$/.test(network)))
    throw badParameter('wifi', 'is not mac,rssi with | between')
}

/** A place that is the same for the same observation, within the radius of where the device is. */
function nearby({ lat, lng }: { lat: number; lng: number }, observation: string, radiusM: number) {
  const digest = createHash('sha256').update(observation, 'utf8').digest()
  const angle = (digest.readUInt16BE(0) / 65_536) * 2 * Math.PI
  const degrees = (radiusM * (digest.readUInt16BE(2) / 65_536)) / 111_195
  const stretch = Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  return wirePosition(
    { lat: lat + degrees * Math.sin(angle), lng: lng + (degrees * Math.cos(angle)) / stretch },
    null,
  )
}

/** `jimi.device.location.getTagMsg`: the latest of a tag; rows carry no IMEI. */
export const tagLocation = proHandler((call) => {
  const { room } = call
  const [imei = ''] = getImeis(call, room.switches.strictParams ? ['imei'] : ['imei', 'imeis'], 1)
  getReachableDevice(call, imei)
  const { fix } = room.world.stateAt(imei, room.clock.toWorldMs(call.nowMs))
  if (!fix) return { result: [] }
  // What updateTagDevices fetched is as new as that call, the place the one last heard of.
  const atMs = Math.max(room.clock.toWallMs(fix.atMs), room.state.tagsFreshAtMs.get(imei) ?? 0)
  const gpsTime = room.switches.tagTextTime ? formatVendorTime(atMs) : Math.floor(atMs / 1000)
  const { lat, lng } = wirePosition(fix, null)
  const directions = String(Math.round(fix.headingDeg ?? 0))
  return {
    result: [
      {
        lng,
        lat,
        gpsTime,
        directions,
        gpsSpeed: fix.speedKph ?? -1,
        positionType: POSITION_TYPES[fix.source],
        gpsNum: fix.satellites,
      },
    ],
  }
})

const POSITION_TYPES = { gps: '1', cell: '2', wifi: '3', beacon: '5' }
const MAX_TAGS = 100

/** `jimi.device.location.updateTagDevices`: has the platform fetch what tags last told. */
export const tagRefresh = proHandler((call) => {
  const imeis = getImeis(call, ['imeis'], MAX_TAGS)
  for (const imei of imeis) getReachableDevice(call, imei)
  dropOld(call.room.state.tagsFreshAtMs, call.nowMs)
  for (const imei of imeis) call.room.state.tagsFreshAtMs.set(imei, call.nowMs)
  return { result: null, data: null }
})

function dropOld(freshAtMs: Map<string, number>, nowMs: number): void {
  for (const [imei, atMs] of freshAtMs) if (nowMs - atMs > DAY_MS) freshAtMs.delete(imei)
}
