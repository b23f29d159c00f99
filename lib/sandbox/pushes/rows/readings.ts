// Rows of what hangs on a vehicle's bus and cables: engine, faults, trips, fuel, load temperature.

import { formatVendorTime } from '../../clock'
import { wirePosition } from '../../positions'
import type { WorldState, WorldTrip } from '../../world/types'
import { type PushedItem, toItem } from '../item'

/** `/pushobd`. The numbers of the data members are ours, since their assignment is not published. */
export function obdItem(imei: string, { atMs, state }: { atMs: number; state: WorldState }): PushedItem {
  const eventTime = formatVendorTime(atMs)
  const speedKph = state.fix?.speedKph ?? 0
  const obdJson = {
    car_type: 2,
    push_time: formatVendorTime(atMs + 1000),
    event_time: eventTime,
    AccState: state.fix?.ignition ? 1 : 0,
    statusFlags: 0,
    ...(state.fix ? wirePosition(state.fix, null) : {}),
    dataID1: Math.round(800 + speedKph * 26),
    dataID2: 78 + Math.round(speedKph / 10),
    dataID3: Math.round((state.fuelLitres ?? 20) * 10),
    dataID4: Math.round(speedKph),
    dataID5: Math.round((state.externalPower ?? 12.6) * 10),
  }
  return toItem({
    topic: 'pushobd',
    imei,
    key: [eventTime],
    row: { deviceImei: imei, obdJson },
    dueMs: atMs + 1000,
  })
}

/** `/pushfaultinfo`; an empty list says that the faults were cleared. */
export function faultItem(
  imei: string,
  { atMs, codes, lat, lng }: { atMs: number; codes: readonly string[]; lat: number; lng: number },
): PushedItem {
  const eventTime = Math.floor(atMs / 1000)
  const row = {
    deviceImei: imei,
    gateTime: formatVendorTime(atMs + 1000),
    faultCodeList: codes,
    faultNum: codes.length,
    statusFlags: 0,
    ...wirePosition({ lat, lng }, null),
    eventTime,
  }
  const key = [eventTime, [...codes].sort().join(',')]
  return toItem({ topic: 'pushfaultinfo', imei, key, row, dueMs: atMs + 1000 })
}

const LITRES_PER_KM = 0.09

/** `/pushtripreport`: one when a trip begins, one when it has ended. Times of the trip are wall ms. */
export function tripItem(
  imei: string,
  { trip, phase, idleS }: { trip: WorldTrip; phase: 'start' | 'end'; idleS: number },
): PushedItem {
  const isEnd = phase === 'end'
  const atMs = (isEnd ? trip.endMs : trip.startMs) + 1000
  const km = isEnd ? trip.distanceM / 1000 : 0
  const begin = wirePosition({ lat: trip.startLat, lng: trip.startLng }, null)
  const end = isEnd ? wirePosition({ lat: trip.endLat, lng: trip.endLng }, null) : begin
  const beginTime = bcdTime(trip.startMs)
  const tripSeq = Math.floor(trip.startMs / 60_000) % 100_000
  const properties = isEnd ? 2 : 1
  const row = {
    deviceImei: imei,
    gateTime: formatVendorTime(atMs),
    miles: Math.round(km * 100) / 100,
    oils: Math.round(km * LITRES_PER_KM * 100) / 100,
    idleTimes: isEnd ? idleS : 0,
    tripSeq,
    beginTime,
    endTime: bcdTime(isEnd ? trip.endMs : trip.startMs),
    beginLat: begin.lat,
    beginLng: begin.lng,
    endLat: end.lat,
    endLng: end.lng,
    properties,
  }
  return toItem({ topic: 'pushtripreport', imei, key: [tripSeq, properties, beginTime], row, dueMs: atMs })
}

function bcdTime(ms: number): string {
  return formatVendorTime(ms).replace(/\D/g, '').slice(2)
}

/** `/pushoil`: litres by the sensor in the tank, in hundredths. */
export function fuelItem(imei: string, { atMs, litres }: { atMs: number; litres: number }): PushedItem {
  const gateTime = formatVendorTime(atMs)
  const row = { deviceImei: imei, path: 1, gateTime, value: Math.round(litres * 100), unit: 4 }
  return toItem({ topic: 'pushoil', imei, key: [1, gateTime], row, dueMs: atMs })
}

/** `/pushtem`: the air of a cooled load is drier the colder it is. */
export function climateItem(imei: string, { atMs, celsius }: { atMs: number; celsius: number }): PushedItem {
  const postTime = formatVendorTime(atMs)
  const hum = Math.round((62 + celsius * 0.4 + 4 * Math.sin(atMs / 700_000)) * 10) / 10
  const row = { deviceImei: imei, tem: celsius, hum, gateTime: formatVendorTime(atMs + 1000), postTime }
  return toItem({ topic: 'pushtem', imei, key: [postTime], row, dueMs: atMs + 1000 })
}
