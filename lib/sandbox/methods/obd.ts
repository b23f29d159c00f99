// Chapter "OBD": readings of the engine's bus and fault codes, read off the trips of the world.

import type { TreeDevice } from '../account-tree'
import { formatVendorTime } from '../clock'
import { VendorRefusal } from '../refusal'
import { type MethodHandler, proHandler, type TokenCall } from './handler'
import { getImeis, getInteger, getSpan, getText, type Span, toWorldSpan } from './params'
import { getReachableAccount, getReachableDevice } from './rights'
import { vendorPage } from './vendor-page'

const MAX_IMEIS = 100
const MAX_SPAN_DAYS = 31
const READING_MS = 300_000
/** One trip in so many ends with a fault. */
const TRIPS_PER_FAULT = 40

/** `jimi.device.obd.list`: a reading every five minutes of driving, newest first. The answer has no `result`. */
export const obdList = polled((call) => {
  const { devices, span, page, size } = readQuery(call)
  const readings = devices
    .flatMap((device) => listReadings(call, device, span))
    .sort((a, b) => b.atMs - a.atMs)
  const rows = readings.slice((page - 1) * size, page * size).map((reading) => readingRow(call, reading))
  return { data: vendorPage(rows, { page, size, total: readings.length }) }
})

/** `jimi.device.obd.fault`: newest first. */
export const obdFault = polled((call) => {
  const { devices, span, page, size } = readQuery(call)
  const faults = devices.flatMap((device) => listFaults(call, device, span)).sort((a, b) => b.atMs - a.atMs)
  const rows = faults.slice((page - 1) * size, page * size).map(({ device, atMs, code, detail }) => ({
    imei: device.imei,
    deviceName: device.deviceName,
    faultCode: code,
    faultDetail: detail,
    eventTime: formatVendorTime(atMs),
  }))
  return { result: null, data: vendorPage(rows, { page, size, total: faults.length }) }
})

// One of the documents denies that these can be asked for at all.
function polled(answer: (call: TokenCall) => { result?: unknown; data: unknown }): MethodHandler {
  return proHandler((call) => {
    if (!call.room.switches.obdPolling) throw new VendorRefusal(1007, 'request method error: unknown method')
    return answer(call)
  })
}

function readQuery(call: TokenCall) {
  const account = getText(call, 'account')
  const imeis = getImeis(call, ['imeis'], MAX_IMEIS)
  const span = getSpan(call, MAX_SPAN_DAYS, 'start_time')
  const page = getInteger(call, 'page_no', { min: 1, max: 100_000 })
  const size = getInteger(call, 'page_size', { min: 1, max: 100 })
  getReachableAccount(call, account, 'The account does not exist')
  // Devices without a plug have nothing to tell, which is no error.
  const devices = imeis.map((imei) => getReachableDevice(call, imei)).filter(({ kind }) => kind === 'obd')
  return { devices, span, page, size }
}

/** Times of the wall clock, and the moment of the world that was read. */
type Reading = { device: TreeDevice; atMs: number; worldMs: number }

function listReadings(call: TokenCall, device: TreeDevice, wallSpan: Span): Reading[] {
  const { world, clock } = call.room
  const { fromMs, toMs } = toWorldSpan(call, wallSpan)
  const readings: Reading[] = []
  for (const trip of world.tripsBetween(device.imei, fromMs, toMs)) {
    for (let worldMs = trip.startMs; worldMs <= trip.endMs; worldMs += READING_MS) {
      readings.push({ device, worldMs, atMs: clock.toWallMs(worldMs) })
    }
  }
  return readings
}

function readingRow({ room }: TokenCall, { device, atMs, worldMs }: Reading) {
  const state = room.world.stateAt(device.imei, worldMs)
  const speedKph = state.fix?.speedKph ?? 0
  const fuelPercent = 30 + (Number(device.imei.slice(-2)) % 50)
  return {
    imei: device.imei,
    dataReportTime: formatVendorTime(atMs),
    odometerReading: String(state.odometerKm),
    deviceAccumulatedMileage: String(Math.round(state.odometerKm * 7) / 10),
    // One of the two fuel members is set.
    remainingFuel: state.fuelLitres === null ? null : String(state.fuelLitres),
    remainingFuelPercentage: state.fuelLitres === null ? String(fuelPercent) : null,
    coolantTemperature: String(78 + Math.round(speedKph / 10)),
    vehicleBatterVoltage: String(Math.round((state.externalPower ?? 12.6) * 10)),
    currentRPM: String(Math.round(800 + speedKph * 26)),
    currentSpeed: String(Math.round(speedKph * 10) / 10),
    vin: device.vin ?? '',
  }
}

const FAULTS = [
  { code: 'P0301', detail: 'Cylinder 1 misfire detected' },
  { code: 'P0420', detail: 'Catalyst system efficiency below threshold (bank 1)' },
  { code: 'P0128', detail: 'Coolant temperature below thermostat regulating temperature' },
  { code: 'P0442', detail: 'Evaporative emission system: small leak detected' },
  { code: 'U0100', detail: 'Lost communication with engine control module' },
  { code: 'C0035', detail: 'Left front wheel speed sensor circuit' },
]

function listFaults(call: TokenCall, device: TreeDevice, wallSpan: Span) {
  const { world, clock } = call.room
  const { fromMs, toMs } = toWorldSpan(call, wallSpan)
  return world.tripsBetween(device.imei, fromMs, toMs).flatMap((trip) => {
    const fault = findTripFault(device.imei, trip)
    return fault ? [{ device, atMs: clock.toWallMs(trip.endMs), ...fault }] : []
  })
}

/** The fault with which a trip ended, if it did; pushes tell of the same ones. */
export function findTripFault(
  imei: string,
  { endMs }: { endMs: number },
): { code: string; detail: string } | null {
  // Trips carry no number; the second of their end tells them apart for good. Multiplying scatters what is regular.
  const name = Math.floor(endMs / 1000) + Number(imei.slice(-6))
  const lot = Math.imul(name, 0x9e3779b1) >>> 8
  return lot % TRIPS_PER_FAULT === 0
    ? (FAULTS[Math.floor(lot / TRIPS_PER_FAULT) % FAULTS.length] ?? null)
    : null
}
