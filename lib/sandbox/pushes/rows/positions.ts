// Rows of positions, heartbeats, log-ins and cell reports. Positions and heartbeats are most of the traffic, so their text is
// put together by hand.

import { formatVendorTime } from '../../clock'
import { digestOf, type PushedItem, toItem } from '../item'

/** One position as the device sends it. Times are wall ms. */
export type PositionReport = {
  imei: string
  gpsTimeMs: number
  gateTimeMs: number
  lat: number
  lng: number
  satellites: number
  speedKph: number
  headingDeg: number
  ignition: boolean
  postType: 1 | 2 | 3
  isResent: boolean
  postMethod: number
  altitudeM: number
  odometerM: number
}

/** Vendor's numbers of where a position comes from: satellites, cell, Wi-Fi; beacons count as Wi-Fi. */
export const POST_TYPES = { gps: 1, cell: 2, wifi: 3, beacon: 3 } as const

/** `/pushgps` */
export function positionItem(report: PositionReport): PushedItem {
  const time = formatVendorTime(report.gpsTimeMs)
  const { imei, postType } = report
  return {
    topic: 'pushgps',
    imei,
    id: `pushgps|${imei}|${time}|${postType}`,
    json:
      `{"deviceImei":"${imei}","gpsTime":"${time}","gateTime":"${formatVendorTime(report.gateTimeMs)}",` +
      `"lng":${degrees(report.lng)},"lat":${degrees(report.lat)},"satelliteNum":${report.satellites},` +
      `"gpsSpeed":${Math.round(report.speedKph)},"direction":${Math.round(report.headingDeg)},` +
      `"acc":${report.ignition ? 1 : 0},"postType":${postType},"gpsMode":${report.isResent ? 1 : 0},` +
      `"postMethod":${report.postMethod},"status":0,"altitude":${report.altitudeM},"distance":${report.odometerM}}`,
    dueMs: report.gateTimeMs,
  }
}

/** The same position as a device sends it once it is heard again: marked as re-sent, arriving at `dueMs`. */
export function asResent(item: PushedItem, dueMs: number): PushedItem {
  const json = item.json
    .replace('"gpsMode":0', '"gpsMode":1')
    .replace(/"gateTime":"[^"]*"/, `"gateTime":"${formatVendorTime(dueMs)}"`)
  return { ...item, json, dueMs }
}

function degrees(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

/** Metres above the sea: gentle hills, the same at the same place. */
export function altitudeAt(lat: number, lng: number): number {
  return Math.round(120 + 60 * Math.sin(lat * 40) + 50 * Math.cos(lng * 35))
}

/** One heartbeat. `atMs` is wall time. */
export type Heartbeat = {
  imei: string
  atMs: number
  batteryPercent: number | null
  signalLevel: number
  ignition: boolean
  isCharging: boolean
  isArmed: boolean
  isCut: boolean
  hasFix: boolean
  isLocked: boolean
}

/** `/pushhb`; a device without a battery of its own sends no level. */
export function heartbeatItem(beat: Heartbeat): PushedItem {
  const time = formatVendorTime(beat.atMs)
  const level = beat.batteryPercent === null ? '' : `"powerLevel":${beat.batteryPercent},`
  return {
    topic: 'pushhb',
    imei: beat.imei,
    id: `pushhb|${beat.imei}|${time}`,
    json:
      `{"deviceImei":"${beat.imei}","gateTime":"${time}",${level}"gsmSign":${beat.signalLevel * 25},` +
      `"acc":${bit(beat.ignition)},"powerStatus":${bit(beat.isCharging)},"fortify":${bit(beat.isArmed)},` +
      `"oilEle":${bit(beat.isCut)},"gpsPos":${bit(beat.hasFix)},"remoteLock":${bit(beat.isLocked)}}`,
    dueMs: beat.atMs,
  }
}

function bit(flag: boolean): 0 | 1 {
  return flag ? 1 : 0
}

/** `/pushevent` */
export function signOnItem(
  imei: string,
  { type, atMs, lng }: { type: 'LOGIN' | 'LOGOUT'; atMs: number; lng: number | null },
): PushedItem {
  const gateTime = formatVendorTime(atMs)
  return toItem({
    topic: 'pushevent',
    imei,
    key: [type, gateTime],
    row: { deviceImei: imei, type, gateTime, timezone: zoneOf(lng ?? 0) },
    dueMs: atMs,
  })
}

function zoneOf(lng: number): string {
  const hours = Math.round(lng / 15)
  return `GMT${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`
}

/** `/pushlbs`: the cells, or the access points, around a device. The shape for Wi-Fi is not published; this one is ours. */
export function cellsItem(
  imei: string,
  { atMs, postType, lng, hash }: { atMs: number; postType: 'LBS' | 'WIFI'; lng: number; hash: number },
): PushedItem {
  const gateTime = formatVendorTime(atMs)
  const cell = (number: number) =>
    `${2300 + (hash % 90)},${20_000 + ((hash >>> 7) % 9000) + number},${-62 - 7 * number}`
  const point = (number: number) =>
    `a4:2b:b0:${hexByte(hash)}:${hexByte(hash >>> 8)}:0${number},${-48 - 9 * number}`
  const content =
    postType === 'LBS'
      ? { mcc: countryCodeAt(lng), mnc: 1 + (hash % 20), cellList: [0, 1, 2].map(cell).join(';') }
      : { wifiList: [1, 2, 3].map(point).join(';') }
  return toItem({
    topic: 'pushlbs',
    imei,
    key: [gateTime, postType],
    row: { postType, deviceImei: imei, gateTime, lbsJson: JSON.stringify(content) },
    dueMs: atMs,
  })
}

function hexByte(value: number): string {
  return (value & 0xff).toString(16).padStart(2, '0')
}

/** Mobile country codes of the regions of the generated world, by longitude. */
const COUNTRY_CODES: readonly (readonly [number, number])[] = [
  [-70, 310],
  [-30, 724],
  [0, 268],
  [60, 639],
  [95, 429],
]

function countryCodeAt(lng: number): number {
  return COUNTRY_CODES.find(([east]) => lng < east)?.[1] ?? 460
}

/** `/pushextendedkks`: only names are published; the members beside them are ours. */
export function extendedItem(imei: string, atMs: number, satellites: number): PushedItem {
  const gateTime = formatVendorTime(atMs)
  const row = { deviceImei: imei, gateTime, subMessagesId: '1', accuracy: Math.max(2, 30 - 2 * satellites) }
  return toItem({
    topic: 'pushextendedkks',
    imei,
    key: ['1', gateTime, digestOf(JSON.stringify(row))],
    row,
    dueMs: atMs,
  })
}
