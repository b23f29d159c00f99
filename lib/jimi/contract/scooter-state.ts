// What a scooter tells of itself, group by group as the vendor sends it. Everything but the device number may be missing.

import { choice, eventTime, flag, imei, number, text } from '../wire/codecs'
import { type Fields, optional, required } from './fields'
import { objectOf } from './nested'
import * as quantity from './quantities'
import { type RecordOf, row } from './record'

const amount = number({ min: -1_000_000_000, max: 1_000_000_000 })
const mode = number({ min: 0, max: 1000, int: true })

const switches = row({
  // What DLCC stands for is not documented.
  dlcc: optional('DLCC', flag),
  dlccStatus: optional('DLCCStatus', flag),
  brake: optional('brake', flag),
  brakeLightSet: optional('settingBrakeLight', flag),
  frontLightSet: optional('settingFrontLight', flag),
  brakeLight: optional('realBrakeLight', flag),
  frontLight: optional('realFrontLight', flag),
  charging: optional('charge', flag),
  accelerator: optional('acceleratorStatus', flag),
  motor: optional('motoStatus', flag),
  workingMode: optional(
    'workingMode',
    choice({ disabled: 0, locked: 1, enabled: 2, charging: 3, maintenance: 4 }),
  ),
})

const readings = row({
  batteryPercent: optional('batteryLevel', number({ min: 0, max: 100 })),
  /** Current, voltage and mileages come without units. */
  current: optional('current', amount),
  voltage: optional('voltage', amount),
  speedKph: optional('speed', quantity.speedKph),
  batteryCycles: optional('batteryCycle', amount),
  batteryTemperatureC: optional('batteryTemperature', number({ min: -100, max: 1000 })),
  totalOdometer: optional('totalOdometer', amount),
  tripOdometer: optional('currentOdometer', amount),
  remainingRange: optional('remainingMileage', amount),
})

const properties = row({
  ecuVersion: optional('ECUVersion', text),
  firmwareVersion: optional('firmwareVersion', text),
  scooterVersion: optional('scooterVersion', text),
  bluetoothVersion: optional('bluetoothVersion', text),
  batteryCapacity: optional('batteryCapacity', amount),
  ratedBatteryVoltage: optional('batteryVoltage', amount),
  speedLimit: optional('speedLimit', amount),
})

const faults = row({
  iot: optional('IoT', flag),
  accelerator: optional('accelerator', flag),
  battery: optional('battery', flag),
  brakeHandlebar: optional('brakeHandlebar', flag),
  controller: optional('controller', flag),
  dashboard: optional('dashboard', flag),
  voltage: optional('voltage', flag),
  motor: optional('motor', flag, { also: ['Motor'] }),
})

const settings = row({
  dlcc: optional('DLCC', flag),
  drivingMode: optional('drivingMode', mode),
  lightMode: optional('lightMode', mode),
  quickStart: optional('quickStart', flag),
  speedLimit: optional('speedLimit', amount),
  speedUnit: optional('speedUnit', mode),
})

const tracker = row(
  {
    lat: optional('latitude', quantity.lat, { absent: undefined }),
    lng: optional('longitude', quantity.lng, { absent: undefined }),
    fixAt: optional('gpsTime', eventTime),
    source: optional('positioningType', quantity.fixSource),
    gpsOn: optional('gpsStatus', flag),
    gpsMode: optional('gpsMode', mode),
    speedKph: optional('gpsSpeed', quantity.speedKph),
    headingDeg: optional('course', quantity.headingDeg),
    satellites: optional('satellite', quantity.satellites),
    signalLevel: optional('gsmSignal', number({ min: 0, max: 4, int: true })),
    mobileCountryCode: optional('mCC', mode),
    mobileNetworkCode: optional('mNC', mode),
    locationAreaCode: optional('lAC', number({ min: 0, max: 65_535, int: true })),
    bluetoothMac: optional('BluetoothMac', text),
    iccid: optional('iccid', text),
    imsi: optional('imsi', text),
    batteryVoltageV: optional('batteryVoltage', number({ min: 0, max: 100 })),
  },
  {
    filler: { ts: { latitude: 0, longitude: 0 }, pro: { latitude: 0, longitude: 0 } },
    settle: quantity.withoutNullIsland,
  },
)

const scooterFields = {
  imei: required('deviceImei', imei),
  faults: optional('scooterError', objectOf(faults)),
  properties: optional('scooterProperties', objectOf(properties)),
  readings: optional('realtimeData', objectOf(readings)),
  switches: optional('realtimeStatus', objectOf(switches)),
  settings: optional('drivingSetting', objectOf(settings)),
  tracker: optional('IoTModule', objectOf(tracker)),
} satisfies Fields

export const scooterRow = row(scooterFields)
/** One scooter's state. */
export type Scooter = typeof scooterRow extends RecordOf<infer T> ? T : never
