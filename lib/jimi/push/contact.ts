// Pushes of a device's contact and position: sign-on, heartbeat, fix, and what it hears where it has no fix.

import type { FixSource } from '@/lib/domain/vehicle'
import { optional, required } from '../contract/fields'
import type { HeardCell } from '../contract/observations'
import * as quantity from '../contract/quantities'
import { choice, exactText, flag, number, text } from '../wire/codecs'
import { numberOf, textOf } from '../wire/raw'
import { definePush, type ItemRefusal, type WireItem } from './define-push'
import { readFixFast, readHeartbeatFast } from './fast-readers'
import type { CellsPush, GpsPush, HeartbeatPush, SignOnPush } from './items'
import { plainRecord, type Reads, record, refusal } from './push-record'
import { bits32, deviceImei, objectFrom, pushTime, timezone, whole } from './push-scalars'

const device = required('deviceImei', deviceImei, { also: ['imei'] })
/** The vendor's sign for a value that is not known. */
const orMinusOne = { absent: -1 } as const

const signOn = record(
  {
    imei: device,
    word: required('type', text, { also: ['eventType', 'event_code', 'msgId'] }),
    at: required('gateTime', pushTime),
    timezone: optional('timezone', timezone),
  },
  {
    lenient: ['timezone'],
    settle: (row): SignOnPush => ({ ...row, state: stateOf(row.word) }),
    unsettle: ({ state: _, ...row }) => row,
  },
)

export const pushEvent = definePush({
  topic: 'pushevent',
  path: 'pushevent',
  summary: 'A device signed on or off.',
  docs: 'Receivers in the field are prepared for items that name the event in `eventType`, `event_code` or `msgId`.',
  item: signOn,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ at }) => at,
  keyOf: ({ imei, word, at }) => ({ imei, word, at }),
  examples: [
    '[{"deviceImei":"868120246598152","type":"LOGIN","gateTime":"2026-01-13 02:24:37","timezone":"GMT+08:00"}]',
  ],
})

/** The heartbeat by its table alone, which the fast reader must agree with. */
export const heartbeatTable = plainRecord({
  imei: device,
  at: required('gateTime', pushTime),
  batteryPercent: optional('powerLevel', whole(0, 100), orMinusOne),
  signalPercent: optional('gsmSign', whole(0, 100), orMinusOne),
  ignition: optional('acc', flag, orMinusOne),
  charging: optional('powerStatus', flag, orMinusOne),
  armed: optional('fortify', flag, orMinusOne),
  fuelCut: optional('oilEle', flag, orMinusOne),
  hasFix: optional('gpsPos', flag, orMinusOne),
  locked: optional('remoteLock', flag, orMinusOne),
})

export const pushHeartbeat = definePush<'pushhb', HeartbeatPush>({
  topic: 'pushhb',
  path: 'pushhb',
  summary: 'A sign of life with the state of the device.',
  docs: 'Comes by push only. A value of -1 is not known.',
  item: { ...heartbeatTable, read: fastFirst(readHeartbeatFast, heartbeatTable.read) },
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ at }) => at,
  keyOf: ({ imei, at }) => ({ imei, at }),
  examples: [
    '[{"deviceImei":"868120246598152","gateTime":"2026-01-13 02:24:37","powerLevel":90,"gsmSign":80,"acc":1,"powerStatus":1,"fortify":0}]',
  ],
})

/** Members that only some devices add, and whose forms are not published. */
export const GPS_EXTRAS = [
  'driverLicenseStatus',
  'driverLicense',
  'driverId',
  'driverName',
  'sosStatus',
  'doorStatus',
  'buzzerAlarmStatus',
  'creditCardStatus',
  'temperature',
  'transparentData',
  'undecodedGpsAddInfo',
] as const

/** The fix by its table alone, which the fast reader must agree with. */
export const fixTable = record(
  {
    imei: device,
    fixAt: required('gpsTime', pushTime),
    gatewayAt: optional('gateTime', pushTime),
    lat: required('lat', quantity.lat),
    lng: required('lng', quantity.lng),
    source: optional('postType', choice<FixSource>({ gps: 1, cell: 2, wifi: 3, beacon: 4 })),
    satellites: optional('satelliteNum', whole(0, 255), orMinusOne),
    speedKph: optional('gpsSpeed', quantity.speedKph, orMinusOne),
    headingDeg: optional('direction', whole(0, 360), orMinusOne),
    ignition: optional('acc', flag, orMinusOne),
    resent: optional('gpsMode', flag, orMinusOne),
    reasonCode: optional('postMethod', whole(0, 65_535), orMinusOne),
    statusBits: optional('status', bits32),
    altitudeM: optional('altitude', number({ min: -20_000, max: 100_000 })),
    odometerM: optional('distance', number({ min: 0, max: 100_000_000_000 }), orMinusOne),
  },
  {
    lenient: ['source', 'reasonCode', 'statusBits'],
    settle: (row, _, wire): GpsPush => withoutNullIsland({ ...row, ...extrasOf(wire) }),
    unsettle: ({ extras: _, ...row }) => ({ ...row, lat: row.lat ?? 0, lng: row.lng ?? 0 }),
    close: (wire, { extras }) => ({ ...wire, ...extras }),
  },
)

