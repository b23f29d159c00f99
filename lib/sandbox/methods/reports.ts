// Chapter "Reports": alarm.list.

import { formatVendorTime } from '../clock'
import { type FenceAlarm, fenceAlarmsBetween } from '../fence-alarms'
import { wirePosition } from '../positions'
import type { WorldAlarm, WorldDevice } from '../world/types'
import type { MethodHandler, SandboxRoom, TokenCall } from './handler'
import {
  checkSpan,
  DAY_MS,
  findText,
  findTimeMs,
  getImeis,
  readInteger,
  type Span,
  toWorldSpan,
} from './params'
import { getReachableDevice } from './rights'

const MAX_IMEIS = 100
const MAX_ROWS = 1000
const MAX_SPAN_DAYS = 31
const DEFAULT_ROWS = 50

/** `jimi.device.alarm.list`: newest first, at most 1000 alarms of at most 31 days. */
export const alarmList: MethodHandler = {
  open: false,
  answer(call) {
    const { room } = call
    const imeis = getImeis(call, imeiSpellings(room), MAX_IMEIS)
    const span = readSpan(call)
    const page = readPage(call, span.whole)
    const code = findText(call, 'alertTypeId')
    const devices = imeis.map((imei) => getReachableDevice(call, imei))

    const alarms = devices.flatMap((device) => listAlarms(call, device, span))
    const wanted = code === null ? alarms : alarms.filter(({ alarm }) => alarm.code === code)
    const newest = wanted.sort((a, b) => b.alarm.atMs - a.alarm.atMs).slice(0, MAX_ROWS)
    const result = newest.slice(page.from, page.from + page.size).map((entry) => alarmRow(room, entry))
    return { result }
  },
}

function imeiSpellings({ profile, switches }: SandboxRoom): [string, ...string[]] {
  if (profile === 'pro') return ['imeis', 'imei']
  return switches.strictParams ? ['imei'] : ['imei', 'imeis']
}

// Without any time the newest of the last month are meant; one end alone is completed to a month.
function readSpan(call: TokenCall): Span & { whole: boolean } {
  const begin = findTimeMs(call, 'begin_time')
  const end = findTimeMs(call, 'end_time')
  const toMs = end ?? call.nowMs
  const fromMs = begin ?? toMs - MAX_SPAN_DAYS * DAY_MS
  return { ...checkSpan({ fromMs, toMs }, call.nowMs, MAX_SPAN_DAYS), whole: begin === null && end === null }
}

function readPage(call: TokenCall, isWholeMonth: boolean): { from: number; size: number } {
  const { alarmPaging, alarmPageCap } = call.room.switches
  if (!alarmPaging) return { from: 0, size: isWholeMonth ? DEFAULT_ROWS : MAX_ROWS }
  const number = readInteger(call, 'page_no', { min: 1, max: MAX_ROWS, fallback: 1 })
  const size = readInteger(call, 'page_size', { min: 1, max: alarmPageCap, fallback: DEFAULT_ROWS })
  return { from: (number - 1) * size, size }
}

type Entry = { alarm: WorldAlarm | FenceAlarm; device: WorldDevice }

function listAlarms(call: TokenCall, device: WorldDevice, span: Span): Entry[] {
  const worldSpan = toWorldSpan(call, span)
  const alarms = call.room.world.alarmsBetween(device.imei, worldSpan.fromMs, worldSpan.toMs)
  const ofFences = fenceAlarmsBetween(call.room, device.imei, worldSpan)
  return [...alarms, ...ofFences].map((alarm) => ({ alarm, device }))
}

function alarmRow(room: SandboxRoom, { alarm, device }: Entry) {
  const time = formatVendorTime(room.clock.toWallMs(alarm.atMs))
  const row = {
    deviceName: device.deviceName,
    [room.switches.alarmImeiKey]: device.imei,
    model: device.model,
    account: device.account,
    alertTypeId: alarm.code,
    ...nameFields(room, alarm.name),
    alertTime: time,
    positioningTime: time,
    ...wirePosition(alarm, null),
  }
  return room.profile === 'ts'
    ? row
    : { ...row, speed: String(Math.round(alarm.speedKph)), geoid: 'geoid' in alarm ? alarm.geoid : '' }
}

function nameFields(room: SandboxRoom, name: string): Record<string, string> {
  const key = room.switches.alarmNameKey
  return key === 'both' ? { alarmTypeName: name, alertTypeName: name } : { [key]: name }
}
