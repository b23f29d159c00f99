// Chapter "Reports", the trip report: trips in detail by device and day, or a line per day.

import type { TreeDevice } from '../account-tree'
import { formatVendorTime } from '../clock'
import { wirePosition } from '../positions'
import type { WorldTrip } from '../world/types'
import { proHandler, type SandboxRoom } from './handler'
import { getImeis, getRowWindow, getSpan, getText, getWord, HISTORY_DAYS, toWorldSpan } from './params'
import { getReachableAccount, getReachableDevice } from './rights'

const MAX_IMEIS = 50
const LITRES_PER_100_KM = 9

/** `jimi.open.platform.report.trips`; rows are trips for `list`, days for `day`. */
export const tripReport = proHandler((call) => {
  const { room } = call
  const account = getText(call, 'account')
  const imeis = getImeis(call, ['imeis'], MAX_IMEIS)
  const type = getWord(call, 'type', ['day', 'list'])
  const span = toWorldSpan(call, getSpan(call, HISTORY_DAYS, 'start_time'))
  const { startRow, pageSize } = getRowWindow(call)
  getReachableAccount(call, account, 'The account does not exist')
  const devices = imeis.map((imei) => getReachableDevice(call, imei))
  const journeys = devices.flatMap((device) =>
    room.world.tripsBetween(device.imei, span.fromMs, span.toMs).map((trip) => journeyOf(room, device, trip)),
  )
  const window = <T>(rows: readonly T[]) => rows.slice(startRow, startRow + pageSize)
  if (type === 'list') {
    const dayList = groupBy(window(journeys), ({ device }) => device.imei).map(deviceList)
    return { result: null, data: { dayList, datDatas: null } }
  }
  const days = window(groupBy(journeys, ({ device, date }) => `${device.imei} ${date}`))
  const datDatas = groupBy(days, ([first]) => first.device.imei).map((group) => deviceDays(room, group))
  return { result: null, data: { dayList: null, datDatas } }
})

/** A trip in wall time with what the report says of it. */
type Journey = {
  device: TreeDevice
  trip: WorldTrip
  date: string
  startMs: number
  endMs: number
  startKm: number
  km: number
}
type Several<T> = readonly [T, ...T[]]

function journeyOf({ clock, world }: SandboxRoom, device: TreeDevice, trip: WorldTrip): Journey {
  const startMs = clock.toWallMs(trip.startMs)
  return {
    device,
    trip,
    date: formatVendorTime(startMs).slice(0, 10),
    startMs,
    endMs: clock.toWallMs(trip.endMs),
    startKm: world.stateAt(device.imei, trip.startMs).odometerKm,
    km: trip.distanceM / 1000,
  }
}

function deviceList(journeys: Several<Journey>) {
  const [{ device }] = journeys
  const days = groupBy(journeys, ({ date }) => date)
  return {
    imei: device.imei,
    deviceName: device.deviceName,
    tripsData: days.map((day) => ({
      Searchdate: day[0].date,
      tripNum: day.length,
      inTotal: totals(day),
      dayData: day.map(tripRow),
    })),
    inTotal: { allTrips: String(journeys.length), ...totals(journeys) },
  }
}

function tripRow(journey: Journey) {
  const { trip, device, startKm, km } = journey
  const start = wirePosition({ lat: trip.startLat, lng: trip.startLng }, null)
  const end = wirePosition({ lat: trip.endLat, lng: trip.endLng }, null)
  return {
    imei: device.imei,
    startTime: formatVendorTime(journey.startMs),
    endTime: formatVendorTime(journey.endMs),
    startLat: String(start.lat),
    startLng: String(start.lng),
    endLat: String(end.lat),
    endLng: String(end.lng),
    totalMileage: tenths(km),
    travelTime: String(secondsOf([journey])),
    averageSpeed: averageKph([journey]),
    maxSpeed: String(Math.round(trip.maxSpeedKph)),
    oilWear: String(LITRES_PER_100_KM),
    fuel: litres(km),
    startMileage: tenths(startKm),
    endMileage: tenths(startKm + km),
  }
}

function totals(journeys: readonly Journey[]) {
  const km = sum(journeys.map((journey) => journey.km))
  return {
    totalDis: tenths(km),
    travelTime: String(secondsOf(journeys)),
    totalTime: clockText(secondsOf(journeys)),
    totalAvgSpeed: averageKph(journeys),
    allTotalMaxSpeed: topKph(journeys),
    totalFuel: litres(km),
    oilWear: String(LITRES_PER_100_KM),
  }
}

function deviceDays({ switches }: SandboxRoom, days: Several<Several<Journey>>) {
  const { device } = days[0][0]
  const rows = days.map(dayRow)
  const data = switches.tripDayData === 'object' ? (rows[0] ?? null) : rows
  return { deviceName: device.deviceName, deviceImei: device.imei, data }
}

function dayRow(journeys: Several<Journey>) {
  const km = sum(journeys.map((journey) => journey.km))
  return {
    date: journeys[0].date,
    totalTrips: String(journeys.length),
    averageSpeed: averageKph(journeys),
    fuel: litres(km),
    maxSpeed: topKph(journeys),
    oilWear: String(LITRES_PER_100_KM),
    totalMileage: tenths(km),
    travelTime: clockText(secondsOf(journeys)),
  }
}

function secondsOf(journeys: readonly Journey[]): number {
  return sum(journeys.map(({ startMs, endMs }) => Math.round((endMs - startMs) / 1000)))
}

function averageKph(journeys: readonly Journey[]): string {
  const hours = sum(journeys.map(({ trip }) => (trip.endMs - trip.startMs) / 3_600_000))
  return hours > 0 ? tenths(sum(journeys.map(({ km }) => km)) / hours) : '0'
}

function topKph(journeys: readonly Journey[]): string {
  return String(Math.round(Math.max(...journeys.map(({ trip }) => trip.maxSpeedKph))))
}

function litres(km: number): string {
  return tenths((km * LITRES_PER_100_KM) / 100)
}

function tenths(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}