export const pushGps = definePush<'pushgps', GpsPush>({
  topic: 'pushgps',
  path: 'pushgps',
  summary: 'A position.',
  docs:
    '(0,0) means no fix: the contact counts, the position does not. Points with `resent` come late and out of order. ' +
    'A way of finding the position that is not in the table is left out of the item.',
  item: { ...fixTable, read: fastFirst(readFixFast, fixTable.read) },
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ fixAt }) => fixAt,
  keyOf: ({ imei, fixAt, source }) => ({ imei, fixAt, source: source ?? '' }),
  examples: [
    '[{"deviceImei":"868120246598152","gpsTime":"2026-01-13 02:24:37","gateTime":"2026-01-13 02:24:38","lng":113.942885,"lat":22.576539,"satelliteNum":7,"gpsSpeed":0,"direction":184,"acc":1,"postType":1,"gpsMode":0,"postMethod":3,"status":0,"altitude":31,"distance":125400}]',
  ],
})

const MAX_CONTENT_CHARS = 4000
const MAX_CELLS = 64

const cells = record(
  {
    imei: device,
    heardAt: required('gateTime', pushTime),
    source: required('postType', choice({ wifi: 'WIFI', cell: 'LBS' }, { '2': 'cell', '3': 'wifi' })),
    contentText: required('lbsJson', exactText(MAX_CONTENT_CHARS)),
  },
  {
    open: (wire) =>
      typeof wire.lbsJson === 'object' && wire.lbsJson !== null
        ? { ...wire, lbsJson: JSON.stringify(wire.lbsJson) }
        : wire,
    settle: (row): CellsPush | ItemRefusal => {
      const content = objectFrom(row.contentText)
      if (content === undefined) return refusal('lbsJson', 'unreadable_content')
      return { ...row, cells: row.source === 'cell' ? cellsOf(content) : [] }
    },
    unsettle: ({ cells: _, ...row }) => row,
  },
)

export const pushCells = definePush({
  topic: 'pushlbs',
  path: 'pushlbs',
  summary: 'The cells or Wi-Fi stations a device hears where it has no fix.',
  docs: 'The cells are JSON text inside the JSON, with member names in either case. The form for Wi-Fi is not published.',
  item: cells,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ heardAt }) => heardAt,
  keyOf: ({ imei, heardAt, source }) => ({ imei, heardAt, source }),
  examples: [
    String.raw`[{"postType":"LBS","deviceImei":"868120246598152","gateTime":"2026-01-13 02:24:37","lbsJson":"{\"mcc\":724,\"mnc\":10,\"cellList\":\"2312,23222,-70;2312,23223,-81\"}"}]`,
  ],
})

/** A fast reader answers null for whatever is not in the usual form; then the table decides. */
function fastFirst<Item>(
  fast: (...given: Parameters<Reads<Item>>) => Item | null,
  table: Reads<Item>,
): Reads<Item> {
  return (wire, arrival) => fast(wire, arrival) ?? table(wire, arrival)
}

/** Half a position never comes here: both are required. */
function withoutNullIsland({ lat, lng, ...row }: GpsPush): GpsPush {
  return lat === 0 && lng === 0 ? row : { ...row, lat, lng }
}

function extrasOf(wire: WireItem): { extras?: Record<string, string | number> } {
  const extras: Record<string, string | number> = {}
  for (const name of GPS_EXTRAS) {
    const value = wire[name]
    const isText = typeof value === 'string' && value !== '' && value.length <= 2000
    if (isText || (typeof value === 'number' && Number.isFinite(value))) extras[name] = value
  }
  return Object.keys(extras).length > 0 ? { extras } : {}
}

function stateOf(word: string): SignOnPush['state'] {
  const lower = word.toLowerCase()
  return lower === 'login' || lower === 'logout' ? lower : 'unknown'
}

/** `LAC,CI,RSSI` a cell, semicolons between them. A cell that cannot be read is left out. */
function cellsOf(content: WireItem): HeardCell[] {
  const mcc = numberOf(content.mcc ?? content.MCC)
  const mnc = numberOf(content.mnc ?? content.MNC)
  const list = textOf(content.cellList ?? content.CellList ?? content.CELLLIST) ?? ''
  if (!isWhole(mcc, 999) || !isWhole(mnc, 999)) return []
  return list
    .split(';')
    .slice(0, MAX_CELLS)
    .flatMap((cell) => {
      const [lac, cellId, rssiDbm = 0, ...more] = cell.split(',').map(numberOf)
      const isSound =
        isWhole(lac, 0xffffff) && isWhole(cellId, 0xfffffffff) && isWhole(Math.abs(rssiDbm), 200)
      return isSound && more.length === 0 ? [{ mcc, mnc, lac, cellId, rssiDbm }] : []
    })
}

function isWhole(value: number | undefined, max: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= max
}
