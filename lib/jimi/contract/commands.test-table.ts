// What the vendor's sample answers on commands, cards, health, OBD and scooters mean, worked out by hand. For tests.

import type { Sample } from './samples.test-table'

const driverCheck = {
  imei: '865478070000643',
  deviceName: 'JC371-00643',
  card: '232000455700107',
  alarming: false,
} as const
const obdReading = {
  imei: '158511020000028',
  batteryReading: 118,
  engineRpm: 5016,
  vin: 'LC0CG4CF1H0029191',
}
const obdFault = { imei: '202509999999994', deviceName: 'VL502_E-99994' }

export const COMMAND_SAMPLES: readonly Sample[] = [
  {
    method: 'jimi.open.instruction.list',
    profile: 'pro',
    means: [
      {
        id: 81,
        name: 'SOS setting',
        template: 'SOS,A,{0},{1},{2}#',
        explanation: 'SOS is used for receive alerts and SOS alerts. SOS number should have 3-20 numbers.',
        queueable: true,
      },
      { id: 163, name: 'Fuel/Power Remote Control', template: 'RELAY,{0}#', queueable: false },
      { id: 99, name: 'User defined command', template: '{0}', queueable: false },
    ],
    // Empty in the first row, null in the others.
    blanks: ['orderMsg'],
  },
  { method: 'jimi.open.instruction.send', profile: 'pro', means: null },
  {
    method: 'jimi.open.instruction.result',
    profile: 'pro',
    means: [
      {
        templateId: 99,
        text: 'status#',
        answer: 'Parameter error',
        state: 'cancelled',
        sentAt: new Date('2017-06-19T11:46:00Z'),
        senderLogin: 'jimitest',
        imei: '868120111111117',
        queued: true,
        templateName: 'User-defined command',
      },
    ],
  },
  { method: 'jimi.open.instruction.raw.send', profile: 'pro', means: null },
  {
    method: 'jimi.open.device.rfid.list',
    profile: 'pro',
    means: {
      page: 1,
      pageSize: 10,
      total: 34,
      rows: [{ imei: '890768902346789', cardId: '278907', swipedAt: new Date('2024-04-22T09:12:23Z') }],
    },
  },
  {
    method: 'jimi.open.platform.dlt.report',
    profile: 'pro',
    means: [
      {
        ...driverCheck,
        action: 'checkIn',
        at: new Date('2025-10-27T10:43:07Z'),
        position: { lat: 22.576624, lng: 113.943096 },
      },
      {
        ...driverCheck,
        action: 'checkOut',
        at: new Date('2025-10-27T10:42:09Z'),
        position: { lat: 22.576613, lng: 113.943108 },
      },
    ],
  },
  {
    method: 'jimi.device.health.data',
    profile: 'pro',
    means: {
      steps: 327,
      bloodOxygenPercent: 99,
      heartRateBpm: 70,
      history: [
        { at: new Date('2025-11-04T00:00:00Z'), steps: 0 },
        { at: new Date('2025-11-04T06:00:00Z'), steps: 327, bloodOxygenPercent: 98, heartRateBpm: 70 },
      ],
      reportedAt: new Date('2025-11-04T06:28:55Z'),
    },
  },
  {
    method: 'jimi.device.obd.list',
    profile: 'pro',
    means: {
      page: 1,
      pageSize: 2,
      total: 2684,
      rows: [
        {
          ...obdReading,
          reportedAt: new Date('2024-05-09T10:25:00Z'),
          odometerKm: 2049.6,
          deviceMileage: 142.9,
          fuelPercent: 58,
          coolantTemperatureC: 77,
          speedKph: 88.5,
        },
        {
          ...obdReading,
          reportedAt: new Date('2024-05-09T01:27:23Z'),
          odometerKm: 2048.6,
          deviceMileage: 143.9,
          fuelPercent: 56,
          coolantTemperatureC: 78,
          speedKph: 95.5,
        },
      ],
    },
  },
  {
    method: 'jimi.device.obd.fault',
    profile: 'pro',
    means: {
      page: 1,
      pageSize: 4,
      total: 6,
      rows: [
        {
          ...obdFault,
          code: 'P1502',
          detail: 'High speed state of the vehicle - the front axle is faster than the rear axle',
          at: new Date('2024-07-03T08:16:49Z'),
        },
        {
          ...obdFault,
          code: 'U0464',
          detail: 'Invalid data received from the navigation control module',
          at: new Date('2024-07-03T08:46:49Z'),
        },
      ],
    },
  },
  { method: 'jimi.scooter.instruction.send', profile: 'ts', means: null },
  {
    method: 'jimi.scooter.device.detail',
    profile: 'ts',
    means: [
      {
        imei: '860425040472944',
        faults: {
          iot: false,
          accelerator: false,
          battery: false,
          brakeHandlebar: false,
          controller: false,
          dashboard: false,
          motor: false,
          voltage: false,
        },
        properties: {
          ecuVersion: '0.1',
          batteryCapacity: 22_834,
          ratedBatteryVoltage: 36,
          bluetoothVersion: '2.1',
          firmwareVersion: 'c.0',
          scooterVersion: '3.0',
          speedLimit: 50,
        },
        readings: {
          totalOdometer: 14_592,
          batteryCycles: 512,
          batteryPercent: 56,
          batteryTemperatureC: 23,
          current: 614.39,
          tripOdometer: 217.6,
          remainingRange: 69.2,
          speedKph: 99.86,
          voltage: 460.94,
        },
        switches: {
          dlcc: false,
          dlccStatus: false,
          accelerator: false,
          brake: false,
          brakeLightSet: true,
          charging: false,
          frontLightSet: false,
          frontLight: false,
          motor: false,
          brakeLight: false,
          workingMode: 'disabled',
        },
        settings: {
          dlcc: false,
          drivingMode: 2,
          lightMode: 0,
          quickStart: true,
          speedLimit: 30,
          speedUnit: 0,
        },
        tracker: {
          imsi: '0460045394000271',
          iccid: '89860433231880390271',
          bluetoothMac: '000000000000',
          satellites: 11,
          headingDeg: 0,
          gpsMode: 0,
          speedKph: 0,
          fixAt: new Date('2019-05-09T18:41:12Z'),
          locationAreaCode: 0,
          lat: 22.577137,
          lng: 113.916756,
          mobileCountryCode: 0,
          mobileNetworkCode: 0,
          source: 'gps',
          signalLevel: 4,
          gpsOn: false,
          batteryVoltageV: 4.15,
        },
      },
    ],
  },
]
