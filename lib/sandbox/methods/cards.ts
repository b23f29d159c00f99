// Chapter "Reports", what plugged-in readers and wearables tell: RFID cards, driver cards (DLT), health.
// All of it is read off the trips of the world: a driver signs in when a trip starts and out when it ends.

import type { TreeDevice } from '../account-tree'
import { formatVendorTime } from '../clock'
import { wirePosition } from '../positions'
import { badParameter } from '../refusal'
import { proHandler, type TokenCall } from './handler'
import {
  DAY_MS,
  findText,
  getImeis,
  getSpan,
  getText,
  getWord,
  HISTORY_DAYS,
  readInteger,
  type Span,
  toWorldSpan,
} from './params'
import { getReachableAccount, getReachableDevice } from './rights'
import { vendorPage } from './vendor-page'

const MAX_IMEIS = 100
const MAX_CARDS = 100
const MAX_SPAN_DAYS = 31
/** Without IMEIs a whole account is meant; a report over more devices would take minutes. */
const MAX_SCANNED = 500

/** `jimi.open.device.rfid.list`: newest first. */
export const rfidList = proHandler((call) => {
  const account = getText(call, 'account')
  const imeis = findText(call, 'imeis') === null ? null : getImeis(call, ['imeis'], MAX_IMEIS)
  const cards = findText(call, 'card_ids')?.split(',') ?? null
  if (cards && cards.length > MAX_CARDS) throw badParameter('card_ids', `takes at most ${MAX_CARDS} cards`)
  const span = getSpan(call, MAX_SPAN_DAYS)
  const page = readInteger(call, 'page_no', { min: 1, max: 100_000, fallback: 1 })
  const size = readInteger(call, 'page_size', { min: 1, max: 100, fallback: 10 })
  const { login } = getReachableAccount(call, account, 'no permissions')
  const devices = imeis
    ? imeis.map((imei) => getReachableDevice(call, imei, 'no permissions'))
    : call.room.tree.listDevices(login).slice(0, MAX_SCANNED)
  const swipes = devices
    .flatMap((device) => listShifts(call, device, span))
    .filter(({ device }) => !cards || cards.includes(rfidCardOf(device)))
    .sort((a, b) => b.startMs - a.startMs)
  const rows = swipes.slice((page - 1) * size, page * size).map(({ device, startMs }) => ({
    imei: device.imei,
    cardId: rfidCardOf(device),
    operationTime: formatVendorTime(startMs),
    photo: '',
  }))
  return { data: vendorPage(rows, { page, size, total: swipes.length }) }
})

/** `jimi.open.platform.dlt.report`: check-ins and check-outs, newest first. */
export const dltReport = proHandler((call) => {
  const span = getSpan(call, HISTORY_DAYS, 'start_time')
  const imei = findText(call, 'imei')
  const card = findText(call, 'dlt')
  const devices =
    imei === null
      ? call.room.tree.listDevices(call.caller.login).slice(0, MAX_SCANNED)
      : [getReachableDevice(call, imei)]
  const rows = devices
    .filter((device) => card === null || dltCardOf(device) === card)
    .flatMap((device) => listShifts(call, device, span))
    .flatMap(({ device, startMs, endMs, start, end }) => [
      { atMs: startMs, row: dltRow(device, { deviceStatus: 1, atMs: startMs, place: start }) },
      { atMs: endMs, row: dltRow(device, { deviceStatus: 2, atMs: endMs, place: end }) },
    ])
    .sort((a, b) => b.atMs - a.atMs)
  return { result: null, data: rows.map(({ row }) => row) }
})

type Place = { lat: number; lng: number }
/** Times of the wall clock. */
type WorkShift = { device: TreeDevice; startMs: number; endMs: number; start: Place; end: Place }

function listShifts(call: TokenCall, device: TreeDevice, wallSpan: Span): WorkShift[] {
  const { world, clock } = call.room
  const { fromMs, toMs } = toWorldSpan(call, wallSpan)
  return world.tripsBetween(device.imei, fromMs, toMs).map((trip) => ({
    device,
    startMs: clock.toWallMs(trip.startMs),
    endMs: clock.toWallMs(trip.endMs),
    start: { lat: trip.startLat, lng: trip.startLng },
    end: { lat: trip.endLat, lng: trip.endLng },
  }))
}

function dltRow(device: TreeDevice, event: { deviceStatus: 1 | 2; atMs: number; place: Place }) {
  const { lat, lng } = wirePosition(event.place, null)
  return {
    deviceName: device.deviceName,
    deviceStatus: event.deviceStatus,
    driverNo: device.driverName === null ? null : rfidCardOf(device),
    driverName: device.driverName,
    numberPlate: device.plate,
    status: 0,
    operationTime: formatVendorTime(event.atMs),
    coordinates: `${lng},${lat}`,
    imei: device.imei,
    dlt: dltCardOf(device),
  }
}

function rfidCardOf({ imei }: TreeDevice): string {
  return imei.slice(-6)
}

function dltCardOf({ imei }: TreeDevice): string {
  return `2320004${imei.slice(-8)}`
}

const DAYS_BACK = { day: 1, week: 7, month: 30 }
const SLOT_MS = 6 * 3_600_000

/** `jimi.device.health.data`: figures of six hours each, the last slot being the current one. */
export const healthData = proHandler((call) => {
  const imei = getText(call, 'imei')
  const days = DAYS_BACK[getWord(call, 'query_type', ['day', 'week', 'month'])]
  getReachableDevice(call, imei)
  const lastSlotMs = Math.floor(call.nowMs / SLOT_MS) * SLOT_MS
  const count = (days * DAY_MS) / SLOT_MS
  const slots = Array.from({ length: count }, (_, index) =>
    healthAt(imei, lastSlotMs - (count - 1 - index) * SLOT_MS),
  )
  const current = healthAt(imei, lastSlotMs)
  return {
    result: null,
    data: {
      currentSteps: current.step,
      currentBloodOxygen: current.avgBloodOxygen,
      currentHeartRate: current.avgHeartRate,
      historyHealthVOList: slots,
      healthPostTime: formatVendorTime(call.nowMs),
    },
  }
})

// Nights are quiet, days busy; the IMEI makes people differ.
function healthAt(imei: string, slotMs: number) {
  const person = Number(imei.slice(-4))
  const slot = Math.floor(slotMs / SLOT_MS)
  const activity = [0, 0.6, 1, 0.5][slot % 4] ?? 0
  return {
    avgBloodOxygen: 96 + ((person + slot) % 4),
    avgHeartRate: Math.round(58 + (person % 12) + activity * 22),
    postTime: formatVendorTime(slotMs),
    step: Math.round(activity * (900 + ((person * 7 + slot * 13) % 2200))),
  }
}
