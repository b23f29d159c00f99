// The two pushes that make up nearly all traffic, read without tables when they have their usual form: numbers as numbers,
// times of 19 characters. Anything else is null here, and goes to the tables in contact.ts, which alone decide what is refused.

import type { FixSource } from '@/lib/domain/vehicle'
import type { Arrival, WireItem } from './define-push'
import type { GpsPush, HeartbeatPush } from './items'
import { MAX_AHEAD_MS } from './push-limits'

const MIN_TIME_MS = Date.UTC(2000, 0, 1)
const MAX_TIME_MS = Date.UTC(2100, 0, 1) - 1
const SOURCES: readonly (FixSource | undefined)[] = [undefined, 'gps', 'cell', 'wifi', 'beacon']

/** A usual pushgps item; null for any other. */
export function readFixFast(wire: WireItem, arrival: Arrival): GpsPush | null {
  const { deviceImei: imei, gpsTime, gateTime, lat, lng, satelliteNum, gpsSpeed, direction } = wire
  const { acc, postType, gpsMode, postMethod, status, altitude, distance } = wire
  const latestMs = arrival.receivedAt.getTime() + MAX_AHEAD_MS
  if (!isImei(imei) || !isIn(lat, -90, 90) || !isIn(lng, -180, 180)) return null
  const fixMs = timeMs(gpsTime, latestMs)
  const gatewayMs = gateTime === undefined ? 0 : timeMs(gateTime, latestMs)
  if (Number.isNaN(fixMs) || Number.isNaN(gatewayMs) || hasExtras(wire)) return null
  if (!isMaybeWhole(satelliteNum, 255) || !isMaybeWhole(direction, 360)) return null
  if (!isMaybeBit(acc) || !isMaybeBit(gpsMode) || !isMaybeWhole(postMethod, 65_535)) return null
  if (!isMaybeWhole(status, 0xffffffff) || !isMaybeWhole(postType, 4) || postType === 0) return null
  if (gpsSpeed !== undefined && !isIn(gpsSpeed, 0, 1000)) return null
  if (altitude !== undefined && !isIn(altitude, -20_000, 100_000)) return null
  if (distance !== undefined && !isIn(distance, 0, 100_000_000_000)) return null
  const isFix = lat !== 0 || lng !== 0
  // All members at once, unknown ones undefined: an object that grows member by member costs three times as much. Adding
  // 0 turns -0 into 0.
  return {
    imei,
    fixAt: new Date(fixMs),
    gatewayAt: gateTime === undefined ? undefined : new Date(gatewayMs),
    lat: isFix ? lat + 0 : undefined,
    lng: isFix ? lng + 0 : undefined,
    source: postType === undefined ? undefined : SOURCES[postType],
    satellites: plusZero(satelliteNum),
    speedKph: plusZero(gpsSpeed),
    headingDeg: plusZero(direction),
    ignition: isOne(acc),
    resent: isOne(gpsMode),
    reasonCode: plusZero(postMethod),
    statusBits: plusZero(status),
    altitudeM: plusZero(altitude),
    odometerM: plusZero(distance),
  }
}

/** A usual pushhb item; null for any other. */
export function readHeartbeatFast(wire: WireItem, arrival: Arrival): HeartbeatPush | null {
  const { deviceImei: imei, gateTime, powerLevel, gsmSign, acc, powerStatus } = wire
  const { fortify, oilEle, gpsPos, remoteLock } = wire
  const atMs = timeMs(gateTime, arrival.receivedAt.getTime() + MAX_AHEAD_MS)
  if (!isImei(imei) || Number.isNaN(atMs)) return null
  if (!isMaybeWhole(powerLevel, 100) || !isMaybeWhole(gsmSign, 100)) return null
  if (!isMaybeBit(acc) || !isMaybeBit(powerStatus) || !isMaybeBit(fortify)) return null
  if (!isMaybeBit(oilEle) || !isMaybeBit(gpsPos) || !isMaybeBit(remoteLock)) return null
  return {
    imei,
    at: new Date(atMs),
    batteryPercent: plusZero(powerLevel),
    signalPercent: plusZero(gsmSign),
    ignition: isOne(acc),
    charging: isOne(powerStatus),
    armed: isOne(fortify),
    fuelCut: isOne(oilEle),
    hasFix: isOne(gpsPos),
    locked: isOne(remoteLock),
  }
}

function plusZero(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value + 0
}

function isOne(value: 0 | 1 | undefined): boolean | undefined {
  return value === undefined ? undefined : value === 1
}

function hasExtras(wire: WireItem): boolean {
  return (
    wire.driverLicenseStatus !== undefined ||
    wire.driverLicense !== undefined ||
    wire.driverId !== undefined ||
    wire.driverName !== undefined ||
    wire.sosStatus !== undefined ||
    wire.doorStatus !== undefined ||
    wire.buzzerAlarmStatus !== undefined ||
    wire.creditCardStatus !== undefined ||
    wire.temperature !== undefined ||
    wire.transparentData !== undefined ||
    wire.undecodedGpsAddInfo !== undefined
  )
}

function isIn(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max
}

function isMaybeWhole(value: unknown, max: number): value is number | undefined {
  return value === undefined || (typeof value === 'number' && value >= 0 && value <= max && value % 1 === 0)
}

function isMaybeBit(value: unknown): value is 0 | 1 | undefined {
  return value === undefined || value === 0 || value === 1
}

function isImei(value: unknown): value is string {
  if (typeof value !== 'string' || value.length < 10 || value.length > 20) return false
  for (let at = 0; at < value.length; at += 1) {
    const digit = value.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return false
  }
  return true
}

/** Milliseconds of `yyyy-MM-dd HH:mm:ss`, or NaN: for any other form, a moment that doesn't exist, or one out of bounds. */
function timeMs(value: unknown, latestMs: number): number {
  if (typeof value !== 'string' || value.length !== 19) return Number.NaN
  if (value.charCodeAt(4) !== 45 || value.charCodeAt(7) !== 45 || value.charCodeAt(10) !== 32)
    return Number.NaN
  if (value.charCodeAt(13) !== 58 || value.charCodeAt(16) !== 58) return Number.NaN
  const year = twoDigits(value, 0) * 100 + twoDigits(value, 2)
  const month = twoDigits(value, 5)
  const day = twoDigits(value, 8)
  const hour = twoDigits(value, 11)
  const minute = twoDigits(value, 14)
  const second = twoDigits(value, 17)
  const isPlain = month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59
  if (!isPlain || !(day <= daysIn(month, year))) return Number.NaN
  const ms = dayMs(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000
  return ms >= MIN_TIME_MS && ms <= MAX_TIME_MS && ms <= latestMs ? ms : Number.NaN
}

// Nearly all times of an hour are of one day, so that the last one asked for is remembered.
let lastDay = 0
let lastDayMs = Number.NaN

function dayMs(year: number, month: number, day: number): number {
  const name = (year * 100 + month) * 100 + day
  if (name !== lastDay) {
    lastDayMs = Date.UTC(year, month - 1, day)
    lastDay = name
  }
  return lastDayMs
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** NaN unless both are digits; every comparison with it fails. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
