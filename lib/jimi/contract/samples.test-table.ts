// What the vendor's sample answers mean, worked out by hand from the field tables of its documents. For tests.

import type { Profile } from '../wire/profile'
import { CHANGE_SAMPLES } from './changes.test-table'
import { COMMAND_SAMPLES } from './commands.test-table'
import { FENCE_SAMPLES } from './fences.test-table'
import type { MethodName, MethodOutput } from './index'
import { MEDIA_SAMPLES } from './media.test-table'

export type Sample = {
  [N in MethodName]: {
    method: N
    profile: Profile
    /** Which of the further samples; left out for the main one of the profile. */
    label?: string
    means: MethodOutput<N>
    /** Members the sample leaves out although the profile's table has them. */
    adds?: readonly string[]
    /** Members for which the sample has an empty text where other rows have null, as we write it. */
    blanks?: readonly string[]
  }
}[MethodName]

const grantedToken = {
  appKey: '8FB345B8693CCD003CC2DAB61EC8791D',
  accountLogin: 'jimitest',
  accessToken: '7da3330ec28e3996b6ef4a7e3390ba71',
  refreshToken: '7da3330ec28e3996b6ef4a7e3390ba71',
  expiresInSec: 60,
  issuedAt: new Date('2017-06-15T10:00:00Z'),
}

const bus = {
  imei: '868120145233604',
  deviceName: '868120145233604',
  model: 'GT300L',
  useScope: 'personal',
  sim: '415451',
  expiresAt: new Date('2037-04-01T23:59:59Z'),
  activatedAt: new Date('2017-04-01T11:02:20Z'),
  remark: 'test',
  icon: 'bus',
  plate: '粤B3604',
  vin: '2235',
  driverName: 'driver',
  driverPhone: '13825036579',
  enabled: true,
  engineNumber: '8565674',
  groupId: 'b54ab3c430864e31a64e54de44c79a1d',
  groupName: 'default group',
}

const parkedBus = {
  imei: '868120145233604',
  deviceName: '868120145233604',
  icon: 'bus',
  online: false,
  activated: true,
  source: 'gps',
  lat: 22.577282,
  lng: 113.916604,
  heartbeatAt: new Date('2017-04-26T09:14:50Z'),
  fixAt: new Date('2017-04-26T09:17:46Z'),
  ignition: false,
  speedKph: 0,
  batteryPercent: 60,
} as const

const alarm = {
  imei: '343503422910345',
  deviceName: 'ABC-34352',
  model: 'GT06N',
  accountLogin: 'test1234',
  code: '1002',
  name: 'ACC On',
  alarmAt: new Date('2019-03-14T14:02:03Z'),
  fixAt: new Date('2019-03-14T14:02:03Z'),
  lat: 22.577144898887813,
  lng: 113.91674845964586,
}

