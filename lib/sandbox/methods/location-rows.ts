// Rows of location.list and location.get, written as bytes. A fleet of 100,000 is asked for at once and every few seconds,
// so a row goes from the state of its device to the wire without an object in between.

import type { FixSource } from '@/lib/domain/vehicle'
import type { TreeDevice } from '../account-tree'
import { type JsonBytes, type MemberName, memberNames } from '../json-bytes'
import { FIX_CONFIDENCES, wirePosition } from '../positions'
import type { WorldState } from '../world/types'
import type { TokenCall } from './handler'
import { findText } from './params'

type WriteRow = (device: TreeDevice, out: JsonBytes) => void

/** Writes rows as devices are at the moment of the call. Rows of `ts` have a distance in location.get alone. */
export function createRowWriter(call: TokenCall, { hasDistance }: { hasDistance: boolean }): WriteRow {
  const { room, nowMs } = call
  const { world, tree } = room
  const isPro = room.profile === 'pro'
  const mapType = findText(call, 'map_type')
  const expiredFlag = room.switches.expireFlagMeansExpired
  const worldMs = room.clock.toWorldMs(nowMs)
  const wallMs = room.clock.toWallMs
  const customers = new Map<string, string>()
  return (device, out) => {
    const state = world.stateAt(device.imei, worldMs)
    out.open()
    writePlace({ device, state, mapType, wallMs }, out)
    out.text(NAMES.activationFlag, device.activatedAtMs <= nowMs ? '1' : '0')
    out.text(NAMES.expireFlag, state.expired === expiredFlag ? '1' : '0')
    writePower(state, out)
    if (isPro) {
      const customer =
        customers.get(device.account) ?? tree.findAccount(device.account)?.name ?? device.account
      customers.set(device.account, customer)
      writeReadings(device, state, out)
      writeOwner(device, { state, customer }, out)
    } else if (hasDistance) out.text(NAMES.distance, NO_DISTANCE)
    out.close()
  }
}

const NAMES = memberNames([
  'imei',
  'deviceName',
  'icon',
  'status',
  'posType',
  'lat',
  'lng',
  'hbTime',
  'accStatus',
  'speed',
  'gpsTime',
  'activationFlag',
  'expireFlag',
  'electQuantity',
  'locDesc',
  'powerValue',
  'mcType',
  'gpsSignal',
  'batteryPowerVal',
  'gpsNum',
  'direction',
  'distance',
  'temperature',
  'trackerOil',
  'trackerOils',
  'currentMileage',
  'account',
  'state',
  'stateTime',
  'iccid',
  'mac',
  'chargeStatus',
  'shutdown',
  'confidence',
  'customerName',
])

const NO_DISTANCE = '-1'
const NOWHERE = { lat: 0, lng: 0 }
const POSITION_TYPES: Record<FixSource, string> = { gps: 'GPS', wifi: 'WIFI', cell: 'LBS', beacon: 'BEACON' }

type Placed = {
  device: TreeDevice
  state: WorldState
  mapType: string | null
  wallMs: (worldMs: number) => number
}

function writePlace({ device, state, mapType, wallMs }: Placed, out: JsonBytes): void {
  const { fix } = state
  out.text(NAMES.imei, device.imei)
  out.text(NAMES.deviceName, device.deviceName)
  out.text(NAMES.icon, device.icon)
  out.text(NAMES.status, state.online ? '1' : '0')
  out.text(NAMES.posType, fix ? POSITION_TYPES[fix.source] : 'GPS')
  // The vendor puts devices that have expired, or never had a fix, on 0,0.
  const { lat, lng } = fix && !state.expired ? wirePosition(fix, mapType) : NOWHERE
  out.number(NAMES.lat, lat)
  out.number(NAMES.lng, lng)
  out.time(NAMES.hbTime, wallMs(state.heartbeatAtMs))
  out.text(NAMES.accStatus, fix?.ignition ? '1' : '0')
  writeWhole(NAMES.speed, fix ? fix.speedKph : 0, out)
  if (fix) out.time(NAMES.gpsTime, wallMs(fix.atMs))
  else out.nothing(NAMES.gpsTime)
}

function writePower({ batteryPercent, externalPower }: WorldState, out: JsonBytes): void {
  if (batteryPercent === null) out.text(NAMES.electQuantity, '')
  else out.numberAsText(NAMES.electQuantity, batteryPercent)
  out.nothing(NAMES.locDesc)
  out.numberAsText(NAMES.powerValue, externalPower)
}

function writeReadings(device: TreeDevice, state: WorldState, out: JsonBytes): void {
  const { fix, fuelLitres } = state
  out.text(NAMES.mcType, device.model)
  out.numberAsText(NAMES.gpsSignal, state.signalLevel)
  out.text(NAMES.batteryPowerVal, batteryVolts(state.batteryPercent))
  out.numberAsText(NAMES.gpsNum, fix?.satellites ?? 0)
  writeWhole(NAMES.direction, fix?.headingDeg ?? null, out)
  out.text(NAMES.distance, NO_DISTANCE)
  out.numberAsText(NAMES.temperature, state.temperatureC)
  out.text(NAMES.trackerOil, fuelLitres === null ? null : `${fuelLitres.toFixed(2)}L`)
  out.nothing(NAMES.trackerOils)
  out.numberAsText(NAMES.currentMileage, state.odometerKm)
}

type Owned = { state: WorldState; customer: string }

function writeOwner(device: TreeDevice, { state: { fix }, customer }: Owned, out: JsonBytes): void {
  out.text(NAMES.account, device.account)
  out.nothing(NAMES.state)
  out.nothing(NAMES.stateTime)
  out.text(NAMES.iccid, device.iccid)
  out.text(NAMES.mac, '')
  out.nothing(NAMES.chargeStatus)
  out.nothing(NAMES.shutdown)
  const confidence = fix ? FIX_CONFIDENCES[fix.source] : null
  if (confidence === null) out.nothing(NAMES.confidence)
  else out.number(NAMES.confidence, confidence)
  out.text(NAMES.customerName, customer)
}

/** Unknown is -1. */
function writeWhole(name: MemberName, value: number | null, out: JsonBytes): void {
  out.numberAsText(name, value === null ? -1 : Math.round(value))
}

/** A lithium cell runs from 3.4 V empty to 4.2 V full. */
const VOLTS = Array.from({ length: 101 }, (_, percent) => (3.4 + 0.008 * percent).toFixed(2))

function batteryVolts(percent: number | null): string {
  if (percent === null) return '0.00'
  return VOLTS[percent] ?? (3.4 + 0.008 * percent).toFixed(2)
}
