// Rows of what is plugged into a tracker: card readers, modules, serial ports, face lists, Bluetooth keys.

import { formatVendorTime } from '../../clock'
import { wirePosition } from '../../positions'
import type { WorldState } from '../../world/types'
import { digestOf, type PushedItem, toItem } from '../item'

/** A device at a moment of the wall clock. */
export type Sighting = { atMs: number; lat: number; lng: number }

/** `/rfid`: the card that jimi.open.device.rfid.list tells of. */
export function rfidItem(imei: string, { atMs, lat, lng }: Sighting): PushedItem {
  const postTime = formatVendorTime(atMs)
  const value = imei.slice(-6)
  const row = {
    moduleType: '1',
    deviceImei: imei,
    gateTime: formatVendorTime(atMs + 1000),
    postTime,
    value,
    gpsTime: postTime,
    ...wirePosition({ lat, lng }, null),
  }
  return toItem({ topic: 'rfid', imei, key: [postTime, value], row, dueMs: atMs + 1000 })
}

/** `/wgtc`: bytes of a plug-in module. */
export function moduleItem(imei: string, { atMs, hash }: { atMs: number; hash: number }): PushedItem {
  const postTime = formatVendorTime(atMs)
  const hexContent = `0A0C0F01${bytes(hash, atMs).toString('hex').toUpperCase()}`
  const row = { deviceImei: imei, hexContent, postTime, category: '0x9B', type: 1 }
  const key = [postTime, '0x9B', 1, digestOf(hexContent)]
  return toItem({ topic: 'wgtc', imei, key, row, dueMs: atMs + 1000 })
}

/** `/pushPassThroughData` */
export function passThroughItem(imei: string, { atMs, hash }: { atMs: number; hash: number }): PushedItem {
  const gateTime = formatVendorTime(atMs)
  const content = bytes(hash, atMs).toString('base64')
  const row = { deviceImei: imei, gateTime, type: 240, category: '0x0900', content }
  const key = [gateTime, '0x0900', 240, digestOf(content)]
  return toItem({ topic: 'pushPassThroughData', imei, key, row, dueMs: atMs })
}

const STATUS_ID = 8197
const SERIAL_PORT_ID = 8199

/** `/pushTerminalTransInfo`, device status. The content looks like JSON and is none: its keys have no quotes. */
export function statusItem(imei: string, { atMs, state }: { atMs: number; state: WorldState }): PushedItem {
  const battery = state.batteryPercent ?? 100
  const outside = state.externalPower === null ? '' : `,8193:${state.externalPower.toFixed(1)}`
  const volts = (3.4 + 0.008 * battery).toFixed(1)
  const content = `{1:${volts},3:${battery},4:${state.fix?.ignition ? 1 : 0},6:4,7:9${outside}}`
  return extensionItem(imei, { atMs, extensionId: STATUS_ID, content })
}

/** `/pushTerminalTransInfo`, what a reader at the serial port has read. */
export function serialPortItem(imei: string, { atMs, hash }: { atMs: number; hash: number }): PushedItem {
  const content = `{1:"${bytes(hash, atMs).toString('base64')}"}`
  return extensionItem(imei, { atMs, extensionId: SERIAL_PORT_ID, content })
}

function extensionItem(
  imei: string,
  { atMs, extensionId, content }: { atMs: number; extensionId: number; content: string },
): PushedItem {
  const postTime = formatVendorTime(atMs)
  const row = { postTime, deviceImei: imei, extensionId, content }
  const key = [postTime, extensionId, digestOf(content)]
  return toItem({ topic: 'pushTerminalTransInfo', imei, key, row, dueMs: atMs + 1000 })
}

/** `/pushFileContent`: the faces a camera knows. */
export function facesItem(
  imei: string,
  { atMs, instructionId }: { atMs: number; instructionId: string },
): PushedItem {
  const first = 1000 + (Number(imei.slice(-4)) % 900)
  const row = {
    instructionId,
    postTime: formatVendorTime(atMs),
    deviceImei: imei,
    gateTime: formatVendorTime(atMs + 1000),
    content: [String(first), String(first + 1)],
  }
  return toItem({ topic: 'pushFileContent', imei, key: [instructionId], row, dueMs: atMs + 1000 })
}

/** `/generalBusiness`: only the path and its purpose, Bluetooth addresses, are known; the members are ours. */
export function bluetoothItem(imei: string, atMs: number): PushedItem {
  const mac = `AC:23:${imei.slice(-8).replace(/(..)(?=.)/g, '$1:')}`
  const row = { imei, mac, arrival: formatVendorTime(atMs) }
  return toItem({
    topic: 'generalBusiness',
    imei,
    key: [digestOf(JSON.stringify(row))],
    row,
    dueMs: atMs,
  })
}

function bytes(hash: number, atMs: number): Buffer {
  const block = Buffer.alloc(8)
  block.writeUInt32BE(hash >>> 0, 0)
  block.writeUInt32BE(Math.floor(atMs / 1000) >>> 0, 4)
  return block
}