export const SAMPLES: readonly Sample[] = [
  { method: 'jimi.oauth.token.get', profile: 'pro', means: grantedToken },
  { method: 'jimi.oauth.token.refresh', profile: 'pro', means: grantedToken },
  {
    method: 'jimi.user.child.list',
    profile: 'pro',
    means: [
      {
        login: '123123',
        name: 'test',
        type: 8,
        displayed: true,
        birthAt: new Date('2017-04-22T00:00:00Z'),
        language: 'zh',
        sex: 'male',
        enabled: true,
      },
    ],
  },
  { method: 'jimi.user.device.list', profile: 'pro', means: [bus] },
  {
    method: 'jimi.track.device.detail',
    profile: 'pro',
    means: {
      ...bus,
      iccid: 'xxxxxxx',
      imsi: 'xxxx',
      importedAt: new Date('2017-04-01T11:02:20Z'),
      licencePlate: '8565674',
      licenceVin: 'xxxxxxx',
      vehicleBrand: 'xxxx',
      fuelLitresPer100Km: 9,
      statusText: '8565674',
      odometerKm: 102.5,
    },
    adds: ['account', 'customerName'],
  },
  // The flag says 1 in both location samples: expired by the legacy document, not expired by the newer ones.
  { method: 'jimi.user.device.location.list', profile: 'ts', means: [{ ...parkedBus, expired: true }] },
  {
    method: 'jimi.user.device.location.list',
    profile: 'pro',
    means: [
      {
        imei: '860121060369660',
        deviceName: 'VL802-69660',
        model: 'VL802',
        icon: 'other',
        online: true,
        expired: false,
        activated: true,
        source: 'gps',
        lat: 22.576562,
        lng: 113.943084,
        heartbeatAt: new Date('2026-03-26T11:25:38Z'),
        fixAt: new Date('2026-03-18T10:20:37Z'),
        ignition: true,
        signalLevel: 4,
        batteryVoltageV: 0.06,
        speedKph: 0,
        satellites: 15,
        headingDeg: 0,
        fuelText: '0.00L',
        odometerKm: 0.6481649691599485,
        accountLogin: 'FAETEST',
        customerName: 'FAETEST',
        iccid: '898608401024C0669758',
      },
    ],
  },
  {
    method: 'jimi.device.location.get',
    profile: 'pro',
    means: [{ ...parkedBus, expired: false, satellites: 11, temperatureC: 86.5, odometerKm: 86.5 }],
    adds: [
      'account',
      'batteryPowerVal',
      'chargeStatus',
      'confidence',
      'customerName',
      'direction',
      'distance',
      'gpsSignal',
      'iccid',
      'mac',
      'mcType',
      'shutdown',
      'state',
      'stateTime',
      'trackerOils',
    ],
  },
  {
    method: 'jimi.device.track.mileage',
    profile: 'pro',
    means: {
      trips: [
        {
          imei: '3505831983422342',
          startAt: new Date('2017-04-26T00:00:58Z'),
          endAt: new Date('2017-04-26T00:03:58Z'),
          startLat: 22.577144898887813,
          startLng: 113.91674845964586,
          // Printed as ...813, which no double holds.
          endLat: 22.677144898887814,
          endLng: 113.92674845964586,
          durationSec: 2130,
          distanceM: 25_000,
          avgSpeedKph: 90,
        },
      ],
      totals: [{ imei: '3505831983422342', distanceM: 60_000 }],
    },
    adds: ['runTimeSecond'],
  },
  {
    method: 'jimi.device.track.list',
    profile: 'ts',
    means: {
      fixes: [
        {
          lat: 22.577144898887813,
          lng: 113.91674845964586,
          fixAt: new Date('2017-04-26T00:00:58Z'),
          headingDeg: 0,
          source: 'wifi',
        },
        {
          lat: 22.57708,
          lng: 113.916631,
          fixAt: new Date('2017-04-26T00:01:30Z'),
          headingDeg: 184,
          speedKph: 0,
          source: 'gps',
        },
      ],
    },
  },
  {
    method: 'jimi.device.track.list',
    profile: 'pro',
    means: {
      fixes: [
        {
          lat: 22.576607,
          lng: 113.943084,
          fixAt: new Date('2026-03-18T09:40:46Z'),
          headingDeg: 0,
          speedKph: 0,
          source: 'gps',
          satellites: 0,
          ignition: true,
          resent: false,
        },
      ],
      vendorMileage: 0,
    },
  },
  { method: 'jimi.device.alarm.list', profile: 'ts', means: [alarm] },
  {
    method: 'jimi.device.alarm.list',
    profile: 'pro',
    means: [{ ...alarm, speedKph: 10, geofenceId: 'se8yg081p0qh5vnniqrakr1nr0tdh6a0' }],
  },
  ...MEDIA_SAMPLES,
  ...COMMAND_SAMPLES,
  ...CHANGE_SAMPLES,
  ...FENCE_SAMPLES,
]
