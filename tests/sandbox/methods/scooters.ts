// The chapter "Scooter" of the vendor's method sheet as a table, written from the sheet alone.

import { OFFLINE_SCOOTER, SCOOTER } from '../yard-world'
import { at, deviceSays, FOREIGN_DEVICE, type MethodSpec, MISSING_IMEI, result, TS } from './vocabulary'

const LOCK = { imei: SCOOTER, cmd_code: 'LOCK#' }

export const scooterMethods: MethodSpec[] = [
  {
    method: 'jimi.scooter.instruction.send',
    profiles: TS,
    params: LOCK,
    envelope: '',
    okCode: 100,
    okMessage: 'Success',
    errors: {
      200: { cmd_code: 'FLY#' },
      300: { imei: OFFLINE_SCOOTER },
      301: { imei: MISSING_IMEI },
      400: deviceSays('jimi.scooter.instruction.send', LOCK, 400),
      600: deviceSays('jimi.scooter.instruction.send', LOCK, 600),
    },
  },
  {
    method: 'jimi.scooter.device.detail',
    profiles: TS,
    params: { imei: SCOOTER },
    envelope: 'result',
    pick: result,
    members: `deviceImei scooterError scooterProperties realtimeData realtimeStatus drivingSetting IoTModule`,
    nested: [
      {
        pick: at('result', 'scooterError'),
        members: 'IoT accelerator battery brakeHandlebar controller dashboard motor voltage',
      },
      {
        pick: at('result', 'realtimeData'),
        members: `totalOdometer batteryCycle batteryLevel batteryTemperature current currentOdometer remainingMileage
          speed voltage`,
      },
      {
        pick: at('result', 'realtimeStatus'),
        members: `DLCC DLCCStatus acceleratorStatus brake settingBrakeLight charge settingFrontLight realFrontLight
          motoStatus realBrakeLight workingMode`,
      },
      {
        pick: at('result', 'IoTModule'),
        members: `imsi iccid BluetoothMac satellite course gpsMode gpsSpeed gpsTime lAC latitude longitude mCC mNC
          positioningType gsmSignal gpsStatus batteryVoltage`,
      },
    ],
    errors: { 1002: FOREIGN_DEVICE },
  },
]

/** The sheet's methods in its order of chapters. */
