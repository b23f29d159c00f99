// Chapter "Tracking", the past: track.list and track.mileage.

import { setTimeout as delay } from 'node:timers/promises'
import type { FixSource } from '@/lib/domain/vehicle'
import { formatVendorTime } from '../clock'
import { FIX_CONFIDENCES, wirePosition } from '../positions'
import { badParameter, VendorRefusal } from '../refusal'
import type { WorldFix, WorldTrip } from '../world/types'
import type { MethodHandler, SandboxRoom, TokenCall } from './handler'
import {
  DAY_MS,
  findText,
  getImeis,
  getSpan,
  getText,
  HISTORY_DAYS,
  readInteger,
  toWorldSpan,
} from './params'
import { findReachableDevice, getReachableDevice } from './rights'

const MAX_MILEAGE_IMEIS = 50
const MAX_PAGE = 100_000

/** `jimi.device.track.list`: all fixes of one device, ascending; an expired device has none to give. */
export const trackList: MethodHandler = {
  open: false,
  async answer(call) {
    const { room } = call
    const imei = getText(call, 'imei')
    const span = getSpan(call, room.switches.trackSpanDays)
    if (span.fromMs < call.nowMs - HISTORY_DAYS * DAY_MS)
      throw badParameter('begin_time', 'is over 3 months ago')
    const device = findReachableDevice(call, imei)
    if (!device) throw new VendorRefusal(1002, `IMEI does not exist{${imei}}`)
    if (isExpired(call, imei)) throw new VendorRefusal(1002, `The device has expired{${imei}}`)
    if (room.switches.trackDelayMs > 0) await delay(room.switches.trackDelayMs)

    const { fromMs, toMs } = toWorldSpan(call, span)
    const fixes = room.world.fixesBetween(imei, fromMs, toMs)
    const mapType = findText(call, 'map_type')
    if (room.profile === 'ts') return { result: fixes.map((fix) => pointRow(room, fix, mapType)) }
    const result = fixes.map((fix) => ({ ...pointRow(room, fix, mapType), ...proPointFields(fix) }))
    const trips = room.world.tripsBetween(imei, fromMs, toMs)
    return { result, data: { mileage: wireDistance(room, totalM(trips)) } }
  },
}

/** `jimi.device.track.mileage`: trips by device in the order asked, each ascending, and a total per device. */
export const trackMileage: MethodHandler = {
  open: false,
  answer(call) {
    const { room } = call
    const imeis = getImeis(
      call,
      room.switches.strictParams ? ['imeis'] : ['imeis', 'imei'],
      MAX_MILEAGE_IMEIS,
    )
    // No span limit is documented; beyond the vendor's history there is nothing to tell.
    const span = toWorldSpan(call, getSpan(call, HISTORY_DAYS))
    const startRow = readInteger(call, 'start_row', { min: 0, max: MAX_PAGE, fallback: 0 })
    const pageSize = readInteger(call, 'page_size', { min: 1, max: MAX_PAGE, fallback: MAX_PAGE })
    for (const imei of imeis) getReachableDevice(call, imei)

    const trips = imeis.map((imei) => ({
      imei,
      trips: room.world.tripsBetween(imei, span.fromMs, span.toMs),
    }))
    const rows = trips.flatMap(({ imei, trips }) => trips.map((trip) => tripRow(room, imei, trip)))
    const result = rows.slice(startRow, startRow + pageSize)
    if (!room.switches.mileageTotals) return { result }
    const data = trips.map(({ imei, trips }) => ({ imei, totalMileage: wireDistance(room, totalM(trips)) }))
    return { result, data }
  },
}

function isExpired(call: TokenCall, imei: string): boolean {
  return call.room.world.stateAt(imei, call.room.clock.toWorldMs(call.nowMs)).expired
}

function pointRow(room: SandboxRoom, fix: WorldFix, mapType: string | null) {
  return {
    ...wirePosition(fix, mapType),
    gpsTime: formatVendorTime(room.clock.toWallMs(fix.atMs)),
    direction: fix.headingDeg === null ? -1 : Math.round(fix.headingDeg),
    gpsSpeed: fix.speedKph ?? -1,
    posType: POSITION_TYPES[fix.source],
  }
}

// No number is documented for beacons; like Wi-Fi they are short-range radio.
const POSITION_TYPES: Record<FixSource, number> = { gps: 1, cell: 2, wifi: 3, beacon: 3 }

function proPointFields(fix: WorldFix) {
  const ignition = fix.ignition ? 'ON' : 'OFF'
  return {
    satellite: fix.satellites,
    ignition,
    accStatus: ignition,
    gpsMode: 0,
    confidence: FIX_CONFIDENCES[fix.source],
  }
}

function tripRow(room: SandboxRoom, imei: string, trip: WorldTrip) {
  const { mileageDuration, mileageMaxSpeed } = room.switches
  const startMs = room.clock.toWallMs(trip.startMs)
  const endMs = room.clock.toWallMs(trip.endMs)
  const seconds = Math.round((endMs - startMs) / 1000)
  const hours = (trip.endMs - trip.startMs) / 3_600_000
  const start = wirePosition({ lat: trip.startLat, lng: trip.startLng }, null)
  const end = wirePosition({ lat: trip.endLat, lng: trip.endLng }, null)
  return {
    imei,
    startTime: formatVendorTime(startMs),
    endTime: formatVendorTime(endMs),
    startLat: start.lat,
    startLng: start.lng,
    endLat: end.lat,
    endLng: end.lng,
    ...(mileageDuration === 'elapsed' ? {} : { runTimeSecond: seconds }),
    ...(mileageDuration === 'runTimeSecond' ? {} : { elapsed: seconds }),
    distance: wireDistance(room, trip.distanceM),
    avgSpeed: hours > 0 ? Math.round(trip.distanceM / 100 / hours) / 10 : 0,
    ...(mileageMaxSpeed ? { maxSpeed: trip.maxSpeedKph } : {}),
  }
}

function wireDistance(room: SandboxRoom, distanceM: number): number {
  return room.switches.distanceUnit === 'km' ? Math.round(distanceM) / 1000 : Math.round(distanceM)
}

function totalM(trips: readonly WorldTrip[]): number {
  return trips.reduce((sum, trip) => sum + trip.distanceM, 0)
}
