// Chapter "Tracking", the parking report: stops with the engine off, or idling with it on.

import { wirePosition } from '../positions'
import { badParameter } from '../refusal'
import type { WorldFix } from '../world/types'
import { proHandler, type TokenCall } from './handler'
import {
  getImeis,
  getRowWindow,
  getSpan,
  getText,
  getWord,
  HISTORY_DAYS,
  type Span,
  toWorldSpan,
} from './params'
import { getReachableAccount, getReachableDevice } from './rights'

const MAX_IMEIS = 50
const STANDING_KPH = 3
/** Shorter stops are traffic. */
const MIN_STOP_MS = 60_000

/** `jimi.open.platform.report.parking`. */
export const parkingReport = proHandler((call) => {
  const { clock, switches } = call.room
  const account = getText(call, 'account')
  const imeis = getImeis(call, ['imeis'], MAX_IMEIS)
  const span = getSpan(call, HISTORY_DAYS, 'start_time')
  const { startRow, pageSize } = getRowWindow(call)
  const isIdling = ['on', '1'].includes(getWord(call, 'acc_type', ['on', 'off', '0', '1']))
  if (switches.parking1001 && (startRow === 0 || pageSize > 50))
    throw badParameter('start_row', 'and page_size are not allowed')
  getReachableAccount(call, account, 'The account does not exist')
  for (const imei of imeis) getReachableDevice(call, imei)

  const stops = imeis.flatMap((imei) => listStops(call, imei, span))
  const wanted = stops.filter((stop) => stop.isIdling === isIdling && stop.toMs - stop.fromMs >= MIN_STOP_MS)
  // A node that knows no row 0 counts from 1.
  const firstRow = switches.parking1001 ? startRow - 1 : startRow
  const rows = wanted.slice(firstRow, firstRow + pageSize).map((stop) => {
    const device = call.room.tree.findDevice(stop.imei)
    const seconds = String(Math.round((clock.toWallMs(stop.toMs) - clock.toWallMs(stop.fromMs)) / 1000))
    const position = wirePosition(stop, null)
    return {
      imei: stop.imei,
      startTime: isoSeconds(clock.toWallMs(stop.fromMs)),
      endTime: isoSeconds(clock.toWallMs(stop.toMs)),
      durSecond: seconds,
      lng: position.lng,
      lat: position.lat,
      addr: `near ${position.lat.toFixed(4)}, ${position.lng.toFixed(4)}`,
      deviceName: device?.deviceName ?? stop.imei,
      mcType: device?.model ?? '',
      acc: isIdling ? 'on' : 'off',
      stopSecond: seconds,
    }
  })
  return { result: null, data: { totalTime: '0', dataTotalRows: String(wanted.length), rows } }
})

/** ISO 8601 with milliseconds and Z, the second begun. */
export function isoSeconds(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString()
}

/** World ms. */
type Stop = { imei: string; fromMs: number; toMs: number; lat: number; lng: number; isIdling: boolean }

function listStops(call: TokenCall, imei: string, wallSpan: Span): Stop[] {
  const { world } = call.room
  const span = toWorldSpan(call, wallSpan)
  const trips = world.tripsBetween(imei, span.fromMs, span.toMs)
  const ends = [...trips.map((trip) => trip.startMs), span.toMs]
  const begins = [span.fromMs, ...trips.map((trip) => trip.endMs)]
  return begins.flatMap((fromMs, index) => {
    const toMs = ends[index] ?? span.toMs
    return toMs - fromMs < MIN_STOP_MS
      ? []
      : splitStop(imei, world.fixesBetween(imei, fromMs, toMs), { fromMs, toMs })
  })
}

/** A stop is parted where its fixes say that the engine was switched. Without fixes nothing is known of it. */
function splitStop(imei: string, fixes: readonly WorldFix[], span: Span): Stop[] {
  const stops: Stop[] = []
  for (const fix of fixes) {
    const last = stops.at(-1)
    const isIdling = fix.ignition && (fix.speedKph ?? 0) < STANDING_KPH
    if (last?.isIdling === isIdling) continue
    if (last) last.toMs = fix.atMs
    const fromMs = last ? fix.atMs : span.fromMs
    stops.push({ imei, fromMs, toMs: span.toMs, lat: fix.lat, lng: fix.lng, isIdling })
  }
  return stops
}
