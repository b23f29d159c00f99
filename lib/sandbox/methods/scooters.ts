// Chapter "Scooters", legacy and in profile ts alone: a lock command with codes of its own, and the state.

import type { TreeDevice } from '../account-tree'
import { formatVendorTime } from '../clock'
import { findObstacle, sendNow } from '../errands'
import { wirePosition } from '../positions'
import { VendorRefusal } from '../refusal'
import type { MethodHandler, TokenCall } from './handler'
import { getImeis, getText } from './params'
import { checkMayCommand, findReachableDevice, getReachableDevice } from './rights'

const MAX_IMEIS = 50
const TEXTS: ReadonlyMap<number, string> = new Map([
  [200, 'Invalid parameter'],
  [300, 'Device offline'],
  [301, 'Device unregistered'],
  [400, 'Network error'],
  [600, 'Time out'],
])

/** `jimi.scooter.instruction.send`: `LOCK#` or `ENABLE#`; success is code 100, no right to command 1002 as elsewhere. */
export const scooterSend: MethodHandler = {
  open: false,
  profiles: ['ts'],
  answer(call) {
    const imei = getText(call, 'imei')
    const text = getText(call, 'cmd_code')
    const device = findReachableDevice(call, imei)
    if (device?.kind !== 'scooter') throw scooterRefusal(301)
    checkMayCommand(call)
    if (!['LOCK#', 'ENABLE#'].includes(text)) throw scooterRefusal(200)
    const obstacle = findObstacle(call, imei)
    if (obstacle !== null) throw scooterRefusal(SCOOTER_CODES.get(obstacle) ?? obstacle)
    sendNow(call, { device, text, codeId: '', source: 'Scooter command', sender: call.caller.login })
    return { code: 100, message: 'Success' }
  },
}

// The codes that commands have elsewhere, in this method's words: offline, and no answer in time.
const SCOOTER_CODES: ReadonlyMap<number, number> = new Map([
  [225, 600],
  [226, 200],
  [228, 300],
  [229, 400],
  [252, 600],
])

function scooterRefusal(code: number): VendorRefusal {
  return new VendorRefusal(code, TEXTS.get(code) ?? 'error')
}

/** `jimi.scooter.device.detail`: one IMEI gives an object, several an array. The text member is `msg`. */
export const scooterDetail: MethodHandler = {
  open: false,
  profiles: ['ts'],
  answer(call) {
    const imeis = getImeis(call, ['imei'], MAX_IMEIS)
    const rows = imeis.map((imei) => detailOf(call, getScooter(call, imei)))
    return { msg: 'Operation success.', result: rows.length === 1 ? rows[0] : rows }
  },
}

function getScooter(call: TokenCall, imei: string): TreeDevice {
  const device = getReachableDevice(call, imei)
  if (device.kind !== 'scooter') throw new VendorRefusal(1002, 'Illegal device')
  return device
}

const LOCKED = 1
const ENABLED = 2

function detailOf({ room, nowMs }: TokenCall, device: TreeDevice) {
  const state = room.world.stateAt(device.imei, room.clock.toWorldMs(nowMs))
  const { fix } = state
  const isRunning = fix?.ignition === true
  const speed = fix?.speedKph ?? 0
  const battery = state.batteryPercent ?? 100
  const flag = isRunning ? 1 : 0
  return {
    deviceImei: device.imei,
    scooterError: {
      IoT: 0,
      accelerator: 0,
      battery: 0,
      brakeHandlebar: 0,
      controller: 0,
      dashboard: 0,
      motor: 0,
      voltage: 0,
    },
    scooterProperties: {
      ECUVersion: '0.1',
      batteryCapacity: 22_834,
      batteryVoltage: 36,
      bluetoothVersion: '2.1',
      firmwareVersion: 'c.0',
      scooterVersion: '3.0',
      speedLimit: 50,
    },
    realtimeData: {
      totalOdometer: Math.round(state.odometerKm),
      batteryCycle: 512,
      batteryLevel: battery,
      batteryTemperature: 23,
      current: isRunning ? 8.4 : 0,
      currentOdometer: Math.round((state.odometerKm % 60) * 10) / 10,
      remainingMileage: Math.round(battery * 9.5) / 10,
      speed: Math.round(speed * 100) / 100,
      voltage: Math.round((33 + battery * 0.09) * 100) / 100,
    },
    realtimeStatus: {
      DLCC: 0,
      DLCCStatus: 0,
      acceleratorStatus: flag,
      brake: 0,
      settingBrakeLight: 1,
      charge: 0,
      settingFrontLight: flag,
      realFrontLight: flag,
      motoStatus: flag,
      realBrakeLight: 0,
      workingMode: room.state.standstills.isStopped(device.imei) ? LOCKED : ENABLED,
    },
    drivingSetting: { DLCC: 0, drivingMode: 2, lightMode: 0, quickStart: 1, speedLimit: 30, speedUnit: 0 },
    IoTModule: {
      imsi: `46000${device.imei.slice(-10)}`,
      iccid: device.iccid,
      BluetoothMac: '000000000000',
      satellite: fix?.satellites ?? 0,
      course: Math.round(fix?.headingDeg ?? 0),
      gpsMode: 0,
      gpsSpeed: Math.round(speed),
      gpsTime: fix ? formatVendorTime(room.clock.toWallMs(fix.atMs)) : null,
      lAC: 0,
      latitude: fix ? wirePosition(fix, null).lat : 0,
      longitude: fix ? wirePosition(fix, null).lng : 0,
      mCC: 0,
      mNC: 0,
      positioningType: fix ? POSITION_TYPES[fix.source] : 'GPS',
      gsmSignal: state.signalLevel,
      gpsStatus: fix ? 1 : 0,
      batteryVoltage: 4.15,
    },
  }
}

const POSITION_TYPES = { gps: 'GPS', wifi: 'WIFI', cell: 'LBS', beacon: 'LBS' }
